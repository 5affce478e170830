/* SPDX-License-Identifier: BSD-3-Clause */
/* Texts of errors that tests expect, where the C library has others. */
#ifndef ERROR_TEXTS_H
#define ERROR_TEXTS_H

/*
 * Returns LINE, allocated, with the texts of glibc in place of those that musl
 * has for the same errors, as "%m" writes them; LINE is freed then.
 */
char *error_texts(char *line);

#endif
