/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * Filter: where is the next line of a file that may speak of a client?
 *
 * What is left out is certain to change nothing: no token of it matches,
 * nothing is looked up for it, and there is nothing to report.
 */
#ifndef HA_FILTER_H
#define HA_FILTER_H

#include "common/source/index.h"
#include "common/source/skim.h"

/* Begin it as all zero: no line is left out. */
struct ha_filter {
	const struct ha_endpoint *client; /* NULL: nothing is left out */
	enum ha_fact_state name_state;    /* of its name, when SKIM was made */
	struct ha_skim skim;
	struct ha_index *index; /* NULL: there is none */
};

/*
 * Lets FILTER leave out what says nothing of CLIENT, or of the server that a
 * list file is asked about; it outlives FILTER.  Looks nothing up, but notices
 * when its name becomes known.
 */
void ha_filter_set(struct ha_filter *filter, const struct ha_endpoint *client);

/*
 * Lets FILTER, which is set, use the index of FILE, as ha_index_open() finds
 * it, if that can be of use.
 */
void ha_filter_open_index(struct ha_filter *filter, const char *file,
			  const struct stat *status, struct ha_index_use use,
			  const struct ha_indexes *indexes);

/* Leaves the index, if there is one, alone from here on. */
void ha_filter_close_index(struct ha_filter *filter);

/*
 * Returns the size of the whole lines at the start of TEXT that are left out,
 * and adds their number to *LINES.  With RULES they are those of a rule file,
 * else of a list file.
 */
size_t ha_filter_lines(struct ha_filter *filter, struct ha_slice text,
		       bool rules, unsigned long *lines);

#endif
