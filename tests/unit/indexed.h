/* SPDX-License-Identifier: BSD-3-Clause */
/* A large file in the folder of a test, its index, and how it is read. */
#ifndef INDEXED_H
#define INDEXED_H

#include "common/source/source.h"

/* More entries than one level of keys has room for; lines about others. */
#define FILLER 20000

/* Writes TEXT to "file", before or, if LATER, behind FILLER lines. */
void write_large(const char *text, bool later, bool rules);

/* Builds its index, "file.index". */
void build(bool rules);

/*
 * Reads the lines left of SOURCE; returns their numbers, BEFORE less each. With
 * OURS, without those about addresses that begin with 10, which may be read.
 */
const char *lines_of(struct ha_source *source, unsigned long before, bool ours);

/*
 * Makes *ENDPOINT the client of ADDRESS and NAME; "?" is not looked up yet, ""
 * that there is none.  Opens "file" as *SOURCE for it, whose index is used.
 */
void open_for(const char *address, const char *name, bool rules,
	      struct ha_endpoint *endpoint, struct ha_source *source);

#endif
