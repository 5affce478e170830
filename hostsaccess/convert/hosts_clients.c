/* SPDX-License-Identifier: BSD-3-Clause */
#include "hostsaccess/convert/hosts_clients.h"

#include "common/rule/list.h"
#include "common/rule/visit.h"
#include "hostsaccess/tool/memory.h"

#include <errno.h>
#include <stdlib.h>

/* List files of the group that is read now. */
struct visited {
	struct {
		const char *path;
		bool open; /* it is being read */
	} * files;
	size_t count;
};

/* A list while it is read. */
struct reading {
	struct conversion *conversion;
	const struct ha_sink *sink;
	struct terms *list;
	bool grants; /* the word read now lets somebody in */
	struct visited visited;
};

static const char *
keep(const struct reading *reading, struct ha_slice text)
{
	return model_keep(&reading->conversion->model, text);
}

static void
unsaid(struct reading *reading, struct ha_slice text, const char *why)
{
	terms_add_unsaid(reading->list, keep(reading, text), why);
}

/*
 * Adds PATTERN, which means addresses; false if it does not.  Where host bits
 * make two readings of it, only the host is granted anything, and all of the
 * net is refused.
 */
static bool
add_net(struct reading *reading, const struct ha_pattern *pattern)
{
	struct ha_net net;

	if (!ha_pattern_net(pattern, &net))
		return false;
	if (pattern->kind == HA_PATTERN_NET && pattern->host_bits &&
	    reading->grants)
		ha_net_of_address(&pattern->host, &net);
	if (!terms_add_masked(reading->list, &net))
		unsaid(reading, pattern->text,
		       net.base.zone[0] != '\0'
			   ? "an address of one interface"
			   : "its mask is no prefix length");
	return true;
}

static void
add_condition(struct reading *reading, const struct ha_pattern *pattern)
{
	struct ha_slice value = pattern->value;

	if (ha_slice_is(ha_slice_head(pattern->text, 8), "forward=") &&
	    ha_slice_find(value, '/') == value.size && !pattern->malformed)
		terms_add_text(reading->list, TERM_FORWARD,
			       keep(reading, value));
	else
		unsaid(reading, pattern->text, "a condition");
}

static void read_list_file(struct reading *reading, struct ha_slice path,
			   unsigned depth);

static void
add_pattern(struct reading *reading, const struct ha_pattern *pattern,
	    unsigned depth)
{
	struct ha_slice text = pattern->text;

	if (add_net(reading, pattern))
		return;
	switch (pattern->kind) {
	case HA_PATTERN_NEVER:
	case HA_PATTERN_PORT:
		return;
	case HA_PATTERN_ALL:
		terms_add_text(reading->list, TERM_ALL, "");
		return;
	case HA_PATTERN_KNOWN:
	case HA_PATTERN_UNKNOWN:
	case HA_PATTERN_PARANOID:
	case HA_PATTERN_LOCAL:
		unsaid(reading, text, "about what the DNS says");
		return;
	case HA_PATTERN_NETGROUP:
		terms_add_text(reading->list, TERM_NETGROUP,
			       keep(reading, text) + 1);
		return;
	case HA_PATTERN_LIST:
		read_list_file(reading, text, depth + 1);
		return;
	case HA_PATTERN_PREDICATE:
		add_condition(reading, pattern);
		return;
	case HA_PATTERN_SUFFIX:
		terms_add_text(reading->list, TERM_SUFFIX, keep(reading, text));
		return;
	case HA_PATTERN_WILDCARD:
		terms_add_text(reading->list, TERM_WILDCARD,
			       keep(reading, text));
		return;
	case HA_PATTERN_FULL_NAME:
		text.size -= text.size > 0;
		break;
	case HA_PATTERN_NET:
	case HA_PATTERN_PREFIX:
		unsaid(reading, text, "a beginning of addresses");
		return;
	case HA_PATTERN_TEXT:
		break;
	}
	terms_add_text(reading->list, TERM_NAME, keep(reading, text));
}

/* Reads the words of LINE, of a list file, up to a comment. */
static void
read_list_line(struct reading *reading, const struct ha_line *line,
	       unsigned depth)
{
	bool nul = ha_line_has_nul(line, reading->sink);
	struct ha_slice rest = line->text, word;
	struct ha_pattern pattern;

	while (ha_list_word_next(&rest, &word)) {
		size_t offset = (size_t)(word.data - line->text.data);

		ha_pattern_of_host(word, ha_line_place(line, offset),
				   reading->sink, &pattern);
		if (ha_slice_find_unbracketed(word, '@', 1) < word.size)
			unsaid(reading, word, "a user of the client");
		else if (nul && reading->grants)
			unsaid(reading, word, "its line holds a NUL byte");
		else
			add_pattern(reading, &pattern, depth);
	}
}

static void
list_fault(struct reading *reading, const char *file, const char *fault)
{
	conversion_fault(reading->conversion, file, 0, 0,
			 (struct ha_slice){NULL, 0}, fault);
	reading->conversion->unreadable = true;
}

/*
 * Notes that FILE is read; false if that is not to be, as what is in it is
 * there already, or it names itself.
 */
static bool
begin_list_file(struct reading *reading, const char *file)
{
	struct visited *visited = &reading->visited;

	for (size_t i = 0; i < visited->count; i++) {
		if (strcmp(visited->files[i].path, file) != 0)
			continue;
		if (visited->files[i].open)
			list_fault(reading, file,
				   "list files name each other in a circle");
		return false;
	}
	visited->files = memory_grow(visited->files, visited->count,
				     sizeof(*visited->files));
	visited->files[visited->count].path = file;
	visited->files[visited->count++].open = true;
	return true;
}

/* What is unreadable once is read no further. */
static void
read_list_file(struct reading *reading, struct ha_slice path, unsigned depth)
{
	const char *file = keep(reading, path);
	size_t number = reading->visited.count;
	struct ha_line line = {.place = {file, 0, 0}};
	struct ha_source source;
	enum ha_status status = HA_ERR_LIMIT;
	int error;

	if (reading->conversion->unreadable || !begin_list_file(reading, file))
		return;
	if (depth <= HA_LIST_DEPTH)
		status = ha_source_open(&source, file, false);
	if (status == HA_OK) {
		while (!reading->conversion->unreadable &&
		       (status = ha_source_next(&source, &line)) == HA_OK)
			read_list_line(reading, &line, depth);
		error = errno;
		ha_source_close(&source);
		errno = error;
	}
	reading->visited.files[number].open = false;
	if (status != HA_OK && status != HA_END && status != HA_ABSENT)
		list_fault(reading, file,
			   status == HA_ERR_IO
			       ? strerror(errno)
			       : "cannot be read as a list file");
}

void
hosts_clients(struct conversion *conversion, const struct ha_rule *rule,
	      const struct ha_sink *sink, bool grants, struct terms *list)
{
	struct reading reading = {conversion, sink, list, grants, {NULL, 0}};
	struct ha_tokens tokens;
	struct ha_token token;
	struct ha_pattern pattern;

	ha_tokens_begin(&tokens, rule, true, sink);
	for (;;) {
		while (ha_tokens_next(&tokens, &token)) {
			if (!ha_token_host(&tokens, &token, &pattern))
				continue;
			if (token.split)
				unsaid(&reading, token.text,
				       "a user of the client");
			else
				add_pattern(&reading, &pattern, 0);
		}
		reading.visited.count = 0;
		if (!ha_tokens_next_group(&tokens))
			break;
		terms_add_text(list, TERM_EXCEPT, "");
		reading.grants = !reading.grants;
	}
	free(reading.visited.files);
}
