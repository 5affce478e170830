/* SPDX-License-Identifier: BSD-3-Clause */
#include "hostsaccess/index/index.h"

#include "hostsaccess/index/install.h"
#include "hostsaccess/index/kind.h"
#include "hostsaccess/index/make.h"
#include "hostsaccess/index/state.h"
#include "hostsaccess/tool/output.h"

#include <errno.h>
#include <signal.h>
#include <stdio.h>

enum { INVALID = 1 };

static int
check_one(const char *file, bool rules)
{
	const struct ha_index_use use = {.rules = rules};
	enum ha_index_state state = index_state(file, use);

	output_message(stdout, "%s" HA_INDEX_SUFFIX ": %s; %s", file,
		       rules ? "rules" : "a list",
		       index_state_words(state, use));
	return state == HA_INDEX_VALID ? 0 : INVALID;
}

static int
remove_one(const char *file)
{
	struct install install;

	switch (install_remove(&install, file)) {
	case INSTALL_OK:
		output_message(stdout, "%s: removed", install.culprit);
		return 0;
	case INSTALL_ABSENT:
		output_message(stdout, "%s: not there", install.path);
		return 0;
	case INSTALL_ERROR:
		return index_fault(install.culprit, strerror(errno));
	case INSTALL_FOREIGN:
		break;
	}
	return index_fault(install.culprit,
			   "is no index of ours; move it away");
}

/* Builds or checks the index of FILE, which has to be readable. */
static int
take_one(const struct arguments *arguments, const char *file)
{
	enum ha_status status;
	struct kind kind;

	if (arguments->given & ARGUMENT_REMOVE)
		return remove_one(file);
	status = kind_of(file, &kind);
	if (status != HA_OK)
		return index_status_fault(file, status);
	if (kind.index || kind.small) {
		output_message(stdout, "%s: %s", file,
			       kind.index ? "is an index itself"
					  : "smaller than 64 KiB, and read as "
					    "fast without an index");
		return 0;
	}
	return arguments->given & ARGUMENT_CHECK ? check_one(file, kind.rules)
						 : make_index(file, kind.rules);
}

static int
run(const struct arguments *arguments)
{
	const unsigned both = ARGUMENT_CHECK | ARGUMENT_REMOVE;
	int worst = 0;

	if (arguments->count == 0)
		return usage_error(&index_command, "no file is named");
	if ((arguments->given & both) == both)
		return usage_error(&index_command,
				   "--check and --remove exclude each other");
	/* a file that may not grow is an error, and no end of the process */
	signal(SIGXFSZ, SIG_IGN);
	for (int i = 0; i < arguments->count; i++) {
		int status = take_one(arguments, arguments->words[i]);

		worst = status > worst ? status : worst;
	}
	return worst;
}

const struct command index_command = {
    "index",
    ARGUMENT_CHECK | ARGUMENT_REMOVE,
    "usage: hostsaccess index [--check | --remove] FILE...\n"
    "Writes FILE.index, by which logins find their lines in FILE, a rule file\n"
    "or list file of 64 KiB or more.  Waits until FILE has not been changed "
    "for\n"
    "three seconds.  When it has been, logins read all of it until its index "
    "is\n"
    "built again.\n"
    "  --check   say whether it is valid, and build nothing\n"
    "  --remove  remove it\n"
    "Exit status: 0 done, or valid; 1 not valid; 2 error.\n",
    run,
};
