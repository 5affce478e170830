/* SPDX-License-Identifier: BSD-3-Clause */
/* What is found out about both ends of a socket, and what rules say of it. */
#include "tests/libwrap/names.h"
#include "tests/libwrap/pair.h"
#include "tests/libwrap/wrap.h"

#include <arpa/inet.h>
#include <errno.h>
#include <sys/socket.h>
#include <sys/un.h>

enum kind { TCP, TCP6, MAPPED, UDP, UDP6, UNIX, PIPE, NONE };

/* Makes a connection of KIND, from 127.0.0.2 or ::1. */
static bool
open_kind(struct pair *pair, enum kind kind)
{
	int ends[2] = {-1, -1};

	*pair = (struct pair){-1, -1, 0, 0};
	switch (kind) {
	case TCP:
	case UDP:
		return pair_open(pair, "127.0.0.2", kind == TCP);
	case TCP6:
	case UDP6:
		return pair_open(pair, "::1", kind == TCP6);
	case MAPPED:
		return pair_open_mapped(pair, "127.0.0.2");
	case UNIX:
		assert_int_equal(socketpair(AF_UNIX, SOCK_STREAM, 0, ends), 0);
		break;
	case PIPE:
		assert_int_equal(pipe(ends), 0);
		break;
	case NONE:
		break;
	}
	pair->server = ends[0];
	pair->client = ends[1];
	return true;
}

/* As a server asks that has accepted a connection. */
static struct request_info *
request_of(const struct pair *pair, struct request_info *request)
{
	wrap.request_init(request, RQ_FILE, pair->server, RQ_DAEMON, "in.test",
			  0);
	wrap.sock_host(request);
	return request;
}

#define NOT_A_SOCKET \
	"authpriv.err warning: can't get client address: Socket operation on " \
	"non-socket\n"
#define NO_DESCRIPTOR \
	"authpriv.err warning: can't get client address: Bad file " \
	"descriptor\n"

static const struct {
	const char *name;
	enum kind kind;
	const char *client, *client_name, *server, *log;
} kinds[] = {
    {"TCP", TCP, "127.0.0.2", "two.example.net", "127.0.0.1", ""},
    {"TCP, IPv6", TCP6, "::1", "six.example.net", "::1", ""},
    {"TCP, mapped", MAPPED, "127.0.0.2", "two.example.net", "127.0.0.1", ""},
    {"UDP", UDP, "127.0.0.2", "two.example.net", "127.0.0.1", ""},
    {"UDP, IPv6", UDP6, "::1", "six.example.net", "::1", ""},
    {"UNIX", UNIX, "localhost", "unknown", "localhost", ""},
    {"pipe", PIPE, "unknown", "unknown", "unknown", NOT_A_SOCKET},
    {"no descriptor", NONE, "unknown", "unknown", "unknown", NO_DESCRIPTOR},
};

static void
assert_port(struct host_info *host, unsigned port)
{
	char expected[16];

	snprintf(expected, sizeof(expected), "%u", port);
	assert_string_equal(wrap.eval_port(host->sin), expected);
}

static void
test_kind(const struct pair *pair, size_t i)
{
	struct request_info request;
	char server[64] = "in.test";

	request_of(pair, &request);
	assert_log(kinds[i].log);
	assert_string_equal(wrap.eval_hostaddr(request.client),
			    kinds[i].client);
	assert_string_equal(wrap.eval_hostaddr(request.server),
			    kinds[i].server);
	assert_port(request.client, pair->client_port);
	assert_port(request.server, pair->server_port);
	assert_string_equal(wrap.eval_hostinfo(request.client),
			    kinds[i].client);
	assert_string_equal(wrap.eval_client(&request), kinds[i].client);
	if (kinds[i].kind <= UNIX)
		snprintf(server, sizeof(server), "in.test@%s", kinds[i].server);
	assert_string_equal(wrap.eval_server(&request), server);
	assert_string_equal(wrap.eval_hostname(request.client),
			    kinds[i].client_name);
	if (kinds[i].kind < UNIX)
		assert_string_equal(wrap.eval_client(&request),
				    kinds[i].client_name);
	wrap.request_set(&request, RQ_USER, "anna", 0);
	snprintf(server, sizeof(server), "anna@%s",
		 wrap.eval_hostinfo(request.client));
	assert_string_equal(wrap.eval_client(&request), server);
}

