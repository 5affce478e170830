/* SPDX-License-Identifier: BSD-3-Clause */
/* The module is a guest: in a process of others, perhaps in a thread. */
#include "tests/module/driver.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>

#include <cmocka.h>
#include <errno.h>
#include <limits.h>
#include <pthread.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#define SIGNALS 64

/* What a guest leaves as it is. */
struct house {
	mode_t mask;
	int nice;
	uid_t user;
	gid_t group;
	unsigned alarm;
	size_t variables;
	char folder[PATH_MAX];
	sigset_t blocked;
	void (*handlers[SIGNALS])(int);
};

static void
look(struct house *house)
{
	memset(house, 0, sizeof(*house));
	house->mask = umask(0);
	umask(house->mask);
	house->nice = getpriority(PRIO_PROCESS, 0);
	house->user = geteuid();
	house->group = getegid();
	house->alarm = alarm(0);
	while (environ[house->variables])
		house->variables++;
	assert_non_null(getcwd(house->folder, sizeof(house->folder)));
	sigprocmask(SIG_SETMASK, NULL, &house->blocked);
	for (int i = 1; i < SIGNALS; i++) {
		struct sigaction action = {.sa_handler = SIG_DFL};

		sigaction(i, NULL, &action);
		house->handlers[i] = action.sa_handler;
	}
}

static bool
exists(const char *folder, const char *name)
{
	char path[PATH_MAX];

	snprintf(path, sizeof(path), "%s/%s", folder, name);
	return access(path, F_OK) == 0;
}

/* Every option that would change the process, or start one. */
static void
test_process(void **state)
{
	const struct scenario row = {
	    .arguments = "quiet",
	    .allow = "ALL: ALL: aclexec touch ~/ran: umask 077: nice 5: "
		     "setenv HOUSE x: linger 3: keepalive: rfc931 3: "
		     "user root: group root: spawn touch ~/ran: banners ~: "
		     "severity info: allow\n",
	    .result = PAM_SUCCESS,
	    .lookups = ""};
	struct house before, behind;
	struct driver driver;

	(void)state;
	driver_start(&driver, &row);
	look(&before);
	assert_int_equal(driver_differences(&driver, driver_call(&driver)), 0);
	look(&behind);
	assert_memory_equal(&before, &behind, sizeof(before));
	assert_null(getenv("HOUSE"));
	assert_int_equal(waitpid(-1, NULL, WNOHANG), -1);
	assert_int_equal(errno, ECHILD);
	assert_true(exists(driver.folder, "ran"));
	driver_stop(&driver);
}

/* Nothing of one decision is left for the next one. */
static void
test_second_call(void **state)
{
	static const struct scenario row = {
	    .deny = "ALL: ALL: severity local3.crit: spawn x\n",
	    .result = PAM_PERM_DENIED};
	struct driver driver;
	char *first;

	(void)state;
	driver_start(&driver, &row);
	assert_int_equal(driver_call(&driver), PAM_PERM_DENIED);
	first = strdup(recorder.log);
	recorder_clear();
	driver_write(driver.folder, "hosts.deny", "ALL: ALL\n", 9);
	assert_int_equal(driver_call(&driver), PAM_PERM_DENIED);
	assert_non_null(strstr(first, "local3.crit"));
	assert_null(strstr(recorder.log, "local3.crit"));
	assert_null(strstr(recorder.log, "spawn"));
	free(first);
	driver_stop(&driver);
}

#define THREADS 4
#define ROUNDS 100

static const struct scenario rows[THREADS] = {
    {.allow = "ALL: .example.net\n",
     .deny = "ALL: ALL\n",
     .result = PAM_SUCCESS},
    {.rhost = "2001:db8::99",
     .allow = "ALL: .example.net\n",
     .deny = "ALL: ALL\n",
     .result = PAM_PERM_DENIED},
    {.rhost = "198.51.100.1",
     .allow = "ALL: ~/list\n",
     .list = "192.0.2.1\n",
     .deny = "a\nALL: ALL\n",
     .result = PAM_PERM_DENIED},
    {.arguments = "strict",
     .allow = "ALL: ALL\na\n",
     .result = PAM_SERVICE_ERR},
};

/* Counts the rounds that end otherwise than the row expects. */
static void *
decide_often(void *context)
{
	struct driver *driver = context;
	intptr_t wrong = 0;

	for (int i = 0; i < ROUNDS; i++)
		wrong += driver_call(driver) != driver->row->result;
	return (void *)wrong;
}

static size_t
count(const char *text, const char *part)
{
	size_t found = 0;

	for (; (text = strstr(text, part)); text += strlen(part))
		found++;
	return found;
}

static void
test_threads(void **state)
{
	struct driver drivers[THREADS];
	pthread_t threads[THREADS];
	void *wrong;

	(void)state;
	for (int i = 0; i < THREADS; i++)
		driver_start(&drivers[i], &rows[i]);
	for (int i = 0; i < THREADS; i++)
		assert_int_equal(pthread_create(&threads[i], NULL, decide_often,
						&drivers[i]),
				 0);
	for (int i = 0; i < THREADS; i++) {
		assert_int_equal(pthread_join(threads[i], &wrong), 0);
		assert_int_equal((intptr_t)wrong, 0);
	}
	assert_int_equal(count(recorder.log, "refused connect from "
					     "2001:db8::99 (2001:db8::99): "),
			 ROUNDS);
	assert_int_equal(count(recorder.log, "refused connect from "
					     "198.51.100.1 (198.51.100.1): "),
			 ROUNDS);
	assert_int_equal(count(recorder.log, "cannot decide on "), ROUNDS);
	assert_int_equal(count(recorder.log, "\n"), 4 * ROUNDS);
	for (int i = 0; i < THREADS; i++)
		driver_stop(&drivers[i]);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_process),
	    cmocka_unit_test(test_second_call),
	    cmocka_unit_test(test_threads),
	};

	return cmocka_run_group_tests_name("guest", tests, NULL, NULL);
}
