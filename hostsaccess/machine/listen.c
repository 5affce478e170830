/* SPDX-License-Identifier: BSD-3-Clause */
#include "hostsaccess/machine/listen.h"

#include "hostsaccess/tool/memory.h"

#include <errno.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* Ports from here on the kernel gives to clients (ip(7)). */
#define CLIENT_PORTS 32768UL

/* The fields of a line that count. */
enum { FIELD_LOCAL = 1, FIELD_STATE = 3, FIELD_INODE = 9, FIELDS };

static bool
read_hex(struct ha_slice text, unsigned long *number)
{
	*number = 0;
	for (size_t i = 0; i < text.size; i++) {
		static const char digits[] = "0123456789ABCDEF";
		const char *digit =
		    text.data[i] ? strchr(digits, text.data[i]) : NULL;

		if (!digit || i == 8)
			return false;
		*number = *number * 16 + (unsigned long)(digit - digits);
	}
	return text.size > 0;
}

/*
 * Whether ADDRESS is one that only this host has.  The kernel writes words of
 * four bytes as numbers of this machine.
 */
static bool
is_own(struct ha_slice address)
{
#if __BYTE_ORDER__ == __ORDER_LITTLE_ENDIAN__
	static const char *const own6 = "00000000000000000000000001000000";
	static const char *const mapped = "0000000000000000FFFF0000";
	const size_t first = 6; /* the digits of the first byte */
#else
	static const char *const own6 = "00000000000000000000000000000001";
	static const char *const mapped = "00000000000000000000FFFF";
	const size_t first = 0;
#endif

	if (ha_slice_is(address, own6))
		return true;
	if (ha_slice_starts(address, ha_slice_of(mapped)))
		address = ha_slice_from(address, strlen(mapped));
	return address.size == 8 &&
	       ha_slice_starts(ha_slice_from(address, first),
			       ha_slice_of("7F"));
}

/* Takes LINE of a table of sockets; STATE is what those that listen have. */
static void
take_line(struct listening *listening, struct ha_slice line, const char *state)
{
	struct ha_slice fields[FIELDS] = {{NULL, 0}}, port;
	unsigned long number, inode;
	size_t colon;

	for (size_t i = 0; i < FIELDS; i++) {
		line = ha_slice_skip(line, HA_C_SPACE);
		fields[i] = ha_slice_head(line, ha_slice_find(line, ' '));
		line = ha_slice_from(line, fields[i].size);
	}
	colon = ha_slice_find(fields[FIELD_LOCAL], ':');
	port = ha_slice_from(fields[FIELD_LOCAL], colon + 1);
	if (!ha_slice_is(fields[FIELD_STATE], state) ||
	    is_own(ha_slice_head(fields[FIELD_LOCAL], colon)) ||
	    !read_hex(port, &number) ||
	    (state[1] == '7' && number >= CLIENT_PORTS) ||
	    !ha_slice_number(fields[FIELD_INODE], 10, ULONG_MAX, &inode))
		return;
	listening->sockets = memory_grow(listening->sockets, listening->count,
					 sizeof(*listening->sockets));
	listening->sockets[listening->count++] = inode;
}

static bool
read_table(struct listening *listening, const char *path, const char *state)
{
	FILE *stream = fopen(path, "re");
	char *line = NULL;
	size_t size = 0;

	if (!stream)
		return errno == ENOENT; /* a kernel without IPv6 */
	while (getline(&line, &size, stream) > 0)
		take_line(listening, ha_slice_of(line), state);
	free(line);
	fclose(stream);
	return true;
}

bool
listening_read(struct listening *listening)
{
	/* TCP_LISTEN; of UDP, TCP_CLOSE: not connected (net/tcp_states.h). */
	static const struct {
		const char *path, *state;
	} tables[] = {{"/proc/net/tcp", "0A"},
		      {"/proc/net/tcp6", "0A"},
		      {"/proc/net/udp", "07"},
		      {"/proc/net/udp6", "07"}};
	bool good = access("/proc/net", F_OK) == 0;

	for (size_t i = 0; i < sizeof(tables) / sizeof(*tables); i++)
		good &= read_table(listening, tables[i].path, tables[i].state);
	return good;
}

bool
listening_has(const struct listening *listening, struct ha_slice link)
{
	static const struct ha_slice begin = {"socket:[", 8};
	unsigned long inode;

	if (!ha_slice_starts(link, begin) || link.data[link.size - 1] != ']')
		return false;
	link = ha_slice_from(ha_slice_head(link, link.size - 1), begin.size);
	if (!ha_slice_number(link, 10, ULONG_MAX, &inode))
		return false;
	for (size_t i = 0; i < listening->count; i++)
		if (listening->sockets[i] == inode)
			return true;
	return false;
}

void
listening_free(struct listening *listening)
{
	free(listening->sockets);
	*listening = (struct listening){.count = 0};
}