static void
test_kinds(void **state)
{
	struct pair pair;

	(void)state;
	for (size_t i = 0; i < COUNT(kinds); i++) {
		row(kinds[i].name);
		wrap_begin(NULL, NULL);
		if (!open_kind(&pair, kinds[i].kind)) {
			print_error("NOT RUN: %s: no such address here\n",
				    kinds[i].name);
			continue;
		}
		test_kind(&pair, i);
		pair_close(&pair);
	}
}

/* The client patterns of a rule in hosts.deny. */
static const struct {
	const char *name;
	enum kind kind;
	const char *daemons, *clients;
	bool refused;
	const char *lookups;
} verdicts[] = {
    {"an address", TCP, "ALL", "127.0.0.2", true, ""},
    {"another address", TCP, "ALL", "127.0.0.1", false, ""},
    {"a net", TCP, "ALL", "127.0.0.0/8", true, ""},
    {"a prefix", TCP, "ALL", "127.0.", true, ""},
    {"a name", TCP, "ALL", "two.example.net", true,
     "lookup 127.0.0.2\nlookup two.example.net\n"},
    {"a domain", TCP, "ALL", ".example.net", true,
     "lookup 127.0.0.2\nlookup two.example.net\n"},
    {"another name", TCP, "ALL", "six.example.net", false,
     "lookup 127.0.0.2\nlookup two.example.net\n"},
    {"known", TCP, "ALL", "KNOWN", true,
     "lookup 127.0.0.2\nlookup two.example.net\n"},
    {"the server's address", TCP, "in.test@127.0.0.1", "ALL", true, ""},
    {"another server's", TCP, "in.test@127.0.0.9", "ALL", false, ""},
    {"another daemon", TCP, "in.other", "ALL", false, ""},
    {"an IPv6 address", TCP6, "ALL", "[::1]", true, ""},
    {"it in full", TCP6, "ALL", "[0:0:0:0:0:0:0:1]", true, ""},
    {"an IPv6 net", TCP6, "ALL", "[::]/64", true, ""},
    {"another IPv6 net", TCP6, "ALL", "[2001:db8::]/32", false, ""},
    {"a name of IPv6", TCP6, "ALL", "six.example.net", true,
     "lookup ::1\nlookup six.example.net\n"},
    {"a server of IPv6", TCP6, "in.test@[::1]", "ALL", true, ""},
    {"mapped, as IPv4", MAPPED, "ALL", "127.0.0.2", true, ""},
    {"mapped, as IPv6", MAPPED, "ALL", "[::ffff:127.0.0.2]", true, ""},
    {"mapped, a name", MAPPED, "ALL", "two.example.net", true,
     "lookup 127.0.0.2\nlookup two.example.net\n"},
    {"UDP, an address", UDP, "ALL", "127.0.0.2", true, ""},
    {"UDP, another address", UDP, "ALL", "127.0.0.1", false, ""},
    {"UDP, IPv6", UDP6, "ALL", "[::1]", true, ""},
    {"UNIX, all", UNIX, "ALL", "ALL", true, ""},
    {"UNIX, unknown", UNIX, "ALL", "UNKNOWN", true, ""},
    {"UNIX, known", UNIX, "ALL", "KNOWN", false, ""},
    {"UNIX, an address", UNIX, "ALL", "0.0.0.0/0", false, ""},
    {"pipe, all", PIPE, "ALL", "ALL", true, ""},
    {"pipe, an address", PIPE, "ALL", "127.", false, ""},
    {"no descriptor, all", NONE, "ALL", "ALL", true, ""},
    {"no descriptor, unknown", NONE, "ALL", "UNKNOWN", true, ""},
};

