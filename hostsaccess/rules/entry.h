/* SPDX-License-Identifier: BSD-3-Clause */
/* Entry: a rule of a file as people manage it: how long it counts, and why. */
#ifndef RULES_ENTRY_H
#define RULES_ENTRY_H

#include "common/base/status.h"
#include "common/option/moment.h"
#include "common/rule/syntax.h"

/* What the times of a rule, those of `require`, say at a moment. */
enum entry_state {
	ENTRY_COUNTS,  /* also a rule without times */
	ENTRY_COMES,   /* its time has not begun */
	ENTRY_UNCLEAR, /* its last day, which may be meant or not */
	ENTRY_ENDED,   /* it never counts again */
	ENTRY_BROKEN,  /* a time cannot be read, or beside it an option */
};

/* Its slices live for the call. */
struct entry {
	const struct ha_rule *rule;
	struct ha_place place;
	const char *decision; /* allow, deny, twist or error */
	struct ha_slice daemons, clients, options;
	struct ha_slice note; /* of the comment above it, or "" */
	/* Where it stands in the file, with that comment, and to its newline.
	 */
	uint64_t place_start, place_end;
	enum entry_state state;
	bool begins, ends;      /* it has such times: ... */
	struct ha_moment begin; /* ... of several the last */
	struct ha_moment end;   /* ... of several the first */
};

typedef void entry_fn(void *context, const struct entry *entry);

/*
 * Hands each rule of PATH, which is named FILE, a deny file or not, to TAKE
 * with CONTEXT, with its state at NOW, in seconds since 1970.  *BROKEN becomes
 * the number of lines that are neither rules nor comments.  Returns HA_OK,
 * HA_ABSENT, HA_ERR_IO with errno set, HA_ERR_LIMIT for a line that is too
 * long.
 */
enum ha_status entries_read(const char *path, const char *file, bool deny_file,
			    int64_t now, entry_fn *take, void *context,
			    unsigned long *broken);

/* Returns why, by STATUS of it and errno, a file cannot be read to its end. */
const char *entries_why(enum ha_status status);

#endif
