/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * Busy: decisions while another process writes the rule file again and again,
 * in place or as a new file.  Whom every state of it refuses never gets in, and
 * whom none does always, soon; a command of a rule runs once a decision.
 */
#include "tests/support/must.h"
#include "tests/unit/folder.h"
#include "tests/unit/unit.h"

#include <dlfcn.h>
#include <limits.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#define ROUNDS 60

/* Between two writes, in milliseconds: less than a file needs to be at rest. */
#define GAP_MS 4

/* A decision waits for 50 ms or so; a busy machine for longer. */
#define LONG_MS 3000

typedef int ask_fn(char *daemon, char *name, char *address, char *user);

static ask_fn *hosts_ctl;
static char **allow_table, **deny_table;
static char allow[PATH_MAX], deny[PATH_MAX];

static void
nap(long ms)
{
	const struct timespec time = {0, ms * 1000000};

	nanosleep(&time, NULL);
}

static long long
now_ms(void)
{
	struct timespec time;

	clock_gettime(CLOCK_MONOTONIC, &time);
	return time.tv_sec * 1000LL + time.tv_nsec / 1000000;
}

/* Writes hosts.deny until it is killed; as a new file, or in place. */
static pid_t
start_writer(bool anew)
{
	static const char beside[] = "hosts.deny.new";
	char text[128];
	pid_t pid;

	fflush(NULL);
	pid = fork();
	must(pid >= 0, "fork");
	if (pid > 0)
		return pid;
	for (unsigned i = 0;; i++) {
		snprintf(text, sizeof(text),
			 "# %u\nALL: 198.51.100.9\nALL: 10.0.0.%u\n", i,
			 i % 250);
		write_text(anew ? beside : "hosts.deny", text);
		if (anew)
			rename(beside, "hosts.deny");
		nap(GAP_MS);
	}
}

static void
end(pid_t pid)
{
	kill(pid, SIGKILL);
	waitpid(pid, NULL, 0);
}

static int
ask(const char *address)
{
	char daemon[] = "in.busy", name[] = "unknown", user[] = "";
	char client[32];

	snprintf(client, sizeof(client), "%s", address);
	snprintf(allow, sizeof(allow), "%s/hosts.allow", folder);
	snprintf(deny, sizeof(deny), "%s/hosts.deny", folder);
	*allow_table = allow;
	*deny_table = deny;
	return hosts_ctl(daemon, name, client, user);
}

static void
decide_beside(bool anew)
{
	pid_t writer;

	write_text("hosts.allow", "# none\n");
	write_text("hosts.deny", "ALL: 198.51.100.9\n");
	writer = start_writer(anew);
	nap(50);
	for (int i = 0; i < ROUNDS; i++) {
		long long begin = now_ms();

		assert_int_equal(ask("198.51.100.9"), 0);
		assert_int_equal(ask("203.0.113.7"), 1);
		assert_true(now_ms() - begin < LONG_MS);
	}
	end(writer);
}

static void
in_place(void **state)
{
	(void)state;
	decide_beside(false);
}

static void
as_new_files(void **state)
{
	(void)state;
	decide_beside(true);
}

/* How often the command of a rule has run. */
static long
runs(void)
{
	struct stat status;

	return stat("ran", &status) ? 0 : (long)status.st_size;
}

static void
commands_run_once(void **state)
{
	pid_t writer;

	(void)state;
	write_text("hosts.allow",
		   "ALL: ALL: aclexec printf x >>~/ran; exit 1\n");
	write_text("hosts.deny", "ALL: 198.51.100.9\n");
	nap(60); /* until hosts.allow is at rest, and hosts.deny is not */
	writer = start_writer(false);
	nap(50);
	for (int i = 0; i < 5; i++) {
		unlink("ran");
		ask("198.51.100.9");
		assert_true(runs() <= 1);
	}
	end(writer);
}

static void *
find(void *library, const char *name)
{
	void *found = dlsym(library, name);

	must(found, name);
	return found;
}

static void
load(void)
{
	const char *build = getenv("HA_BUILDDIR");
	char path[PATH_MAX];
	void *library, *function;

	snprintf(path, sizeof(path), "%s/libwrap/.libs/libwrap.so.0",
		 build ? build : ".");
	library = dlopen(path, RTLD_NOW);
	must(library, path);
	function = find(library, "hosts_ctl");
	memcpy(&hosts_ctl, &function, sizeof(hosts_ctl));
	allow_table = find(library, "hosts_allow_table");
	deny_table = find(library, "hosts_deny_table");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(in_place),
	    cmocka_unit_test(as_new_files),
	    cmocka_unit_test(commands_run_once),
	};

	load();
	return cmocka_run_group_tests(tests, folder_make, folder_remove);
}
