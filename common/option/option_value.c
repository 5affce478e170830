/* SPDX-License-Identifier: BSD-3-Clause */
#include "common/option/option_value.h"

#include "common/request/resolver_lookup.h"

#include <limits.h>
#include <syslog.h>

/* The names of syslog(3), and those that tcp_wrappers knows besides. */
struct name {
	const char *name;
	int value;
};

static const struct name facilities[] = {
    {"auth", LOG_AUTH},     {"authpriv", LOG_AUTHPRIV}, {"cron", LOG_CRON},
    {"daemon", LOG_DAEMON}, {"ftp", LOG_FTP},           {"kern", LOG_KERN},
    {"lpr", LOG_LPR},       {"mail", LOG_MAIL},         {"news", LOG_NEWS},
    {"syslog", LOG_SYSLOG}, {"user", LOG_USER},         {"uucp", LOG_UUCP},
    {"local0", LOG_LOCAL0}, {"local1", LOG_LOCAL1},     {"local2", LOG_LOCAL2},
    {"local3", LOG_LOCAL3}, {"local4", LOG_LOCAL4},     {"local5", LOG_LOCAL5},
    {"local6", LOG_LOCAL6}, {"local7", LOG_LOCAL7},
};

static const struct name levels[] = {
    {"alert", LOG_ALERT},  {"crit", LOG_CRIT},       {"debug", LOG_DEBUG},
    {"emerg", LOG_EMERG},  {"err", LOG_ERR},         {"error", LOG_ERR},
    {"info", LOG_INFO},    {"notice", LOG_NOTICE},   {"panic", LOG_EMERG},
    {"warn", LOG_WARNING}, {"warning", LOG_WARNING},
};

static int
value_of(struct ha_slice name, const struct name *names, size_t count)
{
	for (size_t i = 0; i < count; i++)
		if (ha_slice_is(name, names[i].name))
			return names[i].value;
	return -1;
}

int
ha_severity_of(struct ha_slice value)
{
	size_t dot = ha_slice_find(value, '.');
	struct ha_slice level = value;
	int facility = LOG_AUTHPRIV;
	int priority;

	if (dot < value.size) {
		facility = value_of(ha_slice_head(value, dot), facilities,
				    sizeof(facilities) / sizeof(*facilities));
		level = ha_slice_from(value, dot + 1);
	}
	priority = value_of(level, levels, sizeof(levels) / sizeof(*levels));
	return facility < 0 || priority < 0 ? -1 : facility | priority;
}

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
