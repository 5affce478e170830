/* SPDX-License-Identifier: BSD-3-Clause */
#include "hostsaccess/list/list.h"

#include "hostsaccess/list/show.h"
#include "hostsaccess/tool/output.h"
#include "hostsaccess/tool/settings.h"

#include <stdio.h>
#include <time.h>

struct listing {
	bool json;
	int64_t now;
	unsigned long rules;
};

static void
show(void *context, const struct entry *entry)
{
	struct listing *listing = context;

	listing->rules++;
	if (listing->json)
		entry_show_json(stdout, entry, listing->now);
	else
		entry_show(stdout, entry, listing->now);
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

static int
run(const struct arguments *arguments)
{
	const struct daemon_settings_critic critic = settings_critic("list");
	struct listing listing = {.json = arguments->given & ARGUMENT_JSON,
				  .now = arguments->at};
	struct ha_rules rules;
	struct settings settings;
	int status = 0, of_deny;

	if (arguments->count > 0)
		return usage_error(&list_command, "there is a word too many");
	if (listing.now == 0)
		listing.now = (int64_t)time(NULL);
	if (!settings_read(arguments, (struct ha_slice){NULL, 0}, &critic,
			   &settings, &rules)) {
		settings_complain("list", &settings);
		status = STATUS_USAGE;
	}
	if (status == 0) {
		status = list_file(&listing, rules.allow_file, false,
				   rules.allow_optional);
		of_deny = list_file(&listing, rules.deny_file, true,
				    rules.deny_optional);
		status = status ? status : of_deny;
	}
	settings_free(&settings);
	return status;
}

const struct command list_command = {
    "list",
    ARGUMENT_ALLOW_FILE | ARGUMENT_DENY_FILE | ARGUMENT_CONF | ARGUMENT_AT |
	ARGUMENT_JSON,
    "usage: hostsaccess list [OPTION]...\n"
    "Shows the rules with their lines, how long they count (`require until='\n"
    "and `from='), and the note in a comment `# hostsaccess: NOTE' above.\n"
    "  --allow-file FILE  in place of /etc/hosts.allow\n"
    "  --deny-file FILE   in place of /etc/hosts.deny\n"
    "  --conf FILE        in place of /etc/security/hostsaccess.conf\n"
    "  --at TIME          as it is then: 2026-12-01, 2026-12-01T10:00Z\n"
    "  --json             an object of JSON for each rule\n"
    "Exit status: 0 done, 2 error.\n",
    run,
};
