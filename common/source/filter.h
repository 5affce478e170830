/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * Filter: where is the next line of a file that may speak of a client?
 *
 * What is left out is certain to change nothing: no token of it matches,
 * nothing is looked up for it, and there is nothing to report.
 */
#ifndef HA_FILTER_H
#define HA_FILTER_H

#include "common/source/skim.h"

/* Begin it as all zero: no line is left out. */
struct ha_filter {
	const struct ha_endpoint *client; /* NULL: nothing is left out */
	enum ha_fact_state name_state;    /* of its name, when SKIM was made */
	struct ha_skim skim;
};

/*
 * Lets FILTER leave out what says nothing of CLIENT, or of the server that a
 * list file is asked about; it outlives FILTER.  Looks nothing up, but notices
 * when its name becomes known.
 */
void ha_filter_set(struct ha_filter *filter, const struct ha_endpoint *client);

/*
 * Returns the size of the whole lines at the start of TEXT that are left out,
 * and adds their number to *LINES.  With RULES they are those of a rule file,
 * else of a list file.
 */
size_t ha_filter_lines(struct ha_filter *filter, struct ha_slice text,
		       bool rules, unsigned long *lines);

#endif
