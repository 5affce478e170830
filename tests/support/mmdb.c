/* SPDX-License-Identifier: BSD-3-Clause */
#include "tests/support/mmdb.h"

#include "tests/support/must.h"

#include <arpa/inet.h>
#include <string.h>

/* What stands between tree and data. */
#define SEPARATOR_SIZE 16

#define BITS_MAX 128

static size_t
add_node(struct mmdb *mmdb)
{
	if ((mmdb->count & (mmdb->count - 1)) == 0) {
		size_t room = mmdb->count > 0 ? 2 * mmdb->count : 1;

		mmdb->nodes = realloc(mmdb->nodes, room * sizeof(*mmdb->nodes));
		must(mmdb->nodes, "memory");
	}
	mmdb->nodes[mmdb->count] = (struct mmdb_node){0};
	return mmdb->count++;
}

/* A net, in bits from the root of the tree. */
struct net {
	unsigned char bytes[BITS_MAX / 8];
	unsigned length;
};

static bool
bit_of(const struct net *net, unsigned at)
{
	return net->bytes[at / 8] >> (7 - at % 8) & 1;
}

static unsigned
ip_version(const struct mmdb *mmdb)
{
	return mmdb->kind.ip_version ? mmdb->kind.ip_version : 6;
}

/* Reads TEXT; returns false if the tree is of IPv4 only, and it is not. */
static bool
read_net(const struct mmdb *mmdb, const char *text, struct net *net)
{
	const char *slash = strchr(text, '/');
	char address[INET6_ADDRSTRLEN] = "";
	bool ipv4 = !strchr(text, ':'), embeds = ipv4 && ip_version(mmdb) == 6;

	*net = (struct net){.length = embeds ? 96 : 0};
	must(slash && (size_t)(slash - text) < sizeof(address), text);
	memcpy(address, text, (size_t)(slash - text));
	must(inet_pton(ipv4 ? AF_INET : AF_INET6, address,
		       net->bytes + (embeds ? 12 : 0)) == 1,
	     text);
	net->length += (unsigned)strtoul(slash + 1, NULL, 10);
	must(net->length <= (ipv4 && !embeds ? 32 : BITS_MAX), text);
	return ipv4 || ip_version(mmdb) == 6;
}

/*
 * Makes a node of the record SIDE of node AT, if it is none; both sides of a
 * new one have what the record had.
 */
static size_t
node_below(struct mmdb *mmdb, size_t at, unsigned side)
{
	struct mmdb_record old = mmdb->nodes[at].records[side];
	size_t below;

	if (old.to == MMDB_NODE)
		return old.place;
	below = add_node(mmdb);
	mmdb->nodes[below].records[0] = mmdb->nodes[below].records[1] = old;
	mmdb->nodes[at].records[side] = (struct mmdb_record){MMDB_NODE, below};
	return below;
}

/* The record of NET, which is not the whole tree. */
static struct mmdb_record *
record_of(struct mmdb *mmdb, const struct net *net)
{
	size_t at = 0;

	must(net->length > 0, "the length of a net");
	if (mmdb->count == 0)
		add_node(mmdb);
	for (unsigned i = 0; i + 1 < net->length; i++)
		at = node_below(mmdb, at, bit_of(net, i));
	return &mmdb->nodes[at].records[bit_of(net, net->length - 1)];
}

void
mmdb_add_place(struct mmdb *mmdb, const char *text, size_t place)
{
	struct net net;

	if (read_net(mmdb, text, &net))
		*record_of(mmdb, &net) = (struct mmdb_record){MMDB_DATA, place};
}

void
mmdb_add(struct mmdb *mmdb, const char *net, const char *text)
{
	mmdb_add_place(mmdb, net, mmdb_put_data(&mmdb->data, text));
}

/* Has the record of NET lead where that of ::/96 does. */
static void
add_alias(struct mmdb *mmdb, const char *text)
{
	struct net ipv4 = {.length = 96}, net;
	struct mmdb_record record;

	read_net(mmdb, text, &net);
	record = *record_of(mmdb, &ipv4);
	*record_of(mmdb, &net) = record;
}

