/* SPDX-License-Identifier: BSD-3-Clause */
/* Regular: files of this machine, or of an image, that others may have made. */
#ifndef MACHINE_REGULAR_H
#define MACHINE_REGULAR_H

#include <stdio.h>

/*
 * Opens the file at PATH for reading if it is a regular one: to open a FIFO or
 * a device could wait, never end, or have effects.  Returns its descriptor, or
 * -1 with errno set, EINVAL for what is no regular file.
 */
int regular_open(const char *path);

/* Likewise, as a stream; NULL with errno set. */
FILE *regular_stream(const char *path);

#endif
