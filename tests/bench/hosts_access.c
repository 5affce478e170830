/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * hosts_access ALLOW DENY ROUNDS: the microseconds that one hosts_access() of
 * the libwrap which this program has found takes, the fastest of five times
 * ROUNDS, about a client at 192.0.2.99 that the rules have to allow.
 */
#include <arpa/inet.h>
#include <err.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/socket.h>
#include <tcpd.h>
#include <time.h>

static double
now(void)
{
	struct timespec time;

	clock_gettime(CLOCK_MONOTONIC, &time);
	return (double)time.tv_sec * 1e6 + (double)time.tv_nsec / 1e3;
}

static void
ask(struct sockaddr_in *client)
{
	struct request_info request;

	request_init(&request, RQ_DAEMON, "sshd", RQ_CLIENT_SIN, client, 0);
	sock_methods(&request);
	if (!hosts_access(&request))
		errx(1, "refused");
}

int
main(int argc, char **argv)
{
	struct sockaddr_in client = {.sin_family = AF_INET,
				     .sin_port = htons(50000)};
	double best = 0;
	long rounds;

	if (argc != 4)
		errx(2, "usage: hosts_access ALLOW DENY ROUNDS");
	inet_pton(AF_INET, "192.0.2.99", &client.sin_addr);
	hosts_allow_table = argv[1];
	hosts_deny_table = argv[2];
	rounds = strtol(argv[3], NULL, 10);
	ask(&client);
	for (int i = 0; i < 5; i++) {
		double begin = now(), time;

		for (long j = 0; j < rounds; j++)
			ask(&client);
		time = (now() - begin) / (double)rounds;
		if (i == 0 || time < best)
			best = time;
	}
	printf("%.2f\n", best);
	return 0;
}
