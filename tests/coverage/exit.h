/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * Included before everything when coverage is counted: _exit(2), by which
 * child processes end, writes no counts by itself.  That takes time, also of a
 * child that has answered and is to be killed, and memory, which may be out.
 */
#include <signal.h>
#include <stdbool.h>
#include <sys/wait.h>
#include <unistd.h>

void __gcov_dump(void);

/* Of the tests in which memory runs out (tests/faults/heap.h). */
extern __attribute__((weak)) bool (*heap_fails)(void);

static inline _Noreturn void
coverage_exit(int status)
{
	if (&heap_fails)
		heap_fails = NULL;
	__gcov_dump();
	_exit(status);
}

/* Gives a child 100 ms to end by itself. */
static inline int
coverage_kill(pid_t pid, int number)
{
	siginfo_t end = {.si_pid = 0};

	for (int i = 0; i < 100 && pid > 0 && end.si_pid == 0; i++) {
		usleep(1000);
		if (waitid(P_PID, (id_t)pid, &end,
			   WEXITED | WNOHANG | WNOWAIT | __WALL))
			break;
	}
	return kill(pid, number);
}

#define _exit coverage_exit
#define kill coverage_kill
