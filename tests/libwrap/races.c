/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * Races: ten threads decide at once, each for a daemon of its own, with
 * names, a list, a country, settings and refusals that are logged; then files
 * change beside them.  For ThreadSanitizer and helgrind.
 *
 *   races [DECISIONS]
 *
 * DECISIONS of each thread, first of all.
 */
#include "config.h"

#include "tests/libwrap/names.h"
#include "tests/libwrap/wrap.h"
#include "tests/support/mmdb.h"
#include "tests/support/must.h"

#include <arpa/inet.h>
#include <pthread.h>
#include <stdatomic.h>
#include <unistd.h>

/* Without libmaxminddb nothing of databases is found out. */
#ifndef HAVE_MAXMINDDB_H
#define HAVE_MAXMINDDB_H 0
#endif

#define ALLOW \
	"in.six: six.example.net\n" \
	"in.liar: liar.example.net\n" \
	"in.local: KNOWN\n" \
	"in.nodns: KNOWN\n" \
	"in.name: .example.net\n" \
	"in.country: country=DE\n" \
	"in.abroad: ALL EXCEPT country=DE\n"
#define DENY \
	"in.refused: two.example.net\n" \
	"in.list: ~/list\n" \
	"in.command: ALL: aclexec exit 0\n" \
	"ALL: ALL\n"
#define SETTINGS \
	"in.nodns: nodns\nin.refused: log=two\n" \
	"in.country: geodb=~/geo\nin.abroad: geodb=~/geo\n"

static struct client {
	const char *daemon, *address;
	int allowed;
} clients[] = {
    {"in.name", "127.0.0.2", 1},
    {"in.refused", "127.0.0.2", 0},
    {"in.six", "::1", 1},
    {"in.liar", "127.0.0.3", 0},
    {"in.local", "127.0.0.1", 1},
    {"in.list", "198.51.100.1", 0},
    {"in.nodns", "127.0.0.2", 0},
    {"in.command", "127.0.0.2", 0},
    {"in.country", "192.0.2.7", HAVE_MAXMINDDB_H},
    {"in.abroad", "192.0.2.7", 0},
};

static int decisions = 20;

/* Whether what is refused for a file that changes is no fault. */
static bool changes;
static atomic_bool done;

static int
decide(const struct client *client)
{
	struct sockaddr_storage storage = {0};
	struct sockaddr_in *ipv4 = (struct sockaddr_in *)&storage;
	struct sockaddr_in6 *ipv6 = (struct sockaddr_in6 *)&storage;
	struct request_info request;

	storage.ss_family = strchr(client->address, ':') ? AF_INET6 : AF_INET;
	inet_pton(storage.ss_family, client->address,
		  storage.ss_family == AF_INET ? (void *)&ipv4->sin_addr
					       : (void *)&ipv6->sin6_addr);
	wrap.request_init(&request, RQ_DAEMON, client->daemon, RQ_CLIENT_SIN,
			  &storage, 0);
	request.hostname = wrap.sock_hostname;
	request.hostaddr = wrap.sock_hostaddr;
	return !!wrap.hosts_access(&request) &&
	       *wrap.eval_client(&request) != '\0' &&
	       *wrap.eval_server(&request) != '\0';
}

/* Every other time what is remembered is out of date. */
static void *
decide_often(void *context)
{
	const struct client *client = context;
	unsigned long wrong = 0;

	for (int i = 0; i < decisions; i++) {
		int allowed;

		if (i % 2)
			wrap_forward(60);
		allowed = decide(client);
		wrong += changes ? allowed > client->allowed
				 : allowed != client->allowed;
	}
	return (void *)wrong;
}

/* Whole files take each other's place: to the library all are at rest. */
static void *
change_often(void *context)
{
	(void)context;
	while (!atomic_load(&done)) {
		write_text("security/new", SETTINGS);
		must(rename("security/new", "security/hostsaccess.conf") == 0,
		     "rename");
		wrap_forward(1);
		write_text("list", "198.51.100.0/24\n");
		usleep(5000);
	}
	return NULL;
}

static unsigned
decide_in_threads(void)
{
	pthread_t threads[COUNT(clients)];
	unsigned wrong = 0;
	void *result;

	for (size_t i = 0; i < COUNT(clients); i++)
		must(pthread_create(&threads[i], NULL, decide_often,
				    &clients[i]) == 0,
		     "pthread_create");
	for (size_t i = 0; i < COUNT(clients); i++) {
		must(pthread_join(threads[i], &result) == 0, "pthread_join");
		wrong += wrap_differ(clients[i].daemon, (long)result, 0);
	}
	return wrong;
}

static void
write_geo(void)
{
	struct mmdb mmdb = {.kind = {0}};

	mmdb_add(&mmdb, "192.0.2.0/24", "{country {iso_code 'DE'}}");
	mmdb_write(&mmdb, "geo");
}

static void
begin(void)
{
	write_geo();
	write_text("list", "198.51.100.0/24\n");
	wrap_settings(SETTINGS);
	wrap_begin(ALLOW, DENY);
}

static void
test_rest(void **state)
{
	(void)state;
	begin();
	assert_int_equal(decide_in_threads(), 0);
	assert_non_null(strstr(wrap_log(), "refused connect from 127.0.0.2"));
}

static void
test_change(void **state)
{
	pthread_t editor;
	unsigned wrong;

	(void)state;
	begin();
	changes = true;
	assert_int_equal(pthread_create(&editor, NULL, change_often, NULL), 0);
	wrong = decide_in_threads();
	atomic_store(&done, true);
	assert_int_equal(pthread_join(editor, NULL), 0);
	assert_int_equal(wrong, 0);
}

int
main(int count, char **words)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_rest),
	    cmocka_unit_test(test_change),
	};
	unsigned long number;

	if (count > 1 &&
	    ha_slice_number(ha_slice_of(words[1]), 10, 1000000, &number))
		decisions = (int)number;
	if (!names_localhost()) {
		print_error("NOT RUN: the name of 127.0.0.1: /etc/hosts has "
			    "none\n");
		clients[4].address = "::1";
	}
	alarm(600);
	return cmocka_run_group_tests_name("races", tests, wrap_make,
					   wrap_remove);
}
