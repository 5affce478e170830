/* SPDX-License-Identifier: BSD-3-Clause */
/* Stunnel: the services that stunnel(8) serves, each a section. */
#ifndef MACHINE_STUNNEL_H
#define MACHINE_STUNNEL_H

#include "hostsaccess/machine/server.h"

/* What to write so that it asks. */
#define STUNNEL_ADVICE "write libwrap = yes into its file in /etc/stunnel"

/*
 * Hands on the services of all of its configurations, if stunnel is here.
 * Exits when memory is out.
 */
void stunnel_visit(const struct server_visitor *visitor);

#endif
