/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * Threads: ten of them decide at once, about a client each, in a program
 * with other modules; and one decides again and again, without growth.
 *
 *   threads [DECISIONS TRANSACTIONS]
 *
 * DECISIONS of each thread; TRANSACTIONS from pam_start(3) to pam_end(3) in
 * one.  Under a sanitizer or valgrind, which keep memory, let the latter be 0.
 */
#include "config.h"

#include "tests/module/driver.h"
#include "tests/support/emulated.h"
#include "tests/support/mmdb.h"
#include "tests/support/must.h"
#include "tests/support/open_files.h"

#include <dlfcn.h>
#include <limits.h>
#include <malloc.h>
#include <pthread.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

/* Without libmaxminddb nothing of databases is found out. */
#ifndef HAVE_MAXMINDDB_H
#define HAVE_MAXMINDDB_H 0
#endif

#ifdef __GLIBC__
#define LAST "pam_unix.so"
#else
#define LAST \
	"pam_permit.so" /* nobody has built the other one, see tests/musl */
#endif
#define STACK \
	"account requisite MODULE\n" \
	"account required pam_access.so accessfile=/dev/null\n" \
	"account required " LAST "\n"

/* A database, which each thread's child opens, with its library. */
static void
write_geo(const char *folder)
{
	struct mmdb mmdb = {.kind = {0}};
	char path[PATH_MAX];

	mmdb_add(&mmdb, "192.0.2.0/24", "{country {iso_code 'DE'}}");
	snprintf(path, sizeof(path), "%s/geo", folder);
	mmdb_write(&mmdb, path);
}

static const struct scenario rows[] = {
    {.name = "allowed",
     .stack = STACK,
     .allow = "ALL: 192.0.2.10\n",
     .deny = "ALL: ALL\n",
     .result = PAM_SUCCESS},
    {.name = "refused",
     .stack = STACK,
     .rhost = "192.0.2.20",
     .deny = "ALL: ALL\n",
     .result = PAM_PERM_DENIED},
    {.name = "a name",
     .stack = STACK,
     .allow = "ALL: .example.net\n",
     .deny = "ALL: ALL\n",
     .result = PAM_SUCCESS},
    {.name = "no name",
     .stack = STACK,
     .rhost = "2001:db8::99",
     .allow = "ALL: .example.net\n",
     .deny = "ALL: ALL\n",
     .result = PAM_PERM_DENIED},
    {.name = "a list",
     .stack = STACK,
     .rhost = "198.51.100.1",
     .list = "198.51.100.0/24\n",
     .deny = "ALL: ~/list\n",
     .result = PAM_PERM_DENIED},
    {.name = "an IPv6 net",
     .stack = STACK,
     .rhost = "2001:db8::10",
     .deny = "ALL: [2001:db8::]/32\n",
     .result = PAM_PERM_DENIED},
    {.name = "a command",
     .stack = STACK,
     .rhost = "192.0.2.30",
     .deny = "ALL: ALL: aclexec exit 0\n",
     .result = PAM_PERM_DENIED},
    {.name = "a country",
     .stack = STACK,
     .arguments = "geodb=~/geo",
     .prepare = write_geo,
     .allow = "ALL: country=DE\n",
     .deny = "ALL: ALL\n",
     .result = HAVE_MAXMINDDB_H ? PAM_SUCCESS : PAM_PERM_DENIED},
    {.name = "no country",
     .stack = STACK,
     .arguments = "geodb=~/geo",
     .prepare = write_geo,
     .allow = "ALL: ALL EXCEPT country=DE\n",
     .deny = "ALL: ALL\n",
     .result = PAM_PERM_DENIED},
    {.name = "broken",
     .stack = STACK,
     .arguments = "strict",
     .allow = "ALL: ALL\na\n",
     .result = PAM_SERVICE_ERR},
};
#define ROWS_COUNT (sizeof(rows) / sizeof(*rows))

static unsigned long decisions;

/* Counts the decisions that end otherwise than the row expects. */
static void *
decide_often(void *context)
{
	struct driver *driver = context;
	unsigned long wrong = 0;

	for (unsigned long i = 0; i < decisions; i++)
		wrong += driver_call(driver) != driver->row->result;
	return (void *)wrong;
}

static unsigned long
decide_all(void)
{
	struct driver drivers[ROWS_COUNT];
	pthread_t threads[ROWS_COUNT];
	unsigned long wrong = 0;
	void *result;

	for (size_t i = 0; i < ROWS_COUNT; i++)
		driver_start(&drivers[i], &rows[i]);
	for (size_t i = 0; i < ROWS_COUNT; i++)
		must(pthread_create(&threads[i], NULL, decide_often,
				    &drivers[i]) == 0,
		     "pthread_create");
	for (size_t i = 0; i < ROWS_COUNT; i++) {
		must(pthread_join(threads[i], &result) == 0, "pthread_join");
		if (result)
			printf("%s: %lu wrong\n", rows[i].name,
			       (unsigned long)result);
		wrong += (unsigned long)result;
	}
	for (size_t i = 0; i < ROWS_COUNT; i++)
		driver_stop(&drivers[i]);
	return wrong;
}

