/* SPDX-License-Identifier: BSD-3-Clause */
#include "common/base/child.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

/* Whether this process has had one thread only, as far as that is known. */
#if __has_include(<sys/single_threaded.h>)
#include <sys/single_threaded.h>
#define SINGLE_THREADED __libc_single_threaded
#else
#define SINGLE_THREADED 0
#endif

/* What clone(2) takes, and whether it returns 0 in the child. */
#if defined(__s390__) || defined(__cris__)
#define CLONE_ARGUMENTS(flags) 0L, (flags)
#else
#define CLONE_ARGUMENTS(flags) (flags), 0L
#endif
#ifdef __sparc__
#define CLONE_RETURNS_0 0
#else
#define CLONE_RETURNS_0 1
#endif

/*
 * Other than fork(2), clone(2) can do without a signal; unlike clone3(2) it is
 * let pass in containers.  It goes past the C library, which in a program with
 * threads has to see to the locks of the others, unless the child needs none
 * of them.
 */
pid_t
ha_child_fork(enum ha_child_work work, int exit_signal)
{
	const long flags = exit_signal;
	long pid = -1;

	if (CLONE_RETURNS_0 && (SINGLE_THREADED || work == HA_CHILD_WATCHES))
		pid = syscall(SYS_clone, CLONE_ARGUMENTS(flags), 0L, 0L, 0L);
	return pid < 0 ? fork() : (pid_t)pid;
}

enum ha_status
ha_child_start(struct ha_child *child, enum ha_child_work kind,
	       void (*work)(int fd, const void *context), const void *context)
{
	int ends[2], error;

	if (pipe2(ends, O_CLOEXEC))
		return HA_ERR_IO;
	child->pid = ha_child_fork(kind, 0);
	if (child->pid == 0) {
		signal(SIGPIPE, SIG_DFL);
		work(ends[1], context);
		_exit(0);
	}
	error = errno;
	close(ends[1]);
	child->fd = ends[0];
	if (child->pid > 0)
		return HA_OK;
	close(ends[0]);
	errno = error;
	return HA_ERR_IO;
}

/* Adds SECONDS and NANOSECONDS, less than a second, be it below 0. */
static void
add_time(struct timespec *time, time_t seconds, long nanoseconds)
{
	time->tv_sec += seconds;
	time->tv_nsec += nanoseconds;
	if (time->tv_nsec >= 1000000000) {
		time->tv_sec++;
		time->tv_nsec -= 1000000000;
	} else if (time->tv_nsec < 0) {
		time->tv_sec--;
		time->tv_nsec += 1000000000;
	}
}

void
ha_deadline_set(struct timespec *deadline, unsigned long ms)
{
	if (clock_gettime(CLOCK_MONOTONIC, deadline))
		*deadline = (struct timespec){0};
	add_time(deadline, (time_t)(ms / 1000), (long)(ms % 1000) * 1000000);
}

/* Without a clock the time goes on. */
void
ha_deadline_put_off(struct timespec *deadline, struct timespec *since)
{
	struct timespec now;

	if (since->tv_sec == 0 || clock_gettime(CLOCK_MONOTONIC, &now))
		return;
	add_time(deadline, now.tv_sec - since->tv_sec,
		 now.tv_nsec - since->tv_nsec);
	*since = now;
}

int
ha_deadline_remaining(const struct timespec *deadline)
{
	struct timespec now;
	long long ms;

	if (clock_gettime(CLOCK_MONOTONIC, &now))
		return 0;
	/* Rounds up.  A second is moved, so that no negative is divided. */
	ms = (deadline->tv_sec - now.tv_sec - 1) * 1000LL +
	     (deadline->tv_nsec - now.tv_nsec + 1000999999) / 1000000;
	if (ms < 0)
		return 0;
	return ms > 1000000 ? 1000000 : (int)ms;
}

enum ha_status
ha_child_read(const struct ha_child *child, const struct timespec *deadline,
	      void *buffer, size_t size)
{
	char *to = buffer;

	while (size > 0) {
		struct pollfd wait = {.fd = child->fd, .events = POLLIN};
		int ready = poll(&wait, 1, ha_deadline_remaining(deadline));
		ssize_t got;

		if (ready == 0)
			return HA_ERR_LIMIT;
		got = ready < 0 ? -1 : read(child->fd, to, size);
		if (got == 0)
			return HA_END;
		if (got > 0) {
			to += got;
			size -= (size_t)got;
		} else if (errno != EINTR) {
			return HA_ERR_IO;
		}
	}
	return HA_OK;
}

/* Waits for the child by its number; returns what waitpid(2) returns. */
static pid_t
wait_for(pid_t pid, int options)
{
	pid_t result;

	do {
		result = waitpid(pid, NULL, options | __WALL);
	} while (result < 0 && errno == EINTR);
	return result;
}

void
ha_child_end(struct ha_child *child)
{
	close(child->fd);
	if (child->pid == 0)
		return;
	if (wait_for(child->pid, WNOHANG) != 0)
		return;
	kill(child->pid, SIGKILL);
	wait_for(child->pid, 0);
}

int
ha_child_end_quietly(int fd)
{
	static const int signals[] = {SIGABRT, SIGBUS, SIGFPE, SIGILL, SIGSEGV};

	for (size_t i = 0; i < sizeof(signals) / sizeof(*signals); i++)
		signal(signals[i], SIG_DFL);
	prctl(PR_SET_DUMPABLE, 0L, 0L, 0L, 0L);
	/* Without standard error its number may be that of the answer. */
	if (fd == STDERR_FILENO)
		fd = fcntl(fd, F_DUPFD_CLOEXEC, STDERR_FILENO + 1);
	close(STDERR_FILENO);
	return fd;
}

bool
ha_child_write(int fd, const void *buffer, size_t size)
{
	const char *from = buffer;

	while (size > 0) {
		ssize_t put = write(fd, from, size);

		if (put > 0) {
			from += put;
			size -= (size_t)put;
		} else if (errno != EINTR) {
			return false;
		}
	}
	return true;
}
