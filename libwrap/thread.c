/* SPDX-License-Identifier: BSD-3-Clause */
#include "libwrap/thread.h"

#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <signal.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#if __has_include(<sys/single_threaded.h>)
#include <sys/single_threaded.h>
#define SINGLE_THREADED __libc_single_threaded
#else
#define SINGLE_THREADED 1
#endif

/*
 * How many may be at work: each whom no name server answers takes long.  Those
 * clients can take up all the places for their names, and none of those that
 * are left to conditions of rules.
 */
#define THREADS_MAX 128
#define CLIENT_THREADS_MAX 96

/*
 * How often, and after how many milliseconds, one who has no place looks for it
 * again.  A child is no way out: in it, what other threads of the resolver have
 * locked stays locked.
 */
#define TRIES 400
#define NAP_MS 5

/* Enough for what nsswitch.conf(5) may name. */
#define STACK_SIZE (512UL * 1024UL)

/* How many are, and in which process: a fork leaves them behind. */
static atomic_int at_work, process;

/* Returns whether one more may be, of MAX; it is counted then. */
static bool
take_place(int max)
{
	int here = (int)getpid();

	if (atomic_exchange(&process, here) != here)
		atomic_store(&at_work, 0);
	if (atomic_fetch_add(&at_work, 1) < max)
		return true;
	atomic_fetch_sub(&at_work, 1);
	return false;
}

struct job {
	void (*find)(int fd, const void *context);
	struct ha_question question;
	struct ha_address address;
	char name[HA_NAME_MAX + 1];
	int fd;
};

static bool
wait_for_place(int max, const struct timespec *deadline)
{
	const struct timespec nap = {0, NAP_MS * 1000000L};

	for (int i = 0; i < TRIES; i++) {
		if (take_place(max))
			return true;
		if (ha_deadline_remaining(deadline) == 0)
			return false;
		nanosleep(&nap, NULL);
	}
	return false;
}

bool
thread_is_wanted(void)
{
	return !SINGLE_THREADED;
}

static void *
work(void *context)
{
	struct job *job = context;

	job->find(job->fd, &job->question);
	close(job->fd);
	free(job);
	atomic_fetch_sub(&at_work, 1);
	return NULL;
}

/* A copy of QUESTION: whoever asks may go away before it is answered. */
static struct job *
make_job(void (*find)(int fd, const void *context),
	 const struct ha_question *question)
{
	struct job *job = calloc(1, sizeof(*job));

	if (!job)
		return NULL;
	job->find = find;
	job->question = *question;
	if (question->address) {
		job->address = *question->address;
		job->question.address = &job->address;
	}
	if (question->name) {
		snprintf(job->name, sizeof(job->name), "%s", question->name);
		job->question.name = job->name;
	}
	return job;
}

/*
 * The thread gets none of the signals of the program, or does not begin where
 * a filter of system calls forbids that: SIGPIPE would end the program.
 */
static int
create(struct job *job)
{
	pthread_attr_t attributes;
	sigset_t all, before;
	pthread_t thread;
	int error = pthread_attr_init(&attributes);

	if (error)
		return error;
	pthread_attr_setdetachstate(&attributes, PTHREAD_CREATE_DETACHED);
	pthread_attr_setstacksize(&attributes, STACK_SIZE);
	sigfillset(&all);
	error = pthread_sigmask(SIG_SETMASK, &all, &before);
	if (!error) {
		error = pthread_create(&thread, &attributes, work, job);
		pthread_sigmask(SIG_SETMASK, &before, NULL);
	}
	pthread_attr_destroy(&attributes);
	return error;
}

/* Has a thread FIND the answer to QUESTION; its place is taken. */
static enum ha_status
start(struct ha_child *child, void (*find)(int fd, const void *context),
      const struct ha_question *question)
{
	struct job *job;
	int ends[2], error;

	job = make_job(find, question);
	error = ENOMEM;
	if (job)
		error = pipe2(ends, O_CLOEXEC) ? errno : 0;
	if (!error) {
		*child = (struct ha_child){.pid = 0, .fd = ends[0]};
		job->fd = ends[1];
		error = create(job);
	} else {
		free(job);
		job = NULL;
	}
	if (!error)
		return HA_OK;
	if (job) {
		close(ends[0]);
		close(ends[1]);
		free(job);
	}
	atomic_fetch_sub(&at_work, 1);
	errno = error;
	return HA_ERR_IO;
}

enum ha_status
thread_start(struct ha_child *child, void (*find)(int fd, const void *context),
	     const struct ha_question *question,
	     const struct timespec *deadline)
{
	return wait_for_place(THREADS_MAX, deadline)
		   ? start(child, find, question)
		   : HA_ERR_LIMIT;
}

enum ha_status
thread_start_for_client(struct ha_child *child,
			void (*find)(int fd, const void *context),
			const struct ha_question *question,
			const struct timespec *deadline)
{
	return wait_for_place(CLIENT_THREADS_MAX, deadline)
		   ? start(child, find, question)
		   : HA_ERR_LIMIT;
}
