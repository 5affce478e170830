/* SPDX-License-Identifier: BSD-3-Clause */
#include "hostsaccess/check/separator.h"

#include "common/request/address.h"
#include "hostsaccess/check/guess.h"
#include "hostsaccess/check/ipv6.h"
#include "hostsaccess/check/option_guess.h"
#include "hostsaccess/finding/hint.h"

#include <stdio.h>

static struct ha_slice
next_word(struct ha_slice text)
{
	struct ha_slice word = {"", 0};

	ha_token_next(&text, &word);
	return word;
}

/* Whether TEXT begins like the marks of a merge that was not finished. */
static bool
is_conflict(struct ha_slice text)
{
	return ha_slice_starts(text, ha_slice_of("<<<<<<<")) ||
	       ha_slice_starts(text, ha_slice_of("=======")) ||
	       ha_slice_starts(text, ha_slice_of(">>>>>>>"));
}

/* Whether WORD is an address, and REST begins with the name of a host. */
static bool
is_hosts_line(struct ha_slice word, struct ha_slice rest)
{
	struct ha_slice name = next_word(rest);
	struct ha_address address;

	return ha_address_parse(word, &address) && name.size > 0 &&
	       name.data[0] != '-' && ha_slice_all(name, HA_C_HOST_NAME) &&
	       !ha_slice_all(name, HA_C_DIGIT | HA_C_DOT) &&
	       !guess_keyword(name) && !ha_slice_is(name, "ALL") &&
	       !ha_slice_is(name, "EXCEPT") && !option_nearest(name);
}

/* Adds what to write for WORD, a client without a daemon, and REST. */
static void
hint_client(struct hint *hint, struct ha_slice word, struct ha_slice rest,
	    bool indented)
{
	bool ipv6 = ha_slice_find(word, ':') < word.size && word.data[0] != '[';
	size_t slash = ha_slice_find(word, '/');

	if (indented)
		hint_add(hint, "a line is continued by a backslash at the end "
			       "of the one before");
	else if (is_hosts_line(word, rest))
		hint_add(hint, "this is a line of hosts(5), which another file "
			       "has");
	else if (word.size > 60 || (rest.size > 0 && rest.data[0] != '#'))
		hint_add(hint, "whose daemon is meant? ALL: is every daemon's");
	else
		hint_add(hint,
			 "did you mean \"ALL: %s%.*s%s%.*s\", or a daemon "
			 "before the ':'?",
			 ipv6 ? "[" : "", (int)slash, word.data,
			 ipv6 ? "]" : "", (int)(word.size - slash),
			 word.data + slash);
}

/*
 * Words that other languages begin a line with, before an address; and what
 * is to be said of it.
 */
static const struct {
	const char *word, *advice;
} others[] = {
    {"host", "such lines are those of pg_hba.conf, which another file has"},
    {"hostssl", "such lines are those of pg_hba.conf, which another file has"},
    {"hostnossl",
     "such lines are those of pg_hba.conf, which another file has"},
    {"local", "such lines are those of pg_hba.conf, which another file has"},
    {"nameserver", "this is a line of resolv.conf(5), which another file has"},
    {"server", NULL},
    {"ip", NULL},
    {"from", NULL},
    {"src", NULL},
    {"net", NULL},
    {"subnet", NULL},
    {"network", NULL},
    {"address", NULL},
    {"restrict", NULL},
    {"require", NULL},
    {"set_real_ip_from", NULL},
};

/* Adds what is said of WORD, which begins a line and is no daemon. */
static bool
hint_other(struct hint *hint, struct ha_slice word)
{
	const char *advice = guess_no_daemon(word);
	size_t i = 0;

	while (i < sizeof(others) / sizeof(*others) &&
	       !ha_slice_is(word, others[i].word))
		i++;
	if (!advice && i == sizeof(others) / sizeof(*others))
		return false;
	hint_add(hint, "a rule is DAEMONS : CLIENTS");
	if (!advice)
		advice = others[i].advice;
	if (advice)
		hint_add(hint, "; %s", advice);
	return true;
}

/* Returns whether TEXT has a character that looks like a ':'. */
static bool
has_wide_colon(struct ha_slice text)
{
	static const char *const colons[] = {"\xef\xbc\x9a", "\xef\xb9\x95",
					     "\xea\x9e\x89", "\xe2\x88\xb6"};

	for (size_t i = 0; i < sizeof(colons) / sizeof(*colons); i++)
		if (memmem(text.data, text.size, colons[i], 3))
			return true;
	return false;
}

/* Whether each word of REST, behind that of a daemon, is one of a client. */
static bool
are_clients(struct ha_slice rest)
{
	struct ha_slice word;
	bool any = false;

	while (ha_token_next(&rest, &word) && word.data[0] != '#') {
		if (!guess_is_live(word))
			return false;
		any = true;
	}
	return any;
}

