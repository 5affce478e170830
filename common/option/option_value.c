/* SPDX-License-Identifier: BSD-3-Clause */
#include "common/option/option_value.h"

#include "common/base/syslog_names.h"
#include "common/request/account_lookup.h"

#include <limits.h>

static enum ha_diagnostic_id
value_if(bool good)
{
	return good ? HA_D_NONE : HA_D_OPTION_VALUE_BAD;
}

enum ha_diagnostic_id
ha_value_severity(struct ha_slice value)
{
	return value_if(ha_severity_of(value) >= 0);
}

/* A number in BASE from MIN to MAX, which int holds, with an optional sign. */
static enum ha_diagnostic_id
number_in(struct ha_slice value, unsigned base, int min, int max)
{
	struct ha_slice digits = ha_slice_trim(value, HA_C_SPACE);
	bool negative = ha_slice_starts(digits, ha_slice_of("-"));
	bool sign = negative || ha_slice_starts(digits, ha_slice_of("+"));
	unsigned long magnitude;
	long long number;

	if (!ha_slice_number(ha_slice_from(digits, sign), base, INT_MAX + 1UL,
			     &magnitude))
		return HA_D_OPTION_VALUE_BAD;
	number = negative ? -(long long)magnitude : (long long)magnitude;
	return value_if(number >= min && number <= max);
}

enum ha_diagnostic_id
ha_value_linger(struct ha_slice value)
{
	return number_in(value, 10, 0, INT_MAX);
}

enum ha_diagnostic_id
ha_value_nice(struct ha_slice value)
{
	return number_in(value, 10, INT_MIN, INT_MAX);
}

enum ha_diagnostic_id
ha_value_rfc931(struct ha_slice value)
{
	return number_in(value, 10, 1, INT_MAX);
}

enum ha_diagnostic_id
ha_value_umask(struct ha_slice value)
{
	return number_in(value, 8, 0, 0777);
}

/*
 * NAME [VALUE]: a name with '=' in it is none, and SSH_CONNECTION is whom the
 * rules are asked about (connection.h).
 */
enum ha_diagnostic_id
ha_value_setenv(struct ha_slice value)
{
	struct ha_slice name;
	size_t size = 0;

	value = ha_slice_trim(value, HA_C_SPACE);
	while (size < value.size && !ha_in_class(value.data[size], HA_C_BLANK))
		size++;
	name = ha_slice_head(value, size);
	return value_if(ha_slice_find(name, '=') == size &&
			!ha_slice_same(name, ha_slice_of("SSH_CONNECTION")));
}

/* Whether there is KIND NAME; MISSING if not, which refuses, too. */
static enum ha_diagnostic_id
find(struct ha_slice name, enum ha_account kind,
     const struct ha_resolver *resolver, enum ha_diagnostic_id missing)
{
	char text[LOGIN_NAME_MAX];
	enum ha_lookup lookup;

	if (name.size == 0 || !ha_slice_copy(name, text, sizeof(text)))
		return missing;
	lookup = resolver && resolver->has_account
		     ? resolver->has_account(resolver->context, kind, text)
		     : ha_look_up_account(kind, text);
	switch (lookup) {
	case HA_LOOKUP_FOUND:
		return HA_D_NONE;
	case HA_LOOKUP_NONE:
		return missing;
	case HA_LOOKUP_FAILED:
		break;
	}
	return HA_D_OPTION_LOOKUP;
}

enum ha_diagnostic_id
ha_value_group(struct ha_slice value, const struct ha_resolver *resolver)
{
	return find(value, HA_ACCOUNT_GROUP, resolver, HA_D_OPTION_GROUP);
}

/* NAME or NAME.GROUP; the group is looked at first. */
enum ha_diagnostic_id
ha_value_user(struct ha_slice value, const struct ha_resolver *resolver)
{
	size_t dot = ha_slice_find(value, '.');
	enum ha_diagnostic_id fault = HA_D_NONE;

	if (dot < value.size)
		fault = ha_value_group(ha_slice_from(value, dot + 1), resolver);
	return fault == HA_D_NONE
		   ? find(ha_slice_head(value, dot), HA_ACCOUNT_USER, resolver,
			  HA_D_OPTION_USER)
		   : fault;
}
