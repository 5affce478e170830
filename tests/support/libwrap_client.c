/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * Libwrap client: for tests.  Asks the real libwrap about a TCP connection
 * from an address of this host, with real look-ups:
 *   libwrap_client DAEMON ADDRESS ALLOW-FILE DENY-FILE
 * Prints "allow" or "refuse".
 */
#include <err.h>
#include <netdb.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <tcpd.h>
#include <unistd.h>

/* Makes a TCP socket that is bound to TEXT, a number. */
static int
bound_socket(const char *text)
{
	struct addrinfo hints = {.ai_flags = AI_NUMERICHOST,
				 .ai_socktype = SOCK_STREAM};
	struct addrinfo *address;
	int fd;

	if (getaddrinfo(text, "0", &hints, &address))
		errx(2, "%s: not an address", text);
	fd = socket(address->ai_family, SOCK_STREAM, 0);
	if (fd < 0 || bind(fd, address->ai_addr, address->ai_addrlen))
		err(2, "%s", text);
	freeaddrinfo(address);
	return fd;
}

/* Connects from the address TEXT, and returns the server's end. */
static int
connection_from(const char *text)
{
	int client = bound_socket(text);
	int server = bound_socket(strchr(text, ':') ? "::" : "0.0.0.0");
	struct sockaddr_storage name;
	socklen_t size = sizeof(name);
	int fd;

	if (listen(server, 1) ||
	    getsockname(server, (struct sockaddr *)&name, &size) ||
	    connect(client, (struct sockaddr *)&name, size))
		err(2, "connection from %s", text);
	fd = accept(server, NULL, NULL);
	if (fd < 0)
		err(2, "connection from %s", text);
	return fd;
}

int
main(int count, char **words)
{
	struct request_info request;

	if (count != 5)
		errx(2, "usage: libwrap_client DAEMON ADDRESS ALLOW DENY");
	hosts_allow_table = words[3];
	hosts_deny_table = words[4];
	request_init(&request, RQ_DAEMON, words[1], RQ_FILE,
		     connection_from(words[2]), 0);
	sock_host(&request);
	puts(hosts_access(&request) ? "allow" : "refuse");
	return 0;
}
