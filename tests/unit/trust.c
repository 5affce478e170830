/* SPDX-License-Identifier: BSD-3-Clause */
/* Which rule files commands may come from. */
#include "common/source/trust.h"

#include "common/base/slice.h"
#include "tests/unit/unit.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <unistd.h>

#define ME 65534
#define OTHER 65533

/* TOP/folder/hosts.allow, with a new TOP in /tmp for each test. */
static char top[32];
static char folder[48], file[64], other[64], link_path[64];

/* The path of which lstat(2) cannot tell. */
static const char *unknown;

int
lstat(const char *restrict path, struct stat *restrict status)
{
	if (!unknown || strcmp(path, unknown) != 0)
		return fstatat(AT_FDCWD, path, status, AT_SYMLINK_NOFOLLOW);
	errno = EIO;
	return -1;
}

static void
write_file(const char *path)
{
	int fd = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);

	assert_true(fd >= 0);
	assert_int_equal(close(fd), 0);
}

static int
make_files(void **state)
{
	(void)state;
	snprintf(top, sizeof(top), "/tmp/hostsaccess-unit-XXXXXX");
	assert_non_null(mkdtemp(top));
	snprintf(folder, sizeof(folder), "%s/folder", top);
	snprintf(file, sizeof(file), "%s/hosts.allow", folder);
	snprintf(other, sizeof(other), "%s/other", top);
	snprintf(link_path, sizeof(link_path), "%s/link", top);
	assert_int_equal(mkdir(folder, 0755), 0);
	write_file(file);
	assert_int_equal(chmod(file, 0644), 0);
	assert_int_equal(chmod(top, 0755), 0);
	return 0;
}

static int
remove_files(void **state)
{
	(void)state;
	unlink(link_path);
	unlink(other);
	unlink(file);
	return rmdir(folder) || rmdir(top);
}

/* Asks about the file at PATH as it is now. */
static enum ha_status
trust_for(const char *path, bool root_only)
{
	struct stat status = {0};
	enum ha_status result;
	int fd = open(path, O_RDONLY | O_NONBLOCK | O_CLOEXEC), error;

	if (fd >= 0)
		assert_int_equal(fstat(fd, &status), 0);
	result = ha_trust_file(path, fd, &status, root_only);
	error = errno;
	if (fd >= 0)
		close(fd);
	errno = error;
	return result;
}

static enum ha_status
trust_as(const char *path)
{
	return trust_for(path, false);
}

#define TRUSTED HA_OK
#define NOT HA_ERR_UNSAFE

/* Modes 0 are the usual ones: 0644 of the file, 0755 of the folders. */
static const struct {
	const char *name;
	mode_t file, folder, top;
	enum ha_status expected;
} modes[] = {
    {"usual", 0, 0, 0, TRUSTED},
    {"private", 0600, 0700, 0700, TRUSTED},
    {"read-only", 0444, 0555, 0555, TRUSTED},
    {"all but write", 0755, 0, 0, TRUSTED},
    {"the group may write the file", 0664, 0, 0, NOT},
    {"the group may only write the file", 0620, 0, 0, NOT},
    {"all may write the file", 0646, 0, 0, NOT},
    {"all may write the file, sticky", 01666, 0, 0, NOT},
    {"the group may write the folder", 0, 0775, 0, NOT},
    {"all may write the folder", 0, 0757, 0, NOT},
    {"the group may write the folder above", 0, 0, 0775, NOT},
    {"all may write the folder above", 0, 0, 0757, NOT},
    {"a sticky folder", 0, 01777, 0, TRUSTED},
    {"a sticky folder of a group", 0, 01775, 0, TRUSTED},
    {"a sticky folder above", 0, 0, 01777, TRUSTED},
    {"a set-group-ID folder", 0, 02775, 0, NOT},
    {"a sticky folder, and all may write the file", 0666, 01777, 0, NOT},
    {"a sticky folder in one that is not", 0, 01777, 0777, NOT},
};

