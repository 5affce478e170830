/* SPDX-License-Identifier: BSD-3-Clause */
#include "common/option/command.h"

#include "common/base/child.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdbool.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

/* What comes of a command: errno if it does not start, or its status. */
struct report {
	int error;
	int status; /* of waitpid(2) */
};

/* What is needed to start a command. */
struct start {
	const struct ha_command *command;
	int output; /* the pipe for its output, or -1 */
};

/*
 * Of all signals, also of the two that the C library keeps for itself and
 * does not let signal(2) touch: whoever started the host program may have
 * ignored them.
 */
static void
default_signals(void)
{
	const unsigned long action[8] = {0}; /* SIG_DFL, no flags, no mask */
	sigset_t none;

	sigemptyset(&none);
	for (int number = 1; number < NSIG; number++)
		syscall(SYS_rt_sigaction, number, action, NULL,
			(size_t)(NSIG - 1) / 8);
	sigprocmask(SIG_SETMASK, &none, NULL);
}

/* Some machines have these for numbers of 16 bits, and others for all. */
#ifdef SYS_setresuid32
#define SETRESUID SYS_setresuid32
#define SETRESGID SYS_setresgid32
#else
#define SETRESUID SYS_setresuid
#define SETRESGID SYS_setresgid
#endif

/*
 * Makes the process one of the effective user and group only.  A shell that
 * has another real user becomes that one: be it root, whose rights the host
 * has laid down, or who called a setuid program, and could then steer it.
 * What it writes is not for that user to change, whatever the umask.
 */
static bool
settle_user(void)
{
	const uid_t user = geteuid();
	const gid_t group = getegid();

	if (getuid() == user && getgid() == group)
		return true;
	syscall(SYS_umask, syscall(SYS_umask, 0) | S_IWGRP | S_IWOTH);
	return syscall(SETRESGID, group, group, group) == 0 &&
	       syscall(SETRESUID, user, user, user) == 0;
}

/* Closes every descriptor from FIRST on. */
static void
close_from(int first)
{
	if (syscall(SYS_close_range, first, ~0U, 0) == 0)
		return;
	for (int fd = first; fd < 65536; fd++)
		close(fd);
}

/* Tells the module, behind descriptor FD, that the command does not start. */
static void
fail(int fd)
{
	const struct report report = {.error = errno};

	ha_child_write(fd, &report, sizeof(report));
	_exit(127);
}

/* The descriptor that reports go to, once the others are in their places. */
#define REPORT_FD 3

/*
 * Puts /dev/null and OUTPUT, if it is not -1, in the places of the standard
 * descriptors and REPORT in its own, and closes all others.
 */
static void
place_descriptors(int report, int output)
{
	int null = open("/dev/null", O_RDWR | O_CLOEXEC);
	int away;

	if (null < 0)
		fail(report);
	/* Away from the places that are to be taken. */
	null = fcntl(null, F_DUPFD_CLOEXEC, 10);
	output = output < 0 ? null : fcntl(output, F_DUPFD_CLOEXEC, 10);
	away = fcntl(report, F_DUPFD_CLOEXEC, 10);
	/* dup2(2) finds out what is missing of the others. */
	if (away < 0)
		fail(report);
	if (dup2(null, 0) < 0 || dup2(output, 1) < 0 || dup2(output, 2) < 0 ||
	    dup3(away, REPORT_FD, O_CLOEXEC) < 0)
		fail(away);
	close_from(REPORT_FD + 1);
}

/* How much longer than the host the watcher waits, and how long at once. */
#define GRACE_MS 500
#define STEP_MS 100

/*
 * Waits for PID until DEADLINE; the host, if it has not gone, has ended the
 * whole group by then.  SIGNALS, which should be blocked, tell of its end.
 */
static pid_t
wait_for(pid_t pid, const struct timespec *deadline, const sigset_t *signals,
	 int *status)
{
	for (;;) {
		pid_t ended = waitpid(pid, status, WNOHANG);
		int left = ha_deadline_remaining(deadline);
		const struct timespec wait = {
		    0, left < STEP_MS ? left * 1000000L : STEP_MS * 1000000L};

		if (ended != 0)
			return ended;
		if (left == 0) {
			kill(-getpid(), SIGKILL);
			_exit(1);
		}
		sigtimedwait(signals, NULL, &wait);
	}
}

/*
 * In the child, which cannot become the command itself, because a program
 * that is executed sends a signal at its end: starts it, waits for it and
 * reports its status.  Both are one process group.
 */
