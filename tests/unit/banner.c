/* SPDX-License-Identifier: BSD-3-Clause */
/* Banners: which file is read, and what is wrong with others. */
#include "common/option/banner.h"

#include "tests/unit/folder.h"
#include "tests/unit/unit.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdlib.h>
#include <sys/stat.h>

/* What the system says of the banner. */
static enum {
	AS_IT_IS,
	COMES,           /* it is not there at the first look, and then is */
	NOBODY_CAN_TELL, /* whether the way to it is safe */
} way;

static bool
ends_in_sshd(const char *path)
{
	const char *slash = strrchr(path, '/');

	return slash && strcmp(slash, "/sshd") == 0;
}

int
stat(const char *restrict path, struct stat *restrict status)
{
	if (way == COMES && ends_in_sshd(path)) {
		errno = ENOENT;
		return -1;
	}
	return fstatat(AT_FDCWD, path, status, 0);
}

int
lstat(const char *restrict path, struct stat *restrict status)
{
	if (way == NOBODY_CAN_TELL && ends_in_sshd(path)) {
		errno = EACCES;
		return -1;
	}
	return fstatat(AT_FDCWD, path, status, AT_SYMLINK_NOFOLLOW);
}

static int
set_up(void **state)
{
	return folder_make(state) || mkdir("folder", 0700) ||
	       symlink(".", "a:b") || symlink(".", "c\\:d");
}

static unsigned heard;
static int error;

static void
hear(void *context, const struct ha_diagnostic *diagnostic)
{
	(void)context;
	assert_int_equal(diagnostic->id, HA_D_BANNER);
	error = diagnostic->error;
	heard++;
}

static void
banners_are_read(void **state)
{
	static char long_line[HA_EXPANSION_MAX + 2], long_path[PATH_MAX + 1];
	char colon[PATH_MAX], backslash[PATH_MAX];
	const struct {
		const char *name, *directory, *daemon, *file, *text;
		int error;
	} rows[] = {
	    {"two lines", folder, "sshd", "Hello %d\n%%\n", "Hello sshd\n%\n",
	     0},
	    {"no newline at the end", folder, "sshd", "x", "x\n", 0},
	    {"empty", folder, "sshd", "", "", 0},
	    {"none", folder, "sshd", NULL, "", 0},
	    {"just as long as it may be", folder, "sshd", long_line + 1,
	     long_line + 1, 0},
	    {"too long", folder, "sshd", long_line, "", EFBIG},
	    {"a colon", colon, "sshd", "x", "x\n", 0},
	    {"a backslash before a colon", backslash, "sshd", "x", "x\n", 0},
	    {"no folder", "/none/at/all", "sshd", "x", "", ENOENT},
	    {"a long path", long_path, "sshd", "x", "", ENAMETOOLONG},
	    {"not a file", folder, "folder", "x", "", EISDIR},
	    {"no daemon", folder, "", "x", "", EINVAL},
	    {"a hidden file", folder, ".sshd", "x", "", EINVAL},
	    {"in a folder", folder, "sshd/x", "x", "", EINVAL},
	    {"in another folder", folder, "../sshd", "x", "", EINVAL},
	};
	const struct ha_sink sink = {hear, NULL};
	const struct ha_place place = {"hosts.deny", 1, 1};

	(void)state;
	snprintf(colon, sizeof(colon), "%s/a\\:b", folder);
	snprintf(backslash, sizeof(backslash), "%s/c\\\\:d", folder);
	memset(long_line, 'x', sizeof(long_line) - 1);
	long_line[HA_EXPANSION_MAX] = '\n';
	memset(long_path, '/', sizeof(long_path) - 1);
	for (size_t i = 0; i < COUNT(rows); i++) {
		struct ha_request request;
		char *text = NULL;

		row(rows[i].name);
		write_text("sshd", rows[i].file);
		ha_request_init(&request, NULL);
		ha_request_set_daemon(&request, ha_slice_of(rows[i].daemon));
		heard = 0;
		error = 0;
		assert_int_equal(ha_banner_read(ha_slice_of(rows[i].directory),
						&request, &sink, place, false,
						&text),
				 HA_OK);
		assert_string_equal(text, rows[i].text);
		free(text);
		assert_int_equal(heard, rows[i].error != 0);
		assert_int_equal(error, rows[i].error);
	}
}

/* Reads the banner of sshd in the folder; the text of it is EXPECTED. */
static enum ha_status
read_as(const char *expected)
{
	const struct ha_sink sink = {hear, NULL};
	const struct ha_place place = {"hosts.deny", 1, 1};
	struct ha_request request;
	enum ha_status status;
	char *text = NULL;

	write_text("sshd", "x");
	ha_request_init(&request, NULL);
	ha_request_set_daemon(&request, ha_slice_of("sshd"));
	heard = 0;
	error = 0;
	status = ha_banner_read(ha_slice_of(folder), &request, &sink, place,
				false, &text);
	assert_string_equal(text, expected);
	free(text);
	return status;
}

static void
one_that_comes_is_told(void **state)
{
	(void)state;
	way = COMES;
	assert_int_equal(read_as(""), HA_OK);
	assert_int_equal(heard, 1);
	assert_int_equal(error, EAGAIN);
	way = AS_IT_IS;
}

static void
one_of_which_nobody_can_tell_refuses(void **state)
{
	(void)state;
	way = NOBODY_CAN_TELL;
	assert_int_equal(read_as(""), HA_ERR_IO);
	assert_int_equal(errno, EACCES);
	assert_int_equal(heard, 0);
	way = AS_IT_IS;
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(banners_are_read),
	    cmocka_unit_test(one_that_comes_is_told),
	    cmocka_unit_test(one_of_which_nobody_can_tell_refuses),
	};

	return cmocka_run_group_tests_name("banner", tests, set_up,
					   folder_remove);
}
