/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * setuid_asker [DAEMON ADDRESS]...: a setuid program that asks about a client
 * of each, and says what came out: "DAEMON 0" or "DAEMON 1".  Exits with 3 if a
 * daemon whose name begins with "no" lets its client in.  With `shell COMMAND`
 * it runs that by shell_cmd(3).
 */
#include <arpa/inet.h>
#include <stdio.h>
#include <string.h>
#include <sys/socket.h>
#include <syslog.h>
#include <tcpd.h>

static int
ask(char *daemon, const char *address)
{
	struct sockaddr_in client = {.sin_family = AF_INET};
	struct request_info request;

	inet_pton(AF_INET, address, &client.sin_addr);
	request_init(&request, RQ_DAEMON, daemon, RQ_CLIENT_SIN, &client, 0);
	sock_methods(&request);
	return !!hosts_access(&request);
}

int
main(int count, char **words)
{
	int status = 0;

	openlog("setuid_asker", LOG_PID, LOG_DAEMON);
	for (int i = 1; i + 1 < count; i += 2) {
		int allowed;

		if (strcmp(words[i], "shell") == 0) {
			shell_cmd(words[i + 1]);
			continue;
		}
		allowed = ask(words[i], words[i + 1]);
		printf("%s %d\n", words[i], allowed);
		if (allowed && strncmp(words[i], "no", 2) == 0)
			status = 3;
	}
	fflush(stdout);
	return status;
}
