/* SPDX-License-Identifier: BSD-3-Clause */
/* Log: how this library logs. */
#ifndef LIBWRAP_LOG_H
#define LIBWRAP_LOG_H

#include "daemon/log.h"

/*
 * Returns a log with the facility of the caller, in which the same line comes
 * once in some seconds: severity.h, flood.h.
 */
struct daemon_log libwrap_log(void);

#endif
