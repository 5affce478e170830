/* SPDX-License-Identifier: BSD-3-Clause */
/* The logins that utmp(5) and wtmp(5) have. */
#ifndef PAST_WTMP_H
#define PAST_WTMP_H

#include "hostsaccess/past/logins.h"

/*
 * Finds the record of the terminal that this program runs in in utmp(5).
 * Returns false if it has none.
 */
bool login_of_terminal(struct login *login);

/*
 * Adds the logins since SINCE in the file WTMP, if that is there; it may be a
 * database of wtmpdb(8), too.
 */
void wtmp_read(const char *wtmp, time_t since, struct logins *logins);

#endif
