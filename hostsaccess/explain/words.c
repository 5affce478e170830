/* SPDX-License-Identifier: BSD-3-Clause */
#include "hostsaccess/explain/words.h"

#include "common/base/syslog_names.h"
#include "common/rule/pattern.h"
#include "common/rule/syntax.h"
#include "hostsaccess/net/nets.h"
#include "hostsaccess/tool/output.h"

#include <string.h>
#include <syslog.h>

/* How much of a long text is shown. */
#define SHOWN_MAX 255

void
explain_quote(FILE *stream, struct ha_slice text)
{
	output_escaped(stream, ha_slice_head(text, SHOWN_MAX));
	if (text.size > SHOWN_MAX)
		fputs("...", stream);
}

void
explain_place(FILE *stream, struct ha_place place)
{
	output_escaped(stream, ha_slice_of(place.file));
	fprintf(stream, ":%lu", place.line);
}

size_t
explain_width(struct ha_slice text)
{
	size_t width = 0;

	for (size_t i = 0; i < text.size; i++) {
		char c = text.data[i];

		width += c == '\\' ? 2 : c >= ' ' && c < 0x7f ? 1 : 4;
	}
	return width;
}

/* BEFORE TEXT BEHIND; the text as written, without its first SKIPPED bytes. */
struct words {
	const char *before;
	bool text;
	size_t skipped;
	const char *behind;
};

static const struct words host_words[] = {
    [HA_PATTERN_NEVER] = {.before = "nobody: the pattern is broken"},
    [HA_PATTERN_ALL] = {.before = "everybody"},
    [HA_PATTERN_KNOWN] = {.before = "whoever has a known address and a name "
				    "that can be believed"},
    [HA_PATTERN_UNKNOWN] = {.before = "whoever has no known name or address"},
    [HA_PATTERN_PARANOID] = {.before = "whoever has a name that does not lead "
				       "back to its address"},
    [HA_PATTERN_LOCAL] = {.before = "names without a dot"},
    [HA_PATTERN_NETGROUP] = {.before = "the hosts of the netgroup ",
			     .text = true,
			     .skipped = 1},
    [HA_PATTERN_LIST] = {"whom the list file ", true, 0, " names"},
    [HA_PATTERN_WILDCARD] = {.before = "names and addresses like ",
			     .text = true},
    [HA_PATTERN_SUFFIX] = {.before = "names in the domain ",
			   .text = true,
			   .skipped = 1},
    [HA_PATTERN_PREFIX] = {"addresses that begin with \"", true, 0, "\""},
    [HA_PATTERN_FULL_NAME] = {.before = "the host with the name ",
			      .text = true},
    [HA_PATTERN_TEXT] = {.before = "the host with the name ", .text = true},
};

/* Of a user or daemon: BEFORE NOUN BETWEEN TEXT. */
static const struct {
	const char *before, *between;
	bool text;
} fact_words[] = {
    [HA_PATTERN_ALL] = {"every ", "", false},
    [HA_PATTERN_KNOWN] = {"every ", " that is known", false},
    [HA_PATTERN_UNKNOWN] = {"a ", " that is not known", false},
    [HA_PATTERN_PARANOID] = {"a ", " that is not to be believed", false},
    [HA_PATTERN_WILDCARD] = {"a ", " like ", true},
    [HA_PATTERN_SUFFIX] = {"a ", " that ends in ", true},
    [HA_PATTERN_PREFIX] = {"a ", " that begins with ", true},
    [HA_PATTERN_PORT] = {"every ", " on the server's port ", true},
    [HA_PATTERN_TEXT] = {"the ", " ", true},
};

static void
put_fact(FILE *stream, const struct ha_pattern *pattern, const char *noun)
{
	fprintf(stream, "%s%s%s", fact_words[pattern->kind].before, noun,
		fact_words[pattern->kind].between);
	if (fact_words[pattern->kind].text)
		explain_quote(stream, pattern->text);
}

static void
put_address(FILE *stream, const struct ha_address *address)
{
	char text[HA_ADDRESS_TEXT_MAX];

	ha_address_format(address, false, text);
	fputs(text, stream);
}

/* The addresses that NET, of a prefix LENGTH, holds. */
static void
put_span(FILE *stream, const struct ha_net *net, unsigned length)
{
	struct nets_span span;
	bool counted;

	if (!nets_span(net, &span))
		return;
	counted = span.count[0] != '\0';
	if (counted) {
		fprintf(stream, "the %s addresses ", span.count);
	} else {
		fputs("the net ", stream);
		put_address(stream, &net->base);
		fprintf(stream, "/%u (", length);
	}
	put_address(stream, &span.first);
	fputs(" to ", stream);
	put_address(stream, &span.last);
	fputs(counted ? "" : ")", stream);
}

