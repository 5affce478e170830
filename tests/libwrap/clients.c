/* SPDX-License-Identifier: BSD-3-Clause */
/* Clients whom the program names: texts, addresses, and methods of its own. */
#include "tests/libwrap/names.h"
#include "tests/libwrap/wrap.h"

#include <arpa/inet.h>
#include <stdlib.h>

#define TEN "x123456789"
#define FIFTY TEN TEN TEN TEN TEN
#define LONG FIFTY FIFTY FIFTY FIFTY FIFTY FIFTY /* 300 bytes */
#define CUT FIFTY FIFTY TEN TEN "x123456"        /* 127, as there is room */

static char *
text(const char *given)
{
	return (char *)given;
}

/* Four texts, and what a rule in hosts.deny says to them. */
static const struct {
	const char *name;
	const char *daemon, *host, *address, *user;
	const char *deny;
	bool refused;
	const char *from; /* in the log, if refused */
} texts[] = {
    {"an address", "in.test", "", "192.0.2.10", "", "ALL: 192.0.2.10\n", true,
     "192.0.2.10 (192.0.2.10)"},
    {"another one", "in.test", "", "192.0.2.11", "", "ALL: 192.0.2.10\n", false,
     NULL},
    {"a name", "in.test", "gw.example.net", "192.0.2.10", "",
     "ALL: .example.net\n", true, "gw.example.net (192.0.2.10)"},
    {"a name alone", "in.test", "gw.example.net", "", "", "ALL: .example.net\n",
     true, "gw.example.net (unknown)"},
    {"a name, not looked up", "in.test", "two.example.net", "", "",
     "ALL: 127.0.0.2\n", false, NULL},
    {"a user", "in.test", "", "192.0.2.10", "anna", "ALL: anna@192.0.2.10\n",
     true, "192.0.2.10 (192.0.2.10)"},
    {"another user", "in.test", "", "192.0.2.10", "bert",
     "ALL: anna@192.0.2.10\n", false, NULL},
    {"nothing", "", "", "", "", "ALL: ALL\n", true, "unknown (unknown)"},
    {"nothing is unknown", "in.test", "", "", "", "ALL: UNKNOWN\n", true,
     "unknown (unknown)"},
    {"the word", "in.test", "unknown", "unknown", "unknown", "ALL: UNKNOWN\n",
     true, "unknown (unknown)"},
    {"NULL", NULL, NULL, NULL, NULL, "ALL: ALL\n", true, "unknown (unknown)"},
    {"a name, NULL", "in.test", "gw.example.net", NULL, NULL,
     "ALL: gw.example.net\n", true, "gw.example.net (unknown)"},
    {"paranoid", "in.test", "paranoid", "192.0.2.10", "", "ALL: PARANOID\n",
     true, "192.0.2.10 (192.0.2.10)"},
    {"a long daemon", LONG, "", "192.0.2.10", "", LONG ": ALL\n", true,
     "192.0.2.10 (192.0.2.10)"},
    {"a long daemon, cut", LONG, "", "192.0.2.10", "", CUT ": ALL\n", false,
     NULL},
    {"a long name", "in.test", LONG, "192.0.2.10", "", "ALL: " LONG "\n", true,
     CUT "*"},
    {"a long name, cut", "in.test", LONG, "192.0.2.10", "", "ALL: " CUT "\n",
     false, NULL},
    {"a long name's domain", "in.test", LONG ".example.net", "192.0.2.10", "",
     "ALL: .example.net\n", true, CUT "*"},
    {"a long user", "in.test", "", "192.0.2.10", LONG,
     "ALL: " LONG "@192.0.2.10\n", true, "192.0.2.10 (192.0.2.10)"},
    {"a long user, cut", "in.test", "", "192.0.2.10", LONG,
     "ALL: " CUT "@192.0.2.10\n", false, NULL},
    {"an address in full", "in.test", "", "2001:DB8:0::10", "",
     "ALL: [2001:db8::10]\n", true, "2001:db8::10 (2001:db8::10)"},
    {"mapped", "in.test", "", "::ffff:192.0.2.10", "", "ALL: 192.0.2.10\n",
     true, "192.0.2.10 (192.0.2.10)"},
    {"a zone", "in.test", "", "fe80::1%lo", "", "ALL: [fe80::]/10\n", true,
     "fe80::1 (fe80::1)"},
    {"a zone by number", "in.test", "", "fe80::1%1", "", "ALL: [fe80::1]\n",
     true, "fe80::1 (fe80::1)"},
};

