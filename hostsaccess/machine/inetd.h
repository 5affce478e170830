/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * Inetd: the servers that inetd(8) and xinetd(8) start, whose clients these, or
 * tcpd(8), ask libwrap about.
 */
#ifndef MACHINE_INETD_H
#define MACHINE_INETD_H

#include "common/base/slice.h"

/*
 * Calls VISIT with each server that is not disabled below ROOT: its name in
 * rules, and the path of the program that asks.  Exits when memory is out.
 */
void inetd_visit(const char *root,
		 void (*visit)(void *context, struct ha_slice daemon,
			       const char *asker),
		 void *context);

#endif
