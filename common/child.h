/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * Child: work that may take too long, in a process of its own.
 *
 * A look-up goes through whatever nsswitch.conf(5) names and cannot be
 * interrupted; a process can be killed.  The host program gets no signal
 * from it, and its own wait(2) calls do not see it, as long as it has one
 * thread; a program with threads may get a SIGCHLD.
 */
#ifndef HA_CHILD_H
#define HA_CHILD_H

#include "status.h"

#include <stddef.h>
#include <sys/types.h>
#include <time.h>

struct ha_child {
	pid_t pid;
	int fd; /* what the child writes */
};

/*
 * Runs WORK(FD, CONTEXT) in a child of its own, which writes to FD what
 * comes out and ends with WORK.  Returns HA_OK, or HA_ERR_IO with errno set.
 */
enum ha_status ha_child_start(struct ha_child *child,
			      void (*work)(int fd, const void *context),
			      const void *context);

/*
 * Reads just SIZE bytes from the child, until DEADLINE (CLOCK_MONOTONIC).
 * Returns HA_OK, HA_END if it ends before, HA_ERR_LIMIT if the time is up,
 * HA_ERR_IO with errno set.
 */
enum ha_status ha_child_read(const struct ha_child *child,
			     const struct timespec *deadline, void *buffer,
			     size_t size);

/* Ends the child, finished or not, and leaves nothing of it behind. */
void ha_child_end(struct ha_child *child);

/* Writes all SIZE bytes of BUFFER to FD; for use in WORK, which it ends. */
void ha_child_write(int fd, const void *buffer, size_t size);

#endif
