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
make_prefix(char text[CLIENT_SIZE])
{
	write_ipv4(text, "");
}

static void
make_masked(char text[CLIENT_SIZE])
{
	write_ipv4(text, "0/255.255.255.0");
}

static void
make_ipv6_net(char text[CLIENT_SIZE])
{
	uint32_t net = dice();

	snprintf(text, CLIENT_SIZE, "[2001:db8:%x:%x::]/64", (net & 0xffff) | 2,
		 net >> 16);
}

static void
make_domain(char text[CLIENT_SIZE])
{
	snprintf(text, CLIENT_SIZE, ".host%u.example.com", dice());
}

static void
make_host(char text[CLIENT_SIZE])
{
	snprintf(text, CLIENT_SIZE, "host%u.example.com", dice() % 10000000);
}

/* Addresses and nets of both families, and names. */
static void
make_mixed(char text[CLIENT_SIZE])
{
	static void (*const makes[])(char text[CLIENT_SIZE]) = {
	    make_address, make_net, make_bare, make_bracketed, make_host};

	makes[dice() % (sizeof(makes) / sizeof(*makes))](text);
}

/* As people and their tools write them. */
static const struct shape {
	const char *name;
	const char *head; /* of a rule */
	void (*make)(char text[CLIENT_SIZE]);
	unsigned per_line;   /* clients in a rule */
	const char *between; /* them; NULL: a blank */
	const char *tail;    /* behind them; NULL: nothing */
	const char *other;   /* the head of every second rule, or NULL */
	const char *before;  /* a line before each, with the client, or NULL */
} shapes[] = {
    {"address", "sshd: ", make_address, .per_line = 1},
    {"net", "sshd: ", make_net, .per_line = 1},
    {"several", "sshd: ", make_address, .per_line = 8},
    {"nets", "sshd: ", make_net, .per_line = 8},
    {"bracket", "sshd: ", make_bracketed, .per_line = 1},
    {"bare", "sshd: ", make_bare, .per_line = 1},
    {"v6net", "sshd: ", make_ipv6_net, .per_line = 1},
    {"all", "ALL: ", make_address, .per_line = 1},
    {"other", "vsftpd: ", make_address, .per_line = 1},
    {"name", "sshd: ", make_domain, .per_line = 1},
    {"host", "ALL: ", make_host, .per_line = 1},
    {"deny", "ALL: ", make_address, 1, .tail = " : deny"},
    {"crlf", "sshd: ", make_address, 1, .tail = "\r"},
    {"blank", "ALL : ", make_address, .per_line = 1},
    {"sshguard", "ALL : ", make_address, 8, .tail = " : DENY"},
    {"commas", "ALL: ", make_address, 8, .between = ", "},
    {"comment", "ALL: ", make_address, 1, .tail = " # spam"},
    {"prefix", "ALL: ", make_prefix, .per_line = 1},
    {"mask", "ALL: ", make_masked, .per_line = 1},
    {"two", "sshd vsftpd: ", make_address, .per_line = 1},
    {"turns", "sshd: ", make_address, 1, .other = "ALL: "},
    {"denyhosts", "sshd: ", make_address, 1,
     .before = "# DenyHosts: Thu Jan  1 12:00:00 2026 | sshd: "},
    {"tabs", "SSHD:\t", make_address, 1, .tail = "\t "},
    {"long", "sshd, vsftpd, in.telnetd, dovecot, postfix: ", make_address,
     .per_line = 1},
    {"mixed", "ALL: ", make_mixed, .per_line = 1},
};

static const struct shape *
shape_of(const char *name)
{
	for (size_t i = 0; i < sizeof(shapes) / sizeof(*shapes); i++)
		if (strcmp(shapes[i].name, name) == 0)
			return &shapes[i];
	errx(2, "no such shape: %s", name);
}

/* Writes client NUMBER, CLIENT, of SHAPE in LANGUAGE, the LAST of its line. */
static void
write_client(const char *language, const struct shape *shape,
	     unsigned long number, const char *client, bool last)
{
	const bool hosts = strcmp(language, "hosts") == 0;
	const bool other = shape->other && number % 2 > 0;

	if (number % shape->per_line > 0)
		fputs(hosts && shape->between ? shape->between : " ", stdout);
	else if (strcmp(language, "access") == 0)
		fputs("-|ALL|", stdout);
	else if (hosts && shape->before)
		printf("%s%s\n", shape->before, client);
	if (hosts && number % shape->per_line == 0)
		fputs(other ? shape->other : shape->head, stdout);
	fputs(client, stdout);
	if (last)
		printf("%s\n", hosts && shape->tail ? shape->tail : "");
}

int
main(int count, char **words)
{
	const struct shape *shape;
	char client[CLIENT_SIZE];
	unsigned long clients;

	if (count != 4)
		errx(2, "usage: rules LANGUAGE SHAPE COUNT");
	shape = shape_of(words[2]);
	clients = strtoul(words[3], NULL, 10);
	for (unsigned long i = 0; i < clients; i++) {
		bool last = (i + 1) % shape->per_line == 0 || i + 1 == clients;

		shape->make(client);
		write_client(words[1], shape, i, client, last);
	}
	if (fflush(stdout) || ferror(stdout))
		err(2, "standard output");
	return 0;
}
