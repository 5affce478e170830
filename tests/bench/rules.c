/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * rules LANGUAGE SHAPE COUNT: COUNT rules about random clients on standard
 * output, in the language of hosts_access(5) ("hosts"), of access.conf(5)
 * ("access"; fields end at '|') or as a list file ("list").  The same SHAPE
 * has the same clients in all of them, and never one of 192.0.2.0/24 or
 * 2001:db8:0:1::/64.
 */
#include <err.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define CLIENT_SIZE 64

static uint32_t
dice(void)
{
	static uint64_t state = 1;

	state = state * 6364136223846793005 + 1442695040888963407;
	return (uint32_t)(state >> 32);
}

/* Writes a random address A.B.C, below any but 192.0.2. */
static void
write_ipv4(char text[CLIENT_SIZE], const char *last)
{
	unsigned a, b, c;

	do {
		uint32_t random = dice();

		a = 1 + (random & 255) % 223;
		b = random >> 8 & 255;
		c = random >> 16 & 255;
	} while (a == 192 && b == 0 && c == 2);
	snprintf(text, CLIENT_SIZE, "%u.%u.%u.%s", a, b, c, last);
}

static void
make_address(char text[CLIENT_SIZE])
{
	char last[4];

	snprintf(last, sizeof(last), "%u", dice() & 255);
	write_ipv4(text, last);
}

static void
make_net(char text[CLIENT_SIZE])
{
	write_ipv4(text, "0/24");
}

static void
write_ipv6(char text[CLIENT_SIZE], const char *before, const char *behind)
{
	uint32_t net = dice();

	snprintf(text, CLIENT_SIZE, "%s2001:db8:%x:%x::%x%s", before,
		 (net & 0xffff) | 2, net >> 16, dice() & 0xffff, behind);
}

static void
make_bracketed(char text[CLIENT_SIZE])
{
	write_ipv6(text, "[", "]");
}

static void
make_bare(char text[CLIENT_SIZE])
{
	write_ipv6(text, "", "");
}

static void
make_name(char text[CLIENT_SIZE])
{
	snprintf(text, CLIENT_SIZE, ".host%u.example.com", dice());
}

static const struct shape {
	const char *name;
	const char *daemon;
	void (*make)(char text[CLIENT_SIZE]);
	unsigned per_line; /* clients in a rule */
} shapes[] = {
    {"address", "sshd", make_address, 1},
    {"net", "sshd", make_net, 1},
    {"several", "sshd", make_address, 8},
    {"bracket", "sshd", make_bracketed, 1},
    {"bare", "sshd", make_bare, 1},
    {"all", "ALL", make_address, 1},
    {"other", "vsftpd", make_address, 1},
    {"name", "sshd", make_name, 1},
};

static const struct shape *
shape_of(const char *name)
{
	for (size_t i = 0; i < sizeof(shapes) / sizeof(*shapes); i++)
		if (strcmp(shapes[i].name, name) == 0)
			return &shapes[i];
	errx(2, "no such shape: %s", name);
}

int
main(int count, char **words)
{
	const struct shape *shape;
	char client[CLIENT_SIZE];
	unsigned long clients;
	bool hosts, access;

	if (count != 4)
		errx(2, "usage: rules LANGUAGE SHAPE COUNT");
	hosts = strcmp(words[1], "hosts") == 0;
	access = strcmp(words[1], "access") == 0;
	shape = shape_of(words[2]);
	clients = strtoul(words[3], NULL, 10);
	for (unsigned long i = 0; i < clients; i++) {
		shape->make(client);
		if (i % shape->per_line > 0)
			putchar(' ');
		else if (hosts)
			printf("%s: ", shape->daemon);
		else if (access)
			printf("-|ALL|");
		fputs(client, stdout);
		if ((i + 1) % shape->per_line == 0 || i + 1 == clients)
			putchar('\n');
	}
	if (fflush(stdout) || ferror(stdout))
		err(2, "standard output");
	return 0;
}