/* Takes the dash or star that begins an item of a list. */
static bool
take_bullet(struct ha_slice *text)
{
	struct ha_slice word = next_word(*text);

	if (!ha_slice_is(word, "-") && !ha_slice_is(word, "*"))
		return false;
	*text = ha_slice_trim(ha_slice_from(*text, word.size), HA_C_BLANK);
	return guess_is_live(next_word(*text));
}

/* Adds the rule that WORD, if it is a daemon, and REST were to be. */
static void
hint_rule(struct hint *hint, struct ha_slice word, struct ha_slice rest)
{
	static const char ends[] = ";=|";
	struct ha_slice daemon = word;
	char line[256];
	int size;

	if (word.size > 1 &&
	    memchr(ends, word.data[word.size - 1], sizeof(ends) - 1))
		daemon.size--;
	if (rest.size > 60 || word.size > 60 ||
	    !ha_slice_all(daemon, HA_C_HOST_NAME) || !are_clients(rest)) {
		guess_byte(hint, word);
		return;
	}
	size = snprintf(line, sizeof(line), "%.*s: %.*s", (int)daemon.size,
			daemon.data, (int)rest.size, rest.data);
	hint_mean(hint, (struct ha_slice){line, (size_t)size});
}

void
separator_hint(struct hint *hint, struct ha_slice text, bool indented)
{
	bool bullet = take_bullet(&text);
	struct ha_slice word = next_word(text);
	struct ha_slice rest = ha_slice_from(text, word.size);

	rest = ha_slice_trim(rest, HA_C_SEPARATOR);
	if (rest.size > 0 && rest.data[0] == '=')
		rest = ha_slice_trim(ha_slice_from(rest, 1), HA_C_SEPARATOR);
	if (is_conflict(text))
		hint_add(hint, "a merge of this file is not finished");
	else if (has_wide_colon(text))
		hint_add(hint, "a wide colon (U+FF1A) is no ':'");
	else if (guess_is_live(word) && (indented || !ha_slice_is(word, "ALL")))
		hint_client(hint, word, rest, indented && !bullet);
	else if (!hint_other(hint, word))
		hint_rule(hint, word, rest);
}

/*
 * Whether WORD begins as IPv6 addresses do that there are.  22:fe80::1 may be a
 * port and its client.
 */
static bool
begins_ipv6(struct ha_slice word)
{
	static const char *const starts[] = {"2", "3", "f", "::", "64:ff9b"};

	for (size_t i = 0; i < sizeof(starts) / sizeof(*starts); i++)
		if (ha_slice_starts(word, ha_slice_of(starts[i])) &&
		    (i > 2 || ha_slice_find(word, ':') == 4))
			return word.size > 2;
	return false;
}

/* Returns the word of TEXT with its first ':', or nothing. */
static struct ha_slice
first_colon(struct ha_slice text)
{
	struct ha_slice word;

	while (ha_token_next(&text, &word) && word.data[0] != '#')
		if (ha_slice_find_unbracketed(word, ':', 0) < word.size)
			return word;
	return (struct ha_slice){"", 0};
}

/* Returns WORD without a ':' at its end, and quotes and the like around it. */
static struct ha_slice
core_of(struct ha_slice word)
{
	static const char wraps[] = "\"'`(){};";
	struct ha_address address;

	while (word.size > 0 && memchr(wraps, word.data[0], sizeof(wraps) - 1))
		word = ha_slice_from(word, 1);
	while (word.size > 0 &&
	       memchr(wraps, word.data[word.size - 1], sizeof(wraps) - 1))
		word.size--;
	if (word.size > 0 && word.data[word.size - 1] == ':' &&
	    !ha_address_parse(word, &address))
		word.size--;
	return word;
}

bool
separator_check(struct check *check, const struct ha_line *line)
{
	struct ha_slice text = ha_slice_trim(line->text, HA_C_BLANK);
	struct ha_slice word = first_colon(text), core = core_of(word), rest;
	struct hint hint = {.size = 0};
	struct ha_address address;
	unsigned length;
	size_t start = (size_t)(text.data - line->text.data);
	bool is_address = ha_ipv6_net_parse(core, &address, &length);

	if (!begins_ipv6(core) || (!is_address && !ipv6_hint(&hint, core)))
		return false;
	rest = ha_slice_from(text, (size_t)(word.data - text.data) + word.size);
	if (word.data != text.data) {
		hint.size = 0;
		separator_hint(&hint, text, start > 0);
	} else if (is_address) {
		hint_client(&hint, core, ha_slice_trim(rest, HA_C_SEPARATOR),
			    start > 0);
	}
	check_find(check, FINDING_V6_ALONE, ha_line_place(line, start), text,
		   &hint);
	return true;
}
