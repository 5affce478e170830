/* SPDX-License-Identifier: BSD-3-Clause */
/* Patterns of hosts, in rules and in list files. */
#ifndef CHECK_HOST_H
#define CHECK_HOST_H

#include "common/pattern.h"
#include "hostsaccess/check_state.h"

/*
 * Checks TOKEN at PLACE, which the library has read as PATTERN: what can
 * never match, and what tcp_wrappers reads otherwise.
 */
void host_check(struct check *check, struct ha_slice token,
		struct ha_place place, const struct ha_pattern *pattern);

/* Whether WORD, found in a comment, is more than a word of plain text. */
bool host_is_live(struct ha_slice word);

/*
 * Whether a wildcard TEXT of names, daemons or users fits the words unknown
 * or paranoid, but has more than stars.
 */
bool host_fits_states(struct ha_slice text);

/* Returns the keyword that TOKEN, a name, misspells; NULL if none. */
const char *host_keyword(struct ha_slice token);

#endif
