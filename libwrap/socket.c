/* SPDX-License-Identifier: BSD-3-Clause */
/* The methods of requests that come from a socket. */
#include "libwrap/tcpd.h"

#include "libwrap/ask.h"
#include "libwrap/export.h"
#include "libwrap/slots.h"
#include "libwrap/warn.h"

#include <errno.h>
#include <stdbool.h>
#include <string.h>

/* Takes the datagram away that nobody will read. */
static void
drain(int fd)
{
	struct sockaddr_storage address;
	socklen_t size = sizeof(address);
	char byte;

	recvfrom(fd, &byte, sizeof(byte), MSG_DONTWAIT,
		 (struct sockaddr *)&address, &size);
}

/* A v4-mapped address becomes the IPv4 address, for whoever looks at it. */
static void
unmap(struct sockaddr_storage *address)
{
	const struct sockaddr_in6 ipv6 = *(const struct sockaddr_in6 *)address;
	struct sockaddr_in *ipv4 = (struct sockaddr_in *)address;

	if (ipv6.sin6_family != AF_INET6 ||
	    !IN6_IS_ADDR_V4MAPPED(&ipv6.sin6_addr))
		return;
	memset(address, 0, sizeof(*address));
	ipv4->sin_family = AF_INET;
	ipv4->sin_port = ipv6.sin6_port;
	memcpy(&ipv4->sin_addr, ipv6.sin6_addr.s6_addr + 12, 4);
}

/* Finds who sent the datagram that waits at FD: no stream tells so. */
static bool
find_sender(int fd, struct sockaddr_storage *address)
{
	socklen_t size = sizeof(*address);
	char byte;

	if (recvfrom(fd, &byte, sizeof(byte), MSG_PEEK | MSG_DONTWAIT,
		     (struct sockaddr *)address, &size) < 0)
		return false;
	errno = ENOTCONN;
	return size > 0;
}

/*
 * Sets the client: the peer of the connection, or who sent the datagram that
 * waits, which then has to be taken away on a refusal.
 */
static void
find_client(struct request_info *request, struct sockaddr_storage *address)
{
	socklen_t size = sizeof(*address);

	if (getpeername(request->fd, (struct sockaddr *)address, &size)) {
		if (!find_sender(request->fd, address)) {
			warn_tell("can't get client address: %s",
				  strerror(errno));
			return;
		}
		request->sink = drain;
	}
	unmap(address);
	request->client->sin = (struct sockaddr *)address;
}

EXPORT void
sock_host(struct request_info *request)
{
	struct slot_ends *ends = slot_ends();
	socklen_t size = sizeof(ends->server);

	sock_methods(request);
	memset(ends, 0, sizeof(*ends));
	find_client(request, &ends->client);
	if (getsockname(request->fd, (struct sockaddr *)&ends->server, &size)) {
		if (!request->client->sin)
			return;
		warn_tell("getsockname: %s", strerror(errno));
		return;
	}
	unmap(&ends->server);
	request->server->sin = (struct sockaddr *)&ends->server;
}

EXPORT void
sock_hostaddr(struct host_info *host)
{
	struct ha_address address;

	if (endpoint_address(host->sin, &address))
		ha_address_format(&address, true, host->addr);
	else if (endpoint_is_local(host->sin))
		snprintf(host->addr, sizeof(host->addr), "localhost");
}

EXPORT void
sock_hostname(struct host_info *host)
{
	ask_name(host);
}