/* What NET, of IPv4, holds if its mask is none of a prefix length. */
static void
put_masked(FILE *stream, const struct ha_net *net)
{
	struct ha_address mask = {.family = net->base.family};

	memcpy(mask.bytes, net->mask, 4);
	fputs("addresses that are ", stream);
	put_address(stream, &net->base);
	fputs(" in the bits of ", stream);
	put_address(stream, &mask);
}

static void
put_net(FILE *stream, const struct ha_net *net)
{
	bool ipv4 = net->base.family == HA_FAMILY_IPV4;
	unsigned length;

	if (!ha_net_length(net, &length)) {
		put_masked(stream, net);
	} else if (length == 0) {
		fprintf(stream, "every IPv%d address", ipv4 ? 4 : 6);
	} else if (length == (ipv4 ? 32 : 128)) {
		fputs("the address ", stream);
		put_address(stream, &net->base);
	} else {
		put_span(stream, net, length);
	}
	if (net->base.zone[0] != '\0') {
		fputs(" on the interface ", stream);
		explain_quote(stream, ha_slice_of(net->base.zone));
	}
}

/* The other reading of a net, if it has one. */
static void
put_host_bits(FILE *stream, const struct ha_pattern *pattern)
{
	if (!pattern->host_bits)
		return;
	fputs("the address ", stream);
	put_address(stream, &pattern->host);
	fputs(", or ", stream);
}

/* A text that is wholly digits and dots. */
static void
put_number(FILE *stream, struct ha_slice text)
{
	struct ha_address address;

	if (ha_address_parse(text, &address))
		fputs("the address ", stream);
	else
		fputs("nobody: there is no address ", stream);
	explain_quote(stream, text);
}

/* What is a condition, but not for tcp_wrappers. */
static void
put_unknown(FILE *stream, struct ha_slice host)
{
	fputs("nobody: tcp_wrappers knows no conditions, and no host has the "
	      "name ",
	      stream);
	explain_quote(stream, host);
}

static void
put_host(FILE *stream, struct ha_slice host, bool no_conditions)
{
	static const struct ha_place nowhere;
	const struct words *words;
	struct ha_pattern pattern = {.kind = HA_PATTERN_NEVER};

	if (host.size > 0)
		ha_pattern_of_host(host, nowhere, NULL, &pattern);
	words = &host_words[pattern.kind];
	if (pattern.kind == HA_PATTERN_PREDICATE && no_conditions) {
		put_unknown(stream, host);
	} else if (pattern.kind == HA_PATTERN_NET) {
		put_host_bits(stream, &pattern);
		put_net(stream, &pattern.net);
	} else if (pattern.kind == HA_PATTERN_TEXT && pattern.numeric) {
		put_number(stream, host);
	} else if (pattern.kind == HA_PATTERN_WILDCARD && pattern.numeric) {
		fputs("addresses like ", stream);
		explain_quote(stream, host);
	} else if (pattern.kind == HA_PATTERN_PREDICATE) {
		fputs(pattern.predicate->words, stream);
		explain_quote(stream, pattern.value);
	} else {
		fputs(words->before, stream);
		if (words->text)
			explain_quote(stream,
				      ha_slice_from(host, words->skipped));
		fputs(words->behind ? words->behind : "", stream);
	}
}

void
explain_words(FILE *stream, struct ha_slice token, bool client,
	      bool no_conditions)
{
	struct ha_slice left = token, host = token;
	bool split = ha_token_split(token, &left, &host);
	struct ha_pattern pattern;

	if (!client) {
		ha_pattern_of_daemon(left, &pattern);
		put_fact(stream, &pattern, "daemon");
		if (split)
			fputs(", if the server is: ", stream);
	} else if (split) {
		ha_pattern_of_user(left, &pattern);
		put_fact(stream, &pattern, "user");
		fputs(" (as the client says) at: ", stream);
	}
	if (client || split)
		put_host(stream, host, no_conditions);
}

static const char *
name_of(const struct ha_syslog_name *names, int value)
{
	for (; names->name; names++)
		if (names->value == value)
			return names->name;
	return "?";
}

void
explain_severity(FILE *stream, int severity)
{
	int facility = severity & LOG_FACMASK;

	fprintf(
	    stream, "%s.%s",
	    name_of(ha_syslog_facilities, facility ? facility : LOG_AUTHPRIV),
	    name_of(ha_syslog_levels, LOG_PRI(severity)));
}
