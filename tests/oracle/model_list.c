/* SPDX-License-Identifier: BSD-3-Clause */
#include "tests/oracle/model_parts.h"

#include <err.h>
#include <errno.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

/* With the row list-file: so many files may lie within one another. */
#define DEPTH_MAX 8
/* Of a list file; the tests have no larger ones. */
#define LIST_SIZE 65536

#define WORD_ENDS " \t\r\n\v\f"

/* Adds MORE to ANSWER: one of them matches. */
static enum model_answer
either(enum model_answer answer, enum model_answer more)
{
	if (more == MODEL_NO || (more == MODEL_UNREAD && answer != MODEL_NO))
		return answer;
	return more;
}

/* Whether words are still to be tested. */
static bool
is_open(enum model_answer answer)
{
	return answer != MODEL_YES && answer != MODEL_FAULT;
}

/* Tests the words of one physical line, in which a match is CERTAIN or not. */
static enum model_answer
words_match(struct model_run *run, const char *text, size_t size,
	    struct model_host *host, int depth, bool certain)
{
	const bool row = model_on(run, MODEL_LIST_FILE);
	const char *ends = row ? WORD_ENDS "," : WORD_ENDS;
	enum model_answer answer = MODEL_NO;
	size_t at = 0;

	while (at < size && is_open(answer)) {
		const size_t start = at;
		enum model_answer one;
		char *word;

		while (at < size &&
		       (text[at] == '\0' || strchr(ends, text[at]) == NULL))
			at++;
		if (at == start) {
			at++;
			continue;
		}
		if (row && (text[start] == '#' || text[start] == ';'))
			return answer;
		/* R4.38: a NUL cuts the word */
		word = strndup(text + start, at - start);
		if (word == NULL)
			err(1, "strndup");
		one = model_host_matches(run, word, host, depth);
		if (one == MODEL_YES && !certain)
			one = MODEL_MAYBE;
		answer = either(answer, one);
		free(word);
	}
	return answer;
}

/* With the row: a NUL is a blank, and nothing in its line is certain. */
static enum model_answer
line_with_nul(struct model_run *run, const char *text, size_t size,
	      struct model_host *host, int depth)
{
	char blank[size];
	enum model_answer answer;

	for (size_t i = 0; i < size; i++)
		blank[i] = text[i] == '\0' ? ' ' : text[i];
	answer = words_match(run, blank, size, host, depth, false);
	return answer == MODEL_NO ? MODEL_UNREAD : answer;
}

static enum model_answer
lines_match(struct model_run *run, const char *text, size_t size,
	    struct model_host *host, int depth)
{
	enum model_answer answer = MODEL_NO;

	if (size >= 3 && model_on(run, MODEL_BOM) &&
	    memcmp(text, "\xef\xbb\xbf", 3) == 0) {
		text += 3;
		size -= 3;
	}
	while (size > 0 && is_open(answer)) {
		const char *end = memchr(text, '\n', size);
		const size_t length =
		    end == NULL ? size : (size_t)(end - text) + 1;

		const bool nul = model_on(run, MODEL_NUL) &&
				 memchr(text, '\0', length) != NULL;

		answer = either(
		    answer,
		    nul ? line_with_nul(run, text, length, host, depth)
			: words_match(run, text, length, host, depth, true));
		text += length;
		size -= length;
	}
	return answer;
}

/* Whether there is a folder in which PATH could be, and nothing of its name. */
static bool
is_missing(const char *path)
{
	const char *slash = strrchr(path, '/');
	char folder[PATH_MAX];
	struct stat status;

	if (lstat(path, &status) == 0)
		return false;
	snprintf(folder, sizeof(folder), "%.*s", (int)(slash - path + 1), path);
	return stat(folder, &status) == 0;
}

enum model_answer
model_list_file(struct model_run *run, const char *path,
		struct model_host *host, int depth)
{
	const enum model_answer fault =
	    model_on(run, MODEL_UNREADABLE) ? MODEL_FAULT : MODEL_NO;
	enum model_answer answer;
	char *text;
	FILE *file;
	size_t size;
	bool failed;

	if (depth > DEPTH_MAX && model_on(run, MODEL_LIST_FILE))
		return MODEL_FAULT;
	file = fopen(path, "re");
	if (file == NULL)
		return errno == ENOENT && is_missing(path) ? MODEL_NO : fault;
	text = malloc(LIST_SIZE);
	if (text == NULL)
		abort();
	size = fread(text, 1, LIST_SIZE, file);
	failed = ferror(file) != 0;
	fclose(file);
	answer = failed ? fault : lines_match(run, text, size, host, depth);
	free(text);
	return answer;
}
