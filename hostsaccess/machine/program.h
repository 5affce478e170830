/* SPDX-License-Identifier: BSD-3-Clause */
/* Program: what a daemon of this machine runs, and which libwrap it loads. */
#ifndef MACHINE_PROGRAM_H
#define MACHINE_PROGRAM_H

#include "common/base/slice.h"
#include "hostsaccess/machine/linked.h"
#include "hostsaccess/machine/loader.h"

struct program {
	char path[PATH_MAX]; /* below the root */
	char asks[PATH_MAX]; /* that loads libwrap: it, or a helper of it */
	struct loader_wrap_file wrap;
	struct linked linked; /* whether that asks the libwrap it loads */
};

/*
 * Writes to ROOT where the machine is whose PAM files are in FOLDER: "" for
 * /etc/pam.d, R for R/etc/pam.d.  Returns false for any other folder, of which
 * nobody knows.
 */
bool machine_root(const char *folder, char root[PATH_MAX]);

/*
 * Finds the program of DAEMON, a name in rules, below ROOT; and the one that
 * starts it and asks in its place, inetd(8) or tcpd(8).  Returns false if there
 * is none where programs of daemons are.  Exits when memory is out, as the
 * other one.
 */
bool program_of_daemon(const char *root, struct ha_slice daemon,
		       struct program *program);

/* Likewise the program at PATH, below ROOT. */
bool program_at(const char *root, const char *path, struct program *program);

/* Whether the program at PATH starts a helper, which asks in its place. */
bool program_has_helper(const char *root, const char *path);

/*
 * Whether PROGRAM, or who asks in its place, loads a libwrap that is there, and
 * asks it.
 */
bool program_asks_wrap(const struct program *program);

/* Returns the name of the program at PATH, as daemons give it to libwrap. */
const char *program_name(const char *path);

#endif
