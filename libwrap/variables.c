/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * The variables of the interface.  Programs may hold them in their own memory,
 * and define those that are weak.
 */
#include "libwrap/tcpd.h"

#include "common/decide/rules.h"
#include "libwrap/export.h"
#include "libwrap/jump.h"

#include <syslog.h>

EXPORT char unknown[8] = STRING_UNKNOWN;
EXPORT char paranoid[9] = STRING_PARANOID;
EXPORT __attribute__((weak)) int allow_severity = LOG_INFO;
EXPORT __attribute__((weak)) int deny_severity = LOG_WARNING;
EXPORT char *hosts_allow_table = (char *)HA_ALLOW_FILE;
EXPORT char *hosts_deny_table = (char *)HA_DENY_FILE;
EXPORT int hosts_access_verbose = 0;
EXPORT int rfc931_timeout = 10;
EXPORT int resident = -1; /* each decision adds one, up to 1 */
EXPORT int dry_run = 0;
EXPORT struct tcpd_context tcpd_context = {NULL, 0};
EXPORT jmp_buf tcpd_buf;