static unsigned
check_line(const char *from)
{
	char expected[1024];

	if (!from)
		return wrap_log_differs("");
	snprintf(expected, sizeof(expected),
		 "authpriv.warning refused connect from %s: service=*", from);
	return wrap_log_differs(expected);
}

static void
test_texts(void **state)
{
	unsigned wrong = 0;

	(void)state;
	names_told = true;
	for (size_t i = 0; i < COUNT(texts); i++) {
		row(texts[i].name);
		wrap_begin(NULL, texts[i].deny);
		wrong += wrap_differ("verdict",
				     !wrap.hosts_ctl(text(texts[i].daemon),
						     text(texts[i].host),
						     text(texts[i].address),
						     text(texts[i].user)),
				     texts[i].refused);
		wrong += check_line(texts[i].from);
	}
	names_told = false;
	assert_int_equal(wrong, 0);
}

/* What a request has no room for: it is cut, and no memory is written. */
static void
test_cut(void **state)
{
	struct {
		struct request_info request;
		char behind[8];
	} memory;

	(void)state;
	memset(&memory, '#', sizeof(memory));
	wrap.request_init(&memory.request, RQ_DAEMON, LONG, RQ_USER, LONG,
			  RQ_CLIENT_NAME, LONG, RQ_CLIENT_ADDR, LONG,
			  RQ_SERVER_NAME, LONG, RQ_SERVER_ADDR, LONG, 0);
	assert_memory_equal(memory.behind, "########", 8);
	assert_string_equal(eval_daemon(&memory.request), CUT);
	assert_string_equal(wrap.eval_user(&memory.request), CUT);
	assert_string_equal(wrap.eval_hostname(memory.request.client), CUT);
	assert_string_equal(wrap.eval_hostaddr(memory.request.client), CUT);
	assert_string_equal(wrap.eval_client(&memory.request), CUT "@" CUT);
	assert_string_equal(wrap.eval_server(&memory.request), CUT "@" CUT);
	assert_int_equal(strtol(eval_pid(&memory.request), NULL, 10), getpid());
}

/* Socket addresses, without a descriptor. */
static void
own_name(struct host_info *host)
{
	if (host == host->request->client)
		wrap_tell("asked");
	snprintf(host->name, sizeof(host->name), "own.example.net");
}

static void
own_address(struct host_info *host)
{
	snprintf(host->addr, sizeof(host->addr), "192.0.2.77");
}

enum methods { NO_METHODS, SOCK_METHODS, OWN_METHODS };

static const struct {
	const char *name;
	enum methods methods;
	const char *address, *deny;
	bool refused;
	const char *log;
} methods[] = {
    {"none, a name", NO_METHODS, "127.0.0.2", "ALL: .example.net\n", false, ""},
    {"none, unknown", NO_METHODS, "127.0.0.2", "ALL: UNKNOWN\n", true,
     "authpriv.warning refused connect from *"},
    {"an address", SOCK_METHODS, "127.0.0.2", "ALL: 127.0.0.2\n", true,
     "authpriv.warning refused connect from 127.0.0.2 (127.0.0.2): *"},
    {"a name", SOCK_METHODS, "127.0.0.2", "ALL: two.example.net\n", true,
     "lookup 127.0.0.2\nlookup two.example.net\n"
     "authpriv.warning refused connect from two.example.net (127.0.0.2): *"},
    {"a liar's name", SOCK_METHODS, "127.0.0.3", "ALL: liar.example.net\n",
     false, "lookup 127.0.0.3\nlookup liar.example.net\n"},
    {"a liar", SOCK_METHODS, "127.0.0.3", "ALL: PARANOID\n", true,
     "lookup 127.0.0.3\nlookup liar.example.net\n"
     "authpriv.warning refused connect from 127.0.0.3 (127.0.0.3): *"},
    {"no answer", SOCK_METHODS, "127.0.0.4", "ALL: two.example.net\n", true,
     "lookup 127.0.0.4\n"
     "authpriv.warning refused connect from 127.0.0.4 (127.0.0.4): *"},
    {"no name", SOCK_METHODS, "127.0.0.9", "ALL: KNOWN\n", false,
     "lookup 127.0.0.9\n"},
    {"IPv6", SOCK_METHODS, "::1", "ALL: six.example.net\n", true,
     "lookup ::1\nlookup six.example.net\n"
     "authpriv.warning refused connect from six.example.net (::1): *"},
    {"of the program", OWN_METHODS, "127.0.0.2", "ALL: own.example.net\n", true,
     "asked\n"
     "authpriv.warning refused connect from own.example.net (192.0.2.77): *"},
};

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
	assert_int_equal(inet_pton(AF_INET6, address, &ipv6->sin6_addr), 1);
	ipv6->sin6_family = AF_INET6;
	return sizeof(*ipv6);
}

