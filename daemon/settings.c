/* SPDX-License-Identifier: BSD-3-Clause */
#include "daemon/settings.h"

#include "common/request/geo_files.h"

/* The times for look-ups, and for one command, in milliseconds. */
#define DNS_TIMEOUT_DEFAULT 3000
#define DNS_TIMEOUT_MAX 60000
#define COMMAND_TIMEOUT_DEFAULT 30000
#define COMMAND_TIMEOUT_MAX 600000
#define TIMEOUT_MIN 100

/*
 * Each takes the value of a setting, NULL for a word without '='.  Returns
 * what is wrong with it, or NULL; then it is read in the strict
 * sense.
 */
typedef const char *read_fn(const char *value,
			    struct daemon_settings *settings);

static const char *
read_file(const char *value, const char **file,
	  struct daemon_settings *settings)
{
	if (value && value[0] == '/') {
		*file = value;
		return NULL;
	}
	settings->unusable = true;
	return "needs an absolute path; everybody is refused";
}

static const char *
read_allowfile(const char *value, struct daemon_settings *settings)
{
	return read_file(value, &settings->allow_file, settings);
}

static const char *
read_denyfile(const char *value, struct daemon_settings *settings)
{
	return read_file(value, &settings->deny_file, settings);
}

static const char *
read_conf(const char *value, struct daemon_settings *settings)
{
	return read_file(value, &settings->file, settings);
}

static const char *
read_daemon(const char *value, struct daemon_settings *settings)
{
	if (value && value[0] != '\0') {
		settings->daemon = value;
		return NULL;
	}
	settings->unusable = true;
	return "needs a name; everybody is refused";
}

/* One or several absolute paths, between commas.  Else there is none. */
static const char *
read_geodb(const char *value, struct daemon_settings *settings)
{
	settings->geo_files = "";
	switch (ha_geo_names_check(value ? value : "")) {
	case HA_GEO_NAMES_RELATIVE:
		return "needs absolute paths, with commas between them; no "
		       "database is read";
	case HA_GEO_NAMES_LONG:
		return "has a path that is too long; no database is read";
	case HA_GEO_NAMES_MANY:
		return "takes 8 paths at most; no database is read";
	case HA_GEO_NAMES_SOUND:
		settings->geo_files = value;
		break;
	}
	return NULL;
}

static const char *
read_norhost(const char *value, struct daemon_settings *settings)
{
	struct ha_slice text = ha_slice_of(value ? value : "");

	settings->norhost = NORHOST_DENY;
	if (ha_slice_is(text, "ignore"))
		settings->norhost = NORHOST_IGNORE;
	else if (ha_slice_is(text, "unknown"))
		settings->norhost = NORHOST_UNKNOWN;
	else if (!ha_slice_is(text, "deny"))
		return "needs ignore, deny or unknown; read as deny";
	return NULL;
}

static const char *
read_log(const char *value, struct daemon_settings *settings)
{
	struct ha_slice text = ha_slice_of(value ? value : "");

	settings->two_lines = ha_slice_is(text, "two");
	return settings->two_lines || ha_slice_is(text, "one")
		   ? NULL
		   : "needs one or two; read as one";
}

static const char *
read_rhost(const char *value, struct daemon_settings *settings)
{
	settings->rhost_confirmed =
	    ha_slice_is(ha_slice_of(value ? value : ""), "confirmed");
	return settings->rhost_confirmed ? NULL : "needs confirmed; ignored";
}

/*
 * Reads SECONDS, with up to three digits after a point, as milliseconds from
 * TIMEOUT_MIN to MAX.
 */
static bool
parse_seconds(struct ha_slice text, unsigned long max,
	      unsigned long *milliseconds)
{
	size_t point = ha_slice_find(text, '.');
	struct ha_slice digits = ha_slice_from(text, point + 1);
	unsigned long seconds, fraction = 0;

	if (!ha_slice_number(ha_slice_head(text, point), 10, max / 1000,
			     &seconds) ||
	    digits.size > 3 ||
	    (point < text.size && !ha_slice_number(digits, 10, 999, &fraction)))
		return false;
	for (size_t i = digits.size; i < 3; i++)
		fraction *= 10;
	seconds = seconds * 1000 + fraction;
	if (seconds < TIMEOUT_MIN || seconds > max)
		return false;
	*milliseconds = seconds;
	return true;
}

static const char *
read_dns_timeout(const char *value, struct daemon_settings *settings)
{
	return parse_seconds(ha_slice_of(value ? value : ""), DNS_TIMEOUT_MAX,
			     &settings->dns_timeout_ms)
		   ? NULL
		   : "needs 0.1 to 60 seconds; ignored";
}

