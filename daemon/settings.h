/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * Settings: how a front end in a daemon decides, logs and speaks.
 *
 * They are the words behind the module's name in a PAM file, and those of a
 * file for the whole machine (pam_hostsaccess(8), hostsaccess.conf(5)).  A word
 * that is unknown or malformed never makes anything more permissive.
 */
#ifndef DAEMON_SETTINGS_H
#define DAEMON_SETTINGS_H

#include "common/base/slice.h"

#define DAEMON_SETTINGS_FILE "/etc/security/hostsaccess.conf"

/* What to do where PAM names no remote host. */
enum norhost {
	NORHOST_DEFAULT, /* as IGNORE, but not for this host's own name */
	NORHOST_IGNORE,
	NORHOST_DENY,
	NORHOST_UNKNOWN, /* decide as for a client of whom nothing is known */
};

struct daemon_settings {
	const char *file;       /* of settings; NULL: DAEMON_SETTINGS_FILE */
	const char *allow_file; /* NULL: the standard one */
	const char *deny_file;
	const char *daemon; /* NULL: as the front end knows it */
	/* Databases of networks, paths between commas; NULL: the usual ones. */
	const char *geo_files;
	enum norhost norhost;
	unsigned long dns_timeout_ms;
	unsigned long command_timeout_ms;
	unsigned long ident_timeout_ms; /* 0: nobody is asked */
	bool rhost_confirmed; /* the daemon confirms names in PAM_RHOST */
	bool nodns;
	bool noexec;
	bool strict;
	bool permissive;
	bool quiet;
	bool two_lines; /* a refusal is two lines of the log */
	bool debug;
	bool noaudit;
	bool nomessage;
	bool unusable; /* which rules were meant cannot be known: refuse */
};

/* Returns whether NAME is that of a setting. */
bool daemon_settings_has(struct ha_slice name);

/* Returns the name of setting NUMBER, from 0; NULL behind the last. */
const char *daemon_settings_name(size_t number);

/* Sets what holds where nothing is said. */
void daemon_settings_init(struct daemon_settings *settings);

/*
 * Reads WORD into *SETTINGS, which keeps pointers to it.  Returns what is
 * wrong with it, or NULL.
 */
const char *daemon_settings_word(const char *word,
				 struct daemon_settings *settings);

/*
 * Returns the file of settings that the COUNT arguments WORDS of a front end
 * name, or the standard one.  *DAEMON becomes the name under which it is read:
 * the one that they give, else SERVICE.
 */
const char *daemon_settings_place(int count, const char *const *words,
				  struct ha_slice service,
				  struct ha_slice *daemon);

#endif
