/* SPDX-License-Identifier: BSD-3-Clause */
#include "hostsaccess/replay/replay.h"

#include "common/decide/report.h"
#include "hostsaccess/guard/guard.h"
#include "hostsaccess/index/cache.h"
#include "hostsaccess/past/since.h"
#include "hostsaccess/replay/change.h"
#include "hostsaccess/replay/read.h"
#include "hostsaccess/replay/show.h"
#include "hostsaccess/replay/users.h"
#include "hostsaccess/tool/table.h"
#include "hostsaccess/tool/top.h"

#include <errno.h>
#include <string.h>
#include <unistd.h>

struct replay {
	const struct arguments *arguments;
	const struct names *names; /* NULL: PAM is no matter */
	struct show show;
	struct reading reading;
	struct table faults; /* that were told */
	unsigned long undecided;
};

/* Once, as many may have come to the service of whose files FAULT is. */
static void
say_fault(struct replay *replay, const struct ha_fault *fault)
{
	char file[HA_EXCERPT_MAX + 1], text[HA_REPORT_MAX] = "out of memory";
	const struct ha_diagnostic diagnostic =
	    ha_fault_diagnostic(fault, file);

	if (fault->id != HA_D_NONE)
		ha_report_diagnostic(&diagnostic, HA_FOR_PEOPLE, text,
				     sizeof(text));
	if (table_find(&replay->faults, ha_slice_of(text)) == TABLE_NONE)
		logs_say(&replay->reading.logs, "%s", text);
	table_add(&replay->faults, ha_slice_of(text), 0);
}

/* Decides on everybody anew, once, and says on whom that is impossible. */
static void
decide_all(struct replay *replay, struct changes *changes)
{
	const struct visitors *visitors = &replay->reading.counts.visitors;
	struct ha_fault fault;

	progress_begin(&replay->reading.logs.progress, "addresses");
	replay->reading.logs.progress.total = visitors->count;
	for (size_t i = 0; i < visitors->count; i++) {
		if (!changes_find(changes, &visitors->all[i], &fault)) {
			say_fault(replay, &fault);
			replay->undecided++;
		}
		progress_step(&replay->reading.logs.progress);
	}
	progress_clear(&replay->reading.logs.progress);
	if (replay->undecided > 0 && replay->undecided < visitors->count)
		logs_say(&replay->reading.logs,
			 "addresses on which nothing can be decided: %lu",
			 replay->undecided);
}

/* The lock-out guard.  Returns whether it has anything to say. */
static bool
warn(const struct replay *replay)
{
	const struct guard_sources sources =
	    guard_sources_of(replay->arguments, true);
	struct findings findings;

	findings_begin(&findings, stdout,
		       replay->arguments->given & ARGUMENT_JSON);
	guard_check(&findings, replay->names, replay->arguments, &sources);
	findings_end(&findings);
	return findings_status(&findings) != 0;
}

static void
show(const struct replay *replay, const struct changes *changes)
{
	const struct counts *counts = &replay->reading.counts;
	const struct replay_totals totals = {
	    .logins = counts->logins,
	    .refusals = counts->refusals,
	    .penalties = counts->penalties,
	    .addresses = visitors_places(&counts->visitors)};

	if (replay->arguments->given & ARGUMENT_JSON)
		replay_show_json(changes, &replay->show);
	else
		replay_show(changes, &replay->show, &totals);
}

/* Decides, and shows what has changed.  Returns the exit status. */
static int
conclude(struct replay *replay)
{
	struct cache cache = {0};
	const struct ha_indexes indexes = cache_indexes(&cache);
	struct changes changes = {.names = replay->names,
				  .arguments = replay->arguments,
				  .indexes = &indexes};
	int status = STATUS_USAGE;

	decide_all(replay, &changes);
	if (replay->undecided == 0 ||
	    replay->undecided < replay->reading.counts.visitors.count) {
		changes_sort(&changes);
		show(replay, &changes);
		status = changes.count > 0;
		if (warn(replay))
			status = 1;
	}
	if (replay->undecided > 0)
		status = STATUS_USAGE;
	table_free(&replay->faults);
	changes_free(&changes);
	cache_free(&cache);
	return status;
}

/*
 * Whether FILE has to be there and is not: the module would refuse everybody,
 * and there is nothing to compare.
 */
