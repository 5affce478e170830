/* SPDX-License-Identifier: BSD-3-Clause */
/* Memory: where there is none, the program says so and ends. */
#ifndef TOOL_MEMORY_H
#define TOOL_MEMORY_H

#include "common/base/slice.h"
#include "common/base/status.h"

/*
 * Makes OLD, of this function or NULL, COUNT times SIZE bytes large.  The
 * caller frees it.  Exits when memory is out, as all functions here.
 */
void *memory_resize(void *old, size_t count, size_t size);

/*
 * Returns ARRAY, of COUNT elements of SIZE bytes, with room for one more: its
 * capacity is the next power of two.
 */
void *memory_grow(void *array, size_t count, size_t size);

/* Ends the program, which has said why. */
void memory_out(void) __attribute__((noreturn));

/* Ends the program likewise if STATUS, of the library, is HA_ERR_MEMORY. */
void memory_check(enum ha_status status);

/* Returns a terminated copy of TEXT, which the caller frees. */
char *memory_copy(struct ha_slice text);

#endif
