/* SPDX-License-Identifier: BSD-3-Clause */
/* hostsaccess(8): checks rule files and explains decisions. */
#include "config.h"

#include "hostsaccess/apply/apply.h"
#include "hostsaccess/change/add.h"
#include "hostsaccess/change/remove.h"
#include "hostsaccess/check/check.h"
#include "hostsaccess/convert/convert.h"
#include "hostsaccess/edit/edit.h"
#include "hostsaccess/explain/explain.h"
#include "hostsaccess/index/index.h"
#include "hostsaccess/list/list.h"
#include "hostsaccess/replay/replay.h"
#include "hostsaccess/stats/stats.h"
#include "hostsaccess/status/status.h"
#include "hostsaccess/tool/nearest.h"
#include "hostsaccess/tool/output.h"

#include <stdio.h>
#include <string.h>
#include <unistd.h>

static const struct command *const commands[] = {
    &check_command,   &explain_command, &replay_command, &index_command,
    &status_command,  &list_command,    &allow_command,  &deny_command,
    &remove_command,  &edit_command,    &apply_command,  &stats_command,
    &convert_command,
};

#define COUNT (sizeof(commands) / sizeof(*commands))

static const struct command *
find(const char *name)
{
	for (size_t i = 0; i < COUNT; i++)
		if (strcmp(commands[i]->name, name) == 0)
			return commands[i];
	return NULL;
}

static int
help(FILE *stream)
{
	fputs(
	    "usage: hostsaccess COMMAND [OPTION]... [ARGUMENT]...\n"
	    "  check    what is wrong in hosts.allow and hosts.deny\n"
	    "  explain  whether a client is allowed, and by which rule\n"
	    "  replay   what these rules change for logins of the past\n"
	    "  index    indexes, by which logins find lines of large files\n"
	    "  status   which services obey the rules on this machine\n"
	    "  stats    who was refused, by which rules, and why\n"
	    "  list     the rules, how long they count, and their notes\n"
	    "  allow    writes a rule that lets somebody in\n"
	    "  deny     writes a rule that refuses somebody\n"
	    "  remove   takes rules out of the files\n"
	    "  apply    installs new files, until they are confirmed perhaps\n"
	    "  edit     opens the files in an editor, and checks them\n"
	    "  convert  rules of other systems, and rules for them\n"
	    "`hostsaccess COMMAND --help` says more; so does "
	    "hostsaccess(8).\n",
	    stream);
	return stream == stdout ? 0 : STATUS_USAGE;
}

/* There is no command NAME; another was probably meant. */
static int
no_command(const char *name)
{
	const char *names[COUNT + 2] = {"help", "version"}, *nearest;

	for (size_t i = 0; i < COUNT; i++)
		names[2 + i] = commands[i]->name;
	nearest = nearest_word(ha_slice_of(name), names, COUNT + 2);
	output_message(stderr,
		       nearest ? "hostsaccess: no such command: %s; "
				 "did you mean %s?"
			       : "hostsaccess: no such command: %s",
		       name, nearest);
	fputs("`hostsaccess help` says which there are.\n", stderr);
	return STATUS_USAGE;
}

/* Whether WORD asks for NAME: as it is, as an option, or by a LETTER. */
static bool
asks_for(const char *word, const char *name, char letter)
{
	const char option[] = {'-', letter, '\0'};

	return strcmp(word, name) == 0 || strcmp(word, option) == 0 ||
	       (strncmp(word, "--", 2) == 0 && strcmp(word + 2, name) == 0);
}

/* `help`, and of one command. */
static int
run_help(int argc, char **argv)
{
	const struct command *command;

	if (argc < 3 || argv[2][0] == '-')
		return help(stdout);
	command = find(argv[2]);
	if (!command)
		return no_command(argv[2]);
	fputs(command->usage, stdout);
	return 0;
}

static int
run(int argc, char **argv)
{
	const struct command *command;

	if (argc < 2)
		return help(stderr);
	if (asks_for(argv[1], "help", 'h'))
		return run_help(argc, argv);
	if (asks_for(argv[1], "version", 'V')) {
		puts(PACKAGE_STRING);
		return 0;
	}
	command = find(argv[1]);
	if (!command)
		return no_command(argv[1]);
	return command_run(command, argc - 1, argv + 1);
}

/* What could not be written has not been said: a full disk is an error. */
int
main(int argc, char **argv)
{
	static char buffer[4096];
	int status;

	/* musl would write the first line at once, and then 1 KiB each. */
	if (!isatty(STDOUT_FILENO))
		setvbuf(stdout, buffer, _IOFBF, sizeof(buffer));
	status = run(argc, argv);
	if (fflush(stdout) == 0 && !ferror(stdout))
		return status;
	perror("hostsaccess: standard output");
	return STATUS_USAGE;
}
