/* SPDX-License-Identifier: BSD-3-Clause */
/* Lists: the set of list files that rules and list files name. */
#ifndef CHECK_LISTS_H
#define CHECK_LISTS_H

#include "hostsaccess/check/state.h"

/* A list file, where it is named first. */
struct list {
	struct list *next;
	char *path;
	struct ha_place place;
	bool in_rule; /* named by a rule, and not by a list file */
	bool except;  /* named behind EXCEPT */
	bool opens;   /* where it is named, check_opens() */
	bool told;    /* it cannot be read, which has been said */
};

struct lists {
	void *tree;                /* by path, tsearch(3) */
	struct list *first, **end; /* as they were named */
	bool nested;               /* a list file names another */
	unsigned faults;           /* of nesting */
};

struct lists *lists_new(void);

/*
 * Notes that the list file PATH is named at PLACE.  Returns it, which stays the
 * set's; NULL if it is there already.
 */
struct list *lists_add(struct check *check, struct ha_slice path,
		       struct ha_place place);

void lists_free(struct lists *lists);

#endif
