/* SPDX-License-Identifier: BSD-3-Clause */
/* Files and connections for the parts of calls. */
#include "calls.h"

#include <arpa/inet.h>
#include <err.h>
#include <net/if.h>
#include <unistd.h>

void
write_file(const char *path, const char *text)
{
	FILE *file = fopen(path, "w");

	if (file == NULL || fputs(text, file) < 0 || fclose(file))
		err(2, "%s", path);
}

char *
read_file(char *result, size_t size, const char *path)
{
	FILE *file = fopen(path, "r");
	size_t got = 0;

	if (file != NULL) {
		got = fread(result, 1, size - 1, file);
		fclose(file);
	}
	result[got] = '\0';
	return result;
}

char *
read_all(char *result, size_t size, int fd)
{
	ssize_t got = recv(fd, result, size - 1, MSG_DONTWAIT);

	result[got > 0 ? got : 0] = '\0';
	return result;
}

socklen_t
address_of(struct sockaddr_storage *address, const char *text, unsigned port)
{
	struct sockaddr_in6 *v6 = (struct sockaddr_in6 *)address;
	struct sockaddr_in *v4 = (struct sockaddr_in *)address;

	memset(address, 0, sizeof(*address));
	if (inet_pton(AF_INET, text, &v4->sin_addr) == 1) {
		v4->sin_family = AF_INET;
		v4->sin_port = htons((uint16_t)port);
		return sizeof(*v4);
	}
	v6->sin6_family = AF_INET6;
	v6->sin6_port = htons((uint16_t)port);
	if (strncmp(text, "fe80:", 5) == 0)
		v6->sin6_scope_id = if_nametoindex("lo");
	if (inet_pton(AF_INET6, text, &v6->sin6_addr) != 1)
		errx(2, "%s: no address", text);
	return sizeof(*v6);
}

/* A socket that is bound to TEXT, and any port. */
static int
bound(int type, const char *text)
{
	struct sockaddr_storage address;
	socklen_t size = address_of(&address, text, 0);
	int fd = socket(address.ss_family, type, 0);

	if (fd < 0 || bind(fd, (struct sockaddr *)&address, size))
		err(2, "%s", text);
	return fd;
}

void
connect_pair(int ends[2], int type, const char *from, const char *to)
{
	struct sockaddr_storage address;
	socklen_t size = sizeof(address);
	int listener = bound(type, to);

	ends[1] = bound(type, from);
	if (getsockname(listener, (struct sockaddr *)&address, &size))
		err(2, "getsockname");
	/* Whoever listens to all is asked at the client's own address. */
	if (strcmp(to, "::") == 0)
		size = address_of(
		    &address, "127.0.0.1",
		    ntohs(((struct sockaddr_in6 *)&address)->sin6_port));
	if (type == SOCK_STREAM && listen(listener, 1))
		err(2, "listen");
	if (connect(ends[1], (struct sockaddr *)&address, size))
		err(2, "connect %s %s", from, to);
	ends[0] = type == SOCK_STREAM ? accept(listener, NULL, NULL) : listener;
	if (type == SOCK_STREAM)
		close(listener);
	else if (write(ends[1], "datagram", 8) != 8)
		err(2, "write");
}
