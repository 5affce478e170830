/* SPDX-License-Identifier: BSD-3-Clause */
/* Bytes as one word of text: \n \t \r \\ and \xHH. */
#ifndef ORACLE_ESCAPE_H
#define ORACLE_ESCAPE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdio.h>

/*
 * Undoes the escapes of TEXT in place.  Returns false for any that is not
 * one of the above; *SIZE becomes the number of bytes, which a NUL follows.
 */
bool escape_undo(char *text, size_t *size);

/* Writes SIZE bytes of TEXT, escaped, to STREAM. */
void escape_write(FILE *stream, const char *text, size_t size);

#endif
