/* SPDX-License-Identifier: BSD-3-Clause */
/* Process: what options change in this process and its socket. */
#ifndef LIBWRAP_PROCESS_H
#define LIBWRAP_PROCESS_H

#include "common/option/option_context.h"
#include "daemon/log.h"

/*
 * Carries out OPTION: group, keepalive, linger, nice, umask or user, with
 * VALUE, which is sound, for this process and the socket FD.  LOG hears what
 * fails.  Returns false if the process keeps rights that it should lay down.
 */
bool process_change(const struct daemon_log *log, int fd, enum ha_option option,
		    struct ha_slice value);

#endif
