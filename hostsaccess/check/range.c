/* SPDX-License-Identifier: BSD-3-Clause */
#include "hostsaccess/check/range.h"

#include "hostsaccess/finding/hint.h"
#include "hostsaccess/net/nets.h"

#include <stdio.h>
#include <string.h>

/* So many nets are shown: those of every range within 256 addresses. */
#define SHOWN_MAX 14
/* What stands before each net, `sshd@', is shown if it is no longer. */
#define BEFORE_MAX 20

struct range {
	struct ha_address first, last;
	bool reversed;
};

/* Returns how much of TEXT, an address, its last dot or colon ends. */
static size_t
size_before_end(struct ha_slice text)
{
	size_t size = text.size;

	while (size > 0 && text.data[size - 1] != '.' &&
	       text.data[size - 1] != ':')
		size--;
	return size;
}

/* Reads TEXT as the last address of a range that begins with FIRST. */
static bool
parse_last(struct ha_slice first, struct ha_slice text,
	   struct ha_address *address)
{
	char whole[2 * HA_ADDRESS_TEXT_MAX];
	int size;

	if (ha_address_parse(text, address))
		return true;
	if (text.size == 0 || text.size > 4 || size_before_end(text) > 0)
		return false;
	size = snprintf(whole, sizeof(whole), "%.*s%.*s",
			(int)size_before_end(first), first.data, (int)text.size,
			text.data);
	return ha_address_parse((struct ha_slice){whole, (size_t)size},
				address);
}

/* Reads TEXT as a range, whose ends come out in order. */
static bool
parse(struct ha_slice text, struct range *range)
{
	size_t dash;
	struct ha_slice first, last;
	struct ha_address other;

	if (ha_slice_find(ha_slice_from(text, 1), '[') + 1 >= text.size)
		text = ha_slice_unbracket(text);
	dash = ha_slice_find(text, '-');
	first = ha_slice_unbracket(
	    ha_slice_trim(ha_slice_head(text, dash), HA_C_BLANK));
	last = ha_slice_unbracket(
	    ha_slice_trim(ha_slice_from(text, dash + 1), HA_C_BLANK));
	if (first.size > HA_ADDRESS_TEXT_MAX ||
	    !ha_address_parse(first, &range->first) ||
	    !parse_last(first, last, &range->last) ||
	    range->first.family != range->last.family ||
	    range->first.zone[0] != '\0' || range->last.zone[0] != '\0')
		return false;
	range->reversed = memcmp(range->first.bytes, range->last.bytes,
				 sizeof(range->first.bytes)) > 0;
	if (range->reversed) {
		other = range->first;
		range->first = range->last;
		range->last = other;
	}
	return true;
}

/* Writes NET as tcp_wrappers reads it, too. */
static void
add_net(struct hint *hint, struct ha_slice before, const struct ha_net *net)
{
	bool ipv4 = net->base.family == HA_FAMILY_IPV4;
	char base[HA_ADDRESS_TEXT_MAX];
	unsigned length = 0;

	ha_address_format(&net->base, false, base);
	ha_net_length(net, &length);
	hint_add(hint, "%.*s%s%s%s", (int)before.size, before.data,
		 ipv4 ? "" : "[", base, ipv4 ? "" : "]");
	if (length == 0 && ipv4)
		hint_add(hint, "/0.0.0.0");
	else if (length < (ipv4 ? 32 : 128))
		hint_add(hint, "/%u", length);
}

/* Adds the nets of RANGE, with BEFORE, `sshd@' or nothing, before each. */
static void
add_nets(struct hint *hint, const struct range *range, struct ha_slice before)
{
	struct nets set;
	bool known = nets_of_range(&range->first, &range->last, &set);

	if (!known) {
		hint_add(hint, "a range is written as nets");
		return;
	}
	if (before.size > BEFORE_MAX)
		before.size = 0;
	if (range->reversed)
		hint_add(hint, "the range is reversed; ");
	hint_add(hint, "a range is written as nets%s",
		 set.count > SHOWN_MAX ? ", many of them in a list file" : "");
	for (size_t i = 0; i < set.count && i < SHOWN_MAX; i++) {
		hint_add(hint, i == 0 ? ": " : " ");
		add_net(hint, before, &set.nets[i]);
	}
	if (set.count > SHOWN_MAX)
		hint_add(hint, " and %zu more", set.count - SHOWN_MAX);
	nets_free(&set);
}

/*
 * Adds the nets of WORD, a range or one that follows `user@' or `daemon@'.
 * Returns whether it is one.
 */
static bool
hint_word(struct hint *hint, struct ha_slice word)
{
	struct ha_slice before = {word.data, 0}, host = word;
	struct range range;

	if (ha_token_split(word, &before, &host))
		before.size++;
	if (!parse(host, &range))
		return false;
	add_nets(hint, &range, before);
	return true;
}

/* Returns where the word begins that TEXT ends with. */
static size_t
last_word(struct ha_slice text)
{
	size_t start = text.size;

	while (start > 0 && !ha_in_class(text.data[start - 1], HA_C_SEPARATOR))
		start--;
	return start;
}

/* Returns the word that TEXT begins with. */
static struct ha_slice
first_word(struct ha_slice text)
{
	size_t size = 0;

	while (size < text.size &&
	       !ha_in_class(text.data[size], HA_C_SEPARATOR))
		size++;
	return ha_slice_head(text, size);
}

static bool
holds(struct ha_slice text, struct ha_slice token)
{
	return token.data >= text.data && token.data < text.data + text.size;
}

