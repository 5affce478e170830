/* SPDX-License-Identifier: BSD-3-Clause */
/* By which links a file is trusted. */
#include "common/source/trust.h"

#include "tests/unit/folder.h"
#include "tests/unit/unit.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <linux/magic.h>
#include <stdlib.h>
#include <sys/vfs.h>
#include <unistd.h>

#define OTHER 65533
#define TRUSTED HA_OK
#define NOT HA_ERR_UNSAFE

/* Files of the folder of the tests. */
static char file[PATH_MAX], link_path[PATH_MAX];

static int
set_up(void **state)
{
	int result = folder_make(state);

	snprintf(file, sizeof(file), "%s/folder/hosts.allow", folder);
	snprintf(link_path, sizeof(link_path), "%s/link", folder);
	result = result || chmod(folder, 0755) || mkdir("folder", 0755) ||
		 mkdir("shared", 0755) || mkdir("open", 0755) ||
		 chmod("open", 0777);
	write_text("folder/hosts.allow", "ALL: ALL\n");
	return result || chmod(file, 0644);
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
	result = ha_trust_examine(path, fd, &status, flaw);
	error = errno;
	close(fd);
	errno = error;
	return result;
}

#define LINKS 4

/*
 * Links in the folder and in folder shared, to FILE in the end: "~" is the
 * folder, and a text begins with '-' if the link is of somebody else.  shared
 * has the mode SHARED; all may write the folder open.
 */
static const struct {
	const char *name, *path;
	mode_t shared;
	enum ha_status expected;
	const char *flaw; /* the path at fault */
	struct {
		const char *name, *text;
	} links[LINKS];
} ways[] = {
    {"a link by an absolute path",
     "~/a",
     0755,
     TRUSTED,
     NULL,
     {{"a", "~/folder/hosts.allow"}}},
    {"a link by a relative path",
     "~/a",
     0755,
     TRUSTED,
     NULL,
     {{"a", "folder/hosts.allow"}}},
    {"links to links",
     "~/a",
     0755,
     TRUSTED,
     NULL,
     {{"a", "shared/b"},
      {"shared/b", "../c"},
      {"c", "d/hosts.allow"},
      {"d", "folder//./"}}},
    {"as a volume has them",
     "~/shared/hosts.allow",
     0755,
     TRUSTED,
     NULL,
     {{"shared/hosts.allow", "..data/hosts.allow"},
      {"shared/..data", "../folder"}}},
    {"a link up and down",
     "~/shared/../d/../folder/hosts.allow",
     0755,
     TRUSTED,
     NULL,
     {{"d", "shared/../folder"}}},
    {"a link in a folder of all",
     "~/shared/a",
     0777,
     NOT,
     "~/shared",
     {{"shared/a", "../folder/hosts.allow"}}},
    {"a link in a folder of the group",
     "~/shared/a",
     0775,
     NOT,
     "~/shared",
     {{"shared/a", "~/folder/hosts.allow"}}},
    {"a link in a sticky folder",
     "~/shared/a",
     01777,
     TRUSTED,
     NULL,
     {{"shared/a", "../folder/hosts.allow"}}},
    {"by a folder of all and back",
     "~/shared/../folder/hosts.allow",
     0777,
     NOT,
     "~/shared",
     {{NULL, NULL}}},
    {"a link by a folder of all",
     "~/a",
     0755,
     NOT,
     "~/open",
     {{"a", "open/../folder/hosts.allow"}}},
    {"a link to a link in a folder of all",
     "~/a",
     0777,
     NOT,
     "~/shared",
     {{"a", "shared/b"}, {"shared/b", "../folder/hosts.allow"}}},
    {"a link to a folder behind one of all",
     "~/d/hosts.allow",
     0755,
     NOT,
     "~/open",
     {{"d", "open/b"}, {"open/b", "~/folder"}}},
    {"somebody's link",
     "~/a",
     0755,
     NOT,
     "~/a",
     {{"a", "-folder/hosts.allow"}}},
    {"somebody's link in a sticky folder",
     "~/shared/a",
     01777,
     NOT,
     "~/shared/a",
     {{"shared/a", "-../folder/hosts.allow"}}},
    {"somebody's link to a folder",
     "~/d/hosts.allow",
     0755,
     NOT,
     "~/d",
     {{"d", "-folder"}}},
    {"somebody's link on the way and back",
     "~/d/../folder/hosts.allow",
     0755,
     NOT,
     "~/d",
     {{"d", "-shared"}}},
    {"a link to somebody's",
     "~/a",
     01777,
     NOT,
     "~/shared/b",
     {{"a", "shared/b"}, {"shared/b", "-../c"}, {"c", "folder/hosts.allow"}}},
    {"of the kernel", "/proc/self/cmdline", 0755, NOT, "/proc", {{NULL, NULL}}},
    {"a link to what is the kernel's",
     "~/a",
     0755,
     NOT,
     "/proc",
     {{"a", "/proc/self/cmdline"}}},
    {"a link to a folder of the kernel",
     "~/d/cmdline",
     0755,
     NOT,
     "/proc",
     {{"d", "/proc/self"}}},
    {"a link by a folder of the kernel",
     "~/a",
     0755,
     NOT,
     "/proc",
     {{"a", "/proc/self/root/~/folder/hosts.allow"}}},
    {"by a folder of the kernel",
     "/proc/self/root/~/folder/hosts.allow",
     0755,
     NOT,
     "/proc",
     {{NULL, NULL}}},
    {"a setting of the kernel",
     "/sys/kernel/notes",
     0755,
     NOT,
     "/sys",
     {{NULL, NULL}}},
};

