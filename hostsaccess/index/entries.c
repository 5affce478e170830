/* SPDX-License-Identifier: BSD-3-Clause */
#include "hostsaccess/index/entries.h"

#include "common/rule/list.h"
#include "common/rule/visit.h"

#include <stdlib.h>

#define OTHERS (HA_INDEX_GROUPS - 1)

/* A line while its tokens are taken. */
struct taking {
	struct entries *entries;
	struct ha_index_place place;
	unsigned group;
	bool residue;
	bool names; /* one of its clients is a name */
	enum ha_status status;
};

void
entries_begin(struct entries *entries, bool rules, uint64_t seed)
{
	*entries = (struct entries){.rules = rules, .seed = seed};
	entries->group_count = rules ? 0 : 1;
}

void
entries_free(struct entries *entries)
{
	free(entries->items);
	free(entries->residue);
	for (size_t i = 0; i < entries->group_count; i++)
		free(entries->groups[i]);
}

/* Returns ITEMS with room for one more than COUNT; NULL: no memory. */
static void *
grow(void *items, size_t count, size_t size, size_t *capacity)
{
	size_t wanted = *capacity > 0 ? *capacity * 2 : 1024;
	void *larger = items;

	if (count < *capacity)
		return items;
	larger = reallocarray(items, wanted, size);
	if (larger)
		*capacity = wanted;
	return larger;
}

/* Adds an entry of KEY, which has no group and no offset yet. */
static void
add_key(struct taking *taking, const unsigned char key[HA_INDEX_KEY])
{
	struct entries *entries = taking->entries;
	unsigned char(*items)[HA_INDEX_ENTRY], *item;

	if (taking->status != HA_OK)
		return;
	if (entries->count >= ENTRIES_MAX) {
		taking->status = HA_ERR_LIMIT;
		return;
	}
	items = grow(entries->items, entries->count, sizeof(*items),
		     &entries->capacity);
	if (!items) {
		taking->status = HA_ERR_MEMORY;
		return;
	}
	entries->items = items;
	item = items[entries->count++];
	memcpy(item, key, HA_INDEX_KEY);
	item[HA_INDEX_KEY_GROUP] = (unsigned char)taking->group;
	ha_index_put(item + HA_INDEX_KEY_OFFSET, taking->place.offset);
	ha_index_put(item + HA_INDEX_ENTRY_LINE, taking->place.line);
	item[HA_INDEX_ENTRY_OUTER] = HA_INDEX_NO_OUTER;
}

static void
add_residue(struct taking *taking)
{
	struct entries *entries = taking->entries;
	struct ha_index_place *residue;

	if (entries->residue_count >= ENTRIES_MAX) {
		taking->status = HA_ERR_LIMIT;
		return;
	}
	residue = grow(entries->residue, entries->residue_count,
		       sizeof(*residue), &entries->residue_capacity);
	if (!residue) {
		taking->status = HA_ERR_MEMORY;
		return;
	}
	entries->residue = residue;
	residue[entries->residue_count++] = taking->place;
}

/* Adds the first LENGTH bits of ADDRESS, as it is written. */
static void
add_address(struct taking *taking, const struct ha_address *address,
	    unsigned length)
{
	unsigned char key[HA_INDEX_KEY], bytes[16];

	ha_index_address_bytes(address, bytes);
	if (address->family == HA_FAMILY_IPV4)
		length += 96;
	ha_index_key_of_address(bytes, length, key);
	add_key(taking, key);
}

static void
add_net(struct taking *taking, const struct ha_net *net)
{
	unsigned length;

	if (net->base.zone[0] != '\0' || !ha_net_length(net, &length))
		taking->residue = true;
	else
		add_address(taking, &net->base, length);
}

static void
add_name(struct taking *taking, struct ha_slice name)
{
	unsigned char key[HA_INDEX_KEY];

	if (!ha_index_key_of_name(taking->entries->seed, name, key)) {
		taking->residue = true;
		return;
	}
	add_key(taking, key);
	taking->names = true;
}

static void
add_name_end(struct taking *taking, struct ha_slice end)
{
	add_name(taking, end);
	taking->entries->name_ends |= ha_index_bit_of_end(end);
}

/* NAME., which is NAME as well. */
static void
add_full_name(struct taking *taking, struct ha_slice name)
{
	name = ha_slice_head(name, name.size - 1);
	if (name.size == 0 || name.data[name.size - 1] == '.')
		taking->residue = true;
	else
		add_name(taking, name);
}

/* *.NAME, which is as .NAME. */
static void
add_wildcard(struct taking *taking, const struct ha_pattern *pattern)
{
	struct ha_slice end = ha_slice_from(pattern->text, 1);

	if (pattern->text.data[0] == '*' && end.size > 0 &&
	    end.data[0] == '.' && !ha_slice_any(end, HA_C_WILDCARD))
		add_name_end(taking, end);
	else
		taking->residue = true;
}

