/* SPDX-License-Identifier: BSD-3-Clause */
#include "hostsaccess/check/check.h"

#include "common/decide/rules.h"
#include "hostsaccess/check/list_files.h"
#include "hostsaccess/check/lists.h"
#include "hostsaccess/check/rules.h"
#include "hostsaccess/check/whole.h"
#include "hostsaccess/cover/cover.h"
#include "hostsaccess/guard/guard.h"
#include "hostsaccess/machine/argument.h"
#include "hostsaccess/machine/machine.h"
#include "hostsaccess/machine/way.h"
#include "hostsaccess/tool/output.h"
#include "hostsaccess/tool/settings.h"

#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

/* What somebody names is to be there. */
static bool
is_missing(const char *file)
{
	if (access(file, F_OK) == 0)
		return false;
	output_message(stderr, "hostsaccess check: %s: %m", file);
	return true;
}

/* Checks the rules and, unless PAM_FOLDER is NULL, this machine. */
static void
check_all(const struct arguments *arguments, const char *pam_folder, bool nodns,
	  struct findings *findings)
{
	const struct ha_slice nothing = {"", 0};
	struct check check = {.findings = findings,
			      .as_libwrap =
				  arguments->given & ARGUMENT_AS_LIBWRAP,
			      .nodns = nodns,
			      .cover = cover_new(),
			      .lists = lists_new()};

	if (pam_folder) {
		check.machine = machine_new(pam_folder);
		machine_set_files(check.machine, arguments->rules.allow_file,
				  arguments->rules.deny_file);
	}
	progress_begin(&check.progress, "lines");
	rules_check(&check, &arguments->rules, false);
	rules_check(&check, &arguments->rules, true);
	if (check.aclexec.line > 0 && !check.deny_rules)
		findings_add(findings, FINDING_ACLEXEC_OPEN, check.aclexec,
			     nothing, NULL);
	whole_check(&check);
	list_files_check(&check);
	progress_clear(&check.progress);
	if (check.machine)
		machine_check_stacks(check.machine, findings);
	guard_check(findings, &arguments->rules, arguments->wtmp);
	findings_next_line(findings, NULL);
	if (check.machine)
		machine_free(check.machine);
	lists_free(check.lists);
	cover_free(check.cover);
}

/* What words of the settings are not taken as they stand. */
static void
find_setting(void *context, const struct ha_place *place, struct ha_slice word,
	     const char *fault)
{
	struct hint hint = {.size = 0};
	char text[HINT_MAX];

	if (ha_slice_copy(word, text, sizeof(text)))
		argument_meant(text, &hint);
	findings_add(context, FINDING_SETTING, *place, word,
		     hint.size > 0 ? "%s; %s" : "%s", fault, hint.text);
}

/* Finds what daemons cannot read: the settings, and rule files that they name.
 */
static void
check_settings_files(const struct settings *settings, struct findings *findings)
{
	const struct ha_place whole = {settings->file, 0, 0};
	const struct ha_slice nothing = {"", 0};
	struct stat status;

	for (const struct daemon_setting *word = settings->text.first; word;
	     word = word->next) {
		const struct ha_place place = {settings->file, word->line, 0};
		const char *value = word->word + word->key;

		if (value[0] == '=' && value[1] == '/' &&
		    strcmp(value + 1, HA_ALLOW_FILE) != 0 &&
		    strcmp(value + 1, HA_DENY_FILE) != 0 &&
		    access(value + 1, F_OK))
			findings_add(findings, FINDING_SETTING, place,
				     ha_slice_of(word->word),
				     "no such file: everybody is refused");
	}
	if (stat(settings->file, &status) == 0 && !(status.st_mode & S_IROTH))
		findings_add(findings, FINDING_PRIVATE_FILE, whole, nothing,
			     NULL);
}

/*
 * Reads the settings of this machine, if it is asked for: *RULES are those that
 * they name.  Returns false if they are unusable.
 */
static bool
check_settings(const struct arguments *arguments, bool machine,
	       struct settings *settings, struct arguments *checked,
	       struct findings *findings)
{
	const struct daemon_settings_critic critic = {find_setting, findings};
	char file[HA_EXCERPT_MAX + 1];
	struct ha_diagnostic fault;
	bool usable;

	if (!machine && !(arguments->given & ARGUMENT_AS_LIBWRAP) &&
	    !arguments->conf)
		return true;
	usable = settings_read(arguments, (struct ha_slice){NULL, 0}, &critic,
			       settings, &checked->rules);
	if (!usable) {
		fault = ha_fault_diagnostic(&settings->fault, file);
		if (settings->text.why)
			findings_add_diagnostic(findings, &fault, "%s",
						settings->text.why);
		else
			findings_add_diagnostic(findings, &fault, NULL);
	}
	check_settings_files(settings, findings);
	return usable;
}

static int
run(const struct arguments *arguments)
{
	const char *pam_folder = way_folder(arguments);
	struct arguments checked = *arguments;
	struct settings settings = {0};
	struct findings findings;

	if (arguments->count > 0)
		return usage_error(&check_command, "takes options only");
	if ((arguments->given & ARGUMENT_PAM && is_missing(pam_folder)) ||
	    (arguments->conf && is_missing(arguments->conf)) ||
	    (arguments->given & ARGUMENT_WTMP && is_missing(arguments->wtmp)))
		return STATUS_USAGE;
	findings_begin(&findings, stdout, arguments->given & ARGUMENT_JSON);
	if (check_settings(arguments, pam_folder, &settings, &checked,
			   &findings)) {
		findings.strict = checked.rules.strict;
		findings.elsewhere = !pam_folder;
		check_all(&checked, pam_folder, settings.values.nodns,
			  &findings);
	}
	settings_free(&settings);
	findings_end(&findings);
	return findings_status(&findings);
}

const struct command check_command = {
    "check",
    ARGUMENT_ALLOW_FILE | ARGUMENT_AS_LIBWRAP | ARGUMENT_CONF |
	ARGUMENT_DENY_FILE | ARGUMENT_JSON | ARGUMENT_PAM | ARGUMENT_STRICT |
	ARGUMENT_WTMP,
    "usage: hostsaccess check [OPTION]...\n"
    "Says what is wrong in the rule files, or not what was meant.\n"
    "  --allow-file FILE  instead of /etc/hosts.allow\n"
    "  --deny-file FILE   instead of /etc/hosts.deny\n"
    "  --conf FILE        instead of /etc/security/hostsaccess.conf\n"
    "  --as-libwrap       for daemons that ask libwrap.so.0, and not PAM\n"
    "  --strict           a finding that strict refuses for is an error\n"
    "  --pam[=FOLDER]     look at the PAM stacks of this machine, too\n"
    "  --wtmp FILE        instead of /var/log/wtmp\n"
    "  --json             one JSON object for each finding\n"
    "Exit status: 0 nothing or notes only, 1 warnings, 2 errors.\n",
    run,
};
