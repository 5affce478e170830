/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * The look-up in a database of networks, in this process: the input is a file
 * whose metadata are sound.  What is found can be, and the same each time.
 *
 * The first line says how the tree is to be read: "RECORD_SIZE IP_VERSION
 * NODES"; what follows are tree and data.  Metadata that lie end or exhaust
 * libmaxminddb: tests/unit/geo_hostile asks those in a child.
 */
#include "tests/fuzz/fuzz.h"

#include "common/request/geo_read.h"
#include "tests/support/mmdb.h"

#include <err.h>
#include <string.h>

/* Arrays in arrays, of more bytes, are too deep for the stack. */
#define INPUT_MAX ((size_t)64 * 1024)

/* What the first line says. */
struct head {
	unsigned long record_size, ip_version, nodes;
};

static unsigned long
take_number(struct ha_slice *line, unsigned long other)
{
	size_t size = ha_slice_find(*line, ' ');
	unsigned long number;

	if (!ha_slice_number(ha_slice_head(*line, size), 10, 1000000, &number))
		number = other;
	*line = ha_slice_from(*line, size + 1);
	return number;
}

static struct ha_slice
read_head(struct ha_slice text, struct head *head)
{
	size_t size = ha_slice_find(text, '\n');
	struct ha_slice line = ha_slice_head(text, size);

	head->record_size = take_number(&line, 24);
	head->ip_version = take_number(&line, 6);
	head->nodes = take_number(&line, 1);
	return ha_slice_from(text, size + 1);
}

static void
write_file(struct fuzz_file *file, const struct head *head,
	   struct ha_slice rest)
{
	struct mmdb_bytes whole = {0}, metadata = {0};
	char text[512];

	snprintf(text, sizeof(text),
		 "{binary_format_major_version u16:2 "
		 "binary_format_minor_version u16:0 build_epoch u64:1 "
		 "database_type 'Fuzz' description {en 'x'} languages ['en'] "
		 "ip_version u16:%lu node_count %lu record_size u16:%lu}",
		 head->ip_version, head->nodes, head->record_size);
	mmdb_put(&whole, rest.data, rest.size);
	mmdb_put(&whole, MMDB_MARK, strlen(MMDB_MARK));
	mmdb_put_data(&metadata, text);
	mmdb_put(&whole, metadata.data, metadata.size);
	fuzz_file_write(file, (const char *)whole.data, whole.size);
	free(metadata.data);
	free(whole.data);
}

static void
check_text(enum ha_geo_kind kind, const char *text)
{
	unsigned long number;

	if (kind == HA_GEO_ASN) {
		FUZZ_REQUIRE(ha_slice_number(ha_slice_of(text), 10, UINT32_MAX,
					     &number) &&
			     number > 0 && text[0] != '0');
		return;
	}
	FUZZ_REQUIRE(strlen(text) == 2);
	FUZZ_REQUIRE(text[0] >= 'A' && text[0] <= 'Z');
	FUZZ_REQUIRE(text[1] >= 'A' && text[1] <= 'Z');
}

static void
ask(const char *path, enum ha_geo_kind kind, const char *text)
{
	struct ha_geo first = {.fault = HA_GEO_NO_FAULT}, second = first;
	struct ha_address address;
	bool found;

	FUZZ_REQUIRE(ha_address_parse(ha_slice_of(text), &address));
	found = ha_geo_read(path, kind, &address, &first);
	FUZZ_REQUIRE(found == ha_geo_read(path, kind, &address, &second));
	FUZZ_REQUIRE(first.fault == second.fault);
	FUZZ_REQUIRE(found == (first.fault == HA_GEO_NO_FAULT));
	if (!found)
		return;
	check_text(kind, first.text);
	FUZZ_REQUIRE(strcmp(first.text, second.text) == 0);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static const char *const clients[] = {"203.0.113.7", "198.51.100.1",
					      "2001:db8::1",
					      "2002:cb00:7107::", "ff02::1"};
	static struct fuzz_file file;
	struct ha_slice rest;
	struct head head;
	char *text = malloc(size + 1);

	if (!text)
		err(2, "memory");
	if (size > 0)
		memcpy(text, data, size);
	rest = read_head((struct ha_slice){text, fuzz_unescape(text, size)},
			 &head);
	if (rest.size <= INPUT_MAX) {
		write_file(&file, &head, rest);
		for (size_t i = 0; i < sizeof(clients) / sizeof(*clients); i++)
			for (int kind = HA_GEO_COUNTRY; kind <= HA_GEO_ASN;
			     kind++)
				ask(file.path, (enum ha_geo_kind)kind,
				    clients[i]);
	}
	free(text);
	return 0;
}
