/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * hostsaccess remove is killed before each of its system calls: the file is the
 * old one or the new one, whole; what others have added to the old one since is
 * in the file after the next change, and nothing else is left.
 */
#include "hostsaccess/change/remove.h"
#include "tests/support/emulated.h"
#include "tests/support/own_locks.h"
#include "tests/support/remove_tree.h"

#include <err.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ptrace.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#define OLD "# a\nsshd: 192.0.2.1\nsshd: 192.0.2.2\n"
#define NEW "# a\nsshd: 192.0.2.2\n"
#define LATE "sshd: 192.0.2.3\n"
#define CALLS_MAX 5000

/* Instead of that of the C library: no second is waited for. */
int
nanosleep(const struct timespec *wanted, struct timespec *left)
{
	(void)wanted, (void)left;
	return 0;
}

static char folder[] = "/tmp/change_killed.XXXXXX";

static void
write_file(const char *name, const char *text)
{
	FILE *stream = fopen(name, "we");

	if (!stream || fputs(text, stream) < 0 || fclose(stream) != 0)
		err(2, "%s", name);
}

static void
must_be(const char *name, const char *text, const char *other, unsigned number)
{
	char is[512] = "";
	FILE *stream = fopen(name, "re");

	if (!stream)
		err(1, "not ok - killed at call %u: %s", number, name);
	is[fread(is, 1, sizeof(is) - 1, stream)] = '\0';
	fclose(stream);
	if (strcmp(is, text) != 0 && (!other || strcmp(is, other) != 0))
		errx(1, "not ok - killed at call %u: %s is:\n%s", number, name,
		     is);
}

/* A process that removes the rule for CLIENT; the parent may trace it. */
static pid_t
start(const char *client, bool traced)
{
	const char *const words[] = {
	    "remove", "--force", "--allow-file", "allow", "--deny-file",
	    "deny",   "--conf",  "conf",         client,  NULL};
	pid_t pid = fork();

	if (pid < 0)
		err(2, "fork");
	if (pid > 0)
		return pid;
	if (!freopen("/dev/null", "w", stdout) ||
	    !freopen("/dev/null", "w", stderr))
		_exit(3);
	if (traced &&
	    (ptrace(PTRACE_TRACEME, 0, NULL, NULL) != 0 || raise(SIGSTOP) != 0))
		_exit(3);
	_exit(command_run(&remove_command, 9, (char **)words));
}

/*
 * Lets it run, and kills it where call NUMBER begins.  Returns whether there
 * was such a call.
 */
static bool
run_to(unsigned number)
{
	int status;
	pid_t pid = start("192.0.2.1", true);

	if (waitpid(pid, &status, 0) != pid || !WIFSTOPPED(status))
		errx(2, "it cannot be traced");
	/* each call stops twice, but the last one */
	for (unsigned stops = 0; stops < 2 * number + 1; stops++) {
		ptrace(PTRACE_SYSCALL, pid, NULL, NULL);
		if (waitpid(pid, &status, 0) != pid)
			err(2, "waitpid");
		/* it says that the old file is open, to be written */
		if (WIFEXITED(status) && WEXITSTATUS(status) == 2)
			return false;
		if (WIFEXITED(status))
			errx(1, "not ok - it ended with %d",
			     WEXITSTATUS(status));
	}
	kill(pid, SIGKILL);
	waitpid(pid, &status, 0);
	return true;
}

/* A change of another rule, which is not there, clears up. */
static void
clear_up(unsigned number)
{
	int status;
	pid_t pid = start("192.0.2.99", false);

	if (waitpid(pid, &status, 0) != pid || !WIFEXITED(status) ||
	    WEXITSTATUS(status) != 1)
		errx(1, "not ok - killed at call %u: the next one fails",
		     number);
	if (system("test -z \"$(find . -name '.*.hostsaccess')\"") != 0)
		errx(1, "not ok - killed at call %u: something is left",
		     number);
}

int
main(void)
{
	unsigned number = 0, replaced = 0;

	if (is_emulated("change_killed", "ptrace(2)"))
		return 77; /* for automake: skipped */
	own_locks();
	if (!mkdtemp(folder) || chdir(folder) != 0)
		err(2, "%s", folder);
	write_file("conf", "");
	for (;; number++) {
		bool goes_on, is_new;
		int fd;

		if (number == CALLS_MAX)
			errx(1, "not ok - it does not end");
		write_file("deny", "");
		write_file("allow.new", OLD);
		if (rename("allow.new", "allow") != 0)
			err(2, "allow");
		fd = open("allow", O_WRONLY | O_APPEND | O_CLOEXEC);
		goes_on = run_to(number);
		must_be("allow", OLD, NEW, number);
		is_new = lseek(fd, 0, SEEK_END) == (off_t)strlen(OLD) &&
			 system("grep -q '2\\.1$' allow") != 0;
		replaced += is_new;
		if (write(fd, LATE, strlen(LATE)) != (ssize_t)strlen(LATE))
			err(2, "write");
		close(fd);
		clear_up(number);
		must_be("allow", is_new ? NEW LATE : OLD LATE, NULL, number);
		if (!goes_on)
			break;
	}
	remove_tree(folder);
	printf("change_killed: killed at %u calls, %u of them behind the "
	       "exchange\n",
	       number, replaced);
	return number > 50 && replaced > 10 ? 0 : 1;
}
