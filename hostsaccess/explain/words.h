/* SPDX-License-Identifier: BSD-3-Clause */
/* Words: what patterns stand for, for whoever never read hosts_access(5). */
#ifndef EXPLAIN_WORDS_H
#define EXPLAIN_WORDS_H

#include "common/base/diagnostic.h"

#include <stdio.h>

/*
 * Writes what TOKEN stands for to STREAM, escaped: a token of the daemon
 * list, or with CLIENT of the client list or a list file; with NO_CONDITIONS to
 * tcp_wrappers.
 */
void explain_words(FILE *stream, struct ha_slice token, bool client,
		   bool no_conditions);

/*
 * Writes TEXT, of outside origin, to STREAM, escaped, and cut if it is long.
 */
void explain_quote(FILE *stream, struct ha_slice text);

/* Returns how wide a short TEXT without white space is then. */
size_t explain_width(struct ha_slice text);

/* Writes PLACE, without its column. */
void explain_place(FILE *stream, struct ha_place place);

/* Writes SEVERITY, facility and level of syslog(3), as options name it. */
void explain_severity(FILE *stream, int severity);

#endif
