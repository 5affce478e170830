/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * Thread: look-ups in a program that has threads anyway.  There a child could
 * be made by fork(2) only, which takes long and sends the program a signal at
 * its end.
 */
#ifndef LIBWRAP_THREAD_H
#define LIBWRAP_THREAD_H

#include "common/request/system_resolver.h"

/* Returns whether this process has had more than one thread. */
bool thread_is_wanted(void);

/*
 * Has a thread of its own FIND the answer to a copy of QUESTION, for the
 * `start` of a struct ha_system_resolver.  It goes on after its time; if many
 * do, this waits for them until DEADLINE, or some seconds.  Returns HA_OK,
 * HA_ERR_LIMIT if that was in vain, HA_ERR_IO with errno set.
 */
enum ha_status thread_start(struct ha_child *child,
			    void (*find)(int fd, const void *context),
			    const struct ha_question *question,
			    const struct timespec *deadline);

/*
 * Likewise for what a client chooses, its name: some threads are left to those
 * who ask for something else.
 */
enum ha_status thread_start_for_client(
    struct ha_child *child, void (*find)(int fd, const void *context),
    const struct ha_question *question, const struct timespec *deadline);

#endif
