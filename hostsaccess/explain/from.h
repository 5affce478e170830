/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * From: whom explain is asked about where nobody names him: the client of this
 * session, the last one that was refused, or that of a line of a log.
 */
#ifndef EXPLAIN_FROM_H
#define EXPLAIN_FROM_H

#include "hostsaccess/tool/arena.h"
#include "hostsaccess/tool/arguments.h"

/* DAEMON and CLIENT, as arguments say them, kept in TEXTS. */
struct explain_from {
	const char *daemon, *client;
	const char *user; /* who was to log in, or NULL */
	struct arena texts;
};

/*
 * Finds out whom ARGUMENTS ask about, and says where that was taken from: to
 * standard output, with --json to standard error.  Returns false, and says why,
 * if nobody knows; *FROM is to be freed by arena_free(), whatever comes of it.
 */
bool explain_from_find(const struct arguments *arguments,
		       struct explain_from *from);

/*
 * Returns whether ARGUMENTS ask about the last client of a log, which with
 * --hits may be there for these.
 */
bool explain_from_log(const struct arguments *arguments);

/* Returns whether ARGUMENTS leave it to explain_from_find(). */
bool explain_from_asked(const struct arguments *arguments);

/* Returns what of ARGUMENTS does not go together, or NULL. */
const char *explain_from_misuse(const struct arguments *arguments);

#endif
