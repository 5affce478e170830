/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * Patterns that compare text: what they match, and what they can ever match,
 * so that nothing is looked up in vain.
 */
#include "common/rule/pattern.h"

#include "common/request/host_name.h"
#include "common/rule/wildcard.h"

#include <string.h>

/* The dots that the text of an address has at most, also of IPv6. */
#define ADDRESS_DOTS_MAX 3

/* How long a text that TEXT, with wildcards, matches must be at least. */
static size_t
least_size(struct ha_slice text)
{
	size_t size = text.size;

	for (size_t i = 0; i < text.size; i++)
		size -= text.data[i] == '*';
	return size;
}

/*
 * In the places of '*' and '?' letters can stand, so that no sound name is
 * out of reach but for the bytes that are written.
 */
static bool
wildcard_may_be_name(struct ha_slice text)
{
	return ha_slice_all(text, HA_C_HOST_NAME | HA_C_WILDCARD) &&
	       least_size(text) <= HA_NAME_MAX;
}

static bool
suffix_matches(struct ha_slice pattern, struct ha_slice text)
{
	return text.size > pattern.size && ha_slice_ends(text, pattern);
}

/* Of a name that is longer. */
static bool
suffix_may_be_name(struct ha_slice text)
{
	return ha_slice_all(text, HA_C_HOST_NAME) && text.size < HA_NAME_MAX;
}

static bool
prefix_matches(struct ha_slice pattern, struct ha_slice text)
{
	return ha_slice_starts(text, pattern);
}

/* TEXT with or without the final dot of a fully qualified name. */
static bool
full_name_matches(struct ha_slice pattern, struct ha_slice text)
{
	return ha_slice_equal(text, pattern) ||
	       ha_slice_equal(text, ha_slice_head(pattern, pattern.size - 1));
}

static bool
full_name_may_be_name(struct ha_slice text)
{
	return ha_name_is_sound(text) ||
	       ha_name_is_sound(ha_slice_head(text, text.size - 1));
}

/* Whether TEXT is how an address is shown. */
static bool
is_canonical(struct ha_slice text)
{
	char canonical[HA_ADDRESS_TEXT_MAX];
	struct ha_address address;

	if (!ha_address_parse(text, &address))
		return false;
	ha_address_format(&address, false, canonical);
	return ha_slice_is(text, canonical);
}

/* Whether TEXT, which ends in a dot, begins an IPv4 address: N. to N.N.N. */
static bool
begins_address(struct ha_slice text)
{
	static const char rest[] = "0.0.0";
	char whole[HA_ADDRESS_TEXT_MAX];
	size_t dots = 0;

	for (size_t i = 0; i < text.size; i++)
		dots += text.data[i] == '.';
	if (dots > ADDRESS_DOTS_MAX ||
	    !ha_slice_copy(text, whole, sizeof(whole) - sizeof(rest)))
		return false;
	memcpy(whole + text.size, rest + 2 * (dots - 1),
	       sizeof(rest) - 2 * (dots - 1));
	return is_canonical(ha_slice_of(whole));
}

/* Digits and dots, or with a ':' of an IPv6 address; not too many. */
static bool
wildcard_may_be_address(struct ha_slice text)
{
	static const char bytes[] = "0123456789abcdefABCDEF:.*?";
	size_t dots = 0, colons = 0;
	bool letters = false;

	for (size_t i = 0; i < text.size; i++) {
		char c = text.data[i];

		if (!memchr(bytes, c, sizeof(bytes) - 1))
			return false;
		dots += c == '.';
		colons += c == ':';
		letters = letters || ha_fold(c) >= 'a';
	}
	return (colons > 0 || !letters) && dots <= ADDRESS_DOTS_MAX &&
	       least_size(text) < HA_ADDRESS_TEXT_MAX;
}

/* A kind of pattern that compares text. */
struct kind {
	bool (*matches)(struct ha_slice pattern, struct ha_slice text);
	/* Whether it can be the name of a host, or an address; NULL: never. */
	bool (*may_be_name)(struct ha_slice pattern);
	bool (*may_be_address)(struct ha_slice pattern);
};

static const struct kind wildcard = {ha_wildcard_match, wildcard_may_be_name,
				     wildcard_may_be_address};
static const struct kind suffix = {suffix_matches, suffix_may_be_name, NULL};
static const struct kind prefix = {prefix_matches, NULL, begins_address};
static const struct kind full_name = {full_name_matches, full_name_may_be_name,
				      NULL};
static const struct kind whole = {ha_slice_equal, ha_name_is_sound,
				  is_canonical};

/* Returns the kind of PATTERN, or NULL if it compares no text. */
static const struct kind *
kind_of(const struct ha_pattern *pattern)
{
	switch (pattern->kind) {
	case HA_PATTERN_WILDCARD:
		return &wildcard;
	case HA_PATTERN_SUFFIX:
		return &suffix;
	case HA_PATTERN_PREFIX:
		return &prefix;
	case HA_PATTERN_FULL_NAME:
		return &full_name;
	case HA_PATTERN_TEXT:
		return &whole;
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
	case HA_PATTERN_PORT:
		break;
	}
	return NULL;
}

bool
ha_pattern_match_text(const struct ha_pattern *pattern, struct ha_slice text)
{
	const struct kind *kind = kind_of(pattern);

	return kind && kind->matches(pattern->text, text);
}

bool
ha_pattern_may_be_name(const struct ha_pattern *pattern)
{
	const struct kind *kind = kind_of(pattern);
	bool numeric = pattern->kind == HA_PATTERN_WILDCARD && pattern->numeric;

	return kind && kind->may_be_name && !numeric &&
	       kind->may_be_name(pattern->text);
}

bool
ha_pattern_may_be_address(const struct ha_pattern *pattern)
{
	const struct kind *kind = kind_of(pattern);

	return kind && kind->may_be_address &&
	       kind->may_be_address(pattern->text);
}

bool
ha_pattern_out_of_reach(const struct ha_pattern *pattern)
{
	return kind_of(pattern) && !ha_pattern_may_be_name(pattern) &&
	       !ha_pattern_may_be_address(pattern);
}