static void
test_modes(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT(modes); i++) {
		mode_t of_top = modes[i].top ? modes[i].top : 0755;

		row(modes[i].name);
		chmod(file, modes[i].file ? modes[i].file : 0644);
		chmod(folder, modes[i].folder ? modes[i].folder : 0755);
		chmod(top, of_top);
		assert_int_equal(trust_as(file), modes[i].expected);
	}
	chmod(folder, 0755);
	chmod(top, 0755);
}

/* The owners, and who asks. */
static const struct {
	const char *name;
	uid_t file, folder, top, asks;
	enum ha_status expected;
} owners[] = {
    {"root's, root asks", 0, 0, 0, 0, TRUSTED},
    {"root's, I ask", 0, 0, 0, ME, TRUSTED},
    {"my file, I ask", ME, 0, 0, ME, TRUSTED},
    {"all mine, I ask", ME, ME, ME, ME, TRUSTED},
    {"root's file in my folder, I ask", 0, ME, 0, ME, TRUSTED},
    {"my file, root asks", ME, 0, 0, 0, NOT},
    {"my folder, root asks", 0, ME, 0, 0, NOT},
    {"my folder above, root asks", 0, 0, ME, 0, NOT},
    {"another's file, I ask", OTHER, 0, 0, ME, NOT},
    {"another's folder, I ask", 0, OTHER, 0, ME, NOT},
    {"another's folder above, I ask", ME, ME, OTHER, ME, NOT},
};

static void
test_owners(void **state)
{
	(void)state;
	if (geteuid() != 0) {
		print_error("NOT RUN: owners; needs root\n");
		return;
	}
	for (size_t i = 0; i < COUNT(owners); i++) {
		bool roots =
		    !owners[i].file && !owners[i].folder && !owners[i].top;
		enum ha_status status, of_root;

		row(owners[i].name);
		assert_int_equal(chown(file, owners[i].file, 0), 0);
		assert_int_equal(chown(folder, owners[i].folder, 0), 0);
		assert_int_equal(chown(top, owners[i].top, 0), 0);
		assert_int_equal(seteuid(owners[i].asks), 0);
		status = trust_as(file);
		of_root = trust_for(file, true);
		assert_int_equal(seteuid(0), 0);
		assert_int_equal(status, owners[i].expected);
		assert_int_equal(of_root, roots ? TRUSTED : NOT);
	}
	/* What root may see and I may not. */
	assert_int_equal(chown(top, 0, 0), 0);
	assert_int_equal(chmod(top, 0700), 0);
	assert_int_equal(seteuid(ME), 0);
	assert_int_equal(trust_as(file), HA_ERR_IO);
	assert_int_equal(errno, EACCES);
	assert_int_equal(seteuid(0), 0);
}

/* The folders of the file count, and those of the link. */
static void
test_symlinks(void **state)
{
	(void)state;
	assert_int_equal(symlink(file, link_path), 0);
	assert_int_equal(trust_as(link_path), TRUSTED);
	chmod(top, 0777);
	assert_int_equal(trust_as(link_path), NOT);
	chmod(top, 0755);
	chmod(folder, 0777);
	assert_int_equal(trust_as(link_path), NOT);
	chmod(folder, 0755);
	chmod(file, 0666);
	assert_int_equal(trust_as(link_path), NOT);
	unlink(link_path);
	assert_int_equal(symlink(other, link_path), 0);
	assert_int_equal(trust_as(link_path), HA_ERR_IO);
	assert_int_equal(errno, ENOENT);
}