/* Returns the list of the rule, or the line of the list file, with TOKEN. */
static struct ha_slice
list_of(const struct check *check, struct ha_slice token)
{
	const struct ha_line *line = check->findings->line;
	const struct ha_rule *rule = check->rule;

	if (rule && holds(rule->clients, token))
		return rule->clients;
	if (rule && holds(rule->daemons, token))
		return rule->daemons;
	return !rule && line && holds(line->text, token) ? line->text : token;
}

bool
range_hint(const struct check *check, struct ha_slice token, struct hint *hint)
{
	struct ha_slice list = list_of(check, token), next;
	size_t start = (size_t)(token.data - list.data);
	size_t end = start + token.size;

	if (ha_slice_find(token, '-') == token.size)
		return false;
	next = ha_slice_skip(ha_slice_from(list, end), HA_C_BLANK);
	if (token.data[token.size - 1] == '-')
		end = (size_t)(next.data - list.data) + first_word(next).size;
	if (token.data[0] == '-')
		while (start > 0 &&
		       ha_in_class(list.data[start - 1], HA_C_BLANK))
			start--;
	start = last_word(ha_slice_head(list, start));
	return hint_word(hint, ha_slice_from(ha_slice_head(list, end), start));
}

/* Returns the word that stands before TOKEN in LIST, or nothing. */
static struct ha_slice
word_before(struct ha_slice list, struct ha_slice token)
{
	struct ha_slice before =
	    ha_slice_head(list, (size_t)(token.data - list.data));

	before = ha_slice_trim(before, HA_C_SEPARATOR);
	return ha_slice_from(before, last_word(before));
}

struct ha_slice
range_word_before(const struct check *check, struct ha_slice token)
{
	return word_before(list_of(check, token), token);
}

struct ha_slice
range_word_after(const struct check *check, struct ha_slice token)
{
	struct ha_slice list = list_of(check, token), rest;

	rest =
	    ha_slice_from(list, (size_t)(token.data - list.data) + token.size);
	return first_word(ha_slice_skip(rest, HA_C_SEPARATOR));
}

/* As hint_word() for FIRST and LAST, as if a '-' stood between them. */
static bool
hint_between(struct ha_slice first, struct ha_slice last, struct hint *hint)
{
	char text[2 * HA_ADDRESS_TEXT_MAX];
	int size;

	if (first.size >= HA_ADDRESS_TEXT_MAX / 2 ||
	    last.size >= HA_ADDRESS_TEXT_MAX / 2 || last.size == 0)
		return false;
	size = snprintf(text, sizeof(text), "%.*s-%.*s", (int)first.size,
			first.data, (int)last.size, last.data);
	return hint_word(hint, (struct ha_slice){text, (size_t)size});
}

bool
range_hint_words(const struct check *check, struct ha_slice token,
		 struct hint *hint)
{
	return hint_between(range_word_before(check, token),
			    range_word_after(check, token), hint);
}

bool
range_is_dash(struct ha_slice token)
{
	return ha_slice_is(token, "-") || ha_slice_is(token, "\xe2\x80\x93") ||
	       ha_slice_is(token, "\xe2\x80\x94");
}

bool
range_hint_signs(struct ha_slice token, struct hint *hint)
{
	static const char *const signs[] = {
	    "..", "~", "\xe2\x80\x93", "\xe2\x80\x94", "=>", "->"};

	for (size_t i = 0; i < sizeof(signs) / sizeof(*signs); i++) {
		size_t size = strlen(signs[i]);
		const char *sign =
		    memmem(token.data, token.size, signs[i], size);

		if (sign && sign > token.data)
			return hint_between(
			    ha_slice_head(token, (size_t)(sign - token.data)),
			    ha_slice_from(token,
					  (size_t)(sign - token.data) + size),
			    hint);
	}
	return false;
}

bool
range_hint_class(struct ha_slice token, struct hint *hint)
{
	size_t open = ha_slice_find(token, '[');
	struct ha_slice inner = ha_slice_from(token, open + 1);
	struct ha_slice first, start = ha_slice_head(token, open);
	size_t dash = ha_slice_find(inner, '-');
	char text[2 * HA_ADDRESS_TEXT_MAX];
	int size;

	if (ha_slice_find(inner, ']') + 1 != inner.size || dash == inner.size ||
	    open == 0 || token.size > 40)
		return false;
	first = ha_slice_head(inner, dash);
	inner = ha_slice_from(ha_slice_head(inner, inner.size - 1), dash + 1);
	size = snprintf(text, sizeof(text), "%.*s%.*s", (int)start.size,
			start.data, (int)first.size, first.data);
	return hint_between((struct ha_slice){text, (size_t)size}, inner, hint);
}

/* Likewise for the word that LIST ends in the midst of. */
static bool
hint_cut(const struct ha_rule *rule, struct ha_slice list, struct hint *hint)
{
	struct ha_slice text = rule->line->text, word;
	size_t start = (size_t)(list.data - text.data) + last_word(list);

	word = first_word(ha_slice_from(text, start));
	if (word.data + word.size <= list.data + list.size)
		return false;
	return hint_word(hint, word) ||
	       (word.data[word.size - 1] == ':' &&
		hint_word(hint, ha_slice_head(word, word.size - 1)));
}

bool
range_hint_cut(const struct ha_rule *rule, struct hint *hint)
{
	return hint_cut(rule, rule->daemons, hint) ||
	       hint_cut(rule, rule->clients, hint);
}
