/* SPDX-License-Identifier: BSD-3-Clause */
#include "hostsaccess/tool/settings.h"

#include "common/decide/report.h"
#include "hostsaccess/tool/memory.h"
#include "hostsaccess/tool/output.h"

#include <stdio.h>

static void
say_rejected(void *context, const struct ha_place *place, struct ha_slice word,
	     const char *fault)
{
	char quoted[HA_REPORT_MAX / 2];

	ha_quote(word, quoted, sizeof(quoted));
	output_message(stderr, "hostsaccess %s: %s:%lu: %s: %s",
		       (const char *)context, place->file, place->line, quoted,
		       fault);
}

struct daemon_settings_critic
settings_critic(const char *name)
{
	return (struct daemon_settings_critic){say_rejected, (void *)name};
}

void
settings_complain(const char *name, const struct settings *settings)
{
	char file[HA_EXCERPT_MAX + 1], line[HA_REPORT_MAX];
	const struct ha_diagnostic diagnostic =
	    ha_fault_diagnostic(&settings->fault, file);

	const char *why = settings->text.why;

	ha_report_diagnostic(&diagnostic, HA_FOR_PEOPLE, line, sizeof(line));
	output_message(stderr,
		       why ? "hostsaccess %s: %s; %s" : "hostsaccess %s: %s",
		       name, line, why);
}

void
settings_override(const struct arguments *arguments,
		  struct daemon_settings *values)
{
	if (arguments->geo_files)
		values->geo_files = arguments->geo_files;
}

void
settings_use(const struct daemon_settings *values,
	     const struct arguments *arguments, struct ha_rules *rules)
{
	const char *allow_file = values->allow_file;
	const char *deny_file = values->deny_file;

	if (arguments->given & ARGUMENT_ALLOW_FILE || !allow_file)
		allow_file = rules->allow_file;
	if (arguments->given & ARGUMENT_DENY_FILE || !deny_file)
		deny_file = rules->deny_file;
	ha_rules_name(rules, allow_file, deny_file);
	rules->strict |= values->strict;
	rules->noexec |= values->noexec;
}

/* Likewise, to nobody in particular, and with what is wrong for anybody. */
static void
apply_all(struct settings *settings,
	  const struct daemon_settings_critic *critic)
{
	for (const struct daemon_setting *word = settings->text.first; word;
	     word = word->next) {
		const struct ha_place place = {settings->file, word->line, 0};
		bool general = word->text[0] == '\0';
		struct daemon_settings one;
		const char *fault = word->fault;

		daemon_settings_init(&one);
		if (!fault)
			fault = daemon_settings_word(
			    word->word, general ? &settings->values : &one);
		if (fault)
			critic->reject(critic->context, &place,
				       ha_slice_of(word->word), fault);
	}
}

/* Reads FILE, without a look at its words. */
static bool
read_file(const char *file, struct ha_slice daemon, struct settings *settings)
{
	enum ha_status status;

	settings->file = file;
	daemon_settings_init(&settings->values);
	status = daemon_settings_read(file, daemon, 0, &settings->text,
				      &settings->fault);
	memory_check(status == HA_ERR_MEMORY ? status : HA_OK);
	settings->unusable = status != HA_OK;
	return !settings->unusable;
}

bool
settings_open(const char *file, struct ha_slice daemon,
	      const struct daemon_settings_critic *critic,
	      struct settings *settings)
{
	if (!read_file(file, daemon, settings))
		return false;
	daemon_settings_apply(&settings->text, file, critic, &settings->values);
	return true;
}

bool
settings_read(const struct arguments *arguments, struct ha_slice daemon,
	      const struct daemon_settings_critic *critic,
	      struct settings *settings, struct ha_rules *rules)
{
	const char *file =
	    arguments->conf ? arguments->conf : DAEMON_SETTINGS_FILE;

	*rules = arguments->rules;
	if (daemon.data) {
		if (!settings_open(file, daemon, critic, settings))
			return false;
	} else {
		if (!read_file(file, daemon, settings))
			return false;
		apply_all(settings, critic);
	}
	settings_override(arguments, &settings->values);
	settings_use(&settings->values, arguments, rules);
	return true;
}

void
settings_free(struct settings *settings)
{
	daemon_settings_free(&settings->text);
}
