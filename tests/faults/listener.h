/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * Listener: system calls of a process and its children, each of which its
 * parent may let fail (seccomp_unotify(2)).
 */
#ifndef LISTENER_H
#define LISTENER_H

#include <stdatomic.h>
#include <stdbool.h>
#include <sys/types.h>

/* Shared with the process that is listened to. */
struct listened {
	atomic_int fd;  /* of the listener, in that process; -1 at first */
	atomic_bool on; /* whether its calls count */
};

/*
 * Makes a child, as fork(2) does, whose system calls, and those of its
 * children, wait for the listener.  Sets *LISTENER to its descriptor in the
 * parent, which must call listener_run() at once.
 */
pid_t listener_fork(struct listened *listened, int *listener);

/*
 * Asks FAILS(CONTEXT, pid, number) about each system call while it is ON:
 * it returns an errno value, or 0 for a call that is to be made.  Returns the
 * status of waitpid(2) for PID, or -1 if it or a child of it is not done in
 * 30 seconds; then it is killed.
 */
int listener_run(struct listened *listened, int listener, pid_t pid,
		 int (*fails)(void *context, pid_t pid, int number),
		 void *context);

#endif
