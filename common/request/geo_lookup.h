/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * Geo look-up: what a database of networks says.
 *
 * It runs in a child of the resolver (child.h), which a hostile or damaged file
 * may end: a file that is cut short while it is mapped does.
 */
#ifndef HA_GEO_LOOKUP_H
#define HA_GEO_LOOKUP_H

#include "common/request/resolver.h"

/* What a child is asked. */
struct ha_geo_question {
	enum ha_geo_kind kind;
	const struct ha_address *address; /* as ha_geo_subject() has it */
	const char *files; /* paths between commas; NULL: the usual ones */
	bool waits;        /* for a file that is away for a moment */
};

/* Whether the files that were asked were at rest; else they are to be asked
 * again, and what they said does not count. */
enum ha_geo_rest {
	HA_GEO_AT_REST = 0,
	HA_GEO_CHANGING, /* one was written just now, or while it was read */
	HA_GEO_ARRIVING, /* one is no database, and was written just now */
	HA_GEO_AWAY,     /* one is not there, and was just now perhaps */
	HA_GEO_ENDED,    /* one ended the child, as if it were cut */
};

/* What it answers. */
struct ha_geo_answer {
	enum ha_lookup lookup;
	enum ha_geo_rest rest;
	struct ha_geo geo;
};

/*
 * Answers CONTEXT, a struct ha_geo_question, to FD.  It takes memory and signal
 * handlers from its process, which is to end then.
 */
void ha_find_geo(int fd, const void *context);

#endif
