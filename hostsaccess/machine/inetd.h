/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * Inetd: the servers that inetd(8), xinetd and stunnel(8) start or serve, whose
 * clients these, or tcpd(8), ask libwrap about.
 */
#ifndef MACHINE_INETD_H
#define MACHINE_INETD_H

#include "hostsaccess/machine/server.h"

/*
 * Hands on each server that is not disabled, and whose starter is here.  Exits
 * when memory is out.
 */
void inetd_visit(const struct server_visitor *visitor);

#endif
