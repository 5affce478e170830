/* SPDX-License-Identifier: BSD-3-Clause */
#include "hostsaccess/check/diagnose.h"

#include "hostsaccess/check/address.h"
#include "hostsaccess/check/condition_guess.h"
#include "hostsaccess/check/bracket.h"
#include "hostsaccess/check/guess.h"
#include "hostsaccess/check/ipv6.h"
#include "hostsaccess/check/option_guess.h"
#include "hostsaccess/check/placeholder.h"
#include "hostsaccess/check/range.h"
#include "hostsaccess/check/require_guess.h"
#include "hostsaccess/check/separator.h"
#include "hostsaccess/cover/earlier.h"
#include "hostsaccess/finding/hint.h"
#include "hostsaccess/tool/memory.h"

#include <stdio.h>
#include <sys/stat.h>

/* Adds what was meant by the text of DIAGNOSTIC. */
typedef void hint_fn(const struct check *check,
		     const struct ha_diagnostic *diagnostic, struct hint *hint);

static struct ha_slice
next_word(struct ha_slice text)
{
	struct ha_slice word = {"", 0};

	ha_token_next(&text, &word);
	return word;
}

/* A line without a ':' that ends its daemon list. */
static void
hint_separator(const struct check *check,
	       const struct ha_diagnostic *diagnostic, struct hint *hint)
{
	(void)check;
	separator_hint(hint, diagnostic->text, diagnostic->place.column > 1);
}

static void
hint_comment_colon(const struct check *check,
		   const struct ha_diagnostic *diagnostic, struct hint *hint)
{
	(void)check;
	(void)diagnostic;
	hint_add(hint, "a comment is safe in a line of its own");
}

static void
hint_clients_empty(const struct check *check,
		   const struct ha_diagnostic *diagnostic, struct hint *hint)
{
	struct ha_slice text = diagnostic->text;
	size_t colon = ha_slice_find(text, ':');
	struct ha_slice daemon = next_word(ha_slice_head(text, colon));
	struct ha_slice rest = ha_slice_from(text, colon + 1);
	char line[80];
	int size;

	(void)check;
	if (guess_is_live(daemon) && !ha_slice_is(daemon, "ALL") &&
	    daemon.size < 60) {
		size = snprintf(line, sizeof(line), "ALL: %.*s",
				(int)daemon.size, daemon.data);
		hint_mean(hint, (struct ha_slice){line, (size_t)size});
	} else if (ha_slice_find(rest, ':') < rest.size) {
		hint_add(hint, "clients stand between the first two ':', and "
			       "every client is ALL");
	} else {
		hint_add(hint, "every client is ALL");
	}
}

static void
hint_except_first(const struct check *check,
		  const struct ha_diagnostic *diagnostic, struct hint *hint)
{
	(void)check;
	(void)diagnostic;
	hint_mean(hint, ha_slice_of("ALL EXCEPT"));
}

static void
hint_except_empty(const struct check *check,
		  const struct ha_diagnostic *diagnostic, struct hint *hint)
{
	struct ha_slice rest = check->rule->line->text;

	rest = ha_slice_from(rest, (size_t)(diagnostic->text.data - rest.data) +
				       diagnostic->text.size);
	if (ha_slice_is(next_word(rest), "EXCEPT"))
		hint_add(hint, "EXCEPT stands twice");
}

static void
hint_bracket(const struct check *check, const struct ha_diagnostic *diagnostic,
	     struct hint *hint)
{
	bracket_hint(check, diagnostic->text, hint);
}

static void
hint_no_address(const struct check *check,
		const struct ha_diagnostic *diagnostic, struct hint *hint)
{
	if (!range_hint(check, diagnostic->text, hint))
		address_bracket_hint(hint, diagnostic->text);
	if (hint->size == 0 &&
	    ha_slice_find(diagnostic->text, '-') == diagnostic->text.size)
		ipv6_hint(hint, diagnostic->text);
}

static void
hint_net(const struct check *check, const struct ha_diagnostic *diagnostic,
	 struct hint *hint)
{
	(void)check;
	if (!guess_unwrapped(hint, diagnostic->text))
		address_net_hint(hint, diagnostic->text);
}

