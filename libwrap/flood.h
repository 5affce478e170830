/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * Flood: which lines of the log are left out.  A daemon that asks for every
 * packet must not fill the log with one and the same line.
 */
#ifndef LIBWRAP_FLOOD_H
#define LIBWRAP_FLOOD_H

#include <stdbool.h>

/*
 * Returns whether TEXT is to be written: not if it was in the last seconds, by
 * this process or one that it has forked.  Sets *LEFT_OUT to how often it was
 * not since then, or *OTHERS to how often another one was not that makes room
 * for it; both are 0 before.
 */
bool flood_admits(const char *text, unsigned long *left_out,
		  unsigned long *others);

#endif
