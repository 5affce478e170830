/* SPDX-License-Identifier: BSD-3-Clause */
/* What texts of patterns can ever match: nothing is looked up in vain. */
#include "pattern.h"

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

bool
ha_pattern_may_be_name(const struct ha_pattern *pattern)
{
	struct ha_slice text = pattern->text;

	switch (pattern->kind) {
	case HA_PATTERN_WILDCARD:
		return !pattern->numeric && wildcard_may_be_name(text);
	case HA_PATTERN_SUFFIX: /* of a name that is longer */
		return ha_slice_all(text, HA_C_HOST_NAME) &&
		       text.size < HA_NAME_MAX;
	case HA_PATTERN_FULL_NAME:
		return ha_name_is_sound(text) ||
		       ha_name_is_sound(ha_slice_head(text, text.size - 1));
	case HA_PATTERN_TEXT:
		return ha_name_is_sound(text);
	case HA_PATTERN_PREFIX: /* of numbers only */
	case HA_PATTERN_NEVER:
	case HA_PATTERN_ALL:
	case HA_PATTERN_KNOWN:
	case HA_PATTERN_UNKNOWN:
	case HA_PATTERN_PARANOID:
	case HA_PATTERN_LOCAL:
	case HA_PATTERN_NETGROUP:
	case HA_PATTERN_LIST:
	case HA_PATTERN_NET:
	case HA_PATTERN_PORT:
		break;
	}
	return false;
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

bool
ha_pattern_may_be_address(const struct ha_pattern *pattern)
{
	switch (pattern->kind) {
	case HA_PATTERN_WILDCARD:
		return wildcard_may_be_address(pattern->text);
	case HA_PATTERN_PREFIX:
		return begins_address(pattern->text);
	case HA_PATTERN_TEXT:
		return is_canonical(pattern->text);
	case HA_PATTERN_SUFFIX:
	case HA_PATTERN_FULL_NAME:
	case HA_PATTERN_NEVER:
	case HA_PATTERN_ALL:
	case HA_PATTERN_KNOWN:
	case HA_PATTERN_UNKNOWN:
	case HA_PATTERN_PARANOID:
	case HA_PATTERN_LOCAL:
	case HA_PATTERN_NETGROUP:
	case HA_PATTERN_LIST:
	case HA_PATTERN_NET:
	case HA_PATTERN_PORT:
		break;
	}
	return false;
}

bool
ha_pattern_out_of_reach(const struct ha_pattern *pattern)
{
	switch (pattern->kind) {
	case HA_PATTERN_WILDCARD:
	case HA_PATTERN_SUFFIX:
	case HA_PATTERN_PREFIX:
	case HA_PATTERN_FULL_NAME:
	case HA_PATTERN_TEXT:
		return !ha_pattern_may_be_name(pattern) &&
		       !ha_pattern_may_be_address(pattern);
	default:
		return false;
	}
}
