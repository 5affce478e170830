/* SPDX-License-Identifier: BSD-3-Clause */
/* Names of clients, as /etc/hosts of calls_check has them. */
#include "calls.h"

static void
show_name(const void *data)
{
	struct sockaddr_storage address;
	const char *text = data;
	struct request_info request;

	address_of(&address, text, 7);
	request_init(&request, RQ_DAEMON, "d", RQ_CLIENT_SIN, &address, 0);
	sock_methods(&request);
	row("%s: before = <%s>", text, request.client->name);
	row("%s: eval_hostname = %s", text, eval_hostname(request.client));
	row("%s: eval_hostinfo = %s", text, eval_hostinfo(request.client));
	row("%s: eval_client = %s", text, eval_client(&request));
	row("%s: sock_hostname = %s", text,
	    (sock_hostname(request.client), request.client->name));
}

/*
 * A program that says the words itself, as tcpdmatch does of an address, is
 * believed: nothing is looked up.
 */
static void
keep_word(const void *data)
{
	static char allow[] = "allow", deny[] = "deny";
	static const char *const words[] = {"unknown", "paranoid", "given"};
	struct sockaddr_storage address;
	const char *text = data;
	struct request_info request;
	size_t i;

	hosts_allow_table = allow;
	hosts_deny_table = deny;
	address_of(&address, text, 7);
	for (i = 0; i < COUNT(words); i++) {
		request_init(&request, RQ_DAEMON, "d", RQ_CLIENT_SIN, &address,
			     RQ_CLIENT_NAME, words[i], RQ_CLIENT_ADDR, text, 0);
		sock_methods(&request);
		row("%s as %s: eval_hostname = %s", text, words[i],
		    eval_hostname(request.client));
		row("%s as %s: verdict = %d", text, words[i],
		    hosts_access(&request));
		row("%s as %s: after it = %s", text, words[i],
		    request.client->name);
	}
}

/*
 * As tcpdmatch asks about an address, to see what happens where the name is not
 * known: with methods, and no socket's address to look up.
 */
static void
no_socket(const void *data)
{
	static char allow[] = "allow", deny[] = "deny";
	struct sockaddr_storage address;
	const char *text = data;
	struct request_info request;
	int empty;

	hosts_allow_table = allow;
	hosts_deny_table = deny;
	memset(&address, 0, sizeof(address));
	for (empty = 0; empty < 2; empty++) {
		request_init(&request, RQ_DAEMON, "d", RQ_USER, unknown,
			     RQ_CLIENT_ADDR, text, 0);
		if (empty)
			request_set(&request, RQ_CLIENT_SIN, &address, 0);
		sock_methods(&request);
		row("%s, empty sin %d: verdict = %d", text, empty,
		    hosts_access(&request));
		row("%s, empty sin %d: eval_hostname = %s", text, empty,
		    eval_hostname(request.client));
	}
}

/* A decision after eval_hostname(), as in ProFTPD, and one without. */
static void
decide(const void *data)
{
	static char allow[] = "allow", deny[] = "deny";
	struct sockaddr_storage address;
	const char *text = data;
	struct request_info request;
	int evaluated;

	hosts_allow_table = allow;
	hosts_deny_table = deny;
	address_of(&address, text, 7);
	for (evaluated = 0; evaluated < 2; evaluated++) {
		request_init(&request, RQ_DAEMON, "d", RQ_CLIENT_SIN, &address,
			     0);
		sock_methods(&request);
		if (evaluated)
			eval_hostname(request.client);
		row("%s: evaluated %d: verdict = %d", text, evaluated,
		    hosts_access(&request));
	}
}

void
call_names(void)
{
	static const char *const texts[] = {
	    "127.0.0.2", "127.0.0.3",    "127.0.0.4",      "127.0.0.5",
	    "127.0.0.6", "127.0.0.7",    "127.0.0.8",      "127.0.0.1",
	    "::1",       "fd00::2",      "fd00::3",        "::ffff:127.0.0.2",
	    "127.0.0.9", "198.51.100.9", "2001:db8::dead",
	};
	char name[64];
	size_t i;

	write_file("allow", "d: .example.net EXCEPT liar.example.net\n"
			    "d: localhost\n");
	write_file("deny", "d: PARANOID\nd: UNKNOWN\nd: ALL\n");
	for (i = 0; i < COUNT(texts); i++) {
		snprintf(name, sizeof(name), "name of %s", texts[i]);
		in_child(name, 20, show_name, texts[i]);
		snprintf(name, sizeof(name), "words for %s", texts[i]);
		in_child(name, 20, keep_word, texts[i]);
		snprintf(name, sizeof(name), "no socket of %s", texts[i]);
		in_child(name, 20, no_socket, texts[i]);
		snprintf(name, sizeof(name), "decision on %s", texts[i]);
		in_child(name, 20, decide, texts[i]);
	}
}
