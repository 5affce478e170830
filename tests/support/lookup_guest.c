/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * Lookup guest: for tests.  A program that asks PAM about a remote host, and
 * finds out what the modules leave behind in it:
 *   lookup_guest SERVICE HOST MODE
 * MODE is
 *   single    one thread
 *   children  one thread; the program has children of its own
 *   ignore    one thread, and SIGCHLD is ignored
 *   threads   four threads ask at once
 *   reaper    a second thread waits for any child all the time
 * Prints one line of what came out and what changed, in words.
 */
#include "tests/support/open_files.h"

#include <err.h>
#include <errno.h>
#include <pthread.h>
#include <security/pam_appl.h>
#include <signal.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#define THREADS 4
#define DECISIONS 5 /* of each thread */

static const char *service, *host;
static atomic_int child_signals, allowed, refused, reaped;
static atomic_bool finished;

static void
count_signal(int number)
{
	(void)number;
	child_signals++;
}

static int
converse(int count, const struct pam_message **messages,
	 struct pam_response **responses, void *context)
{
	(void)messages;
	(void)context;
	*responses = calloc((size_t)count, sizeof(**responses));
	return *responses ? PAM_SUCCESS : PAM_BUF_ERR;
}

static void
decide(void)
{
	static const struct pam_conv conversation = {converse, NULL};
	pam_handle_t *pamh;
	int result;

	if (pam_start(service, "root", &conversation, &pamh) != PAM_SUCCESS ||
	    pam_set_item(pamh, PAM_RHOST, host) != PAM_SUCCESS)
		errx(2, "pam_start");
	result = pam_acct_mgmt(pamh, 0);
	if (result == PAM_SUCCESS)
		allowed++;
	else if (result == PAM_PERM_DENIED)
		refused++;
	pam_end(pamh, result);
}

static void *
decide_often(void *context)
{
	(void)context;
	for (int i = 0; i < DECISIONS; i++)
		decide();
	return NULL;
}

static void *
reap(void *context)
{
	(void)context;
	while (!finished) {
		if (waitpid(-1, NULL, WNOHANG) > 0)
			reaped++;
		usleep(1000);
	}
	return NULL;
}

static void
start(pthread_t *thread, void *(*run)(void *))
{
	if (pthread_create(thread, NULL, run, NULL))
		errx(2, "pthread_create");
}

static void
decide_in_threads(void)
{
	pthread_t threads[THREADS];

	for (size_t i = 0; i < THREADS; i++)
		start(&threads[i], decide_often);
	for (size_t i = 0; i < THREADS; i++)
		pthread_join(threads[i], NULL);
}

static void
decide_beside_reaper(void)
{
	pthread_t reaper;

	start(&reaper, reap);
	decide_often(NULL);
	finished = true;
	pthread_join(reaper, NULL);
}

/* Makes a child that ends with STATUS as soon as it may read from FD. */
static pid_t
make_child(int fd, int status)
{
	pid_t pid = fork();
	char byte;

	if (pid < 0)
		err(2, "fork");
	if (pid > 0)
		return pid;
	_exit(read(fd, &byte, 1) == 1 ? status : 99);
}

/* Has one child end before the decisions, and one after them. */
static bool
decide_with_children(void)
{
	int ends[2], status[2] = {0, 0};
	pid_t pids[2];

	if (pipe(ends))
		err(2, "pipe");
	pids[0] = make_child(ends[0], 7);
	if (write(ends[1], "x", 1) != 1)
		err(2, "write");
	while (child_signals == 0)
		usleep(1000);
	pids[1] = make_child(ends[0], 8);
	decide_often(NULL);
	if (waitpid(-1, &status[0], 0) != pids[0])
		return false;
	if (write(ends[1], "x", 1) != 1 ||
	    waitpid(-1, &status[1], 0) != pids[1])
		return false;
	close(ends[0]);
	close(ends[1]);
	return WEXITSTATUS(status[0]) == 7 && WEXITSTATUS(status[1]) == 8;
}

/* What a guest could have changed about signals. */
struct signal_state {
	struct {
		int flags;
		void (*handler)(int);
	} actions[NSIG];
	bool blocked[NSIG], pending[NSIG];
	unsigned alarm;
};

static void
read_signals(struct signal_state *state)
{
	struct sigaction action = {.sa_handler = SIG_DFL};
	sigset_t blocked, pending;

	sigprocmask(SIG_SETMASK, NULL, &blocked);
	sigpending(&pending);
	memset(state, 0, sizeof(*state));
	for (int i = 1; i < NSIG; i++) {
		sigaction(i, NULL, &action);
		state->actions[i].flags = action.sa_flags;
		state->actions[i].handler = action.sa_handler;
		state->blocked[i] = sigismember(&blocked, i) == 1;
		state->pending[i] = sigismember(&pending, i) == 1;
	}
	state->alarm = alarm(0);
}

/* Decides as MODE says; returns what became of the program's children. */
static const char *
run(const char *mode)
{
	const char *children = "none";

	if (strcmp(mode, "children") == 0)
		children = decide_with_children() ? "own" : "WRONG";
	else if (strcmp(mode, "threads") == 0)
		decide_in_threads();
	else if (strcmp(mode, "reaper") == 0)
		decide_beside_reaper();
	else
		decide_often(NULL);
	if (waitpid(-1, NULL, WNOHANG | __WALL) != -1 || errno != ECHILD)
		return "LEFT";
	return children;
}

int
main(int count, char **words)
{
	struct sigaction action = {.sa_handler = count_signal};
	struct signal_state before, after;
	const char *children;
	int descriptors;

	if (count != 4)
		errx(2, "usage: lookup_guest SERVICE HOST MODE");
	service = words[1];
	host = words[2];
	if (strcmp(words[3], "ignore") == 0)
		action.sa_handler = SIG_IGN;
	sigaction(SIGCHLD, &action, NULL);
	descriptors = open_files();
	read_signals(&before);
	children = run(words[3]);
	read_signals(&after);
	printf("allowed=%d refused=%d children=%s descriptors=%+d signals=%s "
	       "SIGCHLD=%d reaped=%d\n",
	       allowed, refused, children, open_files() - descriptors,
	       memcmp(&before, &after, sizeof(before)) ? "CHANGED" : "same",
	       child_signals, reaped);
	return 0;
}
