/* SPDX-License-Identifier: BSD-3-Clause */
#include "command.h"

#include "child.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <string.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

/* How often it is looked whether a command has ended, in milliseconds. */
#define STEP_MIN 1
#define STEP_MAX 20

/* What a child needs to become the command. */
struct start {
	const struct ha_command *command;
	int output; /* the pipe for its output, or -1 */
};

static void
default_signals(void)
{
	sigset_t none;

	sigemptyset(&none);
	for (int number = 1; number < NSIG; number++)
		signal(number, SIG_DFL);
	sigprocmask(SIG_SETMASK, &none, NULL);
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

/* Tells the parent that the command does not start, by errno. */
static void
fail(int fd)
{
	int error = errno;

	ha_child_write(fd, &error, sizeof(error));
	_exit(127);
}

/*
 * In the child: becomes the command.  Descriptor 3 is for the errno if that
 * fails; it closes on exec.
 */
static void
become(int fd, const void *context)
{
	const struct start *start = context;
	const char *const arguments[] = {"sh", "-c", start->command->text,
					 NULL};
	int report = fcntl(fd, F_DUPFD_CLOEXEC, 10);
	int output = start->output;
	int null;

	setpgid(0, 0);
	default_signals();
	if (report < 0)
		fail(fd);
	if (output >= 0)
		output = fcntl(output, F_DUPFD_CLOEXEC, 10);
	null = open("/dev/null", O_RDWR | O_CLOEXEC);
	if (null >= 0)
		null = fcntl(null, F_DUPFD_CLOEXEC, 10);
	if (null < 0 || (start->output >= 0 && output < 0))
		fail(report);
	if (output < 0)
		output = null;
	if (dup2(null, 0) < 0 || dup2(output, 1) < 0 || dup2(output, 2) < 0 ||
	    dup3(report, 3, O_CLOEXEC) < 0)
		fail(report);
	close_from(4);
	execve("/bin/sh", (char *const *)arguments,
	       start->command->environment);
	fail(3);
}

/* What has come out of a command so far. */
struct output {
	int fd; /* -1: none is kept */
	char *buffer;
	size_t size, used;
};

/* Takes what there is to read, and throws away what there is no room for. */
static void
drain(struct output *output)
{
	char spare[4096];
	ssize_t got;

	while (output->fd >= 0) {
		size_t room = output->size - 1 - output->used;
		char *to = room ? output->buffer + output->used : spare;

		got = read(output->fd, to, room ? room : sizeof(spare));
		if (got <= 0)
			return;
		if (room)
			output->used += (size_t)got;
	}
}

/* Waits until the child ends; returns its status as ha_child_check() does. */
static enum ha_status
wait_for_end(const struct ha_child *child, const struct timespec *deadline,
	     struct output *output, int *status)
{
	int step = STEP_MIN;

	for (;;) {
		enum ha_status check = ha_child_check(child, status);
		int left = ha_deadline_remaining(deadline);
		struct pollfd wait = {.fd = output->fd, .events = POLLIN};

		drain(output);
		if (check != HA_ERR_LIMIT || left == 0)
			return check;
		if (poll(&wait, 1, step < left ? step : left) > 0 &&
		    !(wait.revents & POLLIN))
			output->fd = -1;
		step = step * 2 < STEP_MAX ? step * 2 : STEP_MAX;
	}
}

static enum ha_run
run(const struct ha_command *command, struct ha_child *child,
    struct output *output, struct ha_run_detail *detail)
{
	struct timespec deadline;
	enum ha_status status;

	ha_deadline_set(&deadline, command->timeout_ms);
	status = ha_child_read(child, &deadline, &detail->error,
			       sizeof(detail->error));
	if (status == HA_OK)
		return HA_RUN_ERROR;
	if (status == HA_END)
		status =
		    wait_for_end(child, &deadline, output, &detail->status);
	detail->timeout = status == HA_ERR_LIMIT;
	if (status != HA_OK)
		return HA_RUN_ERROR;
	return WIFEXITED(detail->status) && WEXITSTATUS(detail->status) == 0
		   ? HA_RUN_SUCCESS
		   : HA_RUN_FAILURE;
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
	if (ha_child_start(&child, HA_CHILD_EXECUTES, become, &start) ==
	    HA_OK) {
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
