/* SPDX-License-Identifier: BSD-3-Clause */
/* Banners: which file is read, and what is wrong with others. */
#include "banner.h"

#include "folder.h"
#include "unit.h"

#include <errno.h>
#include <limits.h>
#include <stdlib.h>
#include <sys/stat.h>

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

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(banners_are_read),
	};

	return cmocka_run_group_tests_name("banner", tests, set_up,
					   folder_remove);
}
