/* SPDX-License-Identifier: BSD-3-Clause */
#include "common/decide/rules.h"
#include "hostsaccess/check/list_files.h"
#include "hostsaccess/check/lists.h"
#include "hostsaccess/check/rules.h"
#include "hostsaccess/cover/cover.h"
#include "hostsaccess/guard/guard.h"
#include "hostsaccess/machine/machine.h"
#include "hostsaccess/tool/commands.h"
#include "hostsaccess/tool/output.h"

#include <getopt.h>
#include <paths.h>
#include <unistd.h>

/* What the command line says. */
struct arguments {
	struct ha_rules rules;
	const char *pam_folder; /* NULL: leave this machine alone */
	const char *wtmp;
	bool json;
};

#define PAM_FOLDER "/etc/pam.d"

enum {
	OPTION_ALLOW_FILE = OPTION_FIRST,
	OPTION_DENY_FILE,
	OPTION_HELP,
	OPTION_JSON,
	OPTION_PAM,
	OPTION_STRICT,
	OPTION_WTMP,
};

static const struct option options[] = {
    {"allow-file", required_argument, NULL, OPTION_ALLOW_FILE},
    {"deny-file", required_argument, NULL, OPTION_DENY_FILE},
    {"help", no_argument, NULL, OPTION_HELP},
    {"json", no_argument, NULL, OPTION_JSON},
    {"pam", optional_argument, NULL, OPTION_PAM},
    {"strict", no_argument, NULL, OPTION_STRICT},
    {"wtmp", required_argument, NULL, OPTION_WTMP},
    {NULL, 0, NULL, 0},
};

/* Takes one option; returns false if it is unknown or asks for help. */
static bool
take(int option, struct arguments *arguments)
{
	switch (option) {
	case OPTION_ALLOW_FILE:
		arguments->rules.allow_file = optarg;
		return true;
	case OPTION_DENY_FILE:
		arguments->rules.deny_file = optarg;
		return true;
	case OPTION_JSON:
		arguments->json = true;
		return true;
	case OPTION_PAM:
		arguments->pam_folder = optarg ? optarg : PAM_FOLDER;
		return true;
	case OPTION_STRICT:
		arguments->rules.strict = true;
		return true;
	case OPTION_WTMP:
		arguments->wtmp = optarg;
		return true;
	default:
		return false;
	}
}

/* What somebody names is to be there. */
static bool
is_missing(const char *file)
{
	if (!file || access(file, F_OK) == 0)
		return false;
	output_message(stderr, "hostsaccess check: %s: %m", file);
	return true;
}

static void
run(const struct arguments *arguments, struct findings *findings)
{
	const struct ha_slice nothing = {"", 0};
	struct check check = {
	    .findings = findings, .cover = cover_new(), .lists = lists_new()};

	if (arguments->pam_folder) {
		check.machine = machine_new(arguments->pam_folder);
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

int
check_main(int argc, char **argv)
{
	struct arguments arguments = {0};
	struct ha_rules *rules = &arguments.rules;
	struct findings findings;
	int option;

	while ((option = getopt_long(argc, argv, ":", options, NULL)) != -1)
		if (!take(option, &arguments))
			return option == OPTION_HELP
				   ? usage("check")
				   : usage_option("check", option,
						  argv[optind - 1]);
	if (optind < argc)
		return usage_error("check", "takes options only");
	if (is_missing(arguments.pam_folder) || is_missing(arguments.wtmp))
		return STATUS_USAGE;
	if (!rules->allow_file && !rules->deny_file && !arguments.pam_folder)
		arguments.pam_folder = PAM_FOLDER;
	ha_rules_name(rules, rules->allow_file, rules->deny_file);
	if (!arguments.wtmp)
		arguments.wtmp = _PATH_WTMP;
	findings_begin(&findings, stdout, arguments.json);
	findings.strict = rules->strict;
	run(&arguments, &findings);
	findings_end(&findings);
	return findings_status(&findings);
}
