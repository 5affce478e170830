/* SPDX-License-Identifier: BSD-3-Clause */
/* Shrink: find the part of an input that matters. */
#ifndef ORACLE_SHRINK_H
#define ORACLE_SHRINK_H

#include <stdbool.h>
#include <stddef.h>

/*
 * Deletes from the *SIZE of BYTES what can go while STILL(CONTEXT) holds;
 * BYTES has room for a NUL behind, which is always there.
 */
void shrink_bytes(char *bytes, size_t *size, bool (*still)(void *context),
		  void *context);

#endif
