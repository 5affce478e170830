/* SPDX-License-Identifier: BSD-3-Clause */
/* A new folder in /tmp, where a test has its files. */
#ifndef FOLDER_H
#define FOLDER_H

#include "common/base/slice.h"

/* Its path, once it is made. */
extern char folder[];

/* Fixtures of cmocka: make and enter it; remove it with all that is in it. */
int folder_make(void **state);
int folder_remove(void **state);

/* Writes TEXT to the file NAME, which is made unless it is there. */
void write_slice(const char *name, struct ha_slice text);

/* Likewise, with the folder's path for each '~'; NULL is no such file. */
void write_text(const char *name, const char *text);

#endif
