/* SPDX-License-Identifier: BSD-3-Clause */
#include "hostsaccess/machine/setting.h"

#include "common/source/source.h"
#include "hostsaccess/tool/memory.h"
#include "hostsaccess/tool/search.h"

#include <limits.h>
#include <stdio.h>
#include <string.h>

/* As sshd: deeper includes are an error. */
#define DEPTH_MAX 16
/* More files nobody has; includes can multiply them without end. */
#define FILES_MAX 1024

enum answer {
	ANSWER_NONE,
	ANSWER_FOUND,
	ANSWER_ABSENT, /* there is no such file */
	ANSWER_UNCLEAR,
};

/* What is looked for, how deep includes are, and how many files there were. */
struct walk {
	const char *keyword;
	struct ha_slice root; /* absolute names are below it */
	char *value;          /* of SETTING_MAX bytes */
	unsigned depth, files;
};

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

/* Copies the first word of VALUE, which may be quoted. */
static enum answer
copy_value(struct ha_slice value, char copy[SETTING_MAX])
{
	size_t size = 0;

	if (value.size > 0 && value.data[0] == '"')
		value = ha_slice_from(value, 1);
	while (size < value.size && value.data[size] != '"' &&
	       !ha_in_class(value.data[size], HA_C_SPACE))
		size++;
	ha_slice_copy(
	    ha_slice_head(value, size < SETTING_MAX ? size : SETTING_MAX - 1),
	    copy, SETTING_MAX);
	return ANSWER_FOUND;
}

static enum answer read_file(const char *path, struct walk *walk,
			     unsigned long *line_number);

/* Reads the files that PATTERN names, in sshd's way. */
static enum answer
read_files(const char *pattern, struct walk *walk)
{
	enum answer answer = ANSWER_NONE;
	unsigned long line;
	glob_t files;
	int error = search_files(pattern, &files);

	if (error == GLOB_NOSPACE)
		memory_out();
	if (error)
		return error == GLOB_NOMATCH ? ANSWER_NONE : ANSWER_UNCLEAR;
	for (size_t i = 0; i < files.gl_pathc && answer == ANSWER_NONE; i++) {
		answer = read_file(files.gl_pathv[i], walk, &line);
		if (answer == ANSWER_ABSENT)
			answer = ANSWER_NONE;
	}
	globfree(&files);
	return answer;
}

/*
 * Reads the files that PATTERN, or a folder, names, relative to that of PATH.
 */
static enum answer
read_pattern(const char *path, struct ha_slice pattern, struct walk *walk)
{
	const char *slash = strrchr(path, '/');
	bool absolute = pattern.size > 0 && pattern.data[0] == '/';
	struct ha_slice folder = {path, slash ? (size_t)(slash - path) + 1 : 0};
	const char *all = ha_slice_ends(pattern, ha_slice_of("/")) ? "*" : "";
	char text[PATH_MAX];

	if (absolute)
		folder = walk->root;
	if (snprintf(text, sizeof(text), "%.*s%.*s%s", (int)folder.size,
		     folder.data, (int)pattern.size, pattern.data,
		     all) >= (int)sizeof(text))
		return ANSWER_UNCLEAR;
	return read_files(text, walk);
}

/* Takes the first word of TEXT, which may be quoted; none ends it. */
static struct ha_slice
take_word(struct ha_slice *text)
{
	struct ha_slice rest = ha_slice_trim(*text, HA_C_SPACE);
	char quote = rest.size > 0 ? rest.data[0] : '#';
	bool quoted = quote == '"' || quote == '\'';
	size_t size = 0;

	if (quote == '#')
		return (struct ha_slice){"", 0};
	rest = ha_slice_from(rest, quoted);
	while (size < rest.size &&
	       (quoted ? rest.data[size] != quote
		       : !ha_in_class(rest.data[size], HA_C_SPACE)))
		size++;
	*text = ha_slice_from(rest, size + quoted);
	return ha_slice_head(rest, size);
}

/* Reads what NAMES, one or more patterns in a line of PATH, include. */
static enum answer
read_include(const char *path, struct ha_slice names, struct walk *walk)
{
	enum answer answer = ANSWER_NONE;
	struct ha_slice word;

	while (answer == ANSWER_NONE && (word = take_word(&names)).size > 0)
		answer = read_pattern(path, word, walk);
	return answer;
}

/* The first value that is said counts; blocks are not told apart. */
static enum answer
read_file(const char *path, struct walk *walk, unsigned long *line_number)
{
	enum answer answer = ANSWER_NONE;
	struct ha_source source;
	enum ha_status status;
	struct ha_line line;

	if (walk->depth > DEPTH_MAX || walk->files++ == FILES_MAX)
		return ANSWER_UNCLEAR;
	status = ha_source_open(&source, path, false);
	memory_check(status);
	if (status != HA_OK)
		return status == HA_ABSENT ? ANSWER_ABSENT : ANSWER_UNCLEAR;
	walk->depth++;
	while (answer == ANSWER_NONE &&
	       (status = ha_source_next(&source, &line)) == HA_OK) {
		struct ha_slice value = line.text;
		struct ha_slice keyword = take_keyword(&value);

		*line_number = line.place.line;
		if (ha_slice_is(keyword, "Include"))
			answer = read_include(path, value, walk);
		else if (ha_slice_is(keyword, walk->keyword))
			answer = copy_value(value, walk->value);
	}
	memory_check(status);
	if (status != HA_OK && status != HA_END)
		answer = ANSWER_UNCLEAR;
	walk->depth--;
	ha_source_close(&source);
	return answer;
}

/* Returns R of a path in R/etc; nothing of any other. */
static struct ha_slice
root_of(const char *path)
{
	static const struct ha_slice folder = {"/etc/", 5};
	struct ha_slice root = ha_slice_of(path);

	while (root.size > 0 &&
	       !ha_slice_starts(ha_slice_of(path + root.size), folder))
		root.size--;
	return root;
}

bool
setting_read(const char *path, const char *keyword, struct setting *setting)
{
	struct walk walk = {
	    .keyword = keyword, .root = root_of(path), .value = setting->value};
	enum answer answer;

	*setting = (struct setting){.place = {path, 0, 0}};
	answer = read_file(path, &walk, &setting->place.line);
	if (answer == ANSWER_NONE)
		setting->place.line = 0;
	return answer == ANSWER_NONE || answer == ANSWER_FOUND;
}

char *
setting_path(const char *folder, const char *name)
{
	size_t size = strlen(folder);
	char *path;

	while (size > 1 && folder[size - 1] == '/')
		size--;
	while (size > 0 && folder[size - 1] != '/')
		size--;
	path = memory_resize(NULL, size + strlen(name) + 1, 1);
	memcpy(path, folder, size);
	memcpy(path + size, name, strlen(name) + 1);
	return path;
}