/* Adds what the names of PATTERN, which is no net, are known by. */
static void
add_names(struct taking *taking, const struct ha_pattern *pattern)
{
	switch (pattern->kind) {
	case HA_PATTERN_SUFFIX:
		add_name_end(taking, pattern->text);
		break;
	case HA_PATTERN_FULL_NAME:
		add_full_name(taking, pattern->text);
		break;
	case HA_PATTERN_TEXT:
		add_name(taking, pattern->text);
		break;
	case HA_PATTERN_WILDCARD:
		add_wildcard(taking, pattern);
		break;
	case HA_PATTERN_NEVER:
	case HA_PATTERN_ALL:
	case HA_PATTERN_KNOWN:
	case HA_PATTERN_UNKNOWN:
	case HA_PATTERN_PARANOID:
	case HA_PATTERN_LOCAL:
	case HA_PATTERN_NETGROUP:
	case HA_PATTERN_LIST:
	case HA_PATTERN_PREDICATE:
	case HA_PATTERN_NET:
	case HA_PATTERN_PREFIX:
	case HA_PATTERN_PORT:
		taking->residue = true;
		break;
	}
}

/* Adds what the clients of PATTERN are known by. */
static void
add_pattern(struct taking *taking, const struct ha_pattern *pattern)
{
	struct ha_net net;

	if (ha_pattern_net(pattern, &net))
		add_net(taking, &net);
	else if (pattern->numeric || ha_pattern_may_be_address(pattern))
		taking->residue = true;
	else
		add_names(taking, pattern);
}

/*
 * Whoever is in none of the clients before EXCEPT is not matched; those behind
 * it need not be known.
 */
static void
visit(void *context, const struct ha_token *token,
      const struct ha_pattern *left, const struct ha_pattern *host)
{
	struct taking *taking = context;

	(void)left;
	if (token->split)
		taking->residue = true;
	if (taking->residue || !token->client || token->except ||
	    token->group > 0)
		return;
	if (host)
		add_pattern(taking, host);
	else
		taking->residue = true;
}

/* Whatever is heard of a line, every reader has to hear. */
static void
hear(void *context, const struct ha_diagnostic *diagnostic)
{
	struct taking *taking = context;

	(void)diagnostic;
	taking->residue = true;
}

/* Returns the group of lines whose daemon list is DAEMONS. */
static unsigned
group_of(struct entries *entries, struct ha_slice daemons)
{
	size_t i;
	char *copy;

	for (i = 0; i < entries->group_count; i++)
		if (ha_slice_same(daemons,
				  (struct ha_slice){entries->groups[i],
						    entries->sizes[i]}))
			return (unsigned)i;
	if (i == OTHERS)
		return OTHERS;
	copy = malloc(daemons.size + 1);
	if (!copy)
		return OTHERS;
	memcpy(copy, daemons.data, daemons.size);
	entries->groups[i] = copy;
	entries->sizes[i] = daemons.size;
	entries->group_count++;
	return (unsigned)i;
}

/* Whether the options of RULE are none in which anything can be wrong. */
static bool
has_plain_options(const struct ha_rule *rule)
{
	struct ha_slice options = ha_slice_trim(rule->options, HA_C_BLANK);

	return !rule->clients_comment_colon &&
	       (!rule->has_options || ha_slice_is(options, "allow") ||
		ha_slice_is(options, "deny"));
}

static void
take_rule(struct taking *taking, const struct ha_line *line)
{
	struct entries *entries = taking->entries;
	const struct ha_sink sink = {hear, taking};
	struct ha_rule rule;

	if (ha_syntax_parse(line, &sink, &rule) != HA_SYNTAX_RULE)
		return;
	taking->group =
	    group_of(entries, ha_slice_trim(rule.daemons, HA_C_BLANK));
	ha_visit_lists(&rule, &sink, visit, taking);
	if (!taking->residue && !has_plain_options(&rule))
		entries->strict = true;
}

static void
take_words(struct taking *taking, const struct ha_line *line)
{
	const struct ha_sink sink = {hear, taking};
	struct ha_slice rest = line->text, word;
	struct ha_pattern pattern;

	ha_line_has_nul(line, &sink);
	while (!taking->residue && ha_list_word_next(&rest, &word)) {
		ha_pattern_of_host(word, line->place, &sink, &pattern);
		add_pattern(taking, &pattern);
	}
}

enum ha_status
entries_add(struct entries *entries, const struct ha_line *line,
	    struct ha_index_place place)
{
	struct taking taking = {.entries = entries, .place = place};
	size_t before = entries->count;
	struct ha_index_names *names;

	if (entries->rules)
		take_rule(&taking, line);
	else
		take_words(&taking, line);
	if (taking.residue && taking.status == HA_OK) {
		entries->count = before;
		add_residue(&taking);
	} else if (taking.names) {
		names = &entries->names[taking.group];
		if (names->end == 0)
			names->first = place;
		names->end = place.offset + 1;
	}
	return taking.status;
}
