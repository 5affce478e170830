/* SPDX-License-Identifier: BSD-3-Clause */
#include "tests/oracle/model_parts.h"

#include <grp.h>
#include <limits.h>
#include <pwd.h>
#include <stdlib.h>
#include <string.h>

bool
model_is_listed(const char *word, const char *const *list)
{
	while (*list != NULL && !model_same(word, *list))
		list++;
	return *list != NULL;
}

/* R5.09 */
static bool
is_severity(const struct model_run *run, char *value)
{
	static const char *const facilities[] = {
	    "kern",   "user",   "mail",   "daemon", "auth",   "lpr",
	    "news",   "uucp",   "cron",   "local0", "local1", "local2",
	    "local3", "local4", "local5", "local6", "local7", NULL};
	static const char *const more_facilities[] = {"authpriv", "ftp",
						      "syslog", NULL};
	static const char *const levels[] = {"emerg", "alert",   "crit",
					     "err",   "warning", "notice",
					     "info",  "debug",   NULL};
	static const char *const more_levels[] = {"panic", "error", "warn",
						  NULL};
	const bool more = model_on(run, MODEL_SEVERITY_NAMES);
	char *level = strchr(value, '.');

	if (level == NULL) {
		level = value;
	} else {
		*level++ = '\0';
		if (!model_is_listed(value, facilities) &&
		    !(more && model_is_listed(value, more_facilities)))
			return false;
	}
	return model_is_listed(level, levels) ||
	       (more && model_is_listed(level, more_levels));
}

/*
 * Reads a number of R5.10 and R5.11.  tcp_wrappers has scanf(3) read it, as a
 * long, of which an int is left: the remainder modulo 2^32 where a long has 64
 * bits, the nearest int where it has 32.  With the row it must lie in the range
 * of int.
 */
static bool
read_number(const struct model_run *run, const char *value, int base,
	    int *number)
{
	char *end;
	const long long whole = strtoll(value, &end, base);

	if (end == value || *end != '\0' ||
	    (model_on(run, MODEL_OPTION_NUMBERS) &&
	     (whole < INT_MIN || whole > INT_MAX)))
		return false;
	/* octal ones are unsigned there */
	*number = base == 8 ? (int)strtoul(value, NULL, base)
			    : (int)strtol(value, NULL, base);
	return true;
}

static bool
is_umask(const struct model_run *run, char *value)
{
	int number;

	return read_number(run, value, 8, &number) && number >= 0 &&
	       number <= 0777;
}

static bool
is_nice(const struct model_run *run, char *value)
{
	int number;

	return value == NULL || read_number(run, value, 10, &number);
}

static bool
is_linger(const struct model_run *run, char *value)
{
	int number;

	return read_number(run, value, 10, &number) && number >= 0;
}

static bool
is_rfc931(const struct model_run *run, char *value)
{
	int number;

	return value == NULL ||
	       (read_number(run, value, 10, &number) && number > 0);
}

/* R5.12 */
static bool
is_setenv(const struct model_run *run, char *value)
{
	(void)run;
	value = model_trimmed(value);
	value[strcspn(value, MODEL_BLANKS)] = '\0';
	value = model_trimmed(value);
	return value[0] != '\0' && strchr(value, '=') == NULL;
}

/* R5.13 */
static bool
is_group(const struct model_run *run, char *value)
{
	(void)run;
	return getgrnam(value) != NULL;
}

static bool
is_user(const struct model_run *run, char *value)
{
	char *group = strchr(value, '.');

	if (group != NULL) {
		*group++ = '\0';
		if (!is_group(run, group))
			return false;
	}
	return getpwnam(value) != NULL;
}

bool
model_value_is_good(const struct model_run *run, const char *option,
		    char *value)
{
	static const struct {
		const char *option;
		bool (*is_good)(const struct model_run *run, char *value);
	} checks[] = {
	    {"severity", is_severity}, {"umask", is_umask},
	    {"nice", is_nice},         {"linger", is_linger},
	    {"rfc931", is_rfc931},     {"setenv", is_setenv},
	    {"group", is_group},       {"user", is_user},
	};

	for (size_t i = 0; i < sizeof(checks) / sizeof(checks[0]); i++)
		if (model_same(option, checks[i].option))
			return checks[i].is_good(run, value);
	return true;
}
