/* SPDX-License-Identifier: BSD-3-Clause */
/* Decisions in many threads, and in children of them, with names. */
#include "tests/libwrap/names.h"
#include "tests/libwrap/wrap.h"
#include "tests/support/emulated.h"
#include "tests/support/open_files.h"

#include <arpa/inet.h>
#include <errno.h>
#include <pthread.h>
#include <signal.h>
#include <stdatomic.h>
#include <sys/wait.h>

#define THREADS 8
#define DECISIONS 200
#define FORKS 40

/* The rules ask for the name of each; 127.0.0.1 is the first. */
#define ALLOW \
	"in.local: KNOWN\n" \
	"in.six: six.example.net\n" \
	"in.liar: liar.example.net\n" \
	"in.two: .example.com\n"

static struct client {
	const char *daemon, *address;
	int allowed;
} clients[] = {
    {"in.local", "127.0.0.1", 1},
    {"in.six", "::1", 1},
    {"in.liar", "127.0.0.3", 0},
    {"in.two", "127.0.0.2", 0},
};

/* Whether what was found is out of date before each decision. */
static bool forgets;

static atomic_uint signals;

static void
count_signal(int number)
{
	(void)number;
	signals++;
}

static socklen_t
set_address(const char *address, struct sockaddr_storage *storage)
{
	struct sockaddr_in *ipv4 = (struct sockaddr_in *)storage;
	struct sockaddr_in6 *ipv6 = (struct sockaddr_in6 *)storage;

	memset(storage, 0, sizeof(*storage));
	if (inet_pton(AF_INET, address, &ipv4->sin_addr) == 1) {
		ipv4->sin_family = AF_INET;
		return sizeof(*ipv4);
	}
	ipv6->sin6_family = AF_INET6;
	inet_pton(AF_INET6, address, &ipv6->sin6_addr);
	return sizeof(*ipv6);
}

/* Returns whether the verdict about CLIENT is right. */
static bool
decide(const struct client *client)
{
	struct sockaddr_storage storage;
	struct request_info request;

	if (forgets)
		wrap_forward(60);
	set_address(client->address, &storage);
	wrap.request_init(&request, RQ_DAEMON, client->daemon, RQ_CLIENT_SIN,
			  &storage, 0);
	request.hostname = wrap.sock_hostname;
	request.hostaddr = wrap.sock_hostaddr;
	return !!wrap.hosts_access(&request) == client->allowed;
}

/* Returns how many verdicts of many are wrong. */
static void *
decide_often(void *context)
{
	const struct client *client = context;
	unsigned long wrong = 0;

	for (int i = 0; i < DECISIONS; i++)
		wrong += !decide(client);
	return (void *)wrong;
}

static void
start(pthread_t threads[THREADS])
{
	for (size_t i = 0; i < THREADS; i++)
		assert_int_equal(pthread_create(&threads[i], NULL, decide_often,
						&clients[i % COUNT(clients)]),
				 0);
}

/* Waits for THREADS; returns how many verdicts are wrong. */
static unsigned
join(pthread_t threads[THREADS])
{
	unsigned wrong = 0;
	void *result;

	for (size_t i = 0; i < THREADS; i++) {
		assert_int_equal(pthread_join(threads[i], &result), 0);
		wrong += wrap_differ(clients[i % COUNT(clients)].daemon,
				     (long)result, 0);
	}
	return wrong;
}

/* What the look-ups could have left behind. */
static unsigned
left_over(int files)
{
	unsigned wrong = 0;

#ifdef __GLIBC__
	if (!is_emulated("signals", "clone(2) without a signal"))
		wrong += wrap_differ("signals", signals, 0);
#else
	puts("NOT RUN: threads: no signal of a child; whether there are "
	     "threads is not known");
#endif
	wrong += wrap_differ("child", waitpid(-1, NULL, WNOHANG | __WALL), -1);
	wrong += wrap_differ("errno", errno, ECHILD);
	/* Threads that look up may still be at their end. */
	for (int i = 0; i < 100 && open_files() != files; i++)
		usleep(10000);
	return wrong + wrap_differ("descriptors", open_files() - files, 0);
}

static void
test_one_thread(void **state)
{
	unsigned wrong = 0;
	int files = open_files();

	(void)state;
	for (int i = 0; i < 2; i++) {
		forgets = i == 0;
		row(forgets ? "looked up" : "remembered");
		wrap_begin(ALLOW, "ALL: ALL\n");
		for (size_t j = 0; j < COUNT(clients); j++)
			wrong +=
			    wrap_differ(clients[j].daemon,
					(long)decide_often(&clients[j]), 0);
		wrong += left_over(files);
	}
	assert_int_equal(wrong, 0);
}

