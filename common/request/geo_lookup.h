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
};

/* What it answers. */
struct ha_geo_answer {
	enum ha_lookup lookup;
	bool changing; /* a file was written just now: ask again */
	struct ha_geo geo;
};

/* Answers CONTEXT, a struct ha_geo_question, to FD. */
void ha_find_geo(int fd, const void *context);

#endif
