/* SPDX-License-Identifier: BSD-3-Clause */
/* New rule: one that allow or deny writes, as text. */
#ifndef CHANGE_NEW_RULE_H
#define CHANGE_NEW_RULE_H

#include "hostsaccess/change/meet.h"

#include <stdint.h>
#include <stdio.h>

struct new_rule {
	const struct meet *meet;
	bool allows;
	bool deny_file;   /* where it is to stand */
	bool rest;        /* it is for whom no rule before it lets in */
	int64_t until;    /* seconds since 1970; 0: for ever */
	const char *note; /* NULL: none */
};

/* Writes RULE, behind its note if NOTE, as lines to STREAM. */
void new_rule_write(const struct new_rule *rule, bool note, FILE *stream);

/* Returns the note of RULE as it is read again; "" if it has none. */
struct ha_slice new_rule_note(const struct new_rule *rule);

/*
 * Returns how often RULE stands in TEXT, with its note, or, if it has none,
 * with none.
 */
size_t new_rule_count(const struct new_rule *rule, struct ha_slice text);

/*
 * Writes OLD with RULE at byte AT, the begin of a line or the end, to *TEXT, of
 * *SIZE bytes, to be freed.  Exits when memory is out.
 */
void new_rule_insert(const struct new_rule *rule, struct ha_slice old,
		     size_t at, char **text, size_t *size);

#endif
