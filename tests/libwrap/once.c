/* SPDX-License-Identifier: BSD-3-Clause */
/* That a refusal is logged once: floods of them, and refuse(). */
#include "tests/libwrap/wrap.h"

#include <sys/wait.h>
#include <stdlib.h>
#include <time.h>

#define REFUSED(address, rest) \
	"authpriv.warning refused connect from " address " (" address \
	"): service=in.test rule=~/hosts.deny:1 \"ALL: ALL\"" rest "\n"
#define FIRST REFUSED("192.0.2.10", "")

/* More than the lines that are remembered stand for, in seconds. */
#define WINDOW 60

static int
ask(const char *daemon, const char *address)
{
	struct request_info request;

	wrap.request_init(&request, RQ_DAEMON, daemon, RQ_CLIENT_ADDR, address,
			  0);
	return wrap.hosts_access(&request);
}

static void
ask_often(int count)
{
	while (count-- > 0)
		ask("in.test", "192.0.2.10");
}

static void
test_flood(void **state)
{
	(void)state;
	wrap_begin(NULL, "ALL: ALL\n");
	ask_often(100);
	assert_log(FIRST);
	wrap_forward(WINDOW);
	ask_often(1);
	assert_log(FIRST REFUSED("192.0.2.10", " left_out=99"));
	wrap_forward(WINDOW);
	ask_often(1);
	assert_log(FIRST REFUSED("192.0.2.10", " left_out=99") FIRST);
}

/* Each of these is a line of its own, however soon it comes. */
static const struct {
	const char *name, *daemon, *address, *deny, *log;
} others[] = {
    {"another client", "in.others", "192.0.2.11", "ALL: ALL\n",
     "connect from 192.0.2.11 "},
    {"another daemon", "in.more", "192.0.2.10", "ALL: ALL\n",
     "service=in.more "},
    {"another line", "in.others", "192.0.2.10", "\nALL: ALL\n",
     "hosts.deny:2 \"ALL: ALL\""},
    {"another rule in that line", "in.others", "192.0.2.10",
     "ALL: ALL EXCEPT 192.0.2.99\n", "hosts.deny:1 \"ALL: ALL EXCEPT"},
    {"another verdict", "in.others", "192.0.2.10",
     "ALL: ALL: severity auth.info: allow\n", "auth.info connect "},
};

static void
test_others(void **state)
{
	unsigned wrong = 0;

	(void)state;
	for (size_t i = 0; i < COUNT(others); i++) {
		row(others[i].name);
		wrap_begin(NULL, "ALL: ALL\n");
		ask("in.others", "192.0.2.10");
		wrap_clear_log();
		write_text("hosts.deny", others[i].deny);
		ask(others[i].daemon, others[i].address);
		wrong +=
		    wrap_differ(others[i].log,
				strstr(wrap_log(), others[i].log) != NULL, 1);
	}
	assert_int_equal(wrong, 0);
}

/* A client that is allowed with a severity has a line, likewise once. */
static void
test_flood_of_allowed(void **state)
{
	(void)state;
	wrap_begin("ALL: ALL: severity auth.info\n", NULL);
	for (int i = 0; i < 3; i++)
		assert_int_not_equal(ask("in.allowed", "192.0.2.10"), 0);
	assert_log("auth.info connect from 192.0.2.10 (192.0.2.10): "
		   "service=in.allowed rule=~/hosts.allow:1 \"ALL: ALL: "
		   "severity auth.info\"\n");
}

/* However many clients there are, each line comes, or is counted. */
static void
test_many_clients(void **state)
{
	const char *at;
	char address[32];
	unsigned long lines = 0, left_out = 0;

	(void)state;
	wrap_begin(NULL, "ALL: ALL\n");
	for (int i = 0; i < 1000; i++) {
		snprintf(address, sizeof(address), "192.0.2.%d", i % 200);
		assert_int_equal(ask("in.many", address), 0);
	}
	wrap_forward(WINDOW);
	for (int i = 0; i < 200; i++) {
		snprintf(address, sizeof(address), "192.0.2.%d", i);
		assert_int_equal(ask("in.many", address), 0);
	}
	for (at = wrap_log(); *at; at = strchr(at, '\n') + 1)
		lines++;
	for (at = wrap_log(); (at = strstr(at, "left_out="));)
		left_out += strtoul(at += 9, NULL, 10);
	assert_int_equal(lines + left_out, 1200);
	assert_true(lines >= 400);
}

/* Also what is wrong in a file is not to fill the log. */
static const struct {
	const char *name, *allow, *deny;
	unsigned later; /* lines of others than the first decision */
} faults[] = {
    {"a broken line", NULL, "a\nALL: ALL\n", 0},
    {"a broken line, allowed", NULL, "a\n", 0},
    {"a broken option", NULL, "ALL: ALL: wrong\n", 0},
    {"an aclexec that says no", "ALL: ALL: aclexec exit 1\n", "ALL: ALL\n", 0},
    {"a spawn that fails", "ALL: ALL: spawn /none\n", NULL, 0},
    {"keepalive without a socket", "ALL: ALL: keepalive\n", NULL, 0},
    {"twist without a connection, then in a process that serves on", NULL,
     "ALL: ALL: twist echo\n", 1},
};

