/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * MMDB: writes files of the MaxMind DB format, version 2, as its public
 * specification has it, for tests of whoever reads them.
 *
 * Data is written as text, with blanks between its words:
 *
 *     {country {iso_code 'DE' names {en 'Germany'}} asn 64500 list [1 2]}
 *
 * A key is a word; a value is a map {}, an array [], a string '', a number of
 * 32 bits, "true" or "false".  Another type stands before its value: u16: u64:
 * u128: i32: double: float: bytes: (which a string follows), cache: and end:.
 * '*' before a key or a value makes it a pointer to that; ^N is the pointer N.
 */
#ifndef MMDB_H
#define MMDB_H

#include <stddef.h>
#include <stdint.h>

/* Bytes that grow; all 0 at first.  The owner frees DATA. */
struct mmdb_bytes {
	unsigned char *data;
	size_t size, room;
};

void mmdb_put(struct mmdb_bytes *bytes, const void *data, size_t size);

/* Appends SIZE bytes of NUMBER, the highest first. */
void mmdb_put_number(struct mmdb_bytes *bytes, uint64_t number, size_t size);

/* Appends what says of data that it is of TYPE and has SIZE bytes or members.
 */
void mmdb_put_control(struct mmdb_bytes *bytes, unsigned type, size_t size);

/* Appends a pointer to TARGET, as short as it can be. */
void mmdb_put_pointer(struct mmdb_bytes *bytes, size_t target);

/* Appends TEXT, and returns its place in BYTES; ends the program by abort(3)
 * if it cannot be read. */
size_t mmdb_put_data(struct mmdb_bytes *bytes, const char *text);

/* What stands before the metadata. */
#define MMDB_MARK "\xab\xcd\xefMaxMind.com"

/* What besides nets makes a file; what is 0 is as most have it. */
struct mmdb_kind {
	const char *type;     /* "Test" */
	unsigned record_size; /* in bits: 24, 28 or 32; 24 */
	unsigned ip_version;  /* 4 or 6; 6 */
	/* Where IPv4 is found besides ::/96. */
	enum {
		MMDB_MAPPED = 1, /* ::ffff:0:0/96 */
		MMDB_6TO4 = 2,   /* 2002::/16 */
		MMDB_TEREDO = 4, /* 2001::/32 */
		MMDB_ALIASES = 7,
	} aliases;
	/* In the place of all others, as data; "": none, nor its mark. */
	const char *metadata;
};

/* A tree with its data; all but KIND is 0 at first. */
struct mmdb {
	struct mmdb_kind kind;
	struct mmdb_node {
		struct mmdb_record {
			enum { MMDB_NONE, MMDB_NODE, MMDB_DATA } to;
			size_t place; /* of the node, or in the data */
		} records[2];
	} * nodes;
	size_t count;
	struct mmdb_bytes data;
};

/*
 * Says that NET, "ADDRESS/LENGTH", has the data TEXT, in the place of what was
 * said of any address in it.  In a tree of IPv4 nets of IPv6 are left out.
 */
void mmdb_add(struct mmdb *mmdb, const char *net, const char *text);

/* Likewise, with what stands at PLACE of its data. */
void mmdb_add_place(struct mmdb *mmdb, const char *net, size_t place);

/* Appends the file to FILE; frees what MMDB has. */
void mmdb_end(struct mmdb *mmdb, struct mmdb_bytes *file);

/* Writes the file to PATH; frees what MMDB has. */
void mmdb_write(struct mmdb *mmdb, const char *path);

/* Writes BYTES to PATH, which is made anew or cut, and frees them. */
void mmdb_write_bytes(struct mmdb_bytes *bytes, const char *path);

#endif
