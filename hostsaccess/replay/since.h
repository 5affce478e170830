/* SPDX-License-Identifier: BSD-3-Clause */
/* Since when logs are looked at (hostsaccess(8), --since). */
#ifndef REPLAY_SINCE_H
#define REPLAY_SINCE_H

#include <stdbool.h>
#include <time.h>

/*
 * Reads TEXT: a date, YYYY-MM-DD, with a time behind a T or a blank, HH:MM or
 * HH:MM:SS, and a zone behind that, Z or +HH:MM; else a duration before NOW, a
 * number and one of the letters s, m, h, d and w.  Returns false if it is
 * neither.
 */
bool since_read(const char *text, time_t now, time_t *since);

#endif
