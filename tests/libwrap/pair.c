/* SPDX-License-Identifier: BSD-3-Clause */
#include "tests/libwrap/pair.h"

#include "tests/support/must.h"

#include <arpa/inet.h>
#include <poll.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

union address {
	struct sockaddr any;
	struct sockaddr_in ipv4;
	struct sockaddr_in6 ipv6;
};

static socklen_t
set_address(union address *address, const char *text)
{
	memset(address, 0, sizeof(*address));
	if (inet_pton(AF_INET, text, &address->ipv4.sin_addr) == 1) {
		address->any.sa_family = AF_INET;
		return sizeof(address->ipv4);
	}
	must(inet_pton(AF_INET6, text, &address->ipv6.sin6_addr) == 1, text);
	address->any.sa_family = AF_INET6;
	return sizeof(address->ipv6);
}

/* Returns a socket that is bound to ADDRESS, any port of it; or -1. */
static int
bound(const char *address, bool tcp)
{
	union address own;
	socklen_t size = set_address(&own, address);
	int fd = socket(own.any.sa_family, tcp ? SOCK_STREAM : SOCK_DGRAM, 0);

	if (fd >= 0 && bind(fd, &own.any, size) == 0)
		return fd;
	close(fd);
	return -1;
}

static unsigned
port_of(int fd)
{
	union address own;
	socklen_t size = sizeof(own);

	must(getsockname(fd, &own.any, &size) == 0, "getsockname");
	return ntohs(own.ipv4.sin_port); /* in the same place as IPv6's */
}

/* Connects the client of PAIR to PEER, which has the port of the server. */
static void
connect_client(const struct pair *pair, const char *peer)
{
	union address to;
	socklen_t size = set_address(&to, peer);

	to.ipv4.sin_port = htons((uint16_t)pair->server_port);
	must(connect(pair->client, &to.any, size) == 0, "connect");
}

/* From CLIENT to a socket at SERVER, which is PEER to it. */
static bool
open_between(struct pair *pair, const char *client, const char *peer,
	     const char *server, bool tcp)
{
	int listener = bound(server, tcp);

	pair->client = bound(client, tcp);
	if (listener < 0 || pair->client < 0) {
		close(listener);
		close(pair->client);
		return false;
	}
	pair->server_port = port_of(listener);
	pair->client_port = port_of(pair->client);
	must(!tcp || listen(listener, 1) == 0, "listen");
	connect_client(pair, peer);
	pair->server = listener;
	if (!tcp) {
		must(send(pair->client, "ab", 2, 0) == 2, "send");
		return true;
	}
	pair->server = accept(listener, NULL, NULL);
	must(pair->server >= 0, "accept");
	close(listener);
	return true;
}

bool
pair_open(struct pair *pair, const char *client, bool tcp)
{
	const char *server = strchr(client, ':') ? "::1" : "127.0.0.1";

	return open_between(pair, client, server, server, tcp);
}

bool
pair_open_mapped(struct pair *pair, const char *client)
{
	return open_between(pair, client, "127.0.0.1", "::", true);
}

void
pair_close(struct pair *pair)
{
	close(pair->server);
	close(pair->client);
}

void
pair_read(const struct pair *pair, char *text, unsigned long size)
{
	struct pollfd poller = {.fd = pair->client, .events = POLLIN};
	unsigned long used = 0;
	ssize_t got = 1;

	while (got > 0 && used < size - 1 && poll(&poller, 1, 1000) > 0) {
		got = recv(pair->client, text + used, size - 1 - used, 0);
		if (got > 0)
			used += (unsigned long)got;
	}
	text[used] = '\0';
}
