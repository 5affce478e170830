/* SPDX-License-Identifier: BSD-3-Clause */
#include "libwrap/ident.h"

#include "common/base/child.h"
#include "libwrap/endpoint.h"

#include <errno.h>
#include <poll.h>
#include <string.h>
#include <unistd.h>

/* The port of the service (RFC 1413, section 2). */
#define IDENT_PORT 113

/* The longest line of an answer (RFC 1413, section 4). */
#define ANSWER_MAX 1000

static socklen_t
size_of(const struct sockaddr *address)
{
	return address->sa_family == AF_INET ? sizeof(struct sockaddr_in)
					     : sizeof(struct sockaddr_in6);
}

/* Copies ADDRESS with PORT in the place of its own. */
static void
with_port(const struct sockaddr *address, unsigned port,
	  struct sockaddr_storage *copy)
{
	memset(copy, 0, sizeof(*copy));
	memcpy(copy, address, size_of(address));
	if (address->sa_family == AF_INET)
		((struct sockaddr_in *)copy)->sin_port = htons((uint16_t)port);
	else
		((struct sockaddr_in6 *)copy)->sin6_port =
		    htons((uint16_t)port);
}

/* Waits for EVENTS of FD until DEADLINE. */
static bool
wait_for(int fd, short events, const struct timespec *deadline)
{
	struct pollfd poller = {.fd = fd, .events = events};
	int left, ready;

	do {
		left = ha_deadline_remaining(deadline);
		ready = poll(&poller, 1, left);
	} while (ready < 0 && errno == EINTR && left > 0);
	return ready > 0;
}

static bool
connect_to(int fd, const struct sockaddr *client, const struct sockaddr *server,
	   const struct timespec *deadline)
{
	struct sockaddr_storage from, to;
	socklen_t size = sizeof(int);
	int error = 0;

	with_port(server, 0, &from);
	with_port(client, IDENT_PORT, &to);
	if (bind(fd, (struct sockaddr *)&from, size_of(server)))
		return false;
	if (connect(fd, (struct sockaddr *)&to, size_of(client)) == 0)
		return true;
	return errno == EINPROGRESS && wait_for(fd, POLLOUT, deadline) &&
	       getsockopt(fd, SOL_SOCKET, SO_ERROR, &error, &size) == 0 &&
	       error == 0;
}

/* Reads a line, without what ends it, to ANSWER. */
static bool
read_line(int fd, const struct timespec *deadline, char answer[ANSWER_MAX])
{
	size_t used = 0;

	while (used < ANSWER_MAX - 1 && wait_for(fd, POLLIN, deadline)) {
		ssize_t got = recv(fd, answer + used, ANSWER_MAX - 1 - used, 0);
		char *end;

		if (got <= 0)
			break;
		used += (size_t)got;
		end = memchr(answer, '\n', used);
		if (!end)
			continue;
		*end = '\0';
		return true;
	}
	return false;
}

/* The next field of *REST, which colons end, without blanks. */
static struct ha_slice
next_field(struct ha_slice *rest)
{
	size_t colon = ha_slice_find(*rest, ':');
	struct ha_slice field = ha_slice_head(*rest, colon);

	*rest = ha_slice_from(*rest, colon + 1);
	return ha_slice_trim(field, HA_C_SPACE);
}

/* PORT, PORT : USERID : SYSTEM : USER, for these two ports. */
static enum ha_lookup
read_answer(const char *answer, unsigned client_port, unsigned server_port,
	    char user[HA_USER_MAX + 1])
{
	struct ha_slice rest = ha_slice_of(answer), ports, first, second, name;
	unsigned long client = 0, server = 0;
	size_t comma;

	ports = next_field(&rest);
	comma = ha_slice_find(ports, ',');
	first = ha_slice_trim(ha_slice_head(ports, comma), HA_C_SPACE);
	second = ha_slice_trim(ha_slice_from(ports, comma + 1), HA_C_SPACE);
	if (!ha_slice_number(first, 10, 65535, &client) ||
	    !ha_slice_number(second, 10, 65535, &server) ||
	    client != client_port || server != server_port)
		return HA_LOOKUP_FAILED;
	if (!ha_slice_same(next_field(&rest), ha_slice_of("USERID")))
		return HA_LOOKUP_NONE;
	next_field(&rest);
	name = ha_slice_trim(rest, HA_C_SPACE);
	/* What is no name is no user, and not part of one. */
	for (size_t i = 0; i < name.size; i++)
		if ((unsigned char)name.data[i] <= ' ' || name.data[i] == 127)
			return HA_LOOKUP_NONE;
	return name.size > 0 && ha_slice_copy(name, user, HA_USER_MAX + 1)
		   ? HA_LOOKUP_FOUND
		   : HA_LOOKUP_NONE;
}

enum ha_lookup
ident_ask(const struct sockaddr *client, const struct sockaddr *server,
	  unsigned long timeout_ms, char user[HA_USER_MAX + 1])
{
	unsigned client_port = endpoint_port(client);
	unsigned server_port = endpoint_port(server);
	enum ha_lookup lookup = HA_LOOKUP_FAILED;
	char question[32], answer[ANSWER_MAX];
	struct timespec deadline;
	int size, fd;

	if (client_port == 0 || server_port == 0 ||
	    client->sa_family != server->sa_family)
		return HA_LOOKUP_FAILED;
	ha_deadline_set(&deadline, timeout_ms);
	fd = socket(client->sa_family,
		    SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
	if (fd < 0)
		return HA_LOOKUP_FAILED;
	size = snprintf(question, sizeof(question), "%u,%u\r\n", client_port,
			server_port);
	if (connect_to(fd, client, server, &deadline) &&
	    send(fd, question, (size_t)size, MSG_NOSIGNAL) == size &&
	    read_line(fd, &deadline, answer))
		lookup = read_answer(answer, client_port, server_port, user);
	close(fd);
	return lookup;
}