/* Writes TEXT with the folder for "~" to PATH. */
static void
expand(const char *text, char path[PATH_MAX])
{
	const char *tilde = strchr(text, '~');
	int before = tilde ? (int)(tilde - text) : (int)strlen(text);

	snprintf(path, PATH_MAX, "%.*s%s%s", before, text, tilde ? folder : "",
		 tilde ? tilde + 1 : "");
}

/* Makes the links of ways[I], or removes them. */
static void
change_links(size_t i, bool make)
{
	for (size_t j = 0; j < LINKS && ways[i].links[j].name; j++) {
		const char *written = ways[i].links[j].text;
		char path[PATH_MAX], text[PATH_MAX];

		snprintf(path, sizeof(path), "%s/%s", folder,
			 ways[i].links[j].name);
		unlink(path);
		if (!make)
			continue;
		expand(written + (written[0] == '-'), text);
		assert_int_equal(symlink(text, path), 0);
		if (written[0] == '-')
			assert_int_equal(lchown(path, OTHER, OTHER), 0);
	}
}

/*
 * What row I lacks, or NULL: somebody's links can be made by root only, and
 * what is of the kernel need not be mounted.
 */
static const char *
lack(size_t i)
{
	static const char sys[] = "/sys/";
	struct statfs status;

	if (strncmp(ways[i].path, sys, strlen(sys)) == 0 &&
	    (statfs(ways[i].path, &status) != 0 ||
	     status.f_type != SYSFS_MAGIC))
		return "/sys";
	for (size_t j = 0; j < LINKS && ways[i].links[j].name; j++)
		if (ways[i].links[j].text[0] == '-' && geteuid() != 0)
			return "root";
	return NULL;
}

/*
 * Whether the kernel refuses to follow the link of row I, of somebody else in a
 * sticky folder: where systemd has set it so (proc_sys_fs(5)), and not before.
 */
static bool
is_not_followed(size_t i, const char *path)
{
	FILE *stream = fopen("/proc/sys/fs/protected_symlinks", "re");
	int set = stream ? getc(stream) : '0';
	int fd;

	if (stream)
		fclose(stream);
	if (set != '1' || ways[i].shared != 01777 || ways[i].expected != NOT)
		return false;
	fd = open(path, O_RDONLY | O_CLOEXEC);
	assert_int_equal(fd, -1);
	assert_int_equal(errno, EACCES);
	return true;
}

static void
links_and_their_folders_count(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT(ways); i++) {
		char path[PATH_MAX], wanted[PATH_MAX];
		struct ha_trust_flaw flaw;

		row(ways[i].name);
		expand(ways[i].path, path);
		if (lack(i)) {
			print_error("NOT RUN: %s; needs %s\n", ways[i].name,
				    lack(i));
			continue;
		}
		assert_int_equal(chmod("shared", ways[i].shared), 0);
		change_links(i, true);
		if (is_not_followed(i, path)) {
			change_links(i, false);
			continue;
		}
		assert_int_equal(trust_as(path, &flaw), ways[i].expected);
		if (ways[i].flaw) {
			expand(ways[i].flaw, wanted);
			assert_string_equal(flaw.path, wanted);
		}
		assert_int_equal(flaw.pseudo,
				 ways[i].flaw && ways[i].flaw[0] == '/');
		change_links(i, false);
	}
}

/* As many links as the kernel follows, and no more. */
static void
links_are_followed_as_the_kernel_does(void **state)
{
	char path[PATH_MAX], text[64];
	struct ha_trust_flaw flaw;
	struct stat status;

	(void)state;
	assert_int_equal(symlink(file, link_path), 0);
	for (int i = 1; i < 41; i++) {
		snprintf(path, sizeof(path), "%s/link%d", folder, i);
		snprintf(text, sizeof(text), i > 1 ? "link%d" : "link", i - 1);
		assert_int_equal(symlink(text, path), 0);
	}
	assert_int_equal(stat(file, &status), 0);
	snprintf(path, sizeof(path), "%s/link39", folder);
	assert_int_equal(trust_as(path, &flaw), TRUSTED);
	snprintf(path, sizeof(path), "%s/link40", folder);
	assert_int_equal(ha_trust_file(path, -1, &status, false), HA_ERR_IO);
	assert_int_equal(errno, ELOOP);
	for (int i = 1; i < 41; i++) {
		snprintf(path, sizeof(path), "%s/link%d", folder, i);
		assert_int_equal(unlink(path), 0);
	}
}

/* Links that make the path too long, which the kernel would not mind. */
static void
paths_may_get_too_long(void **state)
{
	static char long_path[PATH_MAX + 64], text[PATH_MAX];
	size_t size = strlen(folder);
	struct ha_trust_flaw flaw;
	struct stat status;

	(void)state;
	assert_int_equal(stat(file, &status), 0);
	memset(text, '/', sizeof(text) - 1);
	memcpy(text, folder, size);
	unlink(link_path);
	assert_int_equal(symlink(text, link_path), 0);
	snprintf(long_path, sizeof(long_path), "%s/hosts.allow", link_path);
	assert_int_equal(ha_trust_file(long_path, -1, &status, false),
			 HA_ERR_IO);
	assert_int_equal(errno, ENAMETOOLONG);
	memset(long_path, '/', sizeof(long_path) - 1);
	assert_int_equal(ha_trust_file(long_path, -1, &status, false),
			 HA_ERR_IO);
	assert_int_equal(errno, ENAMETOOLONG);
	memmove(long_path + PATH_MAX - 1 - strlen(file), file,
		strlen(file) + 1);
	assert_int_equal(trust_as(long_path, &flaw), TRUSTED);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(links_and_their_folders_count),
	    cmocka_unit_test(links_are_followed_as_the_kernel_does),
	    cmocka_unit_test(paths_may_get_too_long),
	};

	return cmocka_run_group_tests_name("trust_ways", tests, set_up,
					   folder_remove);
}
