/* SPDX-License-Identifier: BSD-3-Clause */
/* Effects: what options would do. */
#ifndef EXPLAIN_EFFECTS_H
#define EXPLAIN_EFFECTS_H

#include <stdio.h>

struct record;

/* Writes which commands have a say, and what comes out by their answers. */
void explain_commands(FILE *stream, const struct record *record);

/* Writes the options that would be carried out. */
void explain_options(FILE *stream, const struct record *record);

/*
 * Writes what the module decides as root, if that is something else: root does
 * not trust files of who asks here.
 */
void explain_root(FILE *stream, const struct record *record);

#endif
