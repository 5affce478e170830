/* SPDX-License-Identifier: BSD-3-Clause */
/* Workers: processes that share the samples of a test. */
#ifndef WORKERS_H
#define WORKERS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/types.h>

#define WORKERS_MAX 64

/* Returns how many there should be: one a processor, WORKERS_MAX at most. */
unsigned workers_count(void);

/* Returns SIZE bytes, all 0, that are the same memory in all workers. */
void *workers_memory(size_t size);

/*
 * Starts a worker, which ends when this process does; returns 0 in it, else its
 * process id.
 */
pid_t workers_start(void);

/*
 * Waits for the worker PID.  Returns whether it ended with the status 0; else
 * says how it ended, in what PHASE of the sample SEED.
 */
bool workers_wait(pid_t pid, const char *phase, uint64_t seed);

#endif
