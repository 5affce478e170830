/* SPDX-License-Identifier: BSD-3-Clause */
#include "hostsaccess/check/check.h"

#include "common/decide/rules.h"
#include "hostsaccess/check/list_files.h"
#include "hostsaccess/check/lists.h"
#include "hostsaccess/check/rules.h"
#include "hostsaccess/cover/cover.h"
#include "hostsaccess/guard/guard.h"
#include "hostsaccess/machine/machine.h"
#include "hostsaccess/tool/output.h"

#include <unistd.h>

#define PAM_FOLDER "/etc/pam.d"

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
check_all(const struct arguments *arguments, const char *pam_folder,
	  struct findings *findings)
{
	const struct ha_slice nothing = {"", 0};
	struct check check = {
	    .findings = findings, .cover = cover_new(), .lists = lists_new()};

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

/* NULL: this machine is left alone, as what is checked may be another's. */
static const char *
pam_folder_of(const struct arguments *arguments)
{
	if (arguments->pam_folder)
		return arguments->pam_folder;
	if (arguments->given & (ARGUMENT_ALLOW_FILE | ARGUMENT_DENY_FILE) &&
	    !(arguments->given & ARGUMENT_PAM))
		return NULL;
	return PAM_FOLDER;
}

static int
run(const struct arguments *arguments)
{
	const char *pam_folder = pam_folder_of(arguments);
	struct findings findings;

	if (arguments->count > 0)
		return usage_error(&check_command, "takes options only");
	if ((arguments->given & ARGUMENT_PAM && is_missing(pam_folder)) ||
	    (arguments->given & ARGUMENT_WTMP && is_missing(arguments->wtmp)))
		return STATUS_USAGE;
	findings_begin(&findings, stdout, arguments->given & ARGUMENT_JSON);
	findings.strict = arguments->rules.strict;
	check_all(arguments, pam_folder, &findings);
	findings_end(&findings);
	return findings_status(&findings);
}

const struct command check_command = {
    "check",
    ARGUMENT_ALLOW_FILE | ARGUMENT_DENY_FILE | ARGUMENT_JSON | ARGUMENT_PAM |
	ARGUMENT_STRICT | ARGUMENT_WTMP,
    "usage: hostsaccess check [OPTION]...\n"
    "Says what is wrong in the rule files, or not what was meant.\n"
    "  --allow-file FILE  instead of /etc/hosts.allow\n"
    "  --deny-file FILE   instead of /etc/hosts.deny\n"
    "  --strict           a finding that strict refuses for is an error\n"
    "  --pam[=FOLDER]     look at the PAM stacks of this machine, too\n"
    "  --wtmp FILE        instead of /var/log/wtmp\n"
    "  --json             one JSON object for each finding\n"
    "Exit status: 0 nothing or notes only, 1 warnings, 2 errors.\n",
    run,
};
