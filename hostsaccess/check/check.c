/* SPDX-License-Identifier: BSD-3-Clause */
#include "hostsaccess/check/check.h"

#include "common/decide/report.h"
#include "hostsaccess/check/given.h"
#include "hostsaccess/check/list_files.h"
#include "hostsaccess/check/lists.h"
#include "hostsaccess/check/rules.h"
#include "hostsaccess/check/settings_files.h"
#include "hostsaccess/check/whole.h"
#include "hostsaccess/cover/cover.h"
#include "hostsaccess/guard/guard.h"
#include "hostsaccess/machine/call_check.h"
#include "hostsaccess/machine/loader.h"
#include "hostsaccess/machine/machine.h"
#include "hostsaccess/machine/pairs.h"
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

/* What is checked, besides the files of rules. */
struct job {
	const struct arguments *arguments;
	const struct settings *settings;
	struct machine *machine; /* NULL: this machine does not matter */
	struct findings *findings;
	const char *input; /* where standard input is kept, or NULL */
	bool given; /* files are given: they are installed elsewhere, later */
};

/*
 * Checks the files of PAIR, of which one may be NULL.  What both come to is
 * said of both only.
 */
static void
check_pair(const struct job *job, const struct pair *pair)
{
	const struct ha_rules *rules = &pair->rules;
	const struct ha_slice nothing = {"", 0};
	bool both = rules->allow_file && rules->deny_file;
	struct check check = {.findings = job->findings,
			      .as_libwrap =
				  job->arguments->given & ARGUMENT_AS_LIBWRAP,
			      .machine = job->machine,
			      .nodns = job->settings->values.nodns,
			      .geo_files = pair->geo_files,
			      .geo_count = pair->geo_count,
			      .given = job->given,
			      .input = job->input,
			      .cover = cover_new(),
			      .lists = lists_new()};

	job->findings->strict = rules->strict;
	progress_begin(&check.progress, "lines");
	if (rules->allow_file)
		rules_check(&check, rules, false);
	if (rules->deny_file)
		rules_check(&check, rules, true);
	if (both && check.aclexec.line > 0 && !check.deny_rules)
		findings_add(job->findings, FINDING_ACLEXEC_OPEN, check.aclexec,
			     nothing, NULL);
	if (both)
		whole_check(&check);
	list_files_check(&check);
	progress_clear(&check.progress);
	findings_next_file(job->findings);
	lists_free(check.lists);
	cover_free(check.cover);
}

/* Checks those of RULES, with the databases of the settings. */
static void
check_rules(const struct job *job, const struct ha_rules *rules)
{
	const char *geo_files = job->arguments->geo_files
				    ? job->arguments->geo_files
				    : job->settings->values.geo_files;
	const struct pair pair = {*rules, &geo_files, 1};

	check_pair(job, &pair);
}

/* Checks the files that are given, one by one, or two as a pair. */
static void
check_given(struct job *job)
{
	const struct arguments *arguments = job->arguments;
	struct ha_rules rules = arguments->rules;

	if (given_are_pair(arguments, &rules)) {
		check_rules(job, &rules);
		return;
	}
	for (int i = 0; i < arguments->count; i++) {
		const char *file = arguments->words[i];
		bool deny = given_is_deny(arguments, file);

		if (strcmp(file, "-") == 0 && !job->input)
			job->input = given_input();
		rules.allow_file = deny ? NULL : file;
		rules.deny_file = deny ? file : NULL;
		rules.allow_optional = rules.deny_optional = false;
		check_rules(job, &rules);
	}
}

/* Checks each pair of files that this machine asks. */
static void
check_pairs(const struct job *job)
{
	struct pairs pairs;

	machine_set_files(job->machine, NULL, NULL);
	pairs_find(machine_names(job->machine), job->settings, job->arguments,
		   &pairs);
	for (size_t i = 0; i < pairs.count; i++) {
		if (pairs.count > 1)
			findings_next_pass(job->findings);
		check_pair(job, &pairs.all[i]);
	}
	pairs_free(&pairs);
}

/* Checks the files of RULES, with the databases that this machine asks for. */
static void
check_named(const struct job *job, const struct ha_rules *rules)
{
	const struct pair *pair;
	struct pairs pairs;

	machine_set_files(job->machine, rules->allow_file, rules->deny_file);
	pairs_find(machine_names(job->machine), job->settings, job->arguments,
		   &pairs);
	pair = pairs_of(&pairs, rules);
	if (pair) {
		const struct pair named = {*rules, pair->geo_files,
					   pair->geo_count};

		check_pair(job, &named);
	} else {
		check_rules(job, rules);
	}
	pairs_free(&pairs);
}

/* Checks the rules, those that CHECKED names or all, and this machine. */
static void
check_all(struct job *job, const struct arguments *checked)
{
	const unsigned files = ARGUMENT_ALLOW_FILE | ARGUMENT_DENY_FILE;
	const struct guard_sources sources =
	    guard_sources_of(job->arguments, false);

	if (job->given) {
		check_given(job);
	} else if (job->machine && !(job->arguments->given & files)) {
		check_pairs(job);
	} else if (job->machine) {
		check_named(job, &checked->rules);
	} else {
		check_rules(job, &checked->rules);
	}
	if (job->machine)
		machine_check_stacks(job->machine, job->findings);
	if (!job->given)
		guard_check(job->findings,
			    job->machine ? machine_names(job->machine) : NULL,
			    job->machine ? job->arguments : checked, &sources);
	findings_next_file(job->findings);
}