static void
watch(int fd, const void *context)
{
	const struct start *start = context;
	const char *const arguments[] = {"sh", "-c", start->command->text,
					 NULL};
	struct report report = {0};
	struct timespec deadline;
	sigset_t signals;
	pid_t pid;

	ha_deadline_set(&deadline, start->command->timeout_ms + GRACE_MS);
	setpgid(0, 0);
	default_signals();
	sigemptyset(&signals);
	sigaddset(&signals, SIGCHLD);
	sigprocmask(SIG_BLOCK, &signals, NULL);
	if (!settle_user())
		fail(fd);
	place_descriptors(fd, start->output);
	pid = ha_child_fork(HA_CHILD_WATCHES, SIGCHLD);
	if (pid == 0) {
		sigprocmask(SIG_UNBLOCK, &signals, NULL);
		execve("/bin/sh", (char *const *)arguments,
		       start->command->environment);
		fail(REPORT_FD);
	}
	if (pid < 0)
		fail(REPORT_FD);
	if (wait_for(pid, &deadline, &signals, &report.status) < 0)
		fail(REPORT_FD);
	ha_child_write(REPORT_FD, &report, sizeof(report));
}

/* What has come out of a command so far. */
struct output {
	int fd; /* -1: none is kept */
	char *buffer;
	size_t size, used;
};

/*
 * Takes what there is to read, and throws away what there is no room for; no
 * more than a pipe holds, as who floods it could go on for ever.
 */
static void
drain(struct output *output)
{
	char spare[4096];
	ssize_t got;

	for (int i = 0; i < 17 && output->fd >= 0; i++) {
		size_t room = output->size - 1 - output->used;
		char *to = room ? output->buffer + output->used : spare;

		got = read(output->fd, to, room ? room : sizeof(spare));
		if (got <= 0)
			return;
		if (room)
			output->used += (size_t)got;
	}
}

/*
 * Waits for the report of CHILD, and keeps or throws away the output.  Its end
 * does not come before the report: the watcher has it open, too.
 */
static enum ha_status
wait_for_report(const struct ha_child *child, const struct timespec *deadline,
		struct output *output, struct report *report)
{
	enum ha_status status;

	for (;;) {
		struct pollfd fds[] = {{.fd = child->fd, .events = POLLIN},
				       {.fd = output->fd, .events = POLLIN}};
		int left = ha_deadline_remaining(deadline);

		if (poll(fds, 2, left) < 0 && errno != EINTR)
			return HA_ERR_IO;
		if (fds[0].revents)
			break;
		if (left == 0)
			return HA_ERR_LIMIT;
		drain(output);
	}
	status = ha_child_read(child, deadline, report, sizeof(*report));
	drain(output);
	return status;
}

/* Sh(1) adds 128 to the signal that ended what it has waited for. */
int
ha_command_signal(int status)
{
	int number = WEXITSTATUS(status) - 128;

	if (WIFSIGNALED(status))
		return WTERMSIG(status);
	return number > 0 && number < NSIG ? number : 0;
}

static enum ha_run
run_of_status(int status)
{
	if (ha_command_signal(status) > 0)
		return HA_RUN_ERROR;
	switch (WEXITSTATUS(status)) {
	case 0:
		return HA_RUN_SUCCESS;
	case 126: /* of sh(1): found, and cannot be executed */
	case 127: /* not found */
		return HA_RUN_ERROR;
	default:
		return HA_RUN_FAILURE;
	}
}

static enum ha_run
run(const struct ha_command *command, const struct ha_child *child,
    struct output *output, struct ha_run_detail *detail)
{
	struct report report = {0};
	struct timespec deadline;
	enum ha_status status;

	ha_deadline_set(&deadline, command->timeout_ms);
	status = wait_for_report(child, &deadline, output, &report);
	detail->timeout = status == HA_ERR_LIMIT;
	detail->error = status == HA_ERR_IO ? errno : report.error;
	detail->status = report.status;
	/* Without a report the watcher was killed: nobody knows by whom. */
	if (status == HA_END)
		detail->error = ECHILD;
	return status != HA_OK || report.error ? HA_RUN_ERROR
					       : run_of_status(report.status);
}

enum ha_run
ha_command_run(const struct ha_command *command, struct ha_run_detail *detail)
{
	struct output output = {-1, command->output, command->output_size, 0};
	struct start start = {command, -1};
	int ends[2] = {-1, -1};
	enum ha_run result = HA_RUN_ERROR;
	struct ha_child child;

	*detail = (struct ha_run_detail){0};
	if (command->output && pipe2(ends, O_CLOEXEC | O_NONBLOCK)) {
		detail->error = errno;
		return HA_RUN_ERROR;
	}
	output.fd = ends[0];
	start.output = ends[1];
	if (ends[1] >= 0)
		fcntl(ends[1], F_SETFL, 0);
	if (ha_child_start(&child, HA_CHILD_WATCHES, watch, &start) == HA_OK) {
		if (ends[1] >= 0)
			close(ends[1]);
		ends[1] = -1;
		result = run(command, &child, &output, detail);
		if (detail->timeout)
			kill(-child.pid, SIGKILL);
		ha_child_end(&child);
	} else {
		detail->error = errno;
	}
	for (int i = 0; i < 2; i++)
		if (ends[i] >= 0)
			close(ends[i]);
	if (command->output)
		command->output[output.used] = '\0';
	return result;
}
