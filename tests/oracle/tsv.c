/* SPDX-License-Identifier: BSD-3-Clause */
#include "tests/oracle/tsv.h"

#include <err.h>
#include <stdlib.h>
#include <string.h>

void
tsv_open(struct tsv *tsv, const char *path)
{
	*tsv = (struct tsv){.path = path, .file = fopen(path, "re")};
	if (tsv->file == NULL)
		err(2, "%s", path);
}

bool
tsv_next(struct tsv *tsv)
{
	const ssize_t size = getline(&tsv->line, &tsv->room, tsv->file);

	if (size < 0) {
		if (ferror(tsv->file) != 0)
			err(2, "%s", tsv->path);
		fclose(tsv->file);
		free(tsv->line);
		return false;
	}
	tsv->number++;
	if (strlen(tsv->line) != (size_t)size || tsv->line[size - 1] != '\n')
		tsv_bad(tsv, "no line of text");
	tsv->line[size - 1] = '\0';
	return true;
}

void
tsv_cut(const struct tsv *tsv, char *text, char **columns, int count)
{
	for (int i = 0; i < count; i++) {
		columns[i] = text;
		text = strchr(text, '\t');
		if ((text == NULL) != (i == count - 1))
			tsv_bad(tsv, "wrong number of columns");
		if (text != NULL)
			*text++ = '\0';
	}
}

_Noreturn void
tsv_bad(const struct tsv *tsv, const char *fault)
{
	errx(2, "%s:%lu: %s", tsv->path, tsv->number, fault);
}
