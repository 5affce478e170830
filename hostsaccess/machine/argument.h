/* SPDX-License-Identifier: BSD-3-Clause */
/* Argument: what a wrong argument of the module was meant to be. */
#ifndef MACHINE_ARGUMENT_H
#define MACHINE_ARGUMENT_H

#include "hostsaccess/finding/hint.h"

/*
 * Adds to HINT what comes of WORD, which the module does not take as it stands,
 * and what was probably meant; nothing if nobody knows.
 */
void argument_meant(const char *word, struct hint *hint);

/* Returns whether NAME, of no module that is there, is to be that of ours. */
bool argument_is_module(struct ha_slice name);

#endif
