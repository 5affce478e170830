/* SPDX-License-Identifier: BSD-3-Clause */
/* Geo files: where databases of networks usually are. */
#ifndef HA_GEO_FILES_H
#define HA_GEO_FILES_H

#include "common/request/geo.h"

#include <limits.h>

/* How many files are asked in the place of each other. */
#define HA_GEO_FILES_MAX 8

struct ha_geo_files {
	size_t count;
	char paths[HA_GEO_FILES_MAX][PATH_MAX];
	const char *denied; /* a folder that cannot be read, or NULL ... */
	int error;          /* ... and why, an errno value */
};

/* What is wrong with the names of files. */
enum ha_geo_names {
	HA_GEO_NAMES_SOUND = 0,
	HA_GEO_NAMES_RELATIVE, /* one is empty, or does not begin with '/' */
	HA_GEO_NAMES_LONG,     /* one is longer than the system knows */
	HA_GEO_NAMES_MANY,     /* more than HA_GEO_FILES_MAX */
};

/* Returns what is wrong with NAMES, paths between commas, one at least. */
enum ha_geo_names ha_geo_names_check(const char *names);

/* The folders where packages have them; NULL is behind the last. */
extern const char *const ha_geo_folders[];

/*
 * Sets FILES to those that NAMES says, paths between commas, in their order; if
 * it is NULL, to those for KIND in FOLDERS, up to NULL, the best first.  Names
 * of too many are left out.
 */
void ha_geo_files_find(enum ha_geo_kind kind, const char *names,
		       const char *const *folders, struct ha_geo_files *files);

#endif
