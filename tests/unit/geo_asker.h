/* SPDX-License-Identifier: BSD-3-Clause */
/* Geo asker: what the system's resolver says by files of networks. */
#ifndef GEO_ASKER_H
#define GEO_ASKER_H

#include "common/request/geo_lookup.h"

/* No answer of a sound file takes that long, in milliseconds. */
#define GEO_PATIENT 20000

/*
 * How much longer than its time a look-up may seem to take, in milliseconds, as
 * others run here or qemu runs it: one that does not end takes longer still.
 */
#define GEO_LATE 5000

/* How one was asked, and what it said. */
struct geo_asked {
	const char *files;     /* as geodb= has them */
	unsigned long time_ms; /* 0: GEO_PATIENT */
	enum ha_lookup lookup;
	bool resolver_asked; /* else the address itself told */
	struct ha_geo geo;
	char trouble[256];
};

/*
 * Asks what KIND is of the client ADDRESS, as a decision does.  Fails if a
 * descriptor or a child is left, or if what is said contradicts itself.
 */
void geo_ask(struct geo_asked *asked, enum ha_geo_kind kind,
	     const char *address);

/*
 * Asks a child, once, about ADDRESS, which is looked up as it is, and does not
 * wait until FILES are at rest.
 */
void geo_ask_once(const char *files, enum ha_geo_kind kind, const char *address,
		  struct ha_geo_answer *answer);

/*
 * Fails unless LOOKUP and GEO are what EXPECTED says: what is found; "none";
 * or why nothing is: "-" no record, "other", "broken", "unreadable", "no file",
 * "teredo", "unsettled", "no answer".
 */
void geo_assert(enum ha_lookup lookup, const struct ha_geo *geo,
		enum ha_geo_kind kind, const char *expected);

/* Returns whether databases can be asked; else says why not. */
bool geo_can_ask(void);

/* Waits until the files that were written so far are at rest. */
void geo_settle(void);

/* Says that PATH was last written long ago; it is not at rest yet. */
void geo_age(const char *path);

#endif
