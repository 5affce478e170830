/* SPDX-License-Identifier: BSD-3-Clause */
/* The commands of hostsaccess(8). */
#ifndef TOOL_COMMANDS_H
#define TOOL_COMMANDS_H

/*
 * Each runs a command; ARGV begins with its name.  Returns the exit status
 * (hostsaccess(8), EXIT STATUS).
 */
int check_main(int argc, char **argv);
int explain_main(int argc, char **argv);
int replay_main(int argc, char **argv);

/* The exit status of every command that was called or fed wrongly. */
#define STATUS_USAGE 2

/*
 * Says FAULT and how COMMAND is called to standard error, and returns
 * STATUS_USAGE.  FAULT may be NULL if it has been said.
 */
int usage_error(const char *command, const char *fault);

/*
 * The first number for options of a table: getopt_long(3) leaves in optopt the
 * number of an option that it knows, or a letter that it does not.
 */
#define OPTION_FIRST 256

/*
 * Likewise, for what getopt_long(3), told to be silent by a ':', has returned
 * as OPTION for WORD.  The numbers of its table begin at OPTION_FIRST.
 */
int usage_option(const char *command, int option, const char *word);

/* Says how COMMAND is called to standard output, and returns 0. */
int usage(const char *command);

#endif
