/* SPDX-License-Identifier: BSD-3-Clause */
#include "hostsaccess/check/list_files.h"

#include "common/rule/list.h"
#include "hostsaccess/check/comma.h"
#include "hostsaccess/check/diagnose.h"
#include "hostsaccess/check/encoding.h"
#include "hostsaccess/check/host.h"
#include "hostsaccess/check/index.h"
#include "hostsaccess/check/line.h"
#include "hostsaccess/check/lists.h"
#include "hostsaccess/check/mark.h"
#include "hostsaccess/check/trust.h"
#include "hostsaccess/tool/memory.h"

#include <errno.h>

/* So many faults of nesting are looked for: each costs a walk. */
#define NESTING_MAX 16

/* Whether WORD has a ':' as behind a daemon, and not as in IPv6. */
static bool
is_rule(struct ha_slice word)
{
	size_t colon = ha_slice_find(word, ':');
	struct ha_slice rest = ha_slice_from(word, colon + 1);

	if (rest.size > 0 && ha_slice_all(rest, HA_C_DIGIT)) /* a port */
		return false;
	for (size_t i = 0; colon < word.size && i < colon; i++)
		if (ha_fold(word.data[i]) > 'f' && ha_fold(word.data[i]) <= 'z')
			return word.data[0] != '[';
	return colon == 0 && word.size == 1;
}

static void
check_words(struct check *check, const struct ha_line *line,
	    struct list_lint *lint)
{
	struct ha_sink sink = diagnose_sink(check);
	struct ha_slice rest = line->text, word;
	struct ha_pattern pattern;

	ha_line_has_nul(line, &sink);
	comma_check(check, line, line->text);
	while (ha_list_word_next(&rest, &word)) {
		struct ha_place place =
		    ha_line_place(line, (size_t)(word.data - line->text.data));

		if (mark_check_word(check, line, word))
			continue;
		if (is_rule(word)) {
			check_find(check, FINDING_LIST_RULE, place, word, NULL);
			continue;
		}
		ha_pattern_of_host(word, place, &sink, &pattern);
		host_check(check, word, place, &pattern);
		line_check_word(check, line, word, lint);
	}
	line_check_list_comment(check, line, rest, lint);
}

static void
check_lines(struct check *check, struct ha_source *source)
{
	struct list_lint lint = {.comment = false};
	enum ha_status status;
	struct ha_line line;

	while ((status = ha_source_next(source, &line)) == HA_OK) {
		progress_step(&check->progress);
		check_next_line(check, &line);
		line_check_start(check, source, &line);
		check_words(check, &line, &lint);
		check_next_line(check, NULL);
	}
	diagnose_source(check, status, line.place, errno);
}

static void
check_list(struct check *check, const struct list *list)
{
	const struct ha_place whole = {list->path, 0, 0};
	struct ha_sink sink = diagnose_sink(check);
	struct ha_source source;
	enum ha_status status;

	if (list->told)
		return;
	check_next_file(check);
	check->except = list->except;
	check->list_opens = list->opens;
	status = ha_source_open(&source, list->path, false);
	if (status == HA_ABSENT)
		ha_diagnose(&sink, HA_D_LIST_MISSING, list->place,
			    ha_slice_of(list->path), 0);
	if (status != HA_OK) {
		diagnose_source(check, status, whole, errno);
	} else {
		trust_check(check->findings, &source);
		index_check(check->findings, &source);
		check->except = false;
		if (!encoding_check(check, &source))
			check_lines(check, &source);
		ha_source_close(&source);
	}
	check_next_line(check, NULL);
}

/* Passes on that list files nest too deeply; the rest is told already. */
static void
receive_nesting(void *context, const struct ha_diagnostic *diagnostic)
{
	struct check *check = context;
	struct ha_sink sink = diagnose_sink(check);

	if (diagnostic->id != HA_D_LIST_NESTING)
		return;
	check->lists->faults++;
	sink.receive(sink.context, diagnostic);
}

/*
 * Lets the library walk through the list files as for one decision, in which
 * it remembers what it has read.
 */
static void
check_nesting(struct check *check)
{
	const struct lists *lists = check->lists;
	struct ha_sink sink = {receive_nesting, check};
	struct ha_request nobody;
	void *memo = NULL;
	struct ha_matcher matcher = {.request = &nobody,
				     .sink = &sink,
				     .exhaustive = true,
				     .memo = &memo};
	enum ha_match match;
	enum ha_status status;

	ha_request_init(&nobody, NULL);
	for (const struct list *list = lists->first;
	     list && lists->faults < NESTING_MAX; list = list->next) {
		if (!list->in_rule)
			continue;
		status = ha_list_match(&matcher, ha_slice_of(list->path),
				       list->place, &nobody.client, &match);
		if (status == HA_ERR_MEMORY || status == HA_ERR_CHANGED)
			diagnose_source(check, status,
					(struct ha_place){list->path, 0, 0}, 0);
		check_next_line(check, NULL);
	}
	ha_list_memo_free(&memo);
}

void
list_files_check(struct check *check)
{
	const struct list *list;

	check->rule = NULL;
	for (list = check->lists->first; list; list = list->next)
		check_list(check, list);
	if (check->lists->nested)
		check_nesting(check);
}
