/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * Command: a shell command in a process group of its own
 * (hosts_options(5), RUNNING OTHER COMMANDS).
 */
#ifndef HA_COMMAND_H
#define HA_COMMAND_H

#include <stddef.h>

/*
 * What a command says by its end.  Zero is not success.  HA_RUN_ERROR is that
 * it says nothing: it did not start, was ended for its time or by a signal, or
 * the shell says so (statuses 126, 127 and those above 128 of sh(1)).
 */
enum ha_run {
	HA_RUN_ERROR = 0,
	HA_RUN_FAILURE, /* another status than 0 */
	HA_RUN_SUCCESS,
};

struct ha_command {
	const char *text;         /* for /bin/sh -c */
	char *const *environment; /* as of execve(2) */
	unsigned long timeout_ms;
	/* Where its output goes, cut to size and terminated; or NULL. */
	char *output;
	size_t output_size;
};

/* What happened, for a log. */
struct ha_run_detail {
	int status;  /* of waitpid(2), if it ended by itself */
	int error;   /* errno value, if it did not start */
	int timeout; /* whether it was ended for its time */
};

/*
 * Runs COMMAND as the effective user and waits for the shell, but no longer
 * than its time: then the whole group is killed.  Standard input is /dev/null,
 * and so is output unless it is kept; no other descriptor is open, no signal
 * ignored, caught or blocked.  What the command leaves running in the
 * background (sh's &) goes on.
 */
enum ha_run ha_command_run(const struct ha_command *command,
			   struct ha_run_detail *detail);

/* Returns the signal that ended a command, by STATUS of waitpid(2), or 0. */
int ha_command_signal(int status);

#endif