static void
test_threads(void **state)
{
	pthread_t threads[THREADS];
	unsigned wrong = 0;
	int files = open_files();

	(void)state;
	for (int i = 0; i < 2; i++) {
		forgets = i == 0;
		row(forgets ? "looked up" : "remembered");
		wrap_begin(ALLOW, "ALL: ALL\n");
		start(threads);
		wrong += join(threads);
		wrong += left_over(files);
	}
	assert_int_equal(wrong, 0);
}

/*
 * In a child: whatever locks its parent's threads held, it comes to an end, and
 * allows nobody whom it should not.  If one of them was in the resolver of the
 * C library, whose lock is then taken for ever, no name is found.
 */
static int
decide_in_child(const void *context)
{
	const struct client *client = context;

	alarm(20);
	return decide(client) ? 0 : client->allowed ? 1 : 2;
}

/*
 * AddressSanitizer has locks of its own for threads and memory, which stay
 * taken in a child if another thread held them at the fork.
 */
static bool
forks_hang(void)
{
#ifdef __SANITIZE_ADDRESS__
	print_error("NOT RUN: children of threads: AddressSanitizer\n");
	return true;
#else
	/* those of qemu do likewise */
	return is_emulated("children of threads", "fork(2) beside threads");
#endif
}

static void
test_fork(void **state)
{
	pthread_t threads[THREADS];
	unsigned wrong = 0, lost = 0;

	(void)state;
	if (forks_hang())
		return;
	for (int i = 0; i < 2; i++) {
		forgets = i == 0;
		row(forgets ? "looked up" : "remembered");
		wrap_begin(ALLOW, "ALL: ALL\n");
		start(threads);
		for (size_t j = 0; j < FORKS; j++) {
			const struct client *client =
			    &clients[j % COUNT(clients)];
			int status = wrap_child(decide_in_child, client);

			if (WIFEXITED(status) && WEXITSTATUS(status) == 1)
				lost++;
			else
				wrong += wrap_differ(client->daemon, status, 0);
		}
		wrong += join(threads);
	}
	print_message("  names not found in children: %u\n", lost);
	assert_int_equal(wrong, 0);
}

/* More at once than the library may want to look up, and a slow server. */
#define MANY 200

static void *
decide_once(void *context)
{
	return (void *)(unsigned long)!decide(context);
}

static void
test_many(void **state)
{
	static struct client slow = {"in.slow", "127.0.0.5", 1};
	pthread_t threads[MANY];
	unsigned wrong = 0;
	long refused = 0;
	void *result;
	int status = 0;

	(void)state;
	forgets = true;
	wrap_begin("in.slow: slow.example.net\n" ALLOW, "ALL: ALL\n");
	for (size_t i = 0; i < MANY; i++)
		assert_int_equal(
		    pthread_create(&threads[i], NULL, decide_once, &slow), 0);
	usleep(100000);
	/* Also a child has not to wait for those of its parent for ever. */
	if (!forks_hang())
		status = wrap_child(decide_in_child, &clients[1]);
	for (size_t i = 0; i < MANY; i++) {
		assert_int_equal(pthread_join(threads[i], &result), 0);
		refused += (long)result;
	}
	wrong += wrap_differ("refused", refused, 0);
	wrong += wrap_differ("in a child", status, 0);
	assert_int_equal(wrong, 0);
}

/* Counts, once look-ups that nobody waits for have let go of theirs. */
static int
settled_files(void)
{
	int files = open_files(), before = -1;

	for (int i = 0; i < 100 && files != before; i++) {
		usleep(200000);
		before = files;
		files = open_files();
	}
	return files;
}

/* Commands, too, send nobody a signal, and leave nothing. */
static void
test_commands(void **state)
{
	static struct client client = {"in.test", "192.0.2.10", 1};
	pthread_t threads[4];
	void *result;
	int files = settled_files();

	(void)state;
	if (is_emulated("commands of threads", "fork(2) beside threads"))
		return;
	signals = 0;
	forgets = false;
	wrap_begin("ALL: ALL: aclexec exit 0\n", "ALL: ALL\n");
	for (size_t i = 0; i < COUNT(threads); i++)
		assert_int_equal(
		    pthread_create(&threads[i], NULL, decide_often, &client),
		    0);
	for (size_t i = 0; i < COUNT(threads); i++) {
		assert_int_equal(pthread_join(threads[i], &result), 0);
		assert_null(result);
	}
	assert_int_equal(left_over(files), 0);
}

int
main(void)
{
	/* The first of them before there is a thread. */
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_one_thread), cmocka_unit_test(test_threads),
	    cmocka_unit_test(test_fork),       cmocka_unit_test(test_many),
	    cmocka_unit_test(test_commands),
	};

	signal(SIGCHLD, count_signal);
	if (!names_localhost()) {
		print_error("NOT RUN: the name of 127.0.0.1: /etc/hosts has "
			    "none\n");
		clients[0].address = "::1";
	}
	alarm(600);
	return cmocka_run_group_tests_name("threads", tests, wrap_make,
					   wrap_remove);
}
