/* SPDX-License-Identifier: BSD-3-Clause */
#include "tests/unit/folder.h"

#include "tests/support/remove_tree.h"
#include "tests/unit/unit.h"

#include <stdlib.h>

char folder[] = "/tmp/hostsaccess-unit-XXXXXX";

int
folder_make(void **state)
{
	(void)state;
	return !mkdtemp(folder) || chdir(folder);
}

int
folder_remove(void **state)
{
	(void)state;
	return remove_tree(folder);
}

void
write_slice(const char *name, struct ha_slice text)
{
	FILE *file = fopen(name, "w");

	assert_non_null(file);
	assert_int_equal(fwrite(text.data, 1, text.size, file), text.size);
	assert_int_equal(fclose(file), 0);
}

void
write_text(const char *name, const char *text)
{
	FILE *file;

	if (!text) {
		unlink(name);
		return;
	}
	file = fopen(name, "w");
	assert_non_null(file);
	for (; *text; text++)
		if (*text == '~')
			fputs(folder, file);
		else
			putc(*text == '^' ? '\0' : *text, file);
	assert_false(ferror(file));
	assert_int_equal(fclose(file), 0);
}
