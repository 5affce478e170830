/* SPDX-License-Identifier: BSD-3-Clause */
#include "hostsaccess/check/wildcard.h"

#include "hostsaccess/check/guess.h"
#include "hostsaccess/check/name.h"
#include "hostsaccess/check/wildcard_match.h"
#include "hostsaccess/finding/hint.h"

/* Digits and stars with a dot at an end. */
static void
find_dot(struct check *check, struct ha_slice token, struct ha_place place)
{
	struct hint hint = {.size = 0};

	hint_mean(&hint, ha_slice_trim(token, HA_C_DOT));
	check_find(check, FINDING_BAD_ADDRESS, place, token, &hint);
}

/* A wildcard of addresses.  Returns false if it can match none. */
static bool
check_numeric(struct check *check, struct ha_slice token, struct ha_place place)
{
	struct hint hint = {.size = 0};

	if (token.data[0] == '.' || token.data[token.size - 1] == '.') {
		find_dot(check, token, place);
		return false;
	}
	if (!wildcard_may_match(token)) {
		hint_add(&hint, "an address has four parts of 0 to 255");
		check_find(check, FINDING_BAD_ADDRESS, place, token, &hint);
		return false;
	}
	if (!ha_slice_all(token, HA_C_WILDCARD))
		check_find(check, FINDING_WILDCARD_NUMERIC, place, token, NULL);
	return true;
}

/* A wildcard with brackets, which no name has. */
static bool
check_class(struct check *check, struct ha_slice token, struct ha_place place)
{
	struct hint hint = {.size = 0};

	if (ha_slice_find(token, '[') == token.size &&
	    ha_slice_find(token, ']') == token.size)
		return false;
	hint_add(&hint, "the wildcards are '*' and '?', and brackets stand "
			"around IPv6 addresses");
	check_find(check, FINDING_ODD_BYTE, place, token, &hint);
	return true;
}

/* `*example.org', in which the dot of `*.example.org' is lacking. */
static void
check_domain(struct check *check, struct ha_slice token, struct ha_place place)
{
	struct ha_slice rest = ha_slice_from(token, 1);
	struct hint hint = {.size = 0};

	if (token.data[0] != '*' || rest.size == 0 || rest.data[0] == '.' ||
	    rest.data[rest.size - 1] == '.' ||
	    !ha_slice_all(rest, HA_C_HOST_NAME) ||
	    !ha_slice_any(rest, HA_C_DOT))
		return;
	rest = ha_slice_head(rest, 256);
	hint_add(&hint, "did you mean \".%.*s\"?", (int)rest.size, rest.data);
	check_find(check, FINDING_WILDCARD_DOMAIN, place, token, &hint);
}

/* A wildcard of names.  Returns false if it can match none. */
static bool
check_names(struct check *check, struct ha_slice token, struct ha_place place)
{
	if (check_class(check, token, place) ||
	    name_check_bytes(check, token, place))
		return false;
	check_domain(check, token, place);
	if (guess_fits_states(token))
		check_find(check, FINDING_WILDCARD_WORDS, place, token, NULL);
	return true;
}

void
wildcard_check(struct check *check, struct ha_slice token,
	       struct ha_place place, bool numeric)
{
	if (!(numeric ? check_numeric(check, token, place)
		      : check_names(check, token, place)))
		return;
	if (ha_slice_ends(token, ha_slice_of("**")))
		check_find(check, FINDING_WILDCARD_END, place, token, NULL);
}
