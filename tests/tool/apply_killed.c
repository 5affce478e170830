/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * hostsaccess apply --confirm, --revert and --keep, and who waits with it, are
 * killed before each of their system calls, as where a machine goes down.  What
 * the unit does then leads back to the old rules, unless they were confirmed:
 * both files are the old ones, or both the new ones.
 */
#include "hostsaccess/apply/apply.h"
#include "tests/support/emulated.h"
#include "tests/support/own_locks.h"
#include "tests/support/remove_tree.h"

#include <err.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/ptrace.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#define OLD_ALLOW "sshd: 192.0.2.1\n"
#define OLD_DENY "ALL: ALL\n"
#define NEW_ALLOW "sshd: 192.0.2.2\n"
#define NEW_DENY "ALL: ALL EXCEPT LOCAL\n"
#define CALLS_MAX 20000

/* Instead of that of the C library: no second is waited for. */
int
nanosleep(const struct timespec *wanted, struct timespec *left)
{
	(void)wanted, (void)left;
	return 0;
}

static char folder[] = "/tmp/apply_killed.XXXXXX";

static void
write_file(const char *name, const char *text)
{
	FILE *stream = fopen(name, "we");

	if (!stream || fputs(text, stream) < 0 || fclose(stream) != 0)
		err(2, "%s", name);
}

static bool
is_text(const char *name, const char *text)
{
	char is[512] = "";
	FILE *stream = fopen(name, "re");

	if (!stream)
		return false;
	is[fread(is, 1, sizeof(is) - 1, stream)] = '\0';
	fclose(stream);
	return strcmp(is, text) == 0;
}

static bool
are_old(void)
{
	return is_text("allow", OLD_ALLOW) && is_text("deny", OLD_DENY);
}

static bool
are_new(void)
{
	return is_text("allow", NEW_ALLOW) && is_text("deny", NEW_DENY);
}

/* The ways to call it. */
static const char *const ways[][14] = {
    {"apply", "--conf", "conf", "--wtmp", "conf", "--log", "conf", "--state",
     "state", "--confirm=9999", "--allow-file=new.allow",
     "--deny-file=new.deny", "--quick", NULL},
    {"apply", "--state", "state", "--revert", NULL},
    {"apply", "--state", "state", "--keep", NULL},
};

enum way { APPLY, REVERT, KEEP };

/* A process that is called so; the parent may trace it. */
static pid_t
start(enum way way, bool traced)
{
	int count = 0;
	pid_t pid = fork();

	if (pid < 0)
		err(2, "fork");
	if (pid > 0)
		return pid;
	while (ways[way][count])
		count++;
	if (!freopen("/dev/null", "r", stdin) ||
	    !freopen("/dev/null", "w", stdout) || !freopen("said", "w", stderr))
		_exit(3);
	if (traced &&
	    (ptrace(PTRACE_TRACEME, 0, NULL, NULL) != 0 || raise(SIGSTOP) != 0))
		_exit(3);
	setbuf(stderr, NULL);
	_exit(command_run(&apply_command, count, (char **)ways[way]));
}

/* Ends all that is left, who waits among them: this is who reaps it. */
static void
end_all(void)
{
	char path[64], line[256];
	FILE *stream;

	for (;;) {
		char *rest = line;

		snprintf(path, sizeof(path), "/proc/self/task/%d/children",
			 (int)getpid());
		stream = fopen(path, "re");
		if (!stream)
			err(2, "%s", path);
		line[fread(line, 1, sizeof(line) - 1, stream)] = '\0';
		fclose(stream);
		if (line[0] == '\0')
			return;
		while (*rest) {
			long pid = strtol(rest, &rest, 10);

			if (pid > 0)
				kill((pid_t)pid, SIGKILL);
			rest += strspn(rest, " \n");
		}
		while (waitpid(-1, NULL, WNOHANG) > 0)
			;
	}
}

/*
 * Lets it run, and kills it where call NUMBER begins.  Returns whether there
 * was such a call.
 */
