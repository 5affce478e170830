/* SPDX-License-Identifier: BSD-3-Clause */
/* Named: which services the rules speak of, by what each of them asks. */
#ifndef STATUS_NAMED_H
#define STATUS_NAMED_H

#include "hostsaccess/status/guards.h"

/*
 * Reads the rule files that GUARDS ask; notes whom rules name, and adds whom
 * they name and nobody has found.  Exits when memory is out.
 */
void names_of_rules_read(struct guards *guards);

#endif
