/* SPDX-License-Identifier: BSD-3-Clause */
/* Back: to the rules that there were before an apply. */
#ifndef APPLY_BACK_H
#define APPLY_BACK_H

#include "hostsaccess/apply/state.h"
#include "hostsaccess/change/replace.h"

/* Room for what is said of a failure. */
#define BACK_WHY_MAX \
	(REPLACE_WHY_MAX > STATE_WHY_MAX ? REPLACE_WHY_MAX : STATE_WHY_MAX)

enum back {
	BACK_DONE,
	BACK_NOTHING, /* nothing waits, or what waits has another id */
	BACK_FAILED,  /* WHY says why; the record stays */
};

/*
 * Puts the files of what waits in FOLDER, if that is ID (NULL: whatever it is),
 * back to what they were, with what others have done to them since, and forgets
 * it.  Waits for whoever does the same.
 */
enum back back_go(const char *folder, const char *id, char why[BACK_WHY_MAX]);

#endif
