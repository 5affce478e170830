/* SPDX-License-Identifier: BSD-3-Clause */
/* country=, continent= and asn=: what databases say of an address. */
#include "common/rule/countries.h"
#include "common/rule/predicate_table.h"

enum ha_diagnostic_id
ha_check_country(struct ha_slice value)
{
	return ha_is_country(value) ? HA_D_NONE : HA_D_COUNTRY;
}

enum ha_diagnostic_id
ha_check_continent(struct ha_slice value)
{
	return ha_is_continent(value) ? HA_D_NONE : HA_D_CONTINENT;
}

/* Reads VALUE, a number or one behind AS, as RFC 5396 writes it. */
static bool
read_asn(struct ha_slice value, unsigned long *number)
{
	if (ha_slice_starts(value, ha_slice_of("AS")))
		value = ha_slice_from(value, 2);
	return ha_slice_number(value, 10, UINT32_MAX, number) && *number > 0;
}

enum ha_diagnostic_id
ha_check_asn(struct ha_slice value)
{
	unsigned long number;

	return read_asn(value, &number) ? HA_D_NONE : HA_D_ASN;
}

/* What LOOKUP is worth, and whether the text that it found is EQUAL. */
static enum ha_match
match_of(enum ha_lookup lookup, bool equal)
{
	switch (lookup) {
	case HA_LOOKUP_FOUND:
		return equal ? HA_MATCH_YES : HA_MATCH_NO;
	case HA_LOOKUP_NONE:
		return HA_MATCH_NO;
	case HA_LOOKUP_FAILED:
		break;
	}
	return HA_MATCH_FAILED;
}

static enum ha_match
match_code(const struct ha_condition *condition, enum ha_geo_kind kind)
{
	const char *text;
	enum ha_lookup lookup =
	    ha_request_geo(condition->request, condition->endpoint, kind,
			   condition->words, &text);

	return match_of(lookup, ha_slice_is(condition->value, text));
}

enum ha_match
ha_match_country(const struct ha_condition *condition)
{
	return match_code(condition, HA_GEO_COUNTRY);
}

enum ha_match
ha_match_continent(const struct ha_condition *condition)
{
	return match_code(condition, HA_GEO_CONTINENT);
}

enum ha_match
ha_match_asn(const struct ha_condition *condition)
{
	unsigned long wanted, number = 0;
	const char *text;
	enum ha_lookup lookup =
	    ha_request_geo(condition->request, condition->endpoint, HA_GEO_ASN,
			   condition->words, &text);

	if (!read_asn(condition->value, &wanted))
		return HA_MATCH_MALFORMED;
	ha_slice_number(ha_slice_of(text), 10, UINT32_MAX, &number);
	return match_of(lookup, number == wanted);
}
