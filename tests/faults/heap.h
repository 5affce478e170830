/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * Heap: takes the place of malloc(3), calloc(3), realloc(3) and free(3) for
 * the module, for libpam and for the C library.
 */
#ifndef HEAP_H
#define HEAP_H

#include <stdbool.h>

/*
 * Asked about each allocation but those of the tests (recorder.busy); NULL:
 * none fails.
 */
extern bool (*heap_fails)(void);

/* Returns how many blocks there are, without what the recorder keeps. */
long heap_blocks(void);

#endif
