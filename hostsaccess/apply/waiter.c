/* SPDX-License-Identifier: BSD-3-Clause */
#include "hostsaccess/apply/waiter.h"

#include "hostsaccess/apply/back.h"

#include <fcntl.h>
#include <signal.h>
#include <syslog.h>
#include <time.h>
#include <unistd.h>

/* How long it is tried again, and how often, in seconds. */
#define TRIES_SECONDS 600
#define TRY_SECONDS 5

/* Seconds that go on while the machine sleeps. */
static time_t
now(void)
{
	struct timespec time = {0};

	if (clock_gettime(CLOCK_BOOTTIME, &time) != 0)
		clock_gettime(CLOCK_MONOTONIC, &time);
	return time.tv_sec;
}

/* Waits for a second; returns whether this process is to end. */
static bool
nap(const sigset_t *signals)
{
	const struct timespec second = {1, 0};

	return sigtimedwait(signals, NULL, &second) > 0;
}

/*
 * Goes back, and says what came of it, but not twice the same, which TOLD
 * keeps; returns whether that is all.
 */
static bool
go_back(const char *folder, const char *id, char told[BACK_WHY_MAX])
{
	char why[BACK_WHY_MAX] = "";

	switch (back_go(folder, id, why)) {
	case BACK_DONE:
		syslog(LOG_NOTICE, "the rules were not confirmed: those before "
				   "them are back");
		return true;
	case BACK_NOTHING:
		return true;
	case BACK_FAILED:
		break;
	}
	if (strcmp(why, told) != 0)
		syslog(LOG_ERR,
		       "the rules were not confirmed, and those before them "
		       "cannot be put back, which is tried again: %s",
		       why);
	memcpy(told, why, sizeof(why));
	return false;
}

/* Waits until the rules are installed, or whoever does that has ended. */
static void
wait_for_rules(const char *folder)
{
	int lock = state_lock(folder);

	if (lock >= 0)
		close(lock);
}

/* Waits for SECONDS, and goes back. */
static void
wait_and_go(const char *folder, const char *id, unsigned long seconds,
	    const sigset_t *signals)
{
	char told[BACK_WHY_MAX] = "";
	time_t until;
	bool ends = false;

	wait_for_rules(folder);
	until = now() + (time_t)seconds;
	while (!ends && now() < until) {
		if (!state_waits(folder, id))
			return;
		ends = nap(signals);
	}
	for (int i = 0; i < TRIES_SECONDS / TRY_SECONDS; i++) {
		if (go_back(folder, id, told))
			return;
		for (int j = 0; j < TRY_SECONDS; j++)
			nap(signals);
	}
	syslog(LOG_ERR, "the rules of before are not back; `hostsaccess apply "
			"--revert' tries it once more");
}

/* Leaves the session, its terminal and all that is open. */
static void
leave(int lock)
{
	int null = open("/dev/null", O_RDWR | O_CLOEXEC);

	setsid();
	close(lock);
	for (int fd = STDIN_FILENO; null >= 0 && fd <= STDERR_FILENO; fd++)
		dup2(null, fd);
	if (chdir("/") != 0)
		return; /* a folder stays in use for so long */
}

static void __attribute__((noreturn))
run(const char *folder, const char *id, unsigned long seconds, int lock)
{
	static const int ignored[] = {SIGHUP, SIGINT, SIGQUIT, SIGPIPE,
				      SIGTSTP};
	sigset_t signals;

	for (size_t i = 0; i < sizeof(ignored) / sizeof(*ignored); i++)
		signal(ignored[i], SIG_IGN);
	sigemptyset(&signals);
	sigaddset(&signals, SIGTERM);
	sigprocmask(SIG_BLOCK, &signals, NULL);
	leave(lock);
	openlog("hostsaccess", LOG_PID, LOG_AUTHPRIV);
	wait_and_go(folder, id, seconds, &signals);
	_exit(0);
}

bool
waiter_start(const char *folder, const char id[STATE_ID_SIZE],
	     unsigned long seconds, int lock)
{
	pid_t pid = fork();

	if (pid == 0)
		run(folder, id, seconds, lock);
	return pid > 0;
}
