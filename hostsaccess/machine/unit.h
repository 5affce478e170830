/* SPDX-License-Identifier: BSD-3-Clause */
/* Unit: the programs that systemd(1) starts by itself (systemd.unit(5)). */
#ifndef MACHINE_UNIT_H
#define MACHINE_UNIT_H

#include <stdbool.h>

/* Gets the PATH of a program; LISTENS: for sockets that other hosts reach. */
typedef void unit_visit_fn(void *context, const char *path, bool listens);

/*
 * Calls VISIT with the path of each program that an enabled service below ROOT
 * begins with, or one that an enabled socket starts: the service of its name,
 * as Service= is not read.
 */
void units_visit(const char *root, unit_visit_fn *visit, void *context);

#endif
