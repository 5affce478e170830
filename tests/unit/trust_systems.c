/* SPDX-License-Identifier: BSD-3-Clause */
/* On which file systems a file is trusted. */
#include "trust.h"

#include "folder.h"
#include "unit.h"

#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdint.h>
#include <stdlib.h>
#include <sys/vfs.h>
#include <unistd.h>

#define TRUSTED HA_OK
#define NOT HA_ERR_BROKEN

/* Files of the folder of the tests. */
static char file[PATH_MAX];

static int
set_up(void **state)
{
	int result = folder_make(state);

	snprintf(file, sizeof(file), "%s/folder/hosts.allow", folder);
	result = result || chmod(folder, 0755) || mkdir("folder", 0755);
	write_text("folder/hosts.allow", "ALL: ALL\n");
	return result || chmod(file, 0644);
}

/* The type of the file system that is said to be mounted at the folder, or 0.
 */
static uint32_t mounted;

static bool
is_mounted(const char *path)
{
	return mounted != 0 && strncmp(path, folder, strlen(folder)) == 0;
}

int
lstat(const char *restrict path, struct stat *restrict status)
{
	if (fstatat(AT_FDCWD, path, status, AT_SYMLINK_NOFOLLOW))
		return -1;
	status->st_dev += is_mounted(path);
	return 0;
}

/* A function of libc in the place of which one of these stands. */
static void *
original(const char *large, const char *name)
{
	void *function = dlsym(RTLD_NEXT, large);

	return function ? function : dlsym(RTLD_NEXT, name);
}

int
statfs(const char *path, struct statfs *system)
{
	int (*call)(const char *, struct statfs *);
	void *found = original("statfs64", "statfs");
	int result;

	memcpy(&call, &found, sizeof(call));
	result = call(path, system);
	if (is_mounted(path))
		system->f_type = (__typeof__(system->f_type))mounted;
	return result;
}

int
fstatfs(int fd, struct statfs *system)
{
	int (*call)(int, struct statfs *);
	void *found = original("fstatfs64", "fstatfs");
	int result;

	memcpy(&call, &found, sizeof(call));
	result = call(fd, system);
	if (mounted)
		system->f_type = (__typeof__(system->f_type))mounted;
	return result;
}

/* Asks about the file at PATH as it is now. */
static enum ha_status
trust_as(const char *path, struct ha_trust_flaw *flaw)
{
	int fd = open(path, O_RDONLY | O_CLOEXEC), error;
	enum ha_status result;
	struct stat status;

	assert_true(fd >= 0);
	assert_int_equal(fstat(fd, &status), 0);
	status.st_dev += is_mounted(path);
	result = ha_trust_examine(path, fd, &status, flaw);
	error = errno;
	close(fd);
	errno = error;
	return result;
}

/* Of which file systems no file is trusted. */
static void
file_systems_that_make_files_up_count_not(void **state)
{
	static const struct {
		const char *name;
		uint32_t type;
		enum ha_status expected;
	} rows[] = {
	    {"proc", 0x9fa0, NOT},
	    {"sysfs", 0x62656572, NOT},
	    {"debugfs", 0x64626720, NOT},
	    {"tracefs", 0x74726163, NOT},
	    {"cgroup", 0x27e0eb, NOT},
	    {"cgroup2", 0x63677270, NOT},
	    {"securityfs", 0x73636673, NOT},
	    {"selinuxfs", 0xf97cff8c, NOT},
	    {"configfs", 0x62656570, NOT},
	    {"devpts", 0x1cd1, NOT},
	    {"mqueue", 0x19800202, NOT},
	    {"bpf", 0xcafe4a11, NOT},
	    {"binfmt_misc", 0x42494e4d, NOT},
	    {"pstore", 0x6165676c, NOT},
	    {"efivarfs", 0xde5e81e4, NOT},
	    {"nsfs", 0x6e736673, NOT},
	    {"FUSE", 0x65735546, NOT},
	    {"tmpfs", 0x01021994, TRUSTED},
	    {"ramfs", 0x858458f6, TRUSTED},
	    {"overlayfs", 0x794c7630, TRUSTED},
	    {"NFS", 0x6969, TRUSTED},
	    {"ext4", 0xef53, TRUSTED},
	    {"XFS", 0x58465342, TRUSTED},
	    {"Btrfs", 0x9123683e, TRUSTED},
	    {"squashfs", 0x73717368, TRUSTED},
	    {"9p", 0x01021997, TRUSTED},
	    {"autofs", 0x0187, TRUSTED},
	};

	struct ha_trust_flaw flaw;

	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++) {
		row(rows[i].name);
		mounted = rows[i].type;
		assert_int_equal(trust_as(file, &flaw), rows[i].expected);
		mounted = 0;
	}
}

/* The file alone may be mounted, on the folder of another file system. */
static void
files_may_be_mounted(void **state)
{
	struct ha_trust_flaw flaw;
	struct stat status;
	int fd = open("/proc/self/cmdline", O_RDONLY | O_CLOEXEC);

	(void)state;
	assert_true(fd >= 0);
	assert_int_equal(stat(file, &status), 0);
	mounted = 0x01021994;
	status.st_dev++;
	assert_int_equal(ha_trust_file(file, fd, &status), TRUSTED);
	assert_int_equal(ha_trust_file(file, -1, &status), HA_ERR_IO);
	assert_int_equal(errno, EBADF);
	mounted = 0;
	status.st_dev--;
	assert_int_equal(ha_trust_examine(file, fd, &status, &flaw), TRUSTED);
	close(fd);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(file_systems_that_make_files_up_count_not),
	    cmocka_unit_test(files_may_be_mounted),
	};

	return cmocka_run_group_tests_name("trust_systems", tests, set_up,
					   folder_remove);
}