static const char *
read_ident_timeout(const char *value, struct daemon_settings *settings)
{
	return parse_seconds(ha_slice_of(value ? value : ""), DNS_TIMEOUT_MAX,
			     &settings->ident_timeout_ms)
		   ? NULL
		   : "needs 0.1 to 60 seconds; ignored";
}

static const char *
read_command_timeout(const char *value, struct daemon_settings *settings)
{
	return parse_seconds(ha_slice_of(value ? value : ""),
			     COMMAND_TIMEOUT_MAX, &settings->command_timeout_ms)
		   ? NULL
		   : "needs 0.1 to 600 seconds; ignored";
}

/* A flag that makes a front end laxer or quieter: only its bare word sets. */
static const char *
read_flag(const char *value, bool *flag)
{
	if (value)
		return "takes no value; ignored";
	*flag = true;
	return NULL;
}

static const char *
read_nodns(const char *value, struct daemon_settings *settings)
{
	return read_flag(value, &settings->nodns);
}

static const char *
read_permissive(const char *value, struct daemon_settings *settings)
{
	return read_flag(value, &settings->permissive);
}

static const char *
read_quiet(const char *value, struct daemon_settings *settings)
{
	return read_flag(value, &settings->quiet);
}

static const char *
read_debug(const char *value, struct daemon_settings *settings)
{
	return read_flag(value, &settings->debug);
}

static const char *
read_noaudit(const char *value, struct daemon_settings *settings)
{
	return read_flag(value, &settings->noaudit);
}

static const char *
read_nomessage(const char *value, struct daemon_settings *settings)
{
	return read_flag(value, &settings->nomessage);
}

/* A flag that makes it stricter: set in any form. */
static const char *
read_strict_flag(const char *value, bool *flag)
{
	*flag = true;
	return value ? "takes no value; set all the same" : NULL;
}

static const char *
read_noexec(const char *value, struct daemon_settings *settings)
{
	return read_strict_flag(value, &settings->noexec);
}

static const char *
read_strict(const char *value, struct daemon_settings *settings)
{
	return read_strict_flag(value, &settings->strict);
}

static const struct {
	const char *name;
	read_fn *read;
} table[] = {
    {"allowfile", read_allowfile},
    {"command_timeout", read_command_timeout},
    {"conf", read_conf},
    {"daemon", read_daemon},
    {"debug", read_debug},
    {"denyfile", read_denyfile},
    {"dns_timeout", read_dns_timeout},
    {"geodb", read_geodb},
    {"ident_timeout", read_ident_timeout},
    {"log", read_log},
    {"noaudit", read_noaudit},
    {"nodns", read_nodns},
    {"noexec", read_noexec},
    {"nomessage", read_nomessage},
    {"norhost", read_norhost},
    {"permissive", read_permissive},
    {"quiet", read_quiet},
    {"rhost", read_rhost},
    {"strict", read_strict},
};

bool
daemon_settings_has(struct ha_slice name)
{
	for (size_t i = 0; i < sizeof(table) / sizeof(*table); i++)
		if (ha_slice_is(name, table[i].name))
			return true;
	return false;
}

const char *
daemon_settings_name(size_t number)
{
	return number < sizeof(table) / sizeof(*table) ? table[number].name
						       : NULL;
}

const char *
daemon_settings_word(const char *word, struct daemon_settings *settings)
{
	struct ha_slice text = ha_slice_of(word);
	size_t equals = ha_slice_find(text, '=');
	const char *value = equals < text.size ? word + equals + 1 : NULL;

	for (size_t i = 0; i < sizeof(table) / sizeof(*table); i++)
		if (ha_slice_is(ha_slice_head(text, equals), table[i].name))
			return table[i].read(value, settings);
	return "unknown; ignored";
}

void
daemon_settings_init(struct daemon_settings *settings)
{
	*settings = (struct daemon_settings){
	    .dns_timeout_ms = DNS_TIMEOUT_DEFAULT,
	    .command_timeout_ms = COMMAND_TIMEOUT_DEFAULT,
	};
}

const char *
daemon_settings_place(int count, const char *const *words,
		      struct ha_slice service, struct ha_slice *daemon)
{
	struct daemon_settings settings;

	daemon_settings_init(&settings);
	for (int i = 0; i < count; i++)
		daemon_settings_word(words[i], &settings);
	*daemon = settings.daemon ? ha_slice_of(settings.daemon) : service;
	return settings.file ? settings.file : DAEMON_SETTINGS_FILE;
}
