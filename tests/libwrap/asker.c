/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * asker ALLOW DENY [SERVICE]: a daemon that asks the installed libwrap, or
 * what stands in its place, about a client of its own at 127.0.0.1, of TCP and
 * then of UDP.  The files are asked once before, for another service, so that
 * nothing is loaded when it counts, but no name is remembered; then it stops,
 * for whoever traces it to attach. Exits with 0 if both were refused, 3 if one
 * was let in; an alarm ends what hangs.
 */
#include <arpa/inet.h>
#include <err.h>
#include <signal.h>
#include <stdlib.h>
#include <sys/socket.h>
#include <tcpd.h>
#include <unistd.h>

/* Returns a socket of TYPE with what a client at 127.0.0.1 has sent. */
static int
make_client(int type)
{
	struct sockaddr_in address = {
	    .sin_family = AF_INET, .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
	socklen_t size = sizeof(address);
	int server = socket(AF_INET, type, 0),
	    client = socket(AF_INET, type, 0);

	if (bind(server, (struct sockaddr *)&address, size) ||
	    getsockname(server, (struct sockaddr *)&address, &size) ||
	    (type == SOCK_STREAM && listen(server, 1)) ||
	    connect(client, (struct sockaddr *)&address, size) ||
	    send(client, "x", 1, 0) != 1)
		err(2, "client");
	return type == SOCK_STREAM ? accept(server, NULL, NULL) : server;
}

static int
ask(char *service, int fd)
{
	struct request_info request;

	request_init(&request, RQ_DAEMON, service, RQ_FILE, fd, 0);
	fromhost(&request);
	return hosts_access(&request);
}

int
main(int argc, char **argv)
{
	char *service = argc > 3 ? argv[3] : argv[0], warm_up[] = "warm-up";
	int sockets[2], allowed;

	if (argc < 3)
		errx(2, "usage: asker ALLOW DENY [SERVICE]");
	sockets[0] = make_client(SOCK_STREAM);
	sockets[1] = make_client(SOCK_DGRAM);
	hosts_allow_table = argv[1];
	hosts_deny_table = argv[2];
	ask(warm_up, sockets[0]);
	raise(SIGSTOP);
	alarm(20);
	allowed = ask(service, sockets[0]);
	allowed |= ask(service, sockets[1]);
	return allowed ? 3 : 0;
}
