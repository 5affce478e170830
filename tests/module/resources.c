/* SPDX-License-Identifier: BSD-3-Clause */
/* What the module needs of the machine: permission and memory. */
#include "tests/module/driver.h"
#include "tests/support/emulated.h"
#include "tests/support/must.h"
#include "tests/support/within.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>

#include <cmocka.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#define MIB (1024UL * 1024UL)
#define CANNOT(fault) \
	"authpriv.err cannot decide on connect from 192.0.2.10 " \
	"(192.0.2.10): " fault ": service=sshd user=root\n"

/* Opens the file NAME in FOLDER for writing, of mode MODE. */
static FILE *
create(const char *folder, const char *name, mode_t mode)
{
	char path[PATH_MAX];
	FILE *file;

	snprintf(path, sizeof(path), "%s/%s", folder, name);
	file = fopen(path, "w");
	must(file && fchmod(fileno(file), mode) == 0, path);
	return file;
}

static void
close_file(FILE *file)
{
	must(fclose(file) == 0, "fclose");
}

/* A rule file, in a folder that all may enter, that none may read. */
static void
write_closed(const char *folder)
{
	must(chmod(folder, 0755) == 0, folder);
	close_file(create(folder, "hosts.deny", 0));
}

/* A rule of nearly 1 MiB. */
static void
write_long_rule(const char *folder)
{
	FILE *file = create(folder, "hosts.deny", 0644);

	fprintf(file, "other:%*d\n", (int)(MIB - 16), 1);
	close_file(file);
}

/* Root may read everything, so that it must become somebody else. */
static void
test_no_permission(void **state)
{
	static const struct scenario row = {
	    .prepare = write_closed,
	    .result = PAM_SERVICE_ERR,
	    .log = CANNOT("~/hosts.deny: cannot be read: Permission denied; "
			  "refused")};
	bool root = geteuid() == 0;
	struct driver driver;
	int differences;

	(void)state;
	driver_start(&driver, &row);
	must(!root || seteuid(65534) == 0, "seteuid");
	differences = driver_differences(&driver, driver_call(&driver));
	must(!root || seteuid(0) == 0, "seteuid");
	driver_stop(&driver);
	assert_int_equal(differences, 0);
}

/* With enough memory at hand for everything but a long rule. */
static void
test_no_memory(void **state)
{
	const struct scenario *row = *state;
	struct rlimit before, limit;
	struct driver driver;
	int result, differences;

	if (is_emulated("no memory", "limits of memory"))
		skip();
	driver_start(&driver, row);
	must(getrlimit(RLIMIT_AS, &before) == 0, "getrlimit");
	limit = before;
	limit.rlim_cur = 0;
	free(malloc(100 * 1024));
	must(setrlimit(RLIMIT_AS, &limit) == 0, "setrlimit");
	result = driver_call(&driver);
	must(setrlimit(RLIMIT_AS, &before) == 0, "setrlimit");
	differences = driver_differences(&driver, result);
	driver_stop(&driver);
	assert_int_equal(differences, 0);
}

static const struct scenario
    no_memory = {.prepare = write_long_rule,
		 .result = PAM_BUF_ERR,
		 .audit = "",
		 .log = CANNOT("out of memory; refused")},
    no_memory_in_auth = {.prepare = write_long_rule,
			 .call = AUTH,
			 .result = PAM_BUF_ERR,
			 .log = CANNOT("out of memory; refused")},
    no_memory_permissive = {.prepare = write_long_rule,
			    .arguments = "permissive",
			    .result = PAM_SUCCESS,
			    .log = CANNOT("out of memory; would refuse")};

/* RULES rules of four kinds; the client is in none. */
static void
write_rules(const char *folder, unsigned rules)
{
	FILE *file = create(folder, "hosts.deny", 0644);

	for (unsigned i = 0; i < rules; i++) {
		unsigned a = i >> 16 & 255, b = i >> 8 & 255, c = i & 255;

		switch (i % 4) {
		case 0:
			fprintf(file, "ALL: 10.%u.%u.%u\n", a, b, c);
			break;
		case 1:
			fprintf(file, "sshd: 10.%u.%u.%u/32\n", a, b, c);
			break;
		case 2:
			fprintf(file, "ALL: [2001:db8:%x::]/48\n", i & 65535);
			break;
		default:
			fprintf(file, "sshd: 10.%u.%u.\n", a, b);
		}
	}
	close_file(file);
}

static void
write_few(const char *folder)
{
	write_rules(folder, 10);
}

static void
write_million(const char *folder)
{
	write_rules(folder, 1000000);
}

/* The same in one list file. */
static void
write_list(const char *folder)
{
	FILE *file = create(folder, "list", 0644);

	for (unsigned i = 0; i < 1000000; i++)
		fprintf(file, "10.%u.%u.%u\n", i >> 16, i >> 8 & 255, i & 255);
	close_file(file);
}

/* The largest memory, in KiB, of a process that decides as ROW says. */
static long
peak_of(const struct scenario *row)
{
	struct rusage usage;
	int status;
	pid_t pid = fork();

	must(pid >= 0, "fork");
	if (pid == 0) {
		struct driver driver;
		int differences;

		driver_start(&driver, row);
		differences = driver_differences(&driver, driver_call(&driver));
		driver_stop(&driver);
		_exit(differences);
	}
	must(wait4(pid, &status, 0, &usage) == pid, "wait4");
	assert_int_equal(status, 0);
	return usage.ru_maxrss;
}

static void
test_peak(void **state)
{
	static const struct scenario few = {.prepare = write_few,
					    .lookups = ""},
				     million = {.prepare = write_million,
						.lookups = ""},
				     list = {.prepare = write_list,
					     .deny = "ALL: ~/list\n",
					     .lookups = ""};
	long with_few = peak_of(&few);
	long with_million = peak_of(&million);
	long with_list = peak_of(&list);

	(void)state;
	print_message("peak memory: 10 rules %ld KiB, 1000000 rules %ld KiB, "
		      "a list of 1000000 addresses %ld KiB\n",
		      with_few, with_million, with_list);
	assert_within(with_million, 1, with_few + 512);
	assert_within(with_list, 1, with_few + 512);
}

#define NO_MEMORY(name, row) \
	{ \
		"no memory, " name, test_no_memory, NULL, NULL, (void *)&(row) \
	}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_no_permission),
	    NO_MEMORY("account", no_memory),
	    NO_MEMORY("auth", no_memory_in_auth),
	    NO_MEMORY("permissive", no_memory_permissive),
	    cmocka_unit_test(test_peak),
	};

	return cmocka_run_group_tests_name("resources", tests, NULL, NULL);
}