static void
add_aliases(struct mmdb *mmdb)
{
	if (mmdb->kind.aliases & MMDB_MAPPED)
		add_alias(mmdb, "::ffff:0:0/96");
	if (mmdb->kind.aliases & MMDB_6TO4)
		add_alias(mmdb, "2002::/16");
	if (mmdb->kind.aliases & MMDB_TEREDO)
		add_alias(mmdb, "2001::/32");
}

static uint64_t
number_of(const struct mmdb *mmdb, const struct mmdb_record *record)
{
	switch (record->to) {
	case MMDB_NODE:
		return record->place;
	case MMDB_DATA:
		return mmdb->count + SEPARATOR_SIZE + record->place;
	case MMDB_NONE:
		break;
	}
	return mmdb->count;
}

static unsigned
record_size(const struct mmdb *mmdb)
{
	return mmdb->kind.record_size ? mmdb->kind.record_size : 24;
}

/* Of 28 bits, the highest four of both records share the byte between them. */
static void
put_node(const struct mmdb *mmdb, const struct mmdb_node *node,
	 struct mmdb_bytes *file)
{
	const unsigned size = record_size(mmdb);
	uint64_t left = number_of(mmdb, &node->records[0]),
		 right = number_of(mmdb, &node->records[1]);

	must(left >> size == 0 && right >> size == 0, "the size of records");
	if (size == 28) {
		mmdb_put_number(file, left & 0xffffff, 3);
		mmdb_put_number(file, left >> 24 << 4 | right >> 24, 1);
		mmdb_put_number(file, right & 0xffffff, 3);
	} else {
		mmdb_put_number(file, left, size / 8);
		mmdb_put_number(file, right, size / 8);
	}
}

static void
put_metadata(const struct mmdb *mmdb, struct mmdb_bytes *file)
{
	const char *type = mmdb->kind.type ? mmdb->kind.type : "Test";
	struct mmdb_bytes data = {0};
	char text[512];

	snprintf(text, sizeof(text),
		 "{binary_format_major_version u16:2 "
		 "binary_format_minor_version u16:0 build_epoch u64:1796083200 "
		 "database_type '%s' description {en 'A test'} "
		 "ip_version u16:%u languages ['en'] node_count %zu "
		 "record_size u16:%u}",
		 type, ip_version(mmdb), mmdb->count, record_size(mmdb));
	mmdb_put_data(&data, mmdb->kind.metadata ? mmdb->kind.metadata : text);
	mmdb_put(file, MMDB_MARK, sizeof(MMDB_MARK) - 1);
	mmdb_put(file, data.data, data.size);
	free(data.data);
}

void
mmdb_end(struct mmdb *mmdb, struct mmdb_bytes *file)
{
	if (mmdb->count == 0)
		add_node(mmdb);
	if (ip_version(mmdb) == 6)
		add_aliases(mmdb);
	for (size_t i = 0; i < mmdb->count; i++)
		put_node(mmdb, &mmdb->nodes[i], file);
	mmdb_put_number(file, 0, SEPARATOR_SIZE);
	mmdb_put(file, mmdb->data.data, mmdb->data.size);
	if (!mmdb->kind.metadata || mmdb->kind.metadata[0])
		put_metadata(mmdb, file);
	free(mmdb->nodes);
	free(mmdb->data.data);
	*mmdb = (struct mmdb){.kind = mmdb->kind};
}

void
mmdb_write_bytes(struct mmdb_bytes *bytes, const char *path)
{
	FILE *file = fopen(path, "w");

	must(file && fwrite(bytes->data, 1, bytes->size, file) == bytes->size &&
		 fclose(file) == 0,
	     path);
	free(bytes->data);
	*bytes = (struct mmdb_bytes){0};
}

void
mmdb_write(struct mmdb *mmdb, const char *path)
{
	struct mmdb_bytes file = {0};

	mmdb_end(mmdb, &file);
	mmdb_write_bytes(&file, path);
}