static void
test_flood_of_faults(void **state)
{
	unsigned wrong = 0;

	(void)state;
	for (size_t i = 0; i < COUNT(faults); i++) {
		unsigned once = 0, often = 0;

		row(faults[i].name);
		wrap_begin(faults[i].allow, faults[i].deny);
		for (int j = 0; j < 20; j++) {
			ask("in.faults", "192.0.2.10");
			often = 0;
			for (const char *at = wrap_log(); *at;
			     at = strchr(at, '\n') + 1)
				often++;
			once = j == 0 ? often : once;
		}
		wrong +=
		    wrap_differ("lines of 20", often, once + faults[i].later);
	}
	assert_int_equal(wrong, 0);
}

/* Ends of a process. */
static int
refuse_after(const void *context)
{
	struct request_info request;

	(void)context;
	if (wrap.hosts_access(wrap_client(&request)))
		return 2;
	wrap.refuse(&request);
	return 3;
}

static int
refuse_at_once(const void *context)
{
	struct request_info request;

	(void)context;
	wrap.refuse(wrap_client(&request));
	return 3;
}

/* The program refuses for a reason of its own whom the rules allow. */
static int
refuse_allowed(const void *context)
{
	struct request_info request;

	(void)context;
	if (!wrap.hosts_access(wrap_client(&request)))
		return 2;
	wrap.refuse(&request);
	return 3;
}

/* The same memory, and another client. */
static int
refuse_next(const void *context)
{
	struct request_info request;

	(void)context;
	if (wrap.hosts_access(wrap_client(&request)))
		return 2;
	wrap.request_init(&request, RQ_DAEMON, "in.test", RQ_CLIENT_ADDR,
			  "192.0.2.11", 0);
	wrap.refuse(&request);
	return 3;
}

static int
refuse_flood(const void *context)
{
	ask_often(3);
	return refuse_after(context);
}

static int
only_exit(const void *context)
{
	struct request_info request;

	(void)context;
	wrap.clean_exit(wrap_client(&request));
	return 3;
}

static void
say_end(void)
{
	wrap_tell("exit handler");
}

/* What the program has asked for at its end takes place. */
static int
exit_with_handler(const void *context)
{
	if (atexit(say_end))
		return 2;
	return only_exit(context);
}

#define REFUSED_AFTER(count) \
	"authpriv.warning refused connect from 192.0.2.10 (192.0.2.10): " \
	"service=in.test rule=~/hosts.deny:1 \"ALL: ALL\" left_out=" #count \
	"\n"
#define PLAIN(address) \
	"authpriv.warning refused connect from " address " (" address ")\n"

static const struct {
	const char *name;
	int (*work)(const void *context);
	const char *deny, *log;
} ends[] = {
    {"refuse(), after the refusal", refuse_after, "ALL: ALL\n", FIRST},
    {"refuse(), after a flood", refuse_flood, "ALL: ALL\n", FIRST},
    {"refuse(), nobody has asked", refuse_at_once, "ALL: ALL\n",
     PLAIN("192.0.2.10")},
    {"refuse(), allowed", refuse_allowed, NULL, PLAIN("192.0.2.10")},
    {"refuse(), another client", refuse_next, "ALL: ALL\n",
     /* what the process of the flood left out is told by another one */
     REFUSED_AFTER(3) PLAIN("192.0.2.11")},
    {"clean_exit()", only_exit, "ALL: ALL\n", ""},
    {"clean_exit(), with a handler", exit_with_handler, NULL, "exit handler\n"},
};

static double
seconds(void)
{
	struct timespec now;

	clock_gettime(CLOCK_MONOTONIC, &now);
	return (double)now.tv_sec + (double)now.tv_nsec / 1e9;
}

/* None of them takes the five seconds that refuse() once took. */
static void
test_ends(void **state)
{
	unsigned wrong = 0;

	(void)state;
	for (size_t i = 0; i < COUNT(ends); i++) {
		double begin = seconds();

		row(ends[i].name);
		wrap_begin(NULL, ends[i].deny);
		wrong += wrap_differ("exit", wrap_child(ends[i].work, NULL), 0);
		wrong += wrap_differ("late", seconds() - begin > 1, 0);
		wrong += wrap_log_differs(ends[i].log);
	}
	assert_int_equal(wrong, 0);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_many_clients),
	    cmocka_unit_test(test_ends),
	    cmocka_unit_test(test_flood),
	    cmocka_unit_test(test_others),
	    cmocka_unit_test(test_flood_of_allowed),
	    cmocka_unit_test(test_flood_of_faults),
	};

	alarm(600);
	return cmocka_run_group_tests_name("once", tests, wrap_make,
					   wrap_remove);
}
