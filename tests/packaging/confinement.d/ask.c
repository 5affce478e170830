/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * ask DAEMON ADDRESS: asks the libwrap that is found about a client there.
 */
#include <arpa/inet.h>
#include <stdio.h>
#include <sys/socket.h>
#include <tcpd.h>

int
main(int argc, char **argv)
{
	struct sockaddr_in client = {.sin_family = AF_INET};
	struct request_info request;

	if (argc != 3 || !inet_pton(AF_INET, argv[2], &client.sin_addr))
		return 2;
	request_init(&request, RQ_DAEMON, argv[1], RQ_CLIENT_SIN, &client, 0);
	sock_methods(&request);
	puts(hosts_access(&request) ? "allow" : "refuse");
	return 0;
}
