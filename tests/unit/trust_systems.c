/* SPDX-License-Identifier: BSD-3-Clause */
/* On which file systems a file is trusted, and can be read. */
#include "common/source/source.h"
#include "common/source/trust.h"

#include "tests/unit/folder.h"
#include "tests/unit/unit.h"

#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/sysmacros.h>
#include <sys/vfs.h>
#include <unistd.h>

#define TRUSTED HA_OK
#define NOT HA_ERR_UNSAFE
#define TEXT HA_OK
#define NO_TEXT HA_ERR_IO

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

/*
 * A function of libc in the place of which one of these stands; WIDE is its
 * name where time_t has more bits than long.
 */
static void *
original(const char *wide, const char *large, const char *name)
{
	void *function = NULL;

	if (sizeof(time_t) > sizeof(long))
		function = dlsym(RTLD_NEXT, wide);
	if (!function)
		function = dlsym(RTLD_NEXT, large);
	return function ? function : dlsym(RTLD_NEXT, name);
}

int
statfs(const char *path, struct statfs *system)
{
	int (*call)(const char *, struct statfs *);
	void *found = original("statfs64", "statfs64", "statfs");
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
	void *found = original("fstatfs64", "fstatfs64", "fstatfs");
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

static bool without_device;

/* Most of these file systems have no device. */
static int
without(int result, struct stat *status)
{
	if (without_device)
		status->st_dev = makedev(0, 42);
	return result;
}

int
stat(const char *path, struct stat *status)
{
	int (*call)(const char *, struct stat *);
	void *found = original("__stat64_time64", "stat64", "stat");

	memcpy(&call, &found, sizeof(call));
	return without(call(path, status), status);
}

int
fstat(int fd, struct stat *status)
{
	int (*call)(int, struct stat *);
	void *found = original("__fstat64_time64", "fstat64", "fstat");

	memcpy(&call, &found, sizeof(call));
	return without(call(fd, status), status);
}

/* Opens the file on a file system, and closes it. */
static enum ha_status
open_it(void)
{
	struct ha_source source;
	enum ha_status status;

	without_device = true;
	status = ha_source_open(&source, file, true);
	without_device = false;
	if (status == HA_OK)
		ha_source_close(&source);
	else
		assert_int_equal(errno, EINVAL);
	return status;
}

/* Of which file systems no file is trusted, and of which none is read. */
static const struct {
	const char *name;
	uint32_t type;
	enum ha_status trusted, opened;
} system_rows[] = {
    {"proc", 0x9fa0, NOT, NO_TEXT},
    {"sysfs", 0x62656572, NOT, NO_TEXT},
    {"debugfs", 0x64626720, NOT, NO_TEXT},
    {"tracefs", 0x74726163, NOT, NO_TEXT},
    {"cgroup", 0x27e0eb, NOT, TEXT},
    {"cgroup2", 0x63677270, NOT, TEXT},
    {"securityfs", 0x73636673, NOT, TEXT},
    {"selinuxfs", 0xf97cff8c, NOT, TEXT},
    {"configfs", 0x62656570, NOT, TEXT},
    {"devpts", 0x1cd1, NOT, TEXT},
    {"mqueue", 0x19800202, NOT, TEXT},
    {"bpf", 0xcafe4a11, NOT, TEXT},
    {"binfmt_misc", 0x42494e4d, NOT, TEXT},
    {"pstore", 0x6165676c, NOT, TEXT},
    {"efivarfs", 0xde5e81e4, NOT, TEXT},
    {"nsfs", 0x6e736673, NOT, TEXT},
    {"FUSE", 0x65735546, NOT, TEXT},
    {"openprom", 0x9fa1, NOT, TEXT},
    {"usbdevfs", 0x9fa2, NOT, TEXT},
    {"resctrl", 0x7655821, NOT, TEXT},
    {"futexfs", 0xbad1dea, NOT, TEXT},
    {"anon_inodefs", 0x9041934, NOT, TEXT},
    {"smackfs", 0x43415d53, NOT, TEXT},
    {"dmabuf", 0x444d4142, NOT, TEXT},
    {"pipefs", 0x50495045, NOT, TEXT},
    {"secretmem", 0x5345434d, NOT, TEXT},
    {"sockfs", 0x534f434b, NOT, TEXT},
    {"apparmorfs", 0x5a3c69f0, NOT, TEXT},
    {"binder", 0x6c6f6f70, NOT, TEXT},
    {"nfsd", 0x6e667364, NOT, TEXT},
    {"rpc_pipefs", 0x67596969, NOT, TEXT},
    {"fusectl", 0x65735543, NOT, TEXT},
    {"xenfs", 0xabba1974, NOT, TEXT},
    {"gadgetfs", 0xaee71ee7, NOT, TEXT},
    {"functionfs", 0xa647361, NOT, TEXT},
    {"tmpfs", 0x1021994, TRUSTED, TEXT},
    {"ramfs", 0x858458f6, TRUSTED, TEXT},
    {"overlayfs", 0x794c7630, TRUSTED, TEXT},
    {"NFS", 0x6969, TRUSTED, TEXT},
    {"ext4", 0xef53, TRUSTED, TEXT},
    {"XFS", 0x58465342, TRUSTED, TEXT},
    {"Btrfs", 0x9123683e, TRUSTED, TEXT},
    {"squashfs", 0x73717368, TRUSTED, TEXT},
    {"9p", 0x1021997, TRUSTED, TEXT},
    {"autofs", 0x187, TRUSTED, TEXT},
};

static void
file_systems_that_make_files_up_count_not(void **state)
{
	struct ha_trust_flaw flaw;

	(void)state;
	for (size_t i = 0; i < COUNT(system_rows); i++) {
		row(system_rows[i].name);
		mounted = system_rows[i].type;
		assert_int_equal(trust_as(file, &flaw), system_rows[i].trusted);
		assert_int_equal(open_it(), system_rows[i].opened);
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
	assert_int_equal(ha_trust_file(file, fd, &status, false), TRUSTED);
	assert_int_equal(ha_trust_file(file, -1, &status, false), HA_ERR_IO);
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