/* What words of the settings are not taken as they stand. */
static void
find_setting(void *context, const struct ha_place *place, struct ha_slice word,
	     const char *fault)
{
	call_check_setting(context, place, word, fault);
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
		findings_add_diagnostic(
		    findings, &fault,
		    "%s%suntil that is mended everybody is refused",
		    settings->text.why ? settings->text.why : "",
		    settings->text.why ? "; " : "");
	}
	settings_check_files(settings, findings);
	return usable;
}

/* Begins FINDINGS as ARGUMENTS say; false if they name one that is none. */
static bool
begin(const struct arguments *arguments, struct findings *findings)
{
	uint64_t given = arguments->given;
	struct ha_slice unknown;
	char quoted[256];

	findings_begin(findings, stdout, given & ARGUMENT_JSON);
	findings->group = !(given & (ARGUMENT_ALL | ARGUMENT_JSON));
	findings->quiet = given & ARGUMENT_QUIET;
	findings->no_libwrap =
	    given & ARGUMENT_NO_LIBWRAP ||
	    (!(given & ARGUMENT_LIBWRAP) && !loader_has_stock_wrap(""));
	if (arguments->fail_on && arguments->fail_on[0] != 'w')
		findings->fail_on =
		    arguments->fail_on[0] == 'e' ? HA_ERROR : HA_NOTE;
	if (!arguments->ignore ||
	    findings_ignore(findings, arguments->ignore, &unknown))
		return true;
	ha_quote(unknown, quoted, sizeof(quoted));
	output_message(stderr,
		       "hostsaccess check: --ignore: no such finding: "
		       "%s",
		       quoted);
	return false;
}

/* Whether a FILE that is given is not there. */
static bool
lacks(const struct arguments *arguments, const char *pam_folder)
{
	return (arguments->given & ARGUMENT_PAM && pam_folder &&
		is_missing(pam_folder)) ||
	       (arguments->conf && is_missing(arguments->conf)) ||
	       (arguments->given & ARGUMENT_WTMP &&
		is_missing(arguments->wtmp));
}

/* The folder of PAM services that are looked at, or NULL. */
static const char *
folder_of(const struct arguments *arguments)
{
	return arguments->count == 0 || arguments->given & ARGUMENT_PAM
		   ? way_folder(arguments)
		   : NULL;
}

void
check_run(const struct arguments *arguments, struct findings *findings)
{
	const char *pam_folder = folder_of(arguments);
	struct arguments checked = *arguments;
	struct settings settings = {0};
	struct job job = {.arguments = arguments,
			  .settings = &settings,
			  .findings = findings,
			  .given = arguments->count > 0};

	if (check_settings(arguments, pam_folder, &settings, &checked,
			   findings)) {
		findings->elsewhere = !pam_folder;
		if (pam_folder)
			job.machine = machine_new(pam_folder, arguments);
		check_all(&job, &checked);
		if (job.machine)
			machine_free(job.machine);
	}
	settings_free(&settings);
}

static int
run(const struct arguments *arguments)
{
	struct findings findings;

	if (arguments->count > 0 &&
	    arguments->given & (ARGUMENT_ALLOW_FILE | ARGUMENT_DENY_FILE))
		return usage_error(&check_command,
				   "takes files, or --allow-file"
				   " and --deny-file");
	if (!begin(arguments, &findings) ||
	    lacks(arguments, folder_of(arguments)))
		return STATUS_USAGE;
	check_run(arguments, &findings);
	findings_end(&findings);
	return findings_status(&findings);
}

const struct command check_command = {
    "check",
    ARGUMENT_ALL | ARGUMENT_ALLOW_FILE | ARGUMENT_AS_LIBWRAP | ARGUMENT_CONF |
	ARGUMENT_DENY_FILE | ARGUMENT_FAIL_ON | ARGUMENT_IGNORE |
	ARGUMENT_GEODB | ARGUMENT_LIBWRAP | ARGUMENT_NO_LIBWRAP |
	ARGUMENT_QUIET | ARGUMENT_TYPE | ARGUMENT_JSON | ARGUMENT_PAM |
	ARGUMENT_STRICT | ARGUMENT_WTMP,
    "usage: hostsaccess check [OPTION]... [FILE]...\n"
    "Says what is wrong in the rule files, or not what was meant: in those\n"
    "in /etc, and those that the settings and PAM files of this machine name.\n"
    "A FILE, or - for standard input, is a rule file that is to be installed.\n"
    "  --allow-file FILE  instead of all of these, as hosts.allow\n"
    "  --deny-file FILE   likewise, as hosts.deny\n"
    "  --conf FILE        instead of /etc/security/hostsaccess.conf\n"
    "  --as-libwrap       for daemons that ask libwrap.so.0, and not PAM\n"
    "  --strict           a finding that strict refuses for is an error\n"
    "  --pam[=FOLDER]     look at the PAM stacks of this machine, too\n"
    "  --wtmp FILE        instead of /var/log/wtmp\n"
    "  --type allow|deny  what a FILE is to be; without, as its name says\n"
    "  --all              each finding, also where many say the same\n"
    "  --ignore NAME,...  without these findings\n"
    "  --fail-on SEVERITY error, warning or note: from which on it fails\n"
    "  --libwrap          tcp_wrappers reads the files, too\n"
    "  --no-libwrap       it does not\n"
    "  --quiet            or -q: say nothing, the status tells\n"
    "  --geodb FILES      databases of networks, with commas between them\n"
    "  --json             one JSON object for each finding\n"
    "Exit status: 0 nothing or notes only, 1 warnings, 2 errors; --fail-on\n"
    "changes that.\n",
    run,
};
