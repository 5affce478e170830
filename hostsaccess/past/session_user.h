/* SPDX-License-Identifier: BSD-3-Clause */
/* Session user: who logged in to this session, whoever he is by now. */
#ifndef PAST_SESSION_USER_H
#define PAST_SESSION_USER_H

#include "hostsaccess/past/logins.h"

/* Where the kernel keeps who logged in, as pam_loginuid(8) has told it. */
#define LOGINUID_FILE "/proc/self/loginuid"

/*
 * Writes to USER of LOGIN who logged in: the account of the number in the file
 * LOGINUID, which neither su(1) nor sudo(8) change; where there is none, the
 * first who is told by RECORD, what a record of the session says ("": nothing),
 * by SUDO_USER, LOGNAME and USER; at last whoever runs this.  Of several names
 * of the account it is the one that those tell.  A name that does not fit is
 * none.
 */
void session_user_find(const char *loginuid, const char *record,
		       struct login *login);

#endif