static void
hint_mask(const struct check *check, const struct ha_diagnostic *diagnostic,
	  struct hint *hint)
{
	struct ha_slice token = diagnostic->text, next;

	next = range_word_after(check, token);
	if (token.data[token.size - 1] == '/' && next.size > 0 &&
	    next.size <= 15 && token.size <= 20 &&
	    ha_slice_all(next, HA_C_DIGIT | HA_C_DOT))
		hint_add(hint, "did you mean \"%.*s%.*s\"?", (int)token.size,
			 token.data, (int)next.size, next.data);
	else
		address_mask_hint(hint, token);
}

/* How many EXCEPT stand before TEXT in the client list of RULE. */
static unsigned
exceptions_before(const struct ha_rule *rule, struct ha_slice text)
{
	struct ha_slice rest = rule->clients, token;
	unsigned count = 0;

	while (ha_token_next(&rest, &token) && token.data < text.data)
		count += ha_slice_is(token, "EXCEPT");
	return count;
}

/* What comes of a net with host bits, of which PATTERN is made. */
static void
hint_host_bits_effect(const struct check *check, struct ha_slice text,
		      const struct ha_pattern *pattern, struct hint *hint)
{
	const struct ha_rule *rule = check->rule;
	unsigned long others = address_others(pattern);
	char host[HA_ADDRESS_TEXT_MAX];
	bool refuses, excepted;

	ha_address_format(&pattern->host, false, host);
	if (!rule) {
		hint_add(hint,
			 " where a rule refuses by it, %lu more "
			 "addresses than %s are refused;",
			 others, host);
		return;
	}
	if (text.data < rule->clients.data) /* of the server */
		return;
	refuses = check->saying->decision == HA_REFUSE;
	excepted = exceptions_before(rule, text) % 2;
	if (excepted && refuses)
		hint_add(hint, " it spares %s alone;", host);
	else if (excepted)
		hint_add(hint, " %lu more addresses than %s are not allowed;",
			 others, host);
	else if (refuses)
		hint_add(hint, " %lu more addresses than %s are refused;",
			 others, host);
	else
		hint_add(hint, " it allows %s alone;", host);
}

static void
hint_host_bits(const struct check *check,
	       const struct ha_diagnostic *diagnostic, struct hint *hint)
{
	struct ha_pattern pattern;

	ha_pattern_of_host(diagnostic->text, diagnostic->place, NULL, &pattern);
	address_host_bits_hint(hint, diagnostic->text, &pattern);
	hint_host_bits_effect(check, diagnostic->text, &pattern, hint);
	if (!check->findings->no_libwrap)
		hint_add(hint, " tcp_wrappers never matches it");
	else if (hint->text[hint->size - 1] == ';')
		hint->text[--hint->size] = '\0';
}

static void
hint_suffix(const struct check *check, const struct ha_diagnostic *diagnostic,
	    struct hint *hint)
{
	(void)check;
	(void)diagnostic;
	hint_add(hint, "a net is written as 192.0.2. or 192.0.2.0/24");
}

static void
hint_option(const struct check *check, const struct ha_diagnostic *diagnostic,
	    struct hint *hint)
{
	if (!range_hint_cut(check->rule, hint))
		option_guess(check->rule, diagnostic, hint);
}

static void
hint_list(const struct check *check, const struct ha_diagnostic *diagnostic,
	  struct hint *hint)
{
	struct ha_slice path = diagnostic->text;
	struct stat status;

	if (check->given && diagnostic->place.column == 0 &&
	    stat(diagnostic->place.file, &status) == 0 &&
	    S_ISFIFO(status.st_mode))
		hint_add(hint, "it is a pipe: COMMAND | hostsaccess check -");
	else if (ha_slice_find(path, '^') < path.size ||
		 ha_slice_find(path, '\\') < path.size ||
		 ha_slice_find(path, '$') < path.size)
		hint_add(hint, "'/' begins a path, and no regular expression");
	else if (ha_slice_any(path, HA_C_WILDCARD))
		hint_add(hint, "the name of a list file has no wildcards");
	else if (check->except && diagnostic->id == HA_D_LIST_MISSING)
		hint_add(hint, "behind EXCEPT, nobody is excluded by it");
}

