/* SPDX-License-Identifier: BSD-3-Clause */
/* Sessions: where this one comes from, and the others that are there. */
#ifndef PAST_SESSION_H
#define PAST_SESSION_H

#include "hostsaccess/past/logins.h"

/* Where systemd-logind(8) has a file for each session. */
#define SESSION_FOLDER "/run/systemd/sessions"

/*
 * Finds out where this session comes from: as SSH_CONNECTION says; if WIDE,
 * that of the processes which this one descends from, as far as they may be
 * read, and what the session's file in SESSION_FOLDER says; else the record of
 * the terminal in utmp(5).  The user is whom that record has, or else
 * session_user_find().  Returns false if nobody knows where it comes from.
 */
bool session_find(bool wide, struct login *login);

/* Adds the sessions that the files in FOLDER say came from somewhere. */
void sessions_read(const char *folder, struct logins *logins);

#endif
