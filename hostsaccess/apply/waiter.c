/* SPDX-License-Identifier: BSD-3-Clause */
#include "hostsaccess/apply/waiter.h"

#include "hostsaccess/apply/back.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <sys/wait.h>
#include <syslog.h>
#include <time.h>
#include <unistd.h>

/* What a caller may have left open is below this. */
#define FDS_MAX 1024
/* Of so many tries to go back one that fails is told. */
#define QUIET_TRIES 60
/* For so long whoever installs the rules may take longer than they are tried.
 */
#define HANGS_SECONDS 30

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

/* Goes back, says what came of it, and ends with 0 if that is all. */
static void __attribute__((noreturn))
try_once(const char *folder, const char *id, bool quiet)
{
	char why[BACK_WHY_MAX] = "";
	enum back back = back_go(folder, id, why);

	if (back == BACK_DONE)
		syslog(LOG_NOTICE, "the rules were not confirmed: those before "
				   "them are back");
	else if (back == BACK_FAILED && !quiet)
		syslog(LOG_ERR,
		       "the rules were not confirmed, and those before them "
		       "cannot be put back, which is tried again: %s",
		       why);
	_exit(back == BACK_FAILED);
}

/* Likewise in a child, which may want more memory than there is. */
static bool
go_back(const char *folder, const char *id, bool quiet)
{
	int status = 1;
	pid_t pid = fork();

	if (pid == 0)
		try_once(folder, id, quiet);
	while (pid > 0 && waitpid(pid, &status, 0) < 0 && errno == EINTR)
		;
	return pid > 0 && WIFEXITED(status) && WEXITSTATUS(status) == 0;
}

/*
 * Waits until the rules are installed, or PARENT, who does that, has ended; it
 * is ended if it hangs for longer than the rules are to be tried.
 */
static void
wait_for_rules(const char *folder, unsigned long seconds, pid_t parent)
{
	time_t until = now() + (time_t)seconds + HANGS_SECONDS;
	int lock;

	do
		lock = state_lock_existing(folder);
	while (lock < 0 && errno == EBUSY && now() < until);
	if (lock >= 0)
		close(lock);
	else if (errno == EBUSY && getppid() == parent)
		kill(parent, SIGKILL);
}

/* Waits for SECONDS, and goes back, however often that has to be tried. */
static void
wait_and_go(const char *folder, const char *id, unsigned long seconds,
	    const sigset_t *signals)
{
	time_t until = now() + (time_t)seconds;
	bool ends = false;
	unsigned nap_seconds = 5;

	while (!ends && now() < until) {
		if (!state_waits(folder, id))
			return;
		ends = nap(signals);
	}
	for (unsigned i = 0; !go_back(folder, id, i % QUIET_TRIES > 0); i++) {
		for (unsigned j = 0; j < nap_seconds; j++)
			nap(signals);
		nap_seconds = i < QUIET_TRIES ? 5 : 60;
	}
}

/* Leaves the session, its terminal and all that is open. */
static void
leave(int lock)
{
	int null = open("/dev/null", O_RDWR | O_CLOEXEC);

	setsid();
	close(lock);
	/* locks of whoever has called it among them */
	for (int fd = STDERR_FILENO + 1; fd < FDS_MAX; fd++)
		if (fd != null)
			close(fd);
	for (int fd = STDIN_FILENO; null >= 0 && fd <= STDERR_FILENO; fd++)
		dup2(null, fd);
	if (chdir("/") != 0)
		return; /* a folder stays in use for so long */
}

static void __attribute__((noreturn))
run(const char *folder, const char *id, unsigned long seconds, int lock,
    pid_t parent)
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
	wait_for_rules(folder, seconds, parent);
	wait_and_go(folder, id, seconds, &signals);
	_exit(0);
}

bool
waiter_start(const char *folder, const char id[STATE_ID_SIZE],
	     unsigned long seconds, int lock)
{
	pid_t parent = getpid(), pid = fork();

	if (pid == 0)
		run(folder, id, seconds, lock, parent);
	return pid > 0;
}
