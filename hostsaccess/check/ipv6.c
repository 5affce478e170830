/* SPDX-License-Identifier: BSD-3-Clause */
#include "hostsaccess/check/ipv6.h"

#include "hostsaccess/check/option_guess.h"
#include "hostsaccess/check/range.h"
#include "hostsaccess/finding/hint.h"

/* An address is no longer; what is written in its place may be. */
#define GROUP_MAX 5
#define TEXT_MAX 80

/* The groups of a text: what stands between its colons, up to a '/'. */
struct groups {
	size_t count; /* of colons, and one */
	size_t words; /* of groups that are not empty */
	bool hex;     /* all of them are hexadecimal, of four digits at most */
	bool pairs;   /* of exactly two */
	bool digits;  /* the first has a digit */
};

static bool
is_hex(struct ha_slice text)
{
	for (size_t i = 0; i < text.size; i++)
		if (!ha_in_class(text.data[i], HA_C_DIGIT) &&
		    (ha_fold(text.data[i]) < 'a' ||
		     ha_fold(text.data[i]) > 'f'))
			return false;
	return true;
}

/* Whether GROUP may stand in a misspelt address; in a rule options do. */
static bool
may_be_group(struct ha_slice group)
{
	return group.size == 0 || (is_hex(group) && group.size <= GROUP_MAX) ||
	       ha_slice_all(group, HA_C_DIGIT | HA_C_DOT) ||
	       (group.size <= GROUP_MAX && !option_nearest(group) &&
		!ha_slice_is(group, "ALL") && !ha_slice_is(group, "LOCAL") &&
		!ha_slice_is(group, "KNOWN"));
}

/* Counts the groups of TEXT.  Returns false if one of them is none. */
static bool
count_groups(struct ha_slice text, struct groups *groups)
{
	*groups = (struct groups){.hex = true, .pairs = true};
	text = ha_slice_head(text, ha_slice_find(text, '/'));
	text = ha_slice_head(text, ha_slice_find(text, '%'));
	for (;;) {
		size_t colon = ha_slice_find(text, ':');
		struct ha_slice group = ha_slice_head(text, colon);

		if (!may_be_group(group) ||
		    (groups->count == 0 && (!is_hex(group) || group.size > 4)))
			return false;
		if (groups->count++ == 0)
			groups->digits = ha_slice_any(group, HA_C_DIGIT);
		groups->words += group.size > 0;
		groups->hex = groups->hex && is_hex(group) && group.size <= 4;
		groups->pairs = groups->pairs && group.size == 2;
		if (colon == text.size)
			return true;
		text = ha_slice_from(text, colon + 1);
	}
}

/* Takes the bytes of BYTES that TEXT begins and ends with off. */
static struct ha_slice
strip(struct ha_slice text, const char *bytes)
{
	while (text.size > 0 && text.data[0] != '\0' &&
	       strchr(bytes, text.data[0]))
		text = ha_slice_from(text, 1);
	while (text.size > 0 && text.data[text.size - 1] != '\0' &&
	       strchr(bytes, text.data[text.size - 1]))
		text.size--;
	return text;
}

/* Returns TEXT without what others write around an address. */
static struct ha_slice
unwrap(struct ha_slice text)
{
	static const char wraps[] = "(){}[]<>\"'`;+-!";
	static const char *const prefixes[] = {"ip6", "ipv6", "inet6", "addr"};

	text = strip(text, wraps);
	for (size_t i = 0; i < sizeof(prefixes) / sizeof(*prefixes); i++) {
		size_t size = strlen(prefixes[i]);

		if (ha_slice_starts(text, ha_slice_of(prefixes[i])) &&
		    text.size > size &&
		    (text.data[size] == ':' || text.data[size] == '='))
			return strip(ha_slice_from(text, size + 1), wraps);
	}
	return text;
}

/* Whether TEXT, without what stands around it, looks like an address. */
static bool
is_like(struct ha_slice text, struct groups *groups)
{
	if (text.size > TEXT_MAX || !count_groups(text, groups) ||
	    groups->words == 0)
		return false;
	/* `2001:db8', and not `cafe:deny' or `22:80' */
	return groups->count > 2 ||
	       (groups->count == 2 && groups->words == 2 && groups->hex &&
		groups->digits && text.size > 6);
}

/* Adds TEXT, which is an address or net, as it is to be written. */
static void
mean(struct hint *hint, struct ha_slice text)
{
	size_t slash = ha_slice_find(text, '/');

	hint_add(hint, "did you mean \"[%.*s]%.*s\"?", (int)slash, text.data,
		 (int)(text.size - slash), text.data + slash);
}

/* Adds the net of TEXT, the beginning of addresses: `2001:db8:', `...:*'. */
static bool
mean_beginning(struct hint *hint, struct ha_slice text)
{
	struct ha_address address;
	struct groups groups;

	while (text.size > 0 && (text.data[text.size - 1] == ':' ||
				 ha_in_class(text.data[text.size - 1],
					     HA_C_WILDCARD | HA_C_DOT)))
		text.size--;
	if (ha_address_parse(text, &address)) {
		mean(hint, text);
		return true;
	}
	if (!count_groups(text, &groups) || !groups.hex ||
	    groups.words != groups.count || groups.count > 7)
		return false;
	hint_add(hint, "did you mean \"[%.*s::]/%zu\"?", (int)text.size,
		 text.data, 16 * groups.count);
	return true;
}

