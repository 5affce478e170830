/* SPDX-License-Identifier: BSD-3-Clause */
/* Arguments: the words behind the module's name in a PAM file. */
#ifndef ARGUMENTS_H
#define ARGUMENTS_H

#include "common/decide/decide.h"

/* What to do where PAM names no remote host. */
enum norhost {
	NORHOST_DEFAULT, /* as IGNORE, but not for this host's own name */
	NORHOST_IGNORE,
	NORHOST_DENY,
	NORHOST_UNKNOWN, /* decide as for a client of whom nothing is known */
};

struct arguments {
	const char *allow_file; /* NULL: the standard one */
	const char *deny_file;
	const char *daemon; /* NULL: PAM_SERVICE */
	enum norhost norhost;
	unsigned long dns_timeout_ms;
	unsigned long command_timeout_ms;
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

/*
 * Reads the COUNT words of WORDS into *ARGUMENTS, which keeps pointers to
 * them.  REJECT hears of each word that is unknown or malformed; such a word
 * never makes the module more permissive (pam_hostsaccess(8), OPTIONS).
 */
void arguments_read(int count, const char **words,
		    void (*reject)(const char *word, const char *fault),
		    struct arguments *arguments);

#endif
