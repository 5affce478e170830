/* SPDX-License-Identifier: BSD-3-Clause */
#include "tests/support/workers.h"

#include <err.h>
#include <signal.h>
#include <stdio.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

unsigned
workers_count(void)
{
	const long processors = sysconf(_SC_NPROCESSORS_ONLN);

	if (processors < 1)
		return 1;
	return processors < WORKERS_MAX ? (unsigned)processors : WORKERS_MAX;
}

void *
workers_memory(size_t size)
{
	void *memory = mmap(NULL, size, PROT_READ | PROT_WRITE,
			    MAP_SHARED | MAP_ANONYMOUS, -1, 0);

	if (memory == MAP_FAILED)
		err(2, "memory");
	return memory;
}

pid_t
workers_start(void)
{
	pid_t pid;

	fflush(stdout);
	pid = fork();
	if (pid < 0)
		err(2, "fork");
	if (pid == 0)
		prctl(PR_SET_PDEATHSIG, SIGKILL);
	return pid;
}

bool
workers_wait(pid_t pid, const char *phase, uint64_t seed)
{
	int status;

	if (waitpid(pid, &status, 0) != pid)
		err(2, "waitpid");
	if (WIFEXITED(status) && WEXITSTATUS(status) == 0)
		return true;
	printf("died in %s, --seed %llu: %s %d\n", phase,
	       (unsigned long long)seed,
	       WIFSIGNALED(status) ? "signal" : "status",
	       WIFSIGNALED(status) ? WTERMSIG(status) : WEXITSTATUS(status));
	return false;
}