static bool
is_missing(struct replay *replay, const char *file, bool optional)
{
	if (optional || access(file, F_OK) == 0)
		return false;
	logs_say(&replay->reading.logs, "%s: cannot be read: %s", file,
		 strerror(errno));
	return true;
}

/* Reads the values of options.  Returns false, and says so, if one is none. */
static bool
read_values(struct replay *replay)
{
	const struct arguments *arguments = replay->arguments;
	struct counts *counts = &replay->reading.counts;

	return since_argument(&replay_command, arguments, counts->now,
			      &counts->since) &&
	       top_argument(&replay_command, arguments, &replay->show.top);
}

/*
 * Whether logins were read, and all that look like one; if not, that nothing
 * changes cannot be said.
 */
static bool
is_complete(struct replay *replay)
{
	struct reading *reading = &replay->reading;

	if (reading->counts.logins == 0)
		logs_say(&reading->logs,
			 "no accepted login was found%s, so nothing can be "
			 "said of logins",
			 reading->counts.since ? " since that time" : "");
	return reading->counts.logins > 0 && reading->unread.count == 0;
}

/* Reads the logs and decides.  Returns the exit status. */
static int
read_and_decide(struct replay *replay)
{
	const struct arguments *arguments = replay->arguments;
	struct reading *reading = &replay->reading;
	int status = STATUS_USAGE;
	bool good;

	good = logs_read(&reading->logs, arguments->words, arguments->count);
	reading_end(reading);
	if (good || reading->counts.visitors.count > 0)
		status = conclude(replay);
	if (good)
		good = is_complete(replay);
	reading_free(reading);
	return good ? status : STATUS_USAGE;
}

static int
run(const struct arguments *arguments)
{
	const struct ha_rules *rules = &arguments->rules;
	const char *folder = way_folder(arguments);
	struct names names = {0};
	struct replay replay = {.arguments = arguments,
				.names = folder ? &names : NULL,
				.show.by_rule =
				    arguments->given & ARGUMENT_BY_RULE,
				.reading.counts.now = time(NULL)};
	int status;

	if (!read_values(&replay))
		return STATUS_USAGE;
	reading_begin(&replay.reading);
	if (is_missing(&replay, rules->allow_file, rules->allow_optional) ||
	    is_missing(&replay, rules->deny_file, rules->deny_optional) ||
	    (arguments->pam_folder &&
	     is_missing(&replay, arguments->pam_folder, false)))
		return STATUS_USAGE;
	if (folder)
		names_read_by(&names, folder, arguments);
	replay.reading.counts.visitors.by_user =
	    users_matter(replay.names, arguments);
	status = read_and_decide(&replay);
	names_free(&names);
	return status;
}

const struct command replay_command = {
    "replay",
    ARGUMENT_ALLOW_FILE | ARGUMENT_BY_RULE | ARGUMENT_CONF |
	ARGUMENT_DENY_FILE | ARGUMENT_JSON | ARGUMENT_NODNS | ARGUMENT_PAM |
	ARGUMENT_GEODB | ARGUMENT_SINCE | ARGUMENT_TOP | ARGUMENT_WTMP,
    "usage: hostsaccess replay [OPTION]... [LOGFILE]...\n"
    "Says which logins of the past these rules decide otherwise: those that\n"
    "the lines of each PAM service ask.\n"
    "  --allow-file FILE  instead of /etc/hosts.allow, and PAM is not asked\n"
    "  --deny-file FILE   instead of /etc/hosts.deny, likewise\n"
    "  --by-rule          totals by rule, not by address\n"
    "  --conf FILE        instead of /etc/security/hostsaccess.conf\n"
    "  --pam[=FOLDER]     instead of /etc/pam.d\n"
    "  --nodns            look nothing up\n"
    "  --geodb FILES      databases of networks, with commas between them\n"
    "  --json             one JSON object for each address, or rule\n"
    "  --since WHEN       2026-11-01, 2026-11-01T10:00, 9:45, yesterday, 7d\n"
    "  --top N            no more than N addresses, or rules, of a kind\n"
    "  --wtmp FILE        instead of /var/log/wtmp\n"
    "LOGFILE may be - for standard input; without one, journalctl is asked.\n"
    "Exit status: 0 nothing changes, 1 something does, 2 error, or no login.\n",
    run,
};
