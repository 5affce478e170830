/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * Logins, as daemons write that they accepted one.  In every such message a
 * client may have chosen the user, and in some more; none of it is to be taken
 * for the client's address.
 */
#ifndef PAST_LOGIN_H
#define PAST_LOGIN_H

#include "hostsaccess/past/event.h"

/* Returns program NUMBER, from 0, of those whose logins are known; or NULL. */
const char *login_program(size_t number);

/* Returns whether PROGRAM is one whose logins are known. */
bool login_is_known(struct ha_slice program);

/*
 * Reads MESSAGE of PROGRAM: EVENT_LOGIN, *EVENT written but for its times;
 * EVENT_UNREAD if it is not clear of whom; or EVENT_OTHER.
 */
enum event_kind login_read(struct ha_slice program, struct ha_slice message,
			   struct event *event);

/*
 * Returns SERVICE as a string that stays; NULL if login_read() writes none
 * such.
 */
const char *login_service(struct ha_slice service);

#endif
