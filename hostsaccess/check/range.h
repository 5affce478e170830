/* SPDX-License-Identifier: BSD-3-Clause */
/* Ranges of addresses, which rules do not know, and the nets to write. */
#ifndef CHECK_RANGE_H
#define CHECK_RANGE_H

#include "hostsaccess/check/state.h"

/*
 * Adds which nets to write for TOKEN, a host, if it is a range: FIRST-LAST,
 * each in brackets or not, or both in one pair.  Of LAST, what stands behind
 * its last dot or colon is enough.  There may be blanks beside the '-', so
 * that TOKEN is only a part of the range.  Returns whether it is a range.
 */
bool range_hint(const struct check *check, struct ha_slice token,
		struct hint *hint);

/*
 * Likewise for a range of IPv6 without brackets, whose first ':' ends a list
 * of RULE.
 */
bool range_hint_cut(const struct ha_rule *rule, struct hint *hint);

/* Returns whether TOKEN is a dash, short or long. */
bool range_is_dash(struct ha_slice token);

/*
 * As range_hint() for the words around TOKEN, as in `192.0.2.1 TO 192.0.2.9'.
 */
bool range_hint_words(const struct check *check, struct ha_slice token,
		      struct hint *hint);

/* Likewise for TOKEN with "..", "~" or a longer dash in place of the '-'. */
bool range_hint_signs(struct ha_slice token, struct hint *hint);

/* Likewise for TOKEN with a range in brackets, as in `192.0.2.[1-9]'. */
bool range_hint_class(struct ha_slice token, struct hint *hint);

/*
 * Return the word that stands before, or behind, TOKEN, one of the rule or list
 * file that is checked, in its list or line; or nothing.
 */
struct ha_slice range_word_before(const struct check *check,
				  struct ha_slice token);
struct ha_slice range_word_after(const struct check *check,
				 struct ha_slice token);

#endif
