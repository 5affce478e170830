/* SPDX-License-Identifier: BSD-3-Clause */
/* Pair: both ends of a connection on the loopback interface. */
#ifndef PAIR_H
#define PAIR_H

#include <stdbool.h>

struct pair {
	int server, client;
	unsigned server_port, client_port;
};

/*
 * Connects from CLIENT, an address in 127.0.0.0/8 or ::1, by TCP, or else by
 * UDP; then the server's socket is not connected, and a datagram of two bytes
 * waits there.  Returns false if this machine has no such address.
 */
bool pair_open(struct pair *pair, const char *client, bool tcp);

/* Likewise by TCP, from an IPv4 address to a socket of IPv6. */
bool pair_open_mapped(struct pair *pair, const char *client);

void pair_close(struct pair *pair);

/*
 * Reads what comes to the client's end until it is at its end, or nothing
 * comes for a second, to TEXT of SIZE bytes.
 */
void pair_read(const struct pair *pair, char *text, unsigned long size);

#endif
