/* SPDX-License-Identifier: BSD-3-Clause */
/* Verbose: what hosts_access_verbose wants of a decision (tcpd.h). */
#ifndef LIBWRAP_VERBOSE_H
#define LIBWRAP_VERBOSE_H

#include "common/base/slice.h"
#include "common/decide/verdict.h"
#include "daemon/log.h"

/* Logs the options of the rule of VERDICT, and which one it is, if wanted. */
void verbose_tell(const struct daemon_log *log,
		  const struct ha_verdict *verdict);

/* Logs the options in TEXT, if that is wanted. */
void verbose_tell_options(const struct daemon_log *log, struct ha_slice text);

#endif
