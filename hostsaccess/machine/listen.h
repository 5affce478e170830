/* SPDX-License-Identifier: BSD-3-Clause */
/* Listen: the sockets that other hosts can reach here (proc(5), /proc/net). */
#ifndef MACHINE_LISTEN_H
#define MACHINE_LISTEN_H

#include "common/base/slice.h"

/* Begin it as all zero. */
struct listening {
	unsigned long *sockets; /* their inodes */
	size_t count;
};

/*
 * Adds the sockets of TCP that listen and those of UDP that have a port of
 * their own, but for what is of this host alone (127.0.0.0/8, ::1).  Returns
 * false if they cannot be read.  Exits when memory is out.
 */
bool listening_read(struct listening *listening);

/* Returns whether LINK, of a file descriptor, is "socket:[INODE]" of one. */
bool listening_has(const struct listening *listening, struct ha_slice link);

void listening_free(struct listening *listening);

#endif
