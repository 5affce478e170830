/* SPDX-License-Identifier: BSD-3-Clause */
/* hostsaccess(8): checks rule files and explains decisions. */
#include "config.h"

#include "hostsaccess/tool/commands.h"
#include "hostsaccess/tool/output.h"

#include <getopt.h>
#include <stdio.h>
#include <string.h>

static const struct command {
	const char *name;
	int (*run)(int argc, char **argv);
	const char *usage;
} commands[] = {
    {"check", check_main,
     "usage: hostsaccess check [OPTION]...\n"
     "Says what is wrong in the rule files, or not what was meant.\n"
     "  --allow-file FILE  instead of /etc/hosts.allow\n"
     "  --deny-file FILE   instead of /etc/hosts.deny\n"
     "  --strict           a finding that strict refuses for is an error\n"
     "  --pam[=FOLDER]     look at the PAM stacks of this machine, too\n"
     "  --wtmp FILE        instead of /var/log/wtmp\n"
     "  --json             one JSON object for each finding\n"
     "Exit status: 0 nothing or notes only, 1 warnings, 2 errors.\n"},
    {"explain", explain_main,
     "usage: hostsaccess explain [OPTION]... DAEMON[@SERVER[:PORT]]"
     " [USER@]CLIENT\n"
     "       hostsaccess explain --batch [OPTION]... <CLIENTS\n"
     "Says whether the client is allowed, by which rule, and why.\n"
     "  --allow-file FILE  instead of /etc/hosts.allow\n"
     "  --deny-file FILE   instead of /etc/hosts.deny\n"
     "  --user USER        the local user\n"
     "  --nodns            look nothing up\n"
     "  --rhost WORD       a daemon tells the client's name alone, which it\n"
     "                     has confirmed, or unconfirmed\n"
     "  --strict           as the argument of the module\n"
     "  --noexec           as the argument of the module\n"
     "  --json             one JSON object for each decision\n"
     "  --batch            standard input has a client a line, between TABs:\n"
     "                     daemon, client name, client address, remote user\n"
     "Exit status: 0 allowed, 1 refused, 2 error; --batch: 0 or 2.\n"},
    {"replay", replay_main,
     "usage: hostsaccess replay [OPTION]... [LOGFILE]...\n"
     "Says which logins that sshd logged these rules decide otherwise.\n"
     "  --allow-file FILE  instead of /etc/hosts.allow\n"
     "  --deny-file FILE   instead of /etc/hosts.deny\n"
     "  --nodns            look nothing up\n"
     "  --json             one JSON object for each address\n"
     "  --wtmp FILE        instead of /var/log/wtmp\n"
     "LOGFILE may be - for standard input; without one, journalctl is asked.\n"
     "Exit status: 0 nothing changes, 1 something does, 2 error.\n"},
};

#define COUNT (sizeof(commands) / sizeof(*commands))

static const struct command *
find(const char *name)
{
	for (size_t i = 0; i < COUNT; i++)
		if (strcmp(commands[i].name, name) == 0)
			return &commands[i];
	return NULL;
}

int
usage_error(const char *command, const char *fault)
{
	if (fault)
		fprintf(stderr, "hostsaccess %s: %s\n", command, fault);
	fputs(find(command)->usage, stderr);
	return STATUS_USAGE;
}

int
usage_option(const char *command, int option, const char *word)
{
	const char letter[] = {'-', (char)optopt, '\0'};
	const char *fault = "no such option";

	if (option == ':')
		fault = "a value is missing behind";
	else if (optopt >= OPTION_FIRST)
		fault = "the option takes no value";
	else if (optopt)
		word = letter;
	output_message(stderr, "hostsaccess %s: %s: %s", command, fault, word);
	return usage_error(command, NULL);
}

int
usage(const char *command)
{
	fputs(find(command)->usage, stdout);
	return 0;
}

static int
help(FILE *stream)
{
	fputs("usage: hostsaccess COMMAND [OPTION]... [ARGUMENT]...\n"
	      "  check    what is wrong in hosts.allow and hosts.deny\n"
	      "  explain  whether a client is allowed, and by which rule\n"
	      "  replay   what these rules change for logins of the past\n"
	      "`hostsaccess COMMAND --help` says more; so does "
	      "hostsaccess(8).\n",
	      stream);
	return stream == stdout ? 0 : STATUS_USAGE;
}

static int
run(int argc, char **argv)
{
	const struct command *command;

	if (argc < 2)
		return help(stderr);
	if (strcmp(argv[1], "--help") == 0)
		return help(stdout);
	if (strcmp(argv[1], "--version") == 0) {
		puts(PACKAGE_STRING);
		return 0;
	}
	command = find(argv[1]);
	if (command)
		return command->run(argc - 1, argv + 1);
	output_message(stderr, "hostsaccess: no such command: %s", argv[1]);
	return help(stderr);
}

/* What could not be written has not been said: a full disk is an error. */
int
main(int argc, char **argv)
{
	int status = run(argc, argv);

	if (fflush(stdout) == 0 && !ferror(stdout))
		return status;
	perror("hostsaccess: standard output");
	return STATUS_USAGE;
}
