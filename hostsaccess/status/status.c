/* SPDX-License-Identifier: BSD-3-Clause */
/* hostsaccess status: what obeys the rules on this machine, and what not. */
#include "hostsaccess/status/status.h"

#include "hostsaccess/machine/names.h"
#include "hostsaccess/status/guards.h"
#include "hostsaccess/status/named.h"
#include "hostsaccess/status/show.h"
#include "hostsaccess/status/waits.h"
#include "hostsaccess/tool/output.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

enum { UNGUARDED = 1 };

static int
show(const struct arguments *arguments, const struct obey_machine *machine)
{
	struct came_who who;
	struct guards guards;
	struct waits waits;
	int status;

	guards_find(machine, &guards);
	names_of_rules_read(&guards);
	guards_settle(&guards);
	came_who_find(arguments, &who);
	waits_find(machine->root, &waits);
	if (guards.blind)
		output_message(stderr, "hostsaccess status: %s",
			       geteuid() == 0
				   ? "some processes may not be looked at, so "
				     "that not all who listen are known"
				   : "who listens is not known without the "
				     "rights of root: run it as root");
	if (arguments->given & ARGUMENT_JSON) {
		status_show_json(stdout, &guards, &who);
		waits_show_json(stdout, &waits);
	} else {
		status_show(stdout, &guards, &who);
		waits_show(stdout, &waits);
	}
	status = guards_are_whole(&guards) ? 0 : UNGUARDED;
	if (guards.unreadable)
		output_message(stderr, "hostsaccess status: %s: %s%s",
			       guards.unreadable, strerror(guards.error),
			       guards.error == EACCES ? ": run it as root"
						      : "");
	if (!guards_are_known(&guards))
		status = STATUS_USAGE;
	waits_free(&waits);
	came_who_free(&who);
	guards_free(&guards);
	return status;
}

static int
run(const struct arguments *arguments)
{
	const char *folder =
	    arguments->pam_folder ? arguments->pam_folder : PAM_FOLDER;
	struct obey_place place;

	if (arguments->count > 0)
		return usage_error(&status_command, "takes options only");
	if (access(folder, R_OK | X_OK) != 0) {
		output_message(stderr, "hostsaccess status: %s: %s", folder,
			       strerror(errno));
		return STATUS_USAGE;
	}
	obey_place_find(folder, arguments, &place);
	return show(arguments, &place.machine);
}

const struct command status_command = {
    "status",
    ARGUMENT_CONF | ARGUMENT_GEODB | ARGUMENT_JSON | ARGUMENT_PAM |
	ARGUMENT_WTMP,
    "usage: hostsaccess status [OPTION]...\n"
    "Says which services obey the rules here, by the module or by libwrap,\n"
    "and which do not.\n"
    "  --pam=FOLDER  instead of /etc/pam.d; ROOT/etc/pam.d is that of the\n"
    "                machine whose files are in ROOT\n"
    "  --conf FILE   instead of /etc/security/hostsaccess.conf\n"
    "  --wtmp FILE   instead of /var/log/wtmp\n"
    "  --geodb FILES databases of networks, with commas between them\n"
    "  --json        one JSON object for each service\n"
    "Exit status: 0 each service that rules name is guarded, 1 one is not,\n"
    "2 error.\n",
    run,
};
