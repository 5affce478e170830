/* SPDX-License-Identifier: BSD-3-Clause */
/* End: rules that wait to be confirmed stay, or go. */
#ifndef APPLY_END_H
#define APPLY_END_H

/* The exit status where nothing waits, or the rules are those of before. */
enum { END_WENT_BACK = 1 };

/*
 * All are about what waits in FOLDER, if that is ID, say what comes of it, and
 * return the exit status.
 */

/* Confirms it; NULL: whatever waits. */
int end_keep(const char *folder, const char *id);

/* Goes back, likewise. */
int end_back(const char *folder, const char *id);

/* Goes back, as nobody wants it, unless others have ended it meanwhile. */
int end_refuse(const char *folder, const char *id);

/*
 * Sees how it ends by others: somebody confirms it, or the waiter goes back;
 * where nobody does that for 15 seconds this does.
 */
int end_see(const char *folder, const char *id);

#endif
