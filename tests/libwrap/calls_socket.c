/* SPDX-License-Identifier: BSD-3-Clause */
/* Requests with sockets: sock_host, fix_options, and what eval makes of them.
 */
#include "calls.h"

#include <err.h>
#include <sys/un.h>
#include <unistd.h>

/* "4", "6", "unix", ... of an address that libwrap found. */
static const char *
family_of(const void *address)
{
	static char number[16];
	int family;

	if (address == NULL)
		return "none";
	family = ((const struct sockaddr *)address)->sa_family;
	if (family == AF_INET)
		return "4";
	if (family == AF_INET6)
		return "6";
	if (family == AF_UNIX)
		return "unix";
	snprintf(number, sizeof(number), "%d", family);
	return number;
}

static bool
is_inet(const void *address)
{
	return address &&
	       (((const struct sockaddr *)address)->sa_family == AF_INET ||
		((const struct sockaddr *)address)->sa_family == AF_INET6);
}

/* The port is any; only whether it is that of the connection counts. */
static bool
right_port(const struct host_info *host, int fd, bool of_peer)
{
	struct sockaddr_storage address;
	socklen_t size = sizeof(address);
	char port[16];

	if (!is_inet(host->sin))
		return false;
	if (of_peer ? getpeername(fd, (struct sockaddr *)&address, &size)
		    : getsockname(fd, (struct sockaddr *)&address, &size))
		return false;
	snprintf(port, sizeof(port), "%d",
		 ntohs(((struct sockaddr_in *)&address)->sin_port));
	return strcmp(port, eval_port(host->sin)) == 0;
}

struct subject {
	const char *name;
	int fd, peer;
};

/* What the sink leaves of the datagram. */
static void
show_sink(const struct subject *subject, const struct request_info *request)
{
	char text[64];

	if (request->sink == NULL)
		return;
	request->sink(subject->fd);
	row("%s: after the sink = <%s>", subject->name,
	    read_all(text, sizeof(text), subject->fd));
}

/* Asks the library about a connection, as most daemons do. */
static void
show_socket(const void *data)
{
	const struct subject *subject = data;
	struct request_info request;
	const char *name = subject->name;

	request_init(&request, RQ_DAEMON, "d", RQ_FILE, subject->fd, 0);
	sock_host(&request);
	row("%s: families = %s, %s", name, family_of(request.client->sin),
	    family_of(request.server->sin));
	row("%s: methods = %d %d, sink %d", name,
	    request.hostname == sock_hostname,
	    request.hostaddr == sock_hostaddr, request.sink != NULL);
	row("%s: cached = <%s> <%s>", name, request.client->name,
	    request.client->addr);
	row("%s: addresses = %s, %s", name, eval_hostaddr(request.client),
	    eval_hostaddr(request.server));
	row("%s: ports = %d, %d", name,
	    right_port(request.server, subject->fd, false),
	    right_port(request.client, subject->peer, false));
	row("%s: names = %s, %s", name, eval_hostname(request.client),
	    eval_hostname(request.server));
	row("%s: client, server = %s, %s", name, eval_client(&request),
	    eval_server(&request));
	row("%s: after sock_host = fd %d", name, request.fd == subject->fd);
	show_sink(subject, &request);
}

static void
try_pair(const char *name, int type, const char *from, const char *to)
{
	struct subject subject = {.name = name};
	int ends[2];

	connect_pair(ends, type, from, to);
	subject.fd = ends[0];
	subject.peer = ends[1];
	in_child(name, 20, show_socket, &subject);
	close(ends[0]);
	close(ends[1]);
}

static void
call_inet(void)
{
	try_pair("tcp4", SOCK_STREAM, "127.0.0.2", "127.0.0.1");
	try_pair("tcp6", SOCK_STREAM, "fd00::2", "fd00::1");
	try_pair("tcp6 loopback", SOCK_STREAM, "::1", "::1");
	try_pair("tcp6 link", SOCK_STREAM, "fe80::2", "fe80::2");
	try_pair("mapped", SOCK_STREAM, "127.0.0.2", "::");
	try_pair("udp4", SOCK_DGRAM, "127.0.0.2", "127.0.0.1");
	try_pair("udp6", SOCK_DGRAM, "fd00::2", "fd00::1");
	try_pair("udp mapped", SOCK_DGRAM, "127.0.0.2", "::");
}

static void
try_fds(const char *name, int fd, int peer)
{
	struct subject subject = {.name = name, .fd = fd, .peer = peer};

	in_child(name, 20, show_socket, &subject);
}

/* A connected socket of datagrams is asked for its peer. */
static void
call_connected(void)
{
	struct sockaddr_storage address;
	socklen_t size = sizeof(address);
	int ends[2];

	connect_pair(ends, SOCK_DGRAM, "127.0.0.2", "127.0.0.1");
	if (getsockname(ends[1], (struct sockaddr *)&address, &size) ||
	    connect(ends[0], (struct sockaddr *)&address, size))
		err(2, "connect");
	try_fds("udp connected", ends[0], ends[1]);
	close(ends[0]);
	close(ends[1]);
}

