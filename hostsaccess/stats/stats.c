/* SPDX-License-Identifier: BSD-3-Clause */
#include "hostsaccess/stats/stats.h"

#include "hostsaccess/machine/pairs.h"
#include "hostsaccess/machine/way.h"
#include "hostsaccess/past/since.h"
#include "hostsaccess/rules/entry.h"
#include "hostsaccess/stats/show.h"
#include "hostsaccess/tool/output.h"
#include "hostsaccess/tool/top.h"

#include <unistd.h>

/* How many rows of a kind are text unless --top says. */
#define TOP 10

/* Adds the rules of FILE; returns false, and says why, if it cannot be read. */
static bool
add_file(struct stats *stats, const char *file, bool deny_file, bool optional)
{
	enum ha_status status = hits_add_file(&stats->hits, file, deny_file);

	if (status == HA_OK || (status == HA_ABSENT && optional))
		return true;
	logs_say(&stats->decisions.logs, "%s: cannot be read: %s", file,
		 entries_why(status));
	return false;
}

static bool
add_rules(struct stats *stats, const struct ha_rules *rules)
{
	bool good =
	    add_file(stats, rules->allow_file, false, rules->allow_optional);

	return add_file(stats, rules->deny_file, true, rules->deny_optional) &&
	       good;
}

/* Adds the rules of all files that this machine asks. */
static bool
add_machine(struct stats *stats, const struct arguments *arguments,
	    const char *folder)
{
	const struct daemon_settings_critic critic = settings_critic("stats");
	struct names names = {0};
	struct settings settings;
	struct ha_rules rules;
	struct pairs pairs;
	bool good = true;

	names_read_by(&names, folder, arguments);
	settings_read(arguments, (struct ha_slice){NULL, 0}, &critic, &settings,
		      &rules);
	pairs_find(&names, &settings, arguments, &pairs);
	for (size_t i = 0; i < pairs.count; i++)
		good = add_rules(stats, &pairs.all[i].rules) && good;
	pairs_free(&pairs);
	settings_free(&settings);
	names_free(&names);
	return good;
}

/* Says what lines could not be used. */
static void
say_left_out(struct stats *stats)
{
	const struct left_out *unclear = &stats->decisions.unclear;

	if (unclear->count > 0)
		logs_say(&stats->decisions.logs,
			 "lines of refusals left out, for want of a clear "
			 "address: %lu; the first is %s:%lu",
			 unclear->count, unclear->file, unclear->line);
}

/* Shows what was counted, of all logs if IS_READ. */
static void
show(struct stats *stats, const struct arguments *arguments, unsigned long top,
     bool is_read)
{
	const bool json = arguments->given & ARGUMENT_JSON;
	struct sorted sorted = {.top = top == 0 && !json ? TOP : top};

	sorted_begin(&sorted, stats);
	if (!is_read) /* what is missing may name any rule */
		sorted.idle_count = 0;
	if (json)
		stats_show_json(stats, &sorted);
	else
		stats_show(stats, &sorted,
			   isatty(STDOUT_FILENO) ||
			       arguments->given & ARGUMENT_CHART);
	sorted_free(&sorted);
}

/* Reads rules and logs, and shows what they say.  Returns the exit status. */
static int
count_and_show(struct stats *stats, const struct arguments *arguments,
	       unsigned long top)
{
	const char *folder = way_folder(arguments);
	bool good = folder ? add_machine(stats, arguments, folder)
			   : add_rules(stats, &arguments->rules);
	bool is_read = decisions_read(&stats->decisions, arguments->words,
				      arguments->count);

	say_left_out(stats);
	if (is_read || stats->decisions.others < stats->decisions.lines)
		show(stats, arguments, top, is_read);
	return good && is_read ? 0 : STATUS_USAGE;
}

static int
run(const struct arguments *arguments)
{
	struct stats stats = {.refused = 0};
	unsigned long top = 0;
	time_t since;
	int status;

	if (!since_argument(&stats_command, arguments, time(NULL), &since) ||
	    !top_argument(&stats_command, arguments, &top))
		return STATUS_USAGE;
	if (arguments->pam_folder && access(arguments->pam_folder, F_OK)) {
		output_message(stderr, "hostsaccess stats: %s: %m",
			       arguments->pam_folder);
		return STATUS_USAGE;
	}
	stats_begin(&stats, since);
	status = count_and_show(&stats, arguments, top);
	stats_free(&stats);
	return status;
}

const struct command stats_command = {
    "stats",
    ARGUMENT_ALLOW_FILE | ARGUMENT_CHART | ARGUMENT_CONF | ARGUMENT_DENY_FILE |
	ARGUMENT_JSON | ARGUMENT_PAM | ARGUMENT_SINCE | ARGUMENT_TOP,
    "usage: hostsaccess stats [OPTION]... [LOGFILE]...\n"
    "Says who was refused, by which rules and why, and which rules decided\n"
    "nothing.\n"
    "  --since WHEN       2026-11-01, 2026-11-01T10:00, 9:45, yesterday, 7d\n"
    "  --top N            N rows of a kind, not ten; with --json, not all\n"
    "  --chart            bars over time also where no terminal is\n"
    "  --json             an object of JSON for each row\n"
    "  --allow-file FILE  instead of /etc/hosts.allow, and PAM is not asked\n"
    "  --deny-file FILE   instead of /etc/hosts.deny, likewise\n"
    "  --conf FILE        instead of /etc/security/hostsaccess.conf\n"
    "  --pam[=FOLDER]     instead of /etc/pam.d\n"
    "LOGFILE may be - for standard input; without one, journalctl is asked.\n"
    "Exit status: 0 done, 2 error.\n",
    run,
};