/* The line of the refusal of row I, or "", behind the look-ups. */
static void
expect_log(size_t i, char *log, size_t size)
{
	const char *address =
	    verdicts[i].kind == UNIX  ? "localhost"
	    : verdicts[i].kind > UNIX ? "unknown"
	    : verdicts[i].kind == TCP6 || verdicts[i].kind == UDP6
		? "::1"
		: "127.0.0.2";
	char name[64];

	snprintf(name, sizeof(name), "%s",
		 verdicts[i].lookups[0] ? strrchr(verdicts[i].lookups, ' ') + 1
					: address);
	name[strcspn(name, "\n")] = '\0';
	snprintf(log, size, "%s", verdicts[i].lookups);
	if (verdicts[i].refused)
		snprintf(log + strlen(log), size - strlen(log),
			 "authpriv.warning refused connect from %s (%s): "
			 "service=in.test rule=~/hosts.deny:1 "
			 "\"%s: %s\"\n",
			 name, address, verdicts[i].daemons,
			 verdicts[i].clients);
}

static void
test_verdicts(void **state)
{
	char deny[256], log[1024];
	struct request_info request;
	struct pair pair;
	unsigned wrong = 0;

	(void)state;
	names_told = true;
	for (size_t i = 0; i < COUNT(verdicts); i++) {
		if (!open_kind(&pair, verdicts[i].kind)) {
			print_error("NOT RUN: %s: no such address here\n",
				    verdicts[i].name);
			continue;
		}
		row(verdicts[i].name);
		snprintf(deny, sizeof(deny), "%s: %s\n", verdicts[i].daemons,
			 verdicts[i].clients);
		wrap_begin(NULL, deny);
		request_of(&pair, &request);
		wrap_clear_log();
		wrong += wrap_differ("verdict", !wrap.hosts_access(&request),
				     verdicts[i].refused);
		expect_log(i, log, sizeof(log));
		wrong += wrap_log_differs(log);
		pair_close(&pair);
	}
	names_told = false;
	assert_int_equal(wrong, 0);
}

/* Whether the datagram is still there. */
static bool
waits(const struct pair *pair)
{
	char byte;

	return recv(pair->server, &byte, 1, MSG_PEEK | MSG_DONTWAIT) == 1;
}

static int
refuse_datagram(const void *context)
{
	struct request_info request;

	request_of(context, &request);
	if (wrap.hosts_access(&request) || !waits(context))
		return 2;
	wrap.refuse(&request);
	return 3;
}

static int
exit_on_datagram(const void *context)
{
	struct request_info request;

	wrap.clean_exit(request_of(context, &request));
	return 3;
}

/* Inetd would start its server again and again for a datagram that stays. */
static void
test_sink(void **state)
{
	static int (*const ends[])(const void *context) = {refuse_datagram,
							   exit_on_datagram};
	struct pair pair;

	(void)state;
	for (int kind = UDP; kind <= UDP6; kind++)
		for (size_t i = 0; i < COUNT(ends); i++) {
			wrap_begin(NULL, "ALL: ALL\n");
			if (!open_kind(&pair, (enum kind)kind)) {
				print_error("NOT RUN: datagrams of IPv6: no "
					    "such address here\n");
				continue;
			}
			assert_true(waits(&pair));
			assert_int_equal(wrap_child(ends[i], &pair), 0);
			assert_false(waits(&pair));
			pair_close(&pair);
		}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_kinds),
	    cmocka_unit_test(test_verdicts),
	    cmocka_unit_test(test_sink),
	};

	alarm(600);
	return cmocka_run_group_tests_name("sockets", tests, wrap_make,
					   wrap_remove);
}
