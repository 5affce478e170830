/* SPDX-License-Identifier: BSD-3-Clause */
#include "common/rule/syntax.h"

#include "common/request/address.h"

/* The longest bare IPv6 net: an address with zone, and "/128". */
#define IPV6_NET_MAX (HA_ADDRESS_TEXT_MAX + 4)

/*
 * Returns the size of the longest beginning of TEXT, of at most LIMIT bytes,
 * that is wholly an IPv6 address or net and ends before a ':' or with TEXT; 0
 * if there is none.
 */
static size_t
bare_ipv6(struct ha_slice text, size_t limit)
{
	struct ha_address address;
	unsigned length;

	if (ha_slice_find(ha_slice_head(text, 5), ':') > 4)
		return 0;
	for (size_t size = limit; size > 0; size--) {
		if (size > IPV6_NET_MAX)
			size = IPV6_NET_MAX;
		if ((size == text.size || text.data[size] == ':') &&
		    ha_ipv6_net_parse(ha_slice_head(text, size), &address,
				      &length))
			return size;
	}
	return 0;
}

/*
 * Returns the size of the token that RUN, text without separators, begins
 * with: RUN itself, or less if a ':' ends the field in it.  An '@' before the
 * first ':' ends a user; one behind it is no part of an address.
 */
static size_t
token_size(struct ha_slice run, bool clients)
{
	size_t colon = ha_slice_find_unbracketed(run, ':', 0);
	size_t at, size;

	if (colon == run.size || !clients)
		return colon;
	at = ha_slice_find_unbracketed(run, '@', 1);
	if (at > colon) {
		size = bare_ipv6(run, at);
		return size ? size : colon;
	}
	run = ha_slice_from(run, at + 1);
	size = bare_ipv6(run, run.size);
	return size ? at + 1 + size : colon;
}

/* A list of a rule, and what ended it. */
struct field {
	struct ha_slice list;
	bool colon;           /* a ':' */
	struct ha_slice rest; /* what stands behind that */
	bool comment_colon;   /* a '#' with a ':' behind it */
};

/* Returns the size of the run at the start of TEXT without separators. */
static size_t
run_size(struct ha_slice text, bool *plain)
{
	size_t at = 0;
	unsigned seen = 0;

	while (at < text.size && !ha_in_class(text.data[at], HA_C_SEPARATOR))
		seen |= ha_class_of[(unsigned char)text.data[at++]];
	*plain = !(seen & HA_C_FIELD);
	return at;
}

/* Takes the daemon list, or CLIENTS, from the front of TEXT. */
static void
scan_field(struct ha_slice text, bool clients, struct field *field)
{
	size_t at = 0;

	*field = (struct field){.list = text};
	while (at < text.size) {
		struct ha_slice run =
		    ha_slice_skip(ha_slice_from(text, at), HA_C_SEPARATOR);
		bool plain;

		at = text.size - run.size;
		if (run.size == 0)
			break;
		if (run.data[0] == '#') {
			field->comment_colon =
			    ha_slice_find(run, ':') < run.size;
			break;
		}
		run.size = run_size(run, &plain);
		at += plain ? run.size : token_size(run, clients);
		field->colon = at < text.size && text.data[at] == ':';
		if (field->colon)
			break;
	}
	field->list = ha_slice_head(text, at);
	if (field->colon)
		field->rest = ha_slice_from(text, at + 1);
}

static enum ha_syntax
broken(const struct ha_line *line, const struct ha_sink *sink,
       enum ha_diagnostic_id id, size_t offset)
{
	ha_diagnose(sink, id, ha_line_place(line, offset),
		    ha_slice_trim(line->text, HA_C_BLANK), 0);
	return HA_SYNTAX_BROKEN;
}

enum ha_syntax
ha_syntax_parse(const struct ha_line *line, const struct ha_sink *sink,
		struct ha_rule *rule)
{
	struct ha_slice text = ha_slice_trim(line->text, HA_C_BLANK);
	bool nul = ha_line_has_nul(line, sink);
	size_t start = (size_t)(text.data - line->text.data);
	struct field daemons, clients;

	if (text.size == 0 || text.data[0] == '#')
		return HA_SYNTAX_BLANK;
	scan_field(text, false, &daemons);
	if (daemons.comment_colon)
		return broken(line, sink, HA_D_LINE_COMMENT_COLON,
			      start + daemons.list.size);
	if (!daemons.colon)
		return broken(line, sink, HA_D_LINE_SEPARATOR, start);
	if (ha_slice_all(daemons.list, HA_C_SEPARATOR))
		return broken(line, sink, HA_D_DAEMONS_EMPTY, start);
	scan_field(daemons.rest, true, &clients);
	if (ha_slice_all(clients.list, HA_C_SEPARATOR))
		return broken(line, sink, HA_D_CLIENTS_EMPTY,
			      start + daemons.list.size + 1);
	*rule = (struct ha_rule){.line = line,
				 .daemons = daemons.list,
				 .clients = clients.list,
				 .options = clients.rest,
				 .has_options = clients.colon,
				 .clients_comment_colon = clients.comment_colon,
				 .nul = nul};
	return HA_SYNTAX_RULE;
}

bool
ha_token_next(struct ha_slice *list, struct ha_slice *token)
{
	struct ha_slice rest = ha_slice_skip(*list, HA_C_SEPARATOR);
	bool plain;

	if (rest.size == 0)
		return false;
	*token = ha_slice_head(rest, run_size(rest, &plain));
	*list = ha_slice_from(rest, token->size);
	return true;
}

bool
ha_token_split(struct ha_slice token, struct ha_slice *left,
	       struct ha_slice *host)
{
	size_t at = ha_slice_find_unbracketed(token, '@', 1);

	if (at == token.size)
		return false;
	*left = ha_slice_head(token, at);
	*host = ha_slice_from(token, at + 1);
	return true;
}

struct ha_place
ha_rule_place(const struct ha_rule *rule, struct ha_slice part)
{
	return ha_line_place(rule->line,
			     (size_t)(part.data - rule->line->text.data));
}