static hint_fn *const hints[] = {
    [HA_D_FILE_UNREADABLE] = hint_list,
    [HA_D_LIST_MISSING] = hint_list,
    [HA_D_LINE_SEPARATOR] = hint_separator,
    [HA_D_LINE_COMMENT_COLON] = hint_comment_colon,
    [HA_D_CLIENTS_EMPTY] = hint_clients_empty,
    [HA_D_EXCEPT_FIRST] = hint_except_first,
    [HA_D_EXCEPT_EMPTY] = hint_except_empty,
    [HA_D_BRACKET_UNBALANCED] = hint_bracket,
    [HA_D_BRACKET_NO_ADDRESS] = hint_no_address,
    [HA_D_NET_BAD] = hint_net,
    [HA_D_NET_BAD_MASK] = hint_mask,
    [HA_D_NET_HOST_BITS] = hint_host_bits,
    [HA_D_SUFFIX_ADDRESS] = hint_suffix,
    [HA_D_COUNTRY] = condition_hint,
    [HA_D_CONTINENT] = condition_hint,
    [HA_D_ASN] = condition_hint,
    [HA_D_FORWARD] = condition_hint,
    [HA_D_DNSBL] = condition_hint,
    [HA_D_CONDITION_UNKNOWN] = require_hint,
    [HA_D_CONDITION_VALUE] = require_hint,
    [HA_D_CONDITION_NEGATED] = require_hint,
    [HA_D_CONDITION_TIME] = require_hint,
    [HA_D_CONDITION_ZONE] = require_hint,
    [HA_D_CONDITION_QUOTE] = require_hint,
    [HA_D_OPTION_MISSING] = hint_option,
    [HA_D_OPTION_UNKNOWN] = hint_option,
    [HA_D_OPTION_VALUE_MISSING] = hint_option,
    [HA_D_OPTION_USER] = hint_option,
    [HA_D_OPTION_GROUP] = hint_option,
    [HA_D_OPTION_VALUE_EXTRA] = hint_option,
    [HA_D_OPTION_NOT_LAST] = hint_option,
    [HA_D_OPTION_VALUE_BAD] = hint_option,
    [HA_D_OPTION_COMMENT_COLON] = hint_comment_colon,
};

static void
receive(void *context, const struct ha_diagnostic *diagnostic)
{
	struct check *check = context;
	struct hint hint = {.size = 0};
	hint_fn *add = NULL;

	if (check_is_told(check, diagnostic->text) ||
	    (diagnostic->id == HA_D_CLIENTS_EMPTY &&
	     ipv6_check_empty(
		 check,
		 ha_slice_head(diagnostic->text,
			       ha_slice_find(diagnostic->text, ':') + 1))))
		return;
	if ((diagnostic->id == HA_D_NET_BAD ||
	     diagnostic->id == HA_D_BRACKET_UNBALANCED) &&
	    placeholder_is(diagnostic->text)) {
		check_find(check,
			   placeholder_finding(diagnostic->text, !check->rule),
			   diagnostic->place, diagnostic->text, NULL);
		return;
	}
	if (diagnostic->id < sizeof(hints) / sizeof(*hints))
		add = hints[diagnostic->id];
	if (add)
		add(check, diagnostic, &hint);
	if (hint.size > 0)
		findings_add_diagnostic(check->findings, diagnostic, "%s",
					hint.text);
	else
		findings_add_diagnostic(check->findings, diagnostic, NULL);
}

struct ha_sink
diagnose_sink(struct check *check)
{
	return (struct ha_sink){receive, check};
}

void
diagnose_source(struct check *check, enum ha_status status,
		struct ha_place place, int error)
{
	const struct ha_place whole = {place.file, 0, 0};
	struct ha_sink sink = diagnose_sink(check);

	memory_check(status);
	if (status == HA_ERR_CHANGED)
		ha_diagnose(&sink, HA_D_FILE_UNSTABLE, whole, ha_slice_of(""),
			    0);
	else
		ha_source_diagnose(&sink, status, place, error);
}