/* The file that was opened is not the one that has its name now. */
static void
test_replaced(void **state)
{
	struct stat status;

	(void)state;
	assert_int_equal(stat(file, &status), 0);
	assert_int_equal(ha_trust_file(file, -1, &status, false), TRUSTED);
	status.st_dev++;
	assert_int_equal(ha_trust_file(file, -1, &status, false), NOT);
	status.st_dev--;
	write_file(other);
	assert_int_equal(rename(other, file), 0);
	assert_int_equal(ha_trust_file(file, -1, &status, false), NOT);
	assert_int_equal(stat(file, &status), 0);
	assert_int_equal(ha_trust_file(file, -1, &status, false), TRUSTED);
	unlink(file);
	assert_int_equal(ha_trust_file(file, -1, &status, false), HA_ERR_IO);
	assert_int_equal(errno, ENOENT);
	/* A link that came to point elsewhere. */
	write_file(file);
	write_file(other);
	assert_int_equal(symlink(file, link_path), 0);
	assert_int_equal(stat(link_path, &status), 0);
	unlink(link_path);
	assert_int_equal(symlink(other, link_path), 0);
	assert_int_equal(ha_trust_file(link_path, -1, &status, false), NOT);
	/* What was open to all when it was opened was so when it was read. */
	chmod(file, 0666);
	assert_int_equal(stat(file, &status), 0);
	chmod(file, 0644);
	assert_int_equal(ha_trust_file(file, -1, &status, false), NOT);
}

/* The path at fault is told, the first on the way. */
static void
test_flaws(void **state)
{
	static const struct {
		const char *name;
		mode_t file, folder, top;
		const char *path;
		mode_t mode;
	} rows[] = {
	    {"the file", 0666, 0755, 01777, file, 0666},
	    {"its folder", 0666, 0777, 0755, folder, 0777},
	    {"the folder above", 0666, 0777, 0775, top, 0775},
	};

	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++) {
		struct ha_trust_flaw flaw;
		struct stat status;

		row(rows[i].name);
		chmod(file, rows[i].file);
		chmod(folder, rows[i].folder);
		chmod(top, rows[i].top);
		assert_int_equal(stat(file, &status), 0);
		assert_int_equal(ha_trust_examine(file, -1, &status, &flaw),
				 NOT);
		assert_string_equal(flaw.path, rows[i].path);
		assert_int_equal(flaw.status.st_mode & 07777, rows[i].mode);
		assert_int_equal(flaw.status.st_uid, geteuid());
	}
	chmod(folder, 0755);
	chmod(top, 0755);
}

static void
test_paths(void **state)
{
	static const char *const names[] = {"hosts.allow", "./hosts.allow",
					    "../folder/hosts.allow",
					    ".././folder//hosts.allow"};
	int here = open(".", O_PATH | O_CLOEXEC);
	char path[128];

	(void)state;
	assert_int_equal(chdir(folder), 0);
	for (int open_to_all = 0; open_to_all < 2; open_to_all++) {
		chmod(top, open_to_all ? 0777 : 0755);
		for (size_t i = 0; i < COUNT(names); i++) {
			enum ha_status expected = open_to_all ? NOT : TRUSTED;

			row(names[i]);
			snprintf(path, sizeof(path), "%s/%s", folder, names[i]);
			assert_int_equal(trust_as(names[i]), expected);
			assert_int_equal(trust_as(path), expected);
		}
	}
	assert_int_equal(fchdir(here), 0);
	close(here);
}

/* A folder that cannot be looked at is not to be trusted. */
static void
test_unknown(void **state)
{
	const char *const paths[] = {folder, top, "/tmp", "/"};

	(void)state;
	for (size_t i = 0; i < COUNT(paths); i++) {
		row(paths[i]);
		unknown = paths[i];
		assert_int_equal(trust_as(file), HA_ERR_IO);
		unknown = NULL;
		assert_int_equal(trust_as(file), TRUSTED);
	}
}

int
main(void)
{
#define TEST(test) \
	cmocka_unit_test_setup_teardown(test, make_files, remove_files)
	const struct CMUnitTest tests[] = {
	    TEST(test_modes),    TEST(test_owners), TEST(test_symlinks),
	    TEST(test_replaced), TEST(test_flaws),  TEST(test_paths),
	    TEST(test_unknown),
	};

	return cmocka_run_group_tests_name("trust", tests, NULL, NULL);
}