static bool
run_to(enum way way, unsigned number)
{
	int status;
	pid_t pid = start(way, true);

	if (waitpid(pid, &status, 0) != pid || !WIFSTOPPED(status))
		errx(2, "it cannot be traced");
	/* each call stops twice, but the last one */
	for (unsigned stops = 0; stops < 2 * number + 1; stops++) {
		ptrace(PTRACE_SYSCALL, pid, NULL, NULL);
		if (waitpid(pid, &status, 0) != pid)
			err(2, "waitpid");
		if (WIFEXITED(status) && WEXITSTATUS(status) == 0)
			return false;
		if (WIFEXITED(status))
			errx(1, "not ok - it ended with %d",
			     WEXITSTATUS(status));
	}
	kill(pid, SIGKILL);
	waitpid(pid, &status, 0);
	return true;
}

/* Runs it to its end; returns its exit status. */
static int
run(enum way way)
{
	int status;
	pid_t pid = start(way, false);

	if (waitpid(pid, &status, 0) != pid || !WIFEXITED(status))
		errx(1, "not ok - it does not end");
	return WEXITSTATUS(status);
}

/* The old rules, and none that wait. */
static void
begin(void)
{
	write_file("allow", OLD_ALLOW);
	write_file("deny", OLD_DENY);
	remove_tree("state");
}

/* What the last one has said. */
static const char *
said(void)
{
	static char text[512];
	FILE *stream = fopen("said", "re");

	text[stream ? fread(text, 1, sizeof(text) - 1, stream) : 0] = '\0';
	if (stream)
		fclose(stream);
	return text;
}

/* Goes down, comes up again, and is killed once more perhaps. */
static void
come_back(const char *what, unsigned number, bool may_be_new)
{
	int status;

	end_all();
	status = run(REVERT);
	if (status != 0 && status != 1)
		errx(1,
		     "not ok - %s, killed at call %u: the unit fails: %d, %s",
		     what, number, status, said());
	if (!are_old() && !(may_be_new && status == 1 && are_new()))
		errx(1, "not ok - %s, killed at call %u: other rules", what,
		     number);
	if (system("test -z \"$(ls -A state 2>/dev/null | grep -v -e confirmed "
		   "-e lock)\" && "
		   "test -z \"$(find . -name '.*.hostsaccess')\"") != 0)
		errx(1, "not ok - %s, killed at call %u: something is left",
		     what, number);
}

/* Kills it, called as WAY; returns at how many calls. */
static unsigned
kill_each(enum way way, const char *what)
{
	unsigned number = 0;
	bool goes_on = true;

	for (; goes_on; number++) {
		if (number == CALLS_MAX)
			errx(1, "not ok - it does not end");
		begin();
		if (way != APPLY) {
			if (run(APPLY) != 0 || !are_new())
				errx(1, "not ok - it is not applied");
			end_all();
		}
		goes_on = run_to(way, number);
		if (!goes_on && way == APPLY && !are_new())
			errx(1, "not ok - it is not applied, whole");
		come_back(what, number, way == KEEP);
	}
	return number;
}

int
main(void)
{
	unsigned applied, reverted, kept;
	char conf[256];

	if (is_emulated("apply_killed", "ptrace(2)"))
		return 77; /* for automake: skipped */
	own_locks();
	if (!mkdtemp(folder) || chdir(folder) != 0)
		err(2, "%s", folder);
	if (prctl(PR_SET_CHILD_SUBREAPER, 1L, 0L, 0L, 0L) != 0)
		err(2, "prctl");
	write_file("new.allow", NEW_ALLOW);
	write_file("new.deny", NEW_DENY);
	snprintf(conf, sizeof(conf), "allowfile=%s/allow\ndenyfile=%s/deny\n",
		 folder, folder);
	write_file("conf", conf);
	applied = kill_each(APPLY, "apply");
	reverted = kill_each(REVERT, "revert");
	kept = kill_each(KEEP, "keep");
	remove_tree(folder);
	printf("apply_killed: killed at %u, %u and %u calls\n", applied,
	       reverted, kept);
	return applied > 300 && reverted > 50 && kept > 10 ? 0 : 1;
}