/* Likewise of TEXT, which looks like an address of GROUPS. */
static void
mean_like(struct hint *hint, struct ha_slice text, const struct groups *groups)
{
	size_t slash = ha_slice_find(text, '/');
	struct ha_slice head = ha_slice_head(text, slash);
	struct ha_address address;
	unsigned length;

	if (ha_ipv6_net_parse(text, &address, &length))
		mean(hint, text);
	else if (slash + 1 == text.size && ha_address_parse(head, &address))
		mean(hint, head);
	else if (ha_address_parse(head, &address))
		hint_add(hint, "a prefix length is a number up to 128");
	else if (groups->count == 6 && groups->pairs)
		hint_add(hint, "the address of a network card says nothing of "
			       "a client");
	else if (!mean_beginning(hint, text))
		hint_add(hint, "an address has eight numbers, 0 to ffff, or "
			       "one \"::\" in place of zeros");
}

bool
ipv6_hint(struct hint *hint, struct ha_slice text)
{
	bool excepts = text.size > 0 && text.data[0] == '!';
	struct groups groups;

	text = unwrap(text);
	if (!is_like(text, &groups))
		return false;
	if (excepts)
		hint_add(hint, "EXCEPT takes clients out of a list");
	else
		mean_like(hint, text, &groups);
	return true;
}

/* Whether RUN, which begins with the client VALID, goes on as an address. */
static bool
goes_on(struct ha_slice run, struct ha_slice valid)
{
	struct ha_address address;
	unsigned length;
	struct ha_slice rest = ha_slice_from(run, valid.size + 1);

	return !ha_ipv6_net_parse(valid, &address, &length) || rest.size > 0;
}

/* Says that RUN, at its place in the line, is misspelt. */
static bool
find(struct check *check, const struct ha_line *line, struct ha_slice run)
{
	struct hint hint = {.size = 0};

	if (!ipv6_hint(&hint, run))
		return false;
	check_find(check, FINDING_V6_MISSPELT,
		   ha_line_place(line, (size_t)(run.data - line->text.data)),
		   run, &hint);
	check_tell(check, run);
	return true;
}

/* Returns what stands in TEXT from OFFSET up to a separator. */
static struct ha_slice
run_from(struct ha_slice text, size_t offset)
{
	size_t end = offset;

	while (end < text.size && !ha_in_class(text.data[end], HA_C_SEPARATOR))
		end++;
	return ha_slice_from(ha_slice_head(text, end), offset);
}

void
ipv6_check_rule(struct check *check)
{
	const struct ha_rule *rule = check->rule;
	struct ha_slice text = rule->line->text, list = rule->clients;
	struct ha_slice run, token, user;
	struct hint range = {.size = 0};
	size_t start = list.size;

	while (start > 0 && !ha_in_class(list.data[start - 1], HA_C_SEPARATOR))
		start--;
	token = ha_slice_from(list, start);
	if (!rule->has_options || token.size == 0 ||
	    (token.data[0] == '[' && ha_slice_find(token, ']') < token.size) ||
	    range_hint_cut(rule, &range))
		return;
	run = run_from(text, (size_t)(token.data - text.data));
	if (ha_token_split(token, &user, &token))
		run = ha_slice_from(run, (size_t)(token.data - run.data));
	if (goes_on(run, token))
		find(check, rule->line, run);
}

bool
ipv6_check_empty(struct check *check, struct ha_slice list)
{
	const struct ha_line *line = check->findings->line;
	size_t start = (size_t)(list.data - line->text.data) + list.size;
	struct ha_slice run;

	while (start < line->text.size &&
	       ha_in_class(line->text.data[start], HA_C_SEPARATOR))
		start++;
	run = run_from(line->text, start);
	return run.size > 2 && (run.data[0] != ':' || run.data[1] == ':') &&
	       find(check, line, run);
}

/* Where the nets begin that have but one number, and how long they are. */
static const struct {
	unsigned char first, second, length;
} wholes[] = {
    {0x20, 0, 3}, {0xfc, 0, 7}, {0xfd, 0, 8}, {0xfe, 0x80, 10}, {0xff, 0, 8}};

void
ipv6_zeros_hint(struct hint *hint, const struct ha_address *address)
{
	char text[HA_ADDRESS_TEXT_MAX];
	unsigned length = 128;

	while (length > 16 && address->bytes[length / 8 - 1] == 0 &&
	       address->bytes[length / 8 - 2] == 0)
		length -= 16;
	for (size_t i = 0; i < sizeof(wholes) / sizeof(*wholes); i++)
		if (length == 16 && address->bytes[0] == wholes[i].first &&
		    address->bytes[1] == wholes[i].second)
			length = wholes[i].length;
	ha_address_format(address, false, text);
	hint_add(hint, "did you mean \"[%s]/%u\"?", text, length);
}
