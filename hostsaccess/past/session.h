/* SPDX-License-Identifier: BSD-3-Clause */
/* Session: where the client of this session comes from, also behind sudo(8). */
#ifndef PAST_SESSION_H
#define PAST_SESSION_H

#include "hostsaccess/past/wtmp.h"

#include <sys/types.h>

/* What a session was taken from. */
struct session {
	struct login login;
	pid_t process; /* whose SSH_CONNECTION it is; 0: a record of utmp(5) */
};

/*
 * Finds the client of this session: as SSH_CONNECTION of this process says, or
 * of the nearest of its parents that has it and may be looked at; else as the
 * record of its terminal does.  Returns false if nobody knows.
 */
bool session_find(struct session *session);

#endif
