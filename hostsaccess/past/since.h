/* SPDX-License-Identifier: BSD-3-Clause */
/* Since when logs are looked at (hostsaccess(8), --since). */
#ifndef PAST_SINCE_H
#define PAST_SINCE_H

#include "hostsaccess/tool/arguments.h"

#include <time.h>

/*
 * Reads TEXT, as journalctl(1) does: `now`, or the midnight of `today` or
 * `yesterday`; a date, YYYY-MM-DD, with a time behind a T or a blank, HH:MM or
 * HH:MM:SS, and a zone behind that, Z or +HH:MM; such a time alone, of today;
 * @ and seconds since 1970; else a duration before NOW, numbers with a unit
 * each (`7d`, `1h 30min`), perhaps with `ago` behind or a minus before it.
 * Without a zone it is local time.  Returns false if it is none of these.
 */
bool since_read(const char *text, time_t now, time_t *since);

/*
 * Reads what ARGUMENTS of COMMAND say; *SINCE becomes 0 if that is nothing.
 * Returns false, and says so, if it is none of these.
 */
bool since_argument(const struct command *command,
		    const struct arguments *arguments, time_t now,
		    time_t *since);

#endif
