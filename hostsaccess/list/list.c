/* SPDX-License-Identifier: BSD-3-Clause */
#include "hostsaccess/list/list.h"

#include "hostsaccess/list/show.h"
#include "hostsaccess/machine/pairs.h"
#include "hostsaccess/machine/way.h"
#include "hostsaccess/past/since.h"
#include "hostsaccess/rules/hits_read.h"
#include "hostsaccess/tool/output.h"
#include "hostsaccess/tool/settings.h"

#include <stdio.h>
#include <string.h>
#include <time.h>

struct listing {
	bool json;
	int64_t now;
	unsigned long rules;
	const struct hits *hits; /* NULL: nobody asks for them */
};

static void
show(void *context, const struct entry *entry)
{
	struct listing *listing = context;
	const struct hit *hit =
	    listing->hits ? hits_of_entry(listing->hits, entry) : NULL;

	listing->rules++;
	if (listing->json)
		entry_show_json(stdout, entry, hit, listing->now);
	else
		entry_show(stdout, entry, hit, listing->now);
}

/* Says that FILE cannot be read to its end. */
static int
say_fault(const char *file, const char *why)
{
	output_message(stderr, "hostsaccess list: %s: %s", file, why);
	return STATUS_USAGE;
}

static int
list_file(struct listing *listing, const char *file, bool deny_file,
	  bool optional)
{
	unsigned long before = listing->rules, broken;
	enum ha_status status;

	if (!listing->json)
		output_message(stdout, "%s", file);
	status = entries_read(file, file, deny_file, listing->now, show,
			      listing, &broken);
	if (broken > 0)
		output_message(stderr,
			       broken == 1 ? "hostsaccess list: %s: a line is "
					     "no rule; hostsaccess check says "
					     "why"
					   : "hostsaccess list: %s: %lu lines "
					     "are no rules; hostsaccess check "
					     "says why",
			       file, broken);
	if (status == HA_ABSENT && optional)
		status = HA_OK;
	if (status == HA_OK && !listing->json && listing->rules == before)
		puts("        no rules");
	return status == HA_OK ? 0 : say_fault(file, entries_why(status));
}

/* Lists the files of RULES.  Returns the exit status. */
static int
list_files(struct listing *listing, const struct ha_rules *rules)
{
	int of_allow =
	    list_file(listing, rules->allow_file, false, rules->allow_optional);
	int of_deny =
	    list_file(listing, rules->deny_file, true, rules->deny_optional);

	return of_allow ? of_allow : of_deny;
}

/* Likewise, with how often each rule decided since SINCE. */
static int
list_with_hits(struct listing *listing, const struct ha_rules *rules,
	       const struct arguments *arguments, time_t since)
{
	struct hits hits = {.count = 0};
	bool good;
	int status;

	/* What is wrong with a file is said when it is listed. */
	hits_add_file(&hits, rules->allow_file, false);
	hits_add_file(&hits, rules->deny_file, true);
	good = hits_read(&hits, "list", "list --hits -", since,
			 arguments->words, arguments->count);
	listing->hits = good ? &hits : NULL;
	status = list_files(listing, rules);
	hits_free(&hits);
	return good ? status : STATUS_USAGE;
}

/* Says which files besides those of RULES are asked on this machine. */
static void
say_others(const struct arguments *arguments, const struct settings *settings,
	   const struct ha_rules *rules)
{
	const char *folder = way_folder(arguments);
	struct names names = {0};
	struct pairs pairs;

	if (!folder)
		return;
	names_read_by(&names, folder, arguments);
	pairs_find(&names, settings, arguments, &pairs);
	for (size_t i = 0; i < pairs.count; i++) {
		const struct ha_rules *other = &pairs.all[i].rules;

		/* libwrap alone may ask those that are always among them */
		if (strcmp(other->deny_file, rules->deny_file) != 0 &&
		    strcmp(other->deny_file, HA_DENY_FILE) != 0)
			output_message(stderr,
				       "hostsaccess list: a service asks %s "
				       "and %s: --allow-file and --deny-file",
				       other->allow_file, other->deny_file);
	}
	pairs_free(&pairs);
	names_free(&names);
}

/* Lists by the settings of ARGUMENTS. */
static int
list(struct listing *listing, const struct arguments *arguments, time_t since)
{
	const struct daemon_settings_critic critic = settings_critic("list");
	struct ha_rules rules;
	struct settings settings;
	int status = STATUS_USAGE;

	if (!settings_read(arguments, (struct ha_slice){NULL, 0}, &critic,
			   &settings, &rules))
		settings_complain("list", &settings);
	else if (arguments->given & ARGUMENT_HITS)
		status = list_with_hits(listing, &rules, arguments, since);
	else
		status = list_files(listing, &rules);
	fflush(stdout);
	say_others(arguments, &settings, &rules);
	settings_free(&settings);
	return status;
}

static int
run(const struct arguments *arguments)
{
	const bool hits = arguments->given & ARGUMENT_HITS;
	struct listing listing = {.json = arguments->given & ARGUMENT_JSON,
				  .now = arguments->at};
	time_t since;

	if (arguments->count > 0 && !hits)
		return usage_error(&list_command, "there is a word too many");
	if (arguments->since && !hits)
		return usage_error(&list_command, "--since is for --hits");
	if (!since_argument(&list_command, arguments, time(NULL), &since))
		return STATUS_USAGE;
	if (listing.now == 0)
		listing.now = (int64_t)time(NULL);
	return list(&listing, arguments, since);
}

const struct command list_command = {
    "list",
    ARGUMENT_ALLOW_FILE | ARGUMENT_DENY_FILE | ARGUMENT_CONF | ARGUMENT_AT |
	ARGUMENT_HITS | ARGUMENT_JSON | ARGUMENT_PAM | ARGUMENT_SINCE,
    "usage: hostsaccess list [OPTION]...\n"
    "       hostsaccess list --hits [OPTION]... [LOGFILE]...\n"
    "Shows the rules with their lines, how long they count (`require until='\n"
    "and `from='), and the note in a comment `# hostsaccess: NOTE' above.\n"
    "  --allow-file FILE  in place of /etc/hosts.allow\n"
    "  --deny-file FILE   in place of /etc/hosts.deny\n"
    "  --conf FILE        in place of /etc/security/hostsaccess.conf\n"
    "  --pam=FOLDER       instead of /etc/pam.d, for files that are asked, "
    "too\n"
    "  --at TIME          as it is then: 2026-12-01, 2026-12-01T10:00Z\n"
    "  --hits             how often each decided, and when last, by the log:\n"
    "                     LOGFILE, - for standard input, else journalctl\n"
    "  --since WHEN       what was logged since: 2026-11-01, yesterday, 7d\n"
    "  --json             an object of JSON for each rule\n"
    "Exit status: 0 done, 2 error.\n",
    run,
};
