/* SPDX-License-Identifier: BSD-3-Clause */
/* Requests as text: request_init, request_set and the eval functions. */
#include "calls.h"

#include <unistd.h>

/* All that a request says, without asking for more. */
static void
show_fields(const char *name, const struct request_info *request)
{
	const struct host_info *client = request->client;
	const struct host_info *server = request->server;

	row("%s: fields = fd %d user <%s> daemon <%s> client <%s> <%s> %s %s "
	    "server <%s> <%s> %s %s",
	    name, request->fd, request->user, request->daemon, client->name,
	    client->addr, client->sin ? "sin" : "-",
	    client->request == request ? "linked" : "-", server->name,
	    server->addr, server->sin ? "sin" : "-",
	    server->request == request ? "linked" : "-");
	row("%s: methods = %s%s%s%s%s%s", name, request->sink ? "sink " : "",
	    request->hostname ? "hostname " : "",
	    request->hostaddr ? "hostaddr " : "",
	    request->cleanup ? "cleanup " : "", request->config ? "config" : "",
	    client->unit ? "unit" : "");
}

/* What the eval functions make of it, and what they keep. */
static void
show_values(const char *name, struct request_info *request)
{
	row("%s: eval_user = %s", name, eval_user(request));
	row("%s: eval_hostname = %s, %s", name, eval_hostname(request->client),
	    eval_hostname(request->server));
	row("%s: eval_hostaddr = %s, %s", name, eval_hostaddr(request->client),
	    eval_hostaddr(request->server));
	row("%s: eval_hostinfo = %s, %s", name, eval_hostinfo(request->client),
	    eval_hostinfo(request->server));
	row("%s: eval_client = %s", name, eval_client(request));
	row("%s: eval_server = %s", name, eval_server(request));
	row("%s: eval_daemon = %s", name, eval_daemon(request));
	show_fields(name, request);
}

static void
call_init(void)
{
	struct request_info request;
	char pid[16];

	memset(&request, 'z', sizeof(request));
	row("init = %d", request_init(&request, 0) == &request);
	snprintf(pid, sizeof(pid), "%d", getpid());
	row("pid = %d", strcmp(request.pid, pid) == 0);
	show_fields("init", &request);
	row("set: nothing = %d", request_set(&request, 0) == &request);
	show_fields("set: nothing", &request);
	show_values("nothing known", &request);
}

static void
call_keys(void)
{
	static struct sockaddr_storage client, server;
	struct request_info request;

	address_of(&client, "192.0.2.7", 4001);
	address_of(&server, "2001:db8::1", 22);
	request_init(&request, RQ_FILE, 7, RQ_DAEMON, "d", RQ_USER, "me",
		     RQ_CLIENT_NAME, "gw.example.net", RQ_CLIENT_ADDR,
		     "192.0.2.7", RQ_CLIENT_SIN, &client, RQ_SERVER_NAME,
		     "srv.example.net", RQ_SERVER_ADDR, "192.0.2.1",
		     RQ_SERVER_SIN, &server, 0);
	show_values("all keys", &request);
	row("sin = %d, %d", (void *)request.client->sin == &client,
	    (void *)request.server->sin == &server);
	request_set(&request, RQ_DAEMON, "other", RQ_CLIENT_NAME, "", 0);
	show_values("set again", &request);
	request_set(&request, RQ_CLIENT_SIN, NULL, RQ_FILE, -1, 0);
	show_fields("sin taken away", &request);
}

static void
call_bad_keys(void)
{
	struct request_info request;

	request_init(&request, RQ_DAEMON, "d", 99, "x", RQ_USER, "me", 0);
	show_fields("bad key", &request);
	request_set(&request, -1, "x", 0);
	show_fields("bad key, set", &request);
}

/* Texts as long as the room, and longer. */
static void
call_long(void)
{
	struct request_info request;
	char text[301];
	size_t size;

	for (size = 126; size <= 300; size += size == 129 ? 171 : 1) {
		memset(text, 'n', size);
		text[size] = '\0';
		request_init(&request, RQ_DAEMON, text, RQ_USER, text,
			     RQ_CLIENT_NAME, text, RQ_CLIENT_ADDR, text,
			     RQ_SERVER_NAME, text, RQ_SERVER_ADDR, text, 0);
		row("text of %zu = %zu %zu %zu %zu %zu %zu", size,
		    strlen(request.daemon), strlen(request.user),
		    strlen(request.client->name), strlen(request.client->addr),
		    strlen(request.server->name), strlen(request.server->addr));
		row("text of %zu: client = %zu", size,
		    strlen(eval_client(&request)));
	}
}

/* Names and addresses that mean something. */
static void
call_words(void)
{
	static const char *const names[] = {"",        "gw.example.net",
					    "unknown", "paranoid",
					    "UNKNOWN", "192.0.2.9"};
	static const char *const users[] = {"", "me", "unknown", "UNKNOWN"};
	static const char *const addresses[] = {"", "192.0.2.7", "unknown"};
	struct request_info request;
	char name[256];
	size_t i;

	for (i = 0; i < COUNT(names) * COUNT(users) * COUNT(addresses); i++) {
		const char *host = names[i % COUNT(names)];
		const char *user = users[i / COUNT(names) % COUNT(users)];
		const char *address =
		    addresses[i / COUNT(names) / COUNT(users)];

		request_init(&request, RQ_DAEMON, "d", RQ_USER, user,
			     RQ_CLIENT_NAME, host, RQ_CLIENT_ADDR, address,
			     RQ_SERVER_NAME, host, 0);
		snprintf(name, sizeof(name), "<%s> <%s> <%s>", user, host,
			 address);
		row("%s: client, server = %s, %s", name, eval_client(&request),
		    eval_server(&request));
	}
}

static void
call_ports(void)
{
	static const char *const addresses[] = {"192.0.2.7", "2001:db8::7",
						"::ffff:192.0.2.7"};
	static const unsigned ports[] = {0, 1, 22, 1023, 65535};
	struct sockaddr_storage address;
	size_t i, j;

	for (i = 0; i < COUNT(addresses); i++)
		for (j = 0; j < COUNT(ports); j++) {
			address_of(&address, addresses[i], ports[j]);
			row("eval_port(%s, %u) = %s", addresses[i], ports[j],
			    eval_port(SIN(&address)));
		}
}

/* A method of the program's own is asked once, and only if there is need. */
static int asked;

static void
own_name(struct host_info *host)
{
	asked++;
	strcpy(host->name, "own.example.net");
}

static void
own_address(struct host_info *host)
{
	asked++;
	strcpy(host->addr, "198.51.100.9");
}

static void
call_methods(void)
{
	struct request_info request;

	request_init(&request, RQ_DAEMON, "d", RQ_USER, "me", 0);
	request.hostname = own_name;
	request.hostaddr = own_address;
	show_values("own methods", &request);
	row("own methods: asked = %d", asked);
	request_init(&request, RQ_CLIENT_NAME, "n", RQ_CLIENT_ADDR, "a", 0);
	request.hostname = own_name;
	request.hostaddr = own_address;
	asked = 0;
	row("own methods, known = %s, %s", eval_hostname(request.client),
	    eval_hostaddr(request.client));
	row("own methods, known: asked = %d", asked);
}

static void
no_port(const void *data)
{
	(void)data;
	row("eval_port(NULL) = %s", eval_port(NULL));
}

void
call_request(void)
{
	call_init();
	call_keys();
	call_bad_keys();
	call_long();
	call_words();
	call_ports();
	in_child("eval_port(NULL)", 5, no_port, NULL);
	call_methods();
}