static void
call_others(void)
{
	struct sockaddr_un address = {.sun_family = AF_UNIX,
				      .sun_path = "unix"};
	int ends[2], listener, client, server;

	if (socketpair(AF_UNIX, SOCK_STREAM, 0, ends))
		err(2, "socketpair");
	try_fds("unix pair", ends[0], ends[1]);
	listener = socket(AF_UNIX, SOCK_STREAM, 0);
	client = socket(AF_UNIX, SOCK_STREAM, 0);
	if (bind(listener, (struct sockaddr *)&address, sizeof(address)) ||
	    listen(listener, 1) ||
	    connect(client, (struct sockaddr *)&address, sizeof(address)))
		err(2, "unix");
	server = accept(listener, NULL, NULL);
	try_fds("unix server", server, client);
	try_fds("unix client", client, server);
	if (pipe(ends))
		err(2, "pipe");
	try_fds("pipe", ends[0], ends[1]);
	try_fds("tcp, not connected", socket(AF_INET, SOCK_STREAM, 0), -1);
	try_fds("closed", 99, -1);
	try_fds("no descriptor", -1, -1);
}

/* sock_hostname and sock_hostaddr of hosts that a program fills in itself. */
static void
show_host(const void *data)
{
	struct sockaddr_storage address;
	const char *text = data;
	struct request_info request;

	if (text != NULL)
		address_of(&address, text, 7);
	request_init(&request, RQ_CLIENT_SIN, text ? &address : NULL, 0);
	sock_hostaddr(request.client);
	row("sock_hostaddr(%s) = %s", text ? text : "nothing",
	    request.client->addr);
	sock_methods(&request);
	row("methods on %s = %s, %s", text ? text : "nothing",
	    eval_hostaddr(request.client), eval_hostinfo(request.client));
}

static void
call_hosts(void)
{
	static const char *const texts[] = {
	    "192.0.2.7",   "127.0.0.1",         "0.0.0.0", "255.255.255.255",
	    "2001:db8::7", "::ffff:192.0.2.7",  "::",      "::192.0.2.7",
	    "fe80::7",     "2001:db8:0:0:1::7",
	};
	char name[64];
	size_t i;

	for (i = 0; i < COUNT(texts); i++) {
		snprintf(name, sizeof(name), "host %s", texts[i]);
		in_child(name, 20, show_host, texts[i]);
	}
	in_child("host nothing", 20, show_host, NULL);
}

static void
fix(const void *data)
{
	const struct subject *subject = data;
	struct request_info request;
	char byte = 0;

	request_init(&request, RQ_DAEMON, "d", RQ_FILE, subject->fd, 0);
	sock_host(&request);
	fix_options(&request);
	row("fix_options: %s = fd %d, %s", subject->name,
	    request.fd == subject->fd,
	    send(subject->fd, &byte, 1, MSG_NOSIGNAL) == 1 ? "open" : "shut");
}

/*
 * With IP options that the client chose: the kernel gives the server's socket
 * those of the client, turned round, and here they are set at once.
 */
static void
try_options(const char *name, const char *options, socklen_t size)
{
	struct subject subject = {.name = name, .fd = 98};
	int ends[2];

	connect_pair(ends, SOCK_STREAM, "127.0.0.2", "127.0.0.1");
	if (dup2(ends[0], subject.fd) < 0 ||
	    setsockopt(subject.fd, IPPROTO_IP, IP_OPTIONS, options, size))
		err(2, "%s", name);
	in_child(name, 20, fix, &subject);
	close(subject.fd);
	close(ends[0]);
	close(ends[1]);
}

static void
call_fix(void)
{
	static const char record[] = {7, 7, 4, 0, 0, 0, 0, 0};
	static const char loose[] = {(char)131, 7, 4, 127, 0, 0, 1, 0};
	static const char strict[] = {(char)137, 7, 4, 127, 0, 0, 1, 0};
	static const char later[] = {1, 1,   1, 1, (char)131, 7,
				     4, 127, 0, 0, 1,         0};
	static const char after[] = {1, (char)131, 7, 4, 127, 0, 0, 1};
	struct subject subject = {.name = "plain"};
	int ends[2];

	connect_pair(ends, SOCK_STREAM, "127.0.0.2", "127.0.0.1");
	subject.fd = ends[0];
	in_child("plain", 20, fix, &subject);
	connect_pair(ends, SOCK_STREAM, "fd00::2", "fd00::1");
	subject.name = "IPv6";
	subject.fd = ends[0];
	in_child("IPv6", 20, fix, &subject);
	if (socketpair(AF_UNIX, SOCK_STREAM, 0, ends))
		err(2, "socketpair");
	subject.name = "UNIX";
	subject.fd = ends[0];
	in_child("UNIX", 20, fix, &subject);
	try_options("record route", record, sizeof(record));
	try_options("after four no-ops", later, sizeof(later));
	try_options("after a no-op", after, sizeof(after));
	try_options("loose source route", loose, sizeof(loose));
	try_options("strict source route", strict, sizeof(strict));
}

void
call_socket(void)
{
	call_inet();
	call_connected();
	call_others();
	call_hosts();
	call_fix();
}
