/* SPDX-License-Identifier: BSD-3-Clause */
#include "check_sshd.h"

#include "source.h"

#include <glob.h>
#include <limits.h>
#include <stdio.h>
#include <string.h>

/* As sshd: deeper includes are an error. */
#define DEPTH_MAX 16
/* More files nobody has; includes can multiply them without end. */
#define FILES_MAX 1024

enum answer { ANSWER_NONE, ANSWER_YES, ANSWER_NO, ANSWER_UNCLEAR };

/* Takes KEYWORD from the front of LINE; leaves what may be one value. */
static struct ha_slice
take_keyword(struct ha_slice *line)
{
	struct ha_slice text = ha_slice_trim(*line, HA_C_SPACE);
	size_t size = 0;

	while (size < text.size && text.data[size] != '=' &&
	       !ha_in_class(text.data[size], HA_C_SPACE))
		size++;
	*line = ha_slice_trim(ha_slice_from(text, size), HA_C_SPACE);
	if (line->size > 0 && line->data[0] == '=')
		*line = ha_slice_trim(ha_slice_from(*line, 1), HA_C_SPACE);
	return ha_slice_head(text, size);
}

/* VALUE may be quoted, and a comment may follow. */
static enum answer
read_answer(struct ha_slice value)
{
	size_t size = 0;

	if (value.size > 0 && value.data[0] == '"')
		value = ha_slice_from(value, 1);
	while (size < value.size && value.data[size] != '"' &&
	       !ha_in_class(value.data[size], HA_C_SPACE))
		size++;
	return ha_slice_is(ha_slice_head(value, size), "yes") ? ANSWER_YES
							      : ANSWER_NO;
}

/* How deep includes are, and how many files there were. */
struct walk {
	unsigned depth, files;
};

static enum answer read_file(const char *path, struct walk *walk,
			     unsigned long *line_number);

/* Reads the files that PATTERN names, relative to the folder of PATH. */
static enum answer
read_include(const char *path, struct ha_slice pattern, struct walk *walk)
{
	const char *slash = strrchr(path, '/');
	bool absolute = pattern.size > 0 && pattern.data[0] == '/';
	int folder = absolute || !slash ? 0 : (int)(slash - path) + 1;
	enum answer answer = ANSWER_NONE;
	char text[PATH_MAX];
	unsigned long line;
	glob_t files;

	snprintf(text, sizeof(text), "%.*s%.*s", folder, path,
		 (int)pattern.size, pattern.data);
	if (glob(text, 0, NULL, &files) != 0)
		return answer;
	for (size_t i = 0; i < files.gl_pathc && answer == ANSWER_NONE; i++)
		answer = read_file(files.gl_pathv[i], walk, &line);
	globfree(&files);
	return answer;
}

/* The first value that is said counts; Match blocks cannot say it. */
static enum answer
read_file(const char *path, struct walk *walk, unsigned long *line_number)
{
	enum answer answer = ANSWER_NONE;
	struct ha_source source;
	struct ha_line line;

	if (walk->depth > DEPTH_MAX || walk->files++ == FILES_MAX)
		return ANSWER_UNCLEAR;
	if (ha_source_open(&source, path, false) != HA_OK)
		return answer;
	walk->depth++;
	while (answer == ANSWER_NONE &&
	       ha_source_next(&source, &line) == HA_OK) {
		struct ha_slice value = line.text;
		struct ha_slice keyword = take_keyword(&value);

		*line_number = line.place.line;
		if (ha_slice_is(keyword, "Include"))
			answer = read_include(path, value, walk);
		else if (ha_slice_is(keyword, "UsePAM"))
			answer = read_answer(value);
	}
	walk->depth--;
	ha_source_close(&source);
	return answer;
}

bool
sshd_uses_pam(const char *path, struct ha_place *place)
{
	struct ha_source source;
	struct walk walk = {0, 0};
	enum answer answer;

	*place = (struct ha_place){path, 0, 0};
	if (ha_source_open(&source, path, false) != HA_OK)
		return true;
	ha_source_close(&source);
	answer = read_file(path, &walk, &place->line);
	if (answer == ANSWER_NONE)
		place->line = 0;
	return answer == ANSWER_YES || answer == ANSWER_UNCLEAR;
}
