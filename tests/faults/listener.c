/* SPDX-License-Identifier: BSD-3-Clause */
#include "tests/faults/listener.h"

#include "tests/support/must.h"

#include <errno.h>
#include <linux/filter.h>
#include <linux/seccomp.h>
#include <poll.h>
#include <sched.h>
#include <signal.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#define PATIENCE_MS 30000

/* In the child: from here on every call waits for the parent. */
static void
listen_to_me(struct listened *listened)
{
	struct sock_filter ask[] = {
	    BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_USER_NOTIF)};
	const struct sock_fprog program = {1, ask};
	long fd;

	must(prctl(PR_SET_PDEATHSIG, SIGKILL) == 0, "PR_SET_PDEATHSIG");
	must(prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) == 0, "NO_NEW_PRIVS");
	fd = syscall(SYS_seccomp, SECCOMP_SET_MODE_FILTER,
		     SECCOMP_FILTER_FLAG_NEW_LISTENER, &program);
	must(fd >= 0, "seccomp");
	listened->fd = (int)fd;
}

pid_t
listener_fork(struct listened *listened, int *listener)
{
	int pidfd;
	pid_t pid;

	listened->on = false;
	listened->fd = -1;
	pid = fork();
	must(pid >= 0, "fork");
	if (pid == 0) {
		listen_to_me(listened);
		return 0;
	}
	while (listened->fd < 0) {
		must(waitpid(pid, NULL, WNOHANG) == 0, "child");
		sched_yield();
	}
	pidfd = (int)syscall(SYS_pidfd_open, pid, 0);
	must(pidfd >= 0, "pidfd_open");
	*listener = (int)syscall(SYS_pidfd_getfd, pidfd, listened->fd, 0);
	must(*listener >= 0, "pidfd_getfd");
	close(pidfd);
	return pid;
}

/* Answers one call; returns false if there are no more. */
static bool
answer(const struct listened *listened, int listener,
       int (*fails)(void *context, pid_t pid, int number), void *context)
{
	struct seccomp_notif call = {0};
	struct seccomp_notif_resp reply = {0};
	struct pollfd wait = {.fd = listener, .events = POLLIN};

	if (poll(&wait, 1, PATIENCE_MS) != 1 || !(wait.revents & POLLIN))
		return false;
	/* Who made the call may have been killed meanwhile: ENOENT. */
	if (ioctl(listener, SECCOMP_IOCTL_NOTIF_RECV, &call))
		return errno == ENOENT || errno == EINTR;
	reply.id = call.id;
	if (listened->on)
		reply.error = -fails(context, (pid_t)call.pid, call.data.nr);
	if (reply.error == 0)
		reply.flags = SECCOMP_USER_NOTIF_FLAG_CONTINUE;
	must(ioctl(listener, SECCOMP_IOCTL_NOTIF_SEND, &reply) == 0 ||
		 errno == ENOENT,
	     "SECCOMP_IOCTL_NOTIF_SEND");
	return true;
}

int
listener_run(struct listened *listened, int listener, pid_t pid,
	     int (*fails)(void *context, pid_t pid, int number), void *context)
{
	int status;

	while (answer(listened, listener, fails, context))
		;
	/* Calls that still come then fail. */
	close(listener);
	for (int polls = 0; polls < 1000; polls++) {
		if (waitpid(pid, &status, WNOHANG) == pid)
			return status;
		usleep(1000);
	}
	kill(pid, SIGKILL);
	waitpid(pid, NULL, 0);
	return -1;
}