/* Libraries come and go meanwhile, as the children of other threads begin. */
static void *
load_often(void *context)
{
	const atomic_bool *done = context;
	void *handle;

	while (!*done) {
		handle = dlopen("libmaxminddb.so.0", RTLD_NOW | RTLD_LOCAL);
		must(!handle || dlclose(handle) == 0, "libmaxminddb.so.0");
		usleep(1000);
	}
	return NULL;
}

/* Decides in threads beside one that loads libraries. */
static unsigned long
decide_in_threads(void)
{
	atomic_bool done = false;
	pthread_t loader;
	unsigned long wrong;

	must(pthread_create(&loader, NULL, load_often, &done) == 0,
	     "pthread_create");
	wrong = decide_all();
	done = true;
	must(pthread_join(loader, NULL) == 0, "pthread_join");
	return wrong;
}

/* What a transaction could leave behind. */
struct house {
	long pages; /* of memory that is resident */
	size_t heap;
	int descriptors;
};

static void
look(struct house *house)
{
	FILE *file = fopen("/proc/self/statm", "r");
	char line[128];
	char *resident;

	must(file && fgets(line, sizeof(line), file), "/proc/self/statm");
	resident = strchr(line, ' ');
	house->pages = strtol(resident ? resident : line, NULL, 10);
	fclose(file);
	house->descriptors = open_files();
#ifdef __GLIBC__
	house->heap = mallinfo2().uordblks;
#else
	house->heap = 0; /* nobody tells */
#endif
}

static int
say_nothing(int count, const struct pam_message **messages,
	    struct pam_response **responses, void *context)
{
	(void)messages;
	(void)context;
	*responses = calloc((size_t)count, sizeof(**responses));
	return *responses ? PAM_SUCCESS : PAM_BUF_ERR;
}

/* Returns whether the transaction, with the files of DRIVER, ends well. */
static bool
transact(const struct driver *driver, const char *host, int expected)
{
	const struct pam_conv conversation = {say_nothing, NULL};
	pam_handle_t *pamh;
	int result;

	must(pam_start_confdir("sshd", "root", &conversation, driver->folder,
			       &pamh) == PAM_SUCCESS &&
		 pam_set_item(pamh, PAM_RHOST, host) == PAM_SUCCESS,
	     "pam_start_confdir");
	result = pam_acct_mgmt(pamh, 0);
	pam_end(pamh, result);
	recorder_clear();
	return result == expected;
}

/* Every hundredth time the modules are loaded anew. */
static unsigned long
transact_often(unsigned long count)
{
	unsigned long wrong = 0;

	for (unsigned long i = 0; i < count; i += 100) {
		struct driver driver;

		driver_start(&driver, &rows[0]);
		for (unsigned long j = 0; j < 100; j++)
			wrong += !transact(
			    &driver, j % 2 ? "192.0.2.20" : "192.0.2.10",
			    j % 2 ? PAM_PERM_DENIED : PAM_SUCCESS);
		driver_stop(&driver);
	}
	return wrong;
}

/* The first transactions load what the C library keeps. */
static bool
grows(unsigned long count, unsigned long *wrong)
{
	struct house before, behind;

	*wrong += transact_often(1000);
	look(&before);
	*wrong += transact_often(count);
	look(&behind);
	printf("%lu transactions in all: heap %+ld bytes, resident %+ld pages, "
	       "descriptors %+d\n",
	       count, (long)(behind.heap - before.heap),
	       behind.pages - before.pages,
	       behind.descriptors - before.descriptors);
	if (is_emulated("resident pages", "memory that is its own alone"))
		behind.pages = before.pages;
	return behind.heap > before.heap + 32 * 1024 ||
	       behind.pages > before.pages + 64 ||
	       behind.descriptors != before.descriptors;
}

int
main(int count, char **words)
{
	unsigned long transactions, wrong;
	bool grown;

	alarm(600);
	decisions = count == 3 ? strtoul(words[1], NULL, 10) : 100;
	transactions = count == 3 ? strtoul(words[2], NULL, 10) : 10000;
	wrong = decide_in_threads();
	printf("%zu threads, %lu decisions in all: %lu wrong\n", ROWS_COUNT,
	       ROWS_COUNT * decisions, wrong);
	grown = transactions > 0 && grows(transactions, &wrong);
	if (waitpid(-1, NULL, WNOHANG | __WALL) != -1) {
		printf("a child is left\n");
		return 1;
	}
	return wrong > 0 || grown;
}
