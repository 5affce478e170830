/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * hostsaccess index is killed before each of its system calls: the index that
 * was there is whole and in its place, or the new one is, and the next run
 * builds one whatever was left.  HA_BUILDDIR is the build tree.
 */
#include "hostsaccess/index/state.h"
#include "tests/support/emulated.h"

#include <err.h>
#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ptrace.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#define LINES 3000
#define CALLS_MAX 5000

static const struct ha_index_use rules = {.rules = true};
static char program[512], folder[64], text[96], name[128], new_name[128];

static void
write_text(void)
{
	FILE *stream = fopen(text, "we");

	if (!stream)
		err(2, "%s", text);
	for (unsigned i = 0; i < LINES; i++)
		fprintf(stream, "sshd: 10.%u.%u.7 # a comment\n", i / 200,
			i % 200);
	if (fclose(stream) != 0)
		err(2, "%s", text);
	sleep(4); /* it has to be old */
}

static pid_t
start(bool traced)
{
	pid_t pid = fork();

	if (pid < 0)
		err(2, "fork");
	if (pid > 0)
		return pid;
	if (!freopen("/dev/null", "w", stdout) ||
	    (traced && ptrace(PTRACE_TRACEME, 0, NULL, NULL) != 0))
		_exit(3);
	execl(program, program, "index", text, (char *)NULL);
	_exit(3);
}

/*
 * Runs index, and kills it where call NUMBER begins.  Returns whether there was
 * such a call.
 */
static bool
run_to(unsigned number)
{
	int status;
	pid_t pid = start(true);

	if (waitpid(pid, &status, 0) != pid || !WIFSTOPPED(status))
		errx(2, "it cannot be traced");
	/* each call stops twice, but the last one */
	for (unsigned stops = 0; stops < 2 * number + 1; stops++) {
		ptrace(PTRACE_SYSCALL, pid, NULL, NULL);
		if (waitpid(pid, &status, 0) != pid)
			err(2, "waitpid");
		if (WIFEXITED(status))
			return false;
	}
	kill(pid, SIGKILL);
	waitpid(pid, &status, 0);
	return true;
}

static void
must_build(const char *when)
{
	int status;
	pid_t pid = start(false);

	if (waitpid(pid, &status, 0) != pid || !WIFEXITED(status) ||
	    WEXITSTATUS(status) != 0)
		errx(1, "not ok - %s: none is built", when);
}

static enum ha_index_state
state(void)
{
	return index_state(text, rules);
}

/* Kills it at every call; the index is WANTED, or valid, each time. */
static unsigned
kill_everywhere(enum ha_index_state wanted)
{
	unsigned number = 0, done = 0;

	for (; number < CALLS_MAX; number++) {
		enum ha_index_state is;

		if (wanted == HA_INDEX_ABSENT)
			unlink(name);
		if (!run_to(number))
			break;
		is = state();
		done += is == HA_INDEX_VALID && wanted == HA_INDEX_ABSENT;
		if (is != wanted && is != HA_INDEX_VALID)
			errx(1, "not ok - killed at call %u: the index is %s",
			     number, index_state_words(is, rules));
	}
	if (wanted == HA_INDEX_ABSENT && done == 0)
		errx(1, "not ok - it never was done before it was killed");
	return number;
}

int
main(void)
{
	const char *build = getenv("HA_BUILDDIR");
	unsigned without, with;

	if (is_emulated("index_killed", "ptrace(2)"))
		return 77; /* for automake: skipped */
	snprintf(program, sizeof(program), "%s/hostsaccess/hostsaccess",
		 build ? build : ".");
	strcpy(folder, "/tmp/index_killed.XXXXXX");
	if (!mkdtemp(folder))
		err(2, "%s", folder);
	snprintf(text, sizeof(text), "%s/text", folder);
	snprintf(name, sizeof(name), "%s" HA_INDEX_SUFFIX, text);
	snprintf(new_name, sizeof(new_name), "%s" HA_INDEX_SUFFIX ".new", text);
	write_text();
	without = kill_everywhere(HA_INDEX_ABSENT);
	must_build("after all of it");
	if (state() != HA_INDEX_VALID || access(new_name, F_OK) == 0)
		errx(1, "not ok - what is left is not cleaned up");
	with = kill_everywhere(HA_INDEX_VALID);
	must_build("with one there");
	unlink(name);
	unlink(text);
	if (rmdir(folder) != 0)
		err(1, "not ok - something is left in %s", folder);
	printf("index_killed: killed at %u and %u calls\n", without, with);
	return without > 20 && with > 20 ? 0 : 1;
}
