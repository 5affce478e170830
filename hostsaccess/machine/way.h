/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * Ways: how the clients of a daemon are decided on: by libwrap in its program,
 * first; by each line of its PAM service that calls the module, where lines say
 * different things; or, where there is none of these or files are named to a
 * command, by the settings of the machine.
 */
#ifndef MACHINE_WAY_H
#define MACHINE_WAY_H

#include "hostsaccess/machine/call.h"
#include "hostsaccess/machine/names.h"
#include "hostsaccess/machine/program.h"

struct way {
	struct ha_slice daemon; /* for which rules are asked */
	struct ha_rules rules;
	const struct settings *settings;
	const struct call *call; /* the first line that says so; or NULL */
	bool wrap;               /* it is that of libwrap */
};

struct ways {
	struct way *all;
	size_t count;           /* at least 1 */
	struct ha_slice daemon; /* that was asked for */
	bool pam;               /* the calls were read */
	bool known;         /* there is such a daemon, as far as can be told */
	const char *meant;  /* else what is probably meant, or NULL */
	struct calls calls; /* of the PAM service */
	struct settings plain; /* without a call */
	/* What asks libwrap, if a way is its, and how the drop-in is set. */
	struct program program;
	struct settings wrapped;
};

/*
 * Returns the folder of PAM files that a command with ARGUMENTS looks at; NULL
 * if what it is asked about is no matter of PAM: for libwrap, or with other
 * rule files than the machine's.
 */
const char *way_folder(const struct arguments *arguments);

/*
 * Finds the ways for DAEMON, with the PAM services of NAMES (NULL: PAM is no
 * matter), and ARGUMENTS, which say which service it is, or else its name does.
 * *WAYS keeps the three, and is to be freed.  CRITIC hears of words of settings
 * that are not taken.  Exits when memory is out.
 */
void ways_find(const struct names *names, struct ha_slice daemon,
	       const struct arguments *arguments,
	       const struct daemon_settings_critic *critic, struct ways *ways);

/* Returns the way of libwrap, or NULL. */
const struct way *ways_wrap(const struct ways *ways);

/*
 * Finds the rules that the libwrap of PROGRAM asks for DAEMON: those of
 * ARGUMENTS, for the drop-in over what the settings of the machine say; that of
 * tcp_wrappers reads no settings, and knows no conditions and nothing strict.
 * *SETTINGS is to be freed, and *RULES lives no longer.  CRITIC, which may be
 * NULL, hears of words that are not taken.  Returns false if the settings are
 * unusable, for which everybody is refused.  Exits when memory is out.
 */
bool wrap_rules(const struct program *program, struct ha_slice daemon,
		const struct arguments *arguments,
		const struct daemon_settings_critic *critic,
		struct settings *settings, struct ha_rules *rules);

/*
 * Finds the one way for DAEMON by what ARGUMENTS say alone, whatever PAM and
 * the settings of this machine do; to be freed likewise.
 */
void ways_of_arguments(const struct arguments *arguments,
		       struct ha_slice daemon, struct ways *ways);

/* Returns the number of the way that CALL, one of WAYS, is decided by. */
size_t ways_of_call(const struct ways *ways, const struct call *call);

void ways_free(struct ways *ways);

#endif
