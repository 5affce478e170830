/* SPDX-License-Identifier: BSD-3-Clause */
/* Whether a thing worked; what came out is always an out-parameter. */
#ifndef HA_STATUS_H
#define HA_STATUS_H

#include <stdbool.h>

enum ha_status {
	HA_OK = 0,
	HA_END,         /* nothing more to read */
	HA_ABSENT,      /* no such file */
	HA_ERR_IO,      /* a system call failed; errno says how */
	HA_ERR_MEMORY,  /* no memory */
	HA_ERR_LIMIT,   /* larger than this software accepts */
	HA_ERR_CHANGED, /* a file changed while it was read */
	HA_ERR_BROKEN,  /* a fault of a whole file; with strict, any error */
	HA_ERR_UNSAFE,  /* others could have written a file */
};

/*
 * Of a test with three answers: it may be impossible to find out.  What is
 * undecided counts for refusals only.  The answer then says why; of several
 * reasons the last one here is told.  What is unlikely is NO to a rule, and
 * undecided to an exception: a rule must not match by it.  So is UNREAD, of
 * whoever matches no word of a list file that has a line with a NUL byte.
 */
enum ha_match {
	HA_MATCH_NO = 0,
	HA_MATCH_UNLIKELY, /* no, by a claim that nobody has confirmed */
	HA_MATCH_UNREAD,   /* no, but a line with a NUL byte stands there */
	HA_MATCH_YES,
	HA_MATCH_NUL,         /* in a line that holds a NUL byte */
	HA_MATCH_HOST_BITS,   /* two readings of a net differ */
	HA_MATCH_UNCONFIRMED, /* by a claim that nobody has confirmed */
	HA_MATCH_NO_USER,     /* there is no local user yet */
	HA_MATCH_TIME,        /* the clock is not set, or a day has two ends */
	HA_MATCH_MALFORMED,   /* a condition that cannot be read */
	HA_MATCH_FAILED,      /* a look-up failed for the moment */
};

static inline bool
ha_match_is_undecided(enum ha_match match)
{
	return match > HA_MATCH_YES;
}

/* Returns what MATCH is worth in a line that holds a NUL byte. */
static inline enum ha_match
ha_match_with_nul(enum ha_match match)
{
	return match == HA_MATCH_YES ? HA_MATCH_NUL : match;
}

#endif
