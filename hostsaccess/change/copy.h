/* SPDX-License-Identifier: BSD-3-Clause */
/* Copy: a new file with owner, mode and attributes of an old one. */
#ifndef CHANGE_COPY_H
#define CHANGE_COPY_H

#include "common/base/slice.h"

/*
 * Writes TEXT to FD, a new file, gives it the owner, mode, access control list
 * and all other extended attributes of OLD, and waits until it is on the disk.
 * Returns false, errno says why.
 */
bool copy_write(int fd, int old, struct ha_slice text);

/* Writes all of TEXT to FD, where that stands. */
bool copy_text(int fd, struct ha_slice text);

#endif
