/* SPDX-License-Identifier: BSD-3-Clause */
/* Records of a merge: what of a rule file is moved, kept or lost as one. */
#ifndef CHANGE_MERGE_RECORD_H
#define CHANGE_MERGE_RECORD_H

#include "hostsaccess/tool/table.h"

enum record_kind {
	RECORD_BLANK,
	RECORD_COMMENT,
	RECORD_NOTE, /* that nothing stands behind */
	RECORD_RULE, /* or what was meant to be one, with the notes above it */
};

/*
 * A line with those that it goes on in, and with the notes (`# hostsaccess:')
 * directly above it.  The last newline is not part of it.
 */
struct record {
	struct ha_slice text;
	struct ha_slice line; /* the last one of TEXT */
	uint32_t number;      /* of all that say the same */
	uint32_t rule;        /* of all that have the same LINE */
	enum record_kind kind;
};

struct records {
	struct record *all; /* to be freed */
	size_t count;
};

/* Makes *RECORDS those of TEXT; NUMBERS holds what those before them say. */
void records_split(struct ha_slice text, struct table *numbers,
		   struct records *records);

/*
 * Whether RECORD is a rule that refuses: its last option is `deny', or it is
 * one of a DENY_FILE whose last option is not `allow'.
 */
bool record_refuses(const struct record *record, bool deny_file);

#endif
