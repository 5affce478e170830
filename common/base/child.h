/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * Child: work that may take too long, in a process of its own.
 *
 * A look-up goes through whatever nsswitch.conf(5) names and cannot be
 * interrupted, and a command is somebody else's program; a process can be
 * killed.  The host program gets no signal from it, and its own wait(2)
 * calls do not see it.  (Look-ups in a program with threads are the
 * exception: it may get a SIGCHLD.)
 */
#ifndef HA_CHILD_H
#define HA_CHILD_H

#include "common/base/status.h"

#include <stddef.h>
#include <sys/types.h>
#include <time.h>

struct ha_child {
	pid_t pid;
	int fd; /* what the child writes */
};

/* What a child does; it decides how it may be made. */
enum ha_child_work {
	HA_CHILD_COMPUTES, /* calls the C library */
	HA_CHILD_WATCHES,  /* only what signal-safety(7) allows; no exec, which
			    * would make it send a signal at its end */
};

/*
 * Makes a child as fork(2) does, for WORK, with EXIT_SIGNAL (0: none) for its
 * parent at its end.  Returns what fork(2) returns.
 */
pid_t ha_child_fork(enum ha_child_work work, int exit_signal);

/* Sets *DEADLINE (CLOCK_MONOTONIC) to MS milliseconds from now. */
void ha_deadline_set(struct timespec *deadline, unsigned long ms);

/*
 * Puts *DEADLINE off by the time from *SINCE, which was set with 0 ms, until
 * now; *SINCE becomes now.
 */
void ha_deadline_put_off(struct timespec *deadline, struct timespec *since);

/* Returns the milliseconds until DEADLINE, rounded up; 0 if it has passed. */
int ha_deadline_remaining(const struct timespec *deadline);

/*
 * Runs WORK(FD, CONTEXT) in a child of its own, which writes to FD what
 * comes out and ends with WORK.  FD closes on exec.  Returns HA_OK, or
 * HA_ERR_IO with errno set.
 */
enum ha_status ha_child_start(struct ha_child *child, enum ha_child_work kind,
			      void (*work)(int fd, const void *context),
			      const void *context);

/*
 * Reads just SIZE bytes from the child, until DEADLINE.  Returns HA_OK,
 * HA_END if it ends before, HA_ERR_LIMIT if the time is up, HA_ERR_IO with
 * errno set.
 */
enum ha_status ha_child_read(const struct ha_child *child,
			     const struct timespec *deadline, void *buffer,
			     size_t size);

/*
 * Ends the child, finished or not, and leaves nothing of it behind.  Without
 * one (pid 0) only fd is closed: somebody else writes to it.
 */
void ha_child_end(struct ha_child *child);

/*
 * Says, for use in WORK, that a fault may end the child, and that this is
 * nobody's affair: no handler of its parent's is called, and no image of its
 * memory, which is the parent's too, is written; what the C library says of it
 * on standard error, which may be a client, is not said.  Returns what to write
 * to in the place of FD.
 */
int ha_child_end_quietly(int fd);

/*
 * Writes all SIZE bytes of BUFFER to FD, for use in WORK.  Returns false if not
 * all are written, as when nobody reads them any more; then errno says why.
 */
bool ha_child_write(int fd, const void *buffer, size_t size);

#endif
