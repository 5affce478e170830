/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * Waiter: a process that goes back to the old rules, unless somebody confirms
 * the new ones in time.  It outlives whoever started it, and his terminal.
 */
#ifndef APPLY_WAITER_H
#define APPLY_WAITER_H

#include "hostsaccess/apply/state.h"

/*
 * Starts one for what waits in FOLDER, an absolute path, as ID.  LOCK, that of
 * the folder, which it does not keep, is let go when the rules are installed;
 * SECONDS later it goes back, or at once if it is to end (SIGTERM: the system
 * goes down), and tries it again for ten minutes where that fails.  It writes
 * to the log, and ends when nothing waits any more.  Returns false, errno says
 * why, if there is none.
 */
bool waiter_start(const char *folder, const char id[STATE_ID_SIZE],
		  unsigned long seconds, int lock);

#endif
