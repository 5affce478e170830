/* SPDX-License-Identifier: BSD-3-Clause */
#include "tests/oracle/model_parts.h"

#include <string.h>

static bool
is_separator(char c)
{
	return c != '\0' && strchr(MODEL_SEPARATORS, c) != NULL;
}

static bool
starts_token(const char *text, size_t at)
{
	return at == 0 || is_separator(text[at - 1]);
}

/*
 * Brackets protect what they hold.  tcp_wrappers counts their depth (R2.02);
 * with the row, they must close within their token.
 */
struct protection {
	bool closed_only;
	int depth;
	size_t until; /* what lies before is in brackets that close */
};

/* Takes the byte at AT of TEXT; returns whether it is unprotected. */
static bool
unprotected(struct protection *p, const char *text, size_t at)
{
	if (!p->closed_only) {
		if (text[at] == '[')
			p->depth++;
		if (text[at] == ']')
			p->depth--;
		return p->depth == 0;
	}
	if (at >= p->until && text[at] == '[') {
		const size_t end =
		    at + strcspn(text + at, "]" MODEL_SEPARATORS);

		if (text[end] == ']')
			p->until = end + 1;
	}
	return at >= p->until;
}

static struct protection
protection_of(const struct model_run *run)
{
	return (struct protection){
	    .closed_only = model_on(run, MODEL_BRACKETS),
	};
}

size_t
model_daemons_length(const struct model_run *run, const char *line)
{
	struct protection p = protection_of(run);
	size_t at = 0;

	while (line[at] != '\0' &&
	       !(unprotected(&p, line, at) && line[at] == ':'))
		at++;
	return at;
}

char *
model_cut(const struct model_run *run, char *token, size_t from, char delimiter)
{
	struct protection p = protection_of(run);

	for (size_t at = p.closed_only ? 0 : from; token[at] != '\0'; at++) {
		if (!unprotected(&p, token, at) || token[at] != delimiter ||
		    at == 0)
			continue;
		token[at] = '\0';
		return token + at + 1;
	}
	return NULL;
}

/* Whether the first LENGTH bytes of TEXT are [user@]v6[/length]. */
static bool
is_bare_v6(const struct model_run *run, const char *text, size_t length)
{
	char token[length + 1];
	const char *host;

	memcpy(token, text, length);
	token[length] = '\0';
	host = model_cut(run, token, 1, '@');
	if (host == NULL)
		host = token;
	else if (token[model_daemons_length(run, token)] == ':')
		return false;
	return model_number_is_bare(run, host);
}

/*
 * Returns the length of the longest bare IPv6 address or net at the start
 * of TEXT that ends with its run of bytes or before an unprotected ':', of
 * which there must be one in the run; otherwise 0.
 */
static size_t
bare_v6_length(const struct model_run *run, const char *text)
{
	const size_t size = strcspn(text, MODEL_SEPARATORS);
	struct protection p = protection_of(run);
	bool colon = false;
	size_t longest = 0;

	for (size_t at = 0; at < size; at++) {
		if (!unprotected(&p, text, at) || text[at] != ':')
			continue;
		colon = true;
		if (at > 0 && is_bare_v6(run, text, at))
			longest = at;
	}
	if (colon && is_bare_v6(run, text, size))
		longest = size;
	return longest;
}

size_t
model_clients_length(const struct model_run *run, const char *text)
{
	struct protection p = protection_of(run);
	size_t at = 0;

	while (text[at] != '\0') {
		if (starts_token(text, at)) {
			if (text[at] == '#' &&
			    model_on(run, MODEL_COMMENT_INLINE))
				break;
			if (model_on(run, MODEL_V6_BARE))
				at += bare_v6_length(run, text + at);
		}
		if (unprotected(&p, text, at) && text[at] == ':')
			break;
		if (text[at] != '\0')
			at++;
	}
	return at;
}