static void
set_request(const char *address, enum methods which,
	    struct sockaddr_storage *storage, struct request_info *request)
{
	set_address(address, storage);
	wrap.request_init(request, RQ_DAEMON, "in.test", RQ_CLIENT_SIN, storage,
			  0);
	if (which == NO_METHODS)
		return;
	request->hostname =
	    which == OWN_METHODS ? own_name : wrap.sock_hostname;
	request->hostaddr =
	    which == OWN_METHODS ? own_address : wrap.sock_hostaddr;
}

static void
test_methods(void **state)
{
	struct sockaddr_storage storage;
	struct request_info request;
	unsigned wrong = 0;

	(void)state;
	names_told = true;
	for (size_t i = 0; i < COUNT(methods); i++) {
		row(methods[i].name);
		wrap_begin(NULL, methods[i].deny);
		set_request(methods[i].address, methods[i].methods, &storage,
			    &request);
		wrong += wrap_differ("verdict", !wrap.hosts_access(&request),
				     methods[i].refused);
		wrong += wrap_log_differs(methods[i].log);
	}
	names_told = false;
	assert_int_equal(wrong, 0);
}

/* Proftpd asks for the name before; what is found is not asked for again. */
static void
test_name_before(void **state)
{
	struct sockaddr_storage storage;
	struct request_info request;

	(void)state;
	names_told = true;
	wrap_begin(NULL, "ALL: two.example.net\n");
	set_request("127.0.0.2", SOCK_METHODS, &storage, &request);
	assert_string_equal(wrap.eval_hostname(request.client),
			    "two.example.net");
	wrap_forward(3600);
	wrap_clear_log();
	assert_int_equal(wrap.hosts_access(&request), 0);
	names_told = false;
	assert_memory_equal(wrap_log(), "authpriv.warning refused", 24);
}

/* A name counts for five seconds, whoever asks; a zone is told, too. */
static void
test_remembered(void **state)
{
	struct sockaddr_storage storage;
	struct request_info request;

	(void)state;
	names_told = true;
	wrap_begin("ALL: two.example.net\n", "ALL: ALL\n");
	for (int i = 0; i < 3; i++) {
		set_request("127.0.0.2", SOCK_METHODS, &storage, &request);
		assert_int_not_equal(wrap.hosts_access(&request), 0);
		assert_string_equal(request.client->name, "two.example.net");
	}
	assert_log("lookup 127.0.0.2\nlookup two.example.net\n");
	wrap_clear_log();
	wrap_forward(6);
	set_request("127.0.0.2", SOCK_METHODS, &storage, &request);
	assert_int_not_equal(wrap.hosts_access(&request), 0);
	names_told = false;
	assert_log("lookup 127.0.0.2\nlookup two.example.net\n");
}

static void
test_zone(void **state)
{
	struct sockaddr_storage storage;
	struct request_info request;

	(void)state;
	wrap_begin(NULL, "ALL: [fe80::]/10\n");
	set_request("fe80::1", SOCK_METHODS, &storage, &request);
	((struct sockaddr_in6 *)&storage)->sin6_scope_id = 1;
	assert_memory_equal(wrap.eval_hostaddr(request.client), "fe80::1%", 8);
	assert_int_equal(wrap.hosts_access(&request), 0);
	assert_int_equal(check_line("fe80::1 (fe80::1)"), 0);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_texts),
	    cmocka_unit_test(test_cut),
	    cmocka_unit_test(test_methods),
	    cmocka_unit_test(test_name_before),
	    cmocka_unit_test(test_remembered),
	    cmocka_unit_test(test_zone),
	};

	alarm(600);
	return cmocka_run_group_tests_name("clients", tests, wrap_make,
					   wrap_remove);
}
