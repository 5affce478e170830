/* SPDX-License-Identifier: BSD-3-Clause */
/* The logins that the log of this system has of late. */
#ifndef PAST_RECENT_H
#define PAST_RECENT_H

#include "hostsaccess/past/logins.h"

/*
 * Adds the logins since SINCE that the journal has, else those in the last part
 * of /var/log/auth.log or /var/log/secure; but reads no longer than a few
 * seconds.  Exits when memory is out.
 */
void recent_read(time_t since, struct logins *logins);

/* Likewise, of the last part of FILE alone. */
void recent_read_file(const char *file, time_t since, struct logins *logins);

#endif
