/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * What the C library itself looks up:
 *   lookup NAME   prints the first address of NAME
 *   lookup tcp    whether an answer that is too long for UDP comes by TCP
 */
#include <arpa/inet.h>
#include <netdb.h>
#include <netinet/in.h>
#include <resolv.h>
#include <stdio.h>
#include <string.h>

int
main(int argc, char **argv)
{
	static unsigned char answer[65535];
	const struct addrinfo hints = {.ai_family = AF_INET,
				       .ai_socktype = SOCK_STREAM};
	struct addrinfo *list;
	char text[INET_ADDRSTRLEN];

	if (argc != 2)
		return 2;
	if (strcmp(argv[1], "tcp") == 0)
		return res_query("many.example.net", 1, 1, answer,
				 sizeof(answer)) > 0 &&
			       (answer[2] & 2) == 0
			   ? 0
			   : 1;
	if (getaddrinfo(argv[1], NULL, &hints, &list) != 0)
		return 1;
	inet_ntop(AF_INET,
		  &((struct sockaddr_in *)(void *)list->ai_addr)->sin_addr,
		  text, sizeof(text));
	puts(text);
	freeaddrinfo(list);
	return 0;
}
