/* SPDX-License-Identifier: BSD-3-Clause */
#include "hostsaccess/machine/lines.h"

#include "hostsaccess/tool/memory.h"

#include <dirent.h>
#include <errno.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct ha_slice
lines_take_word(struct ha_slice *line)
{
	struct ha_slice text = ha_slice_skip_all(*line, HA_C_SPACE);
	size_t size = 0;

	while (size < text.size && !ha_in_class(text.data[size], HA_C_SPACE))
		size++;
	*line = ha_slice_from(text, size);
	return ha_slice_head(text, size);
}

bool
lines_have_word(struct ha_slice list, const char *word)
{
	struct ha_slice next;

	while ((next = lines_take_word(&list)).size > 0)
		if (ha_slice_is(next, word))
			return true;
	return false;
}

/* Takes apart TEXT, which is trimmed and not empty. */
static struct keyed_line
split(struct ha_slice text)
{
	struct keyed_line line = {.sign = '\0'};
	size_t size = 0;

	if (strchr("{}[", text.data[0]))
		size = text.data[0] == '[' ? text.size : 1;
	else
		while (size < text.size && text.data[size] != '=' &&
		       text.data[size] != ':' &&
		       !ha_in_class(text.data[size], HA_C_SPACE))
			size++;
	line.key = ha_slice_head(text, size);
	line.value = ha_slice_skip_all(ha_slice_from(text, size), HA_C_SPACE);
	if (line.value.size > 1 && line.value.data[1] == '=' &&
	    strchr("+-", line.value.data[0])) {
		line.sign = line.value.data[0];
		line.value = ha_slice_from(line.value, 1);
	} else if (size > 1 && line.value.size > 0 &&
		   line.value.data[0] == '=' &&
		   strchr("+-", line.key.data[size - 1])) {
		line.sign = line.key.data[size - 1];
		line.key = ha_slice_head(line.key, size - 1);
	}
	if (line.value.size > 0 && strchr("=:", line.value.data[0]))
		line.value =
		    ha_slice_trim(ha_slice_from(line.value, 1), HA_C_SPACE);
	return line;
}

bool
lines_visit(const char *root, const char *path,
	    void (*visit)(void *context, const struct keyed_line *line),
	    void *context)
{
	char full[PATH_MAX], *text = NULL;
	FILE *stream = NULL;
	size_t size = 0;
	bool whole;

	if (snprintf(full, sizeof(full), "%s%s", root, path) <
	    (int)sizeof(full))
		stream = fopen(full, "re");
	if (!stream)
		return false;
	while (getline(&text, &size, stream) > 0) {
		struct ha_slice rest =
		    ha_slice_trim(ha_slice_of(text), HA_C_SPACE);
		struct keyed_line line;

		if (rest.size == 0 || strchr("#;", rest.data[0]))
			continue;
		line = split(rest);
		visit(context, &line);
	}
	whole = !ferror(stream);
	free(text);
	fclose(stream);
	return whole;
}

/* By their bytes, whatever the language. */
static int
compare(const struct dirent **a, const struct dirent **b)
{
	return strcmp((*a)->d_name, (*b)->d_name);
}

void
lines_visit_folder(const char *root, const char *folder, const char *ending,
		   void (*visit)(void *context, const char *path),
		   void *context)
{
	char path[PATH_MAX];
	struct dirent **names;
	int count = -1;

	errno = 0;
	if (snprintf(path, sizeof(path), "%s%s", root, folder) <
	    (int)sizeof(path))
		count = scandir(path, &names, NULL, compare);
	if (count < 0 && errno == ENOMEM)
		memory_out();
	for (int i = 0; i < count; i++) {
		const char *name = names[i]->d_name;

		if (name[0] != '.' &&
		    ha_slice_ends(ha_slice_of(name), ha_slice_of(ending)) &&
		    snprintf(path, sizeof(path), "%s/%s", folder, name) <
			(int)sizeof(path))
			visit(context, path);
		free(names[i]);
	}
	if (count >= 0)
		free(names);
}
