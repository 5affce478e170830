/* SPDX-License-Identifier: BSD-3-Clause */
/* Confirm: a terminal is asked whether the new rules are to stay. */
#ifndef APPLY_CONFIRM_H
#define APPLY_CONFIRM_H

#include <stdbool.h>

enum confirm {
	CONFIRM_YES,
	CONFIRM_NO,   /* also by Ctrl-C */
	CONFIRM_OVER, /* nobody has answered in time, or elsewhere */
	CONFIRM_GONE, /* the terminal is closed */
};

/* From now on Ctrl-C means no, and does not end this process. */
void confirm_begin(void);

/* Returns whether somebody has pressed it. */
bool confirm_is_no(void);

/*
 * Asks on standard error, for SECONDS, with what is left of them, while what
 * waits in FOLDER is ID.
 */
enum confirm confirm_ask(unsigned long seconds, const char *folder,
			 const char *id);

#endif
