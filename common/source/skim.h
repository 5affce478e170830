/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * Skim: lines that say nothing about a client, found without reading them.
 *
 * Most lines of a large rule or list file name other addresses.  A line is
 * left out only if it is certain that reading it changes nothing: no token
 * matches, nothing is looked up, and there is nothing to report.
 */
#ifndef HA_SKIM_H
#define HA_SKIM_H

#include "common/request/request.h"

/* What must be known of a client, made by ha_skim_prepare(). */
struct ha_skim {
	bool usable;      /* its address is known, and a number */
	bool ipv4;        /* QUAD is it, as a number */
	uint32_t quad;    /* and 0 if it is IPv6 */
	uint8_t last;     /* the last byte of the address */
	uint64_t text;    /* the first bytes of its canonical text ... */
	uint64_t text_of; /* ... as far as the bits here are set */
	uint32_t end;     /* and the last ones, 0 if it has less */
};

/* Makes *SKIM of the address of ENDPOINT; looks nothing up. */
void ha_skim_prepare(const struct ha_endpoint *endpoint, struct ha_skim *skim);

/*
 * Returns the size of the lines, whole with their newlines, at the start of
 * TEXT that say nothing about the client; adds their number to *LINES.  Those
 * are RULES, of one plain daemon, or lines of a list file: of addresses and
 * nets, none of which holds the client, between single blanks.
 */
size_t ha_skim_lines(const struct ha_skim *skim, struct ha_slice text,
		     bool rules, unsigned long *lines);

#endif
