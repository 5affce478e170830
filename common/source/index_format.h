/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * Index format: what the index of a rule file or list file looks like.
 *
 * It is made of pages, each with a checksum.  Page 0 is the head.  Then come
 * the entries, sorted by their keys; above them levels of pages that hold the
 * first key of each page below, until the keys of a level fit into the head;
 * and last the residue: the lines that are read whoever asks.  Where a page
 * stands follows from the counts in the head, and nothing points anywhere.
 *
 * It belongs to the machine that made it: numbers are in its byte order.
 */
#ifndef HA_INDEX_FORMAT_H
#define HA_INDEX_FORMAT_H

#include "common/base/slice.h"
#include "common/request/address.h"

#include <stdint.h>
#include <sys/stat.h>

#define HA_INDEX_SUFFIX ".index"
/* Smaller texts are read faster than an index. */
#define HA_INDEX_TEXT_MIN (64L * 1024)

#define HA_INDEX_PAGE 4096UL
#define HA_INDEX_DATA (HA_INDEX_PAGE - sizeof(uint64_t))

/*
 * A key: kind, 16 bytes of what it stands for, prefix length, group, offset of
 * the line in 6 bytes, most significant first.  Keys are compared as bytes.
 */
#define HA_INDEX_KEY 25
#define HA_INDEX_KEY_VALUE 1
#define HA_INDEX_KEY_LENGTH 17
#define HA_INDEX_KEY_GROUP 18
#define HA_INDEX_KEY_OFFSET 19
/* An entry: a key, the number of the line in 6 bytes, and the next: */
#define HA_INDEX_ENTRY 32
#define HA_INDEX_ENTRY_LINE HA_INDEX_KEY
/* The length of the longest prefix of an entry that holds this one's ... */
#define HA_INDEX_ENTRY_OUTER 31
/* ... or that there is none. */
#define HA_INDEX_NO_OUTER 255

#define HA_INDEX_PAGE_ENTRIES (HA_INDEX_DATA / HA_INDEX_ENTRY)
#define HA_INDEX_PAGE_KEYS (HA_INDEX_DATA / HA_INDEX_KEY)

enum ha_index_kind {
	HA_INDEX_ADDRESS = 1, /* an address or net, IPv4 as v4-mapped IPv6 */
	HA_INDEX_NAME,        /* the hash of a name, or of its end */
};

/* A line: where it begins, and how many lines stand before it. */
struct ha_index_place {
	uint64_t offset;
	uint64_t line;
};

#define HA_INDEX_PAGE_RESIDUE (HA_INDEX_DATA / sizeof(struct ha_index_place))

/*
 * Lines of rules are of one group if their daemon lists are the same text; so
 * are all of a list file.  The last group is of all for which there was none.
 */
#define HA_INDEX_GROUPS 32

/* The lines of a group whose clients are, or begin with, names. */
struct ha_index_names {
	struct ha_index_place first;
	uint64_t end; /* behind where the last one begins; 0: there are none */
};

enum ha_index_flag {
	HA_INDEX_RULES = 1 << 0, /* of a rule file, whose lines may continue */
	/* No line has options that `strict` would have to look at. */
	HA_INDEX_PLAIN = 1 << 1,
};

/* The data of page 0; the rest of it are the keys of the top level. */
struct ha_index_head {
	char magic[8];
	uint64_t order; /* HA_INDEX_ORDER, as this machine has it */
	uint64_t seed;  /* of all checksums and hashes, another each time */
	uint64_t inode, size;      /* of the text */
	int64_t modified, changed; /* mtime and ctime of the text ... */
	uint32_t modified_ns, changed_ns;
	uint32_t flags;     /* enum ha_index_flag */
	uint32_t name_ends; /* bit N: there is a .NAME with N dots */
	uint64_t entries;
	uint64_t residue;
	struct ha_index_place first_residue;
	struct ha_index_names names[HA_INDEX_GROUPS];
};

#define HA_INDEX_MAGIC "HAINDEX1"
#define HA_INDEX_ORDER UINT64_C(0x0102030405060708)
#define HA_INDEX_ROOT_KEYS \
	((HA_INDEX_DATA - sizeof(struct ha_index_head)) / HA_INDEX_KEY)
/* Names and ends of names that are longer are residue. */
#define HA_INDEX_NAME_MAX 255
/* An index of more has no use: its text alone would be 40 GB. */
#define HA_INDEX_ENTRIES_MAX (UINT64_C(1) << 32)
#define HA_INDEX_LEVELS 8

/* Where the pages of an index stand, computed from its counts. */
struct ha_index_shape {
	unsigned levels; /* of pages: entries, keys of these, and so on */
	uint64_t first[HA_INDEX_LEVELS]; /* the first page of each level ... */
	uint64_t pages[HA_INDEX_LEVELS]; /* ... and their number */
	uint64_t residue;                /* the first page of the residue */
	uint64_t total;                  /* pages, with the head */
};

/* Returns false if there is no index with so much in it. */
bool ha_index_shape_of(uint64_t entries, uint64_t residue,
		       struct ha_index_shape *shape);

/* Returns the checksum, or hash, of SIZE bytes from DATA on. */
uint64_t ha_index_hash(uint64_t seed, const void *data, size_t size);

/* Returns the checksum of the data of page NUMBER. */
uint64_t ha_index_checksum(uint64_t seed, uint64_t number, const void *data);

/* Writes NUMBER to 6 bytes, the most significant first, or reads it. */
void ha_index_put(unsigned char *bytes, uint64_t number);
uint64_t ha_index_get(const unsigned char *bytes);

/* Sets BYTES to ADDRESS; IPv4 as v4-mapped (RFC 4291, section 2.5.5.2). */
void ha_index_address_bytes(const struct ha_address *address,
			    unsigned char bytes[16]);

/* Makes KEY, without group and offset, of a prefix of the address BYTES. */
void ha_index_key_of_address(const unsigned char bytes[16], unsigned length,
			     unsigned char key[HA_INDEX_KEY]);

/*
 * Likewise of NAME, or of the end of one that begins with a dot; case counts
 * for nothing.  Returns false if it is longer than HA_INDEX_NAME_MAX.  Keys of
 * the names of a domain lie side by side.
 */
bool ha_index_key_of_name(uint64_t seed, struct ha_slice name,
			  unsigned char key[HA_INDEX_KEY]);

/* Returns the bit of NAME, the end of one, among name_ends. */
uint32_t ha_index_bit_of_end(struct ha_slice name);

#endif
