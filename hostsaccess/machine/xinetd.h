/* SPDX-License-Identifier: BSD-3-Clause */
/* Xinetd: the services that xinetd.conf(5) has. */
#ifndef MACHINE_XINETD_H
#define MACHINE_XINETD_H

#include "hostsaccess/machine/server.h"

/* Its program, below the root. */
#define XINETD "/usr/sbin/xinetd"

/*
 * Hands on the services that are not disabled, if xinetd is here.  Exits when
 * memory is out.
 */
void xinetd_visit(const struct server_visitor *visitor);

#endif
