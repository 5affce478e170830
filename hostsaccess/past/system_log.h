/* SPDX-License-Identifier: BSD-3-Clause */
/* The files of this system in which logins and refusals stand. */
#ifndef PAST_SYSTEM_LOG_H
#define PAST_SYSTEM_LOG_H

/* As a message names them, behind "neither ...". */
#define SYSTEM_LOG_NOR "nor /var/log/auth.log nor /var/log/secure"

/* Returns the one that is there, or NULL. */
const char *system_log_find(void);

#endif
