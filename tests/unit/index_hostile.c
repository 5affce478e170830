/* SPDX-License-Identifier: BSD-3-Clause */
/* Indexes that somebody has made to mislead, with checksums that are right. */
#include "tests/unit/indexed.h"

#include "tests/unit/unit.h"

#include "tests/unit/folder.h"

#include <fcntl.h>

/* So many lines about the client: more than a page has entries. */
#define OURS 400

static const unsigned char client[16] = {
    [10] = 0xff, [11] = 0xff, [12] = 192, [14] = 2, [15] = 1};

/* Writes SIZE BYTES AT a place of each entry of the client, but the first. */
static void
change_entries(size_t at, const void *bytes, size_t size)
{
	unsigned char page[HA_INDEX_PAGE];
	uint64_t seed = 0, number = 0, sum;
	unsigned met = 0;
	int fd = open("file.index", O_RDWR | O_CLOEXEC);

	assert_true(fd >= 0);
	for (; pread(fd, page, sizeof(page), (off_t)(number * sizeof(page))) ==
	       sizeof(page);
	     number++) {
		unsigned char *data = page + sizeof(sum);

		if (number == 0)
			memcpy(&seed, page + 24, sizeof(seed));
		for (size_t i = 0; number > 0 && i < HA_INDEX_PAGE_ENTRIES;
		     i++) {
			unsigned char *entry = data + i * HA_INDEX_ENTRY;

			if (memcmp(entry + 1, client, sizeof(client)) == 0 &&
			    met++ > 0)
				memcpy(entry + at, bytes, size);
		}
		sum = ha_index_checksum(seed, number, data);
		memcpy(page, &sum, sizeof(sum));
		assert_int_equal(pwrite(fd, page, sizeof(page),
					(off_t)(number * sizeof(page))),
				 sizeof(page));
	}
	assert_true(met > 1);
	close(fd);
}

/* Whatever they say, the client's lines are read, without them from there. */
static void
hostile_ones_are_left(void **state)
{
	static const struct {
		const char *name;
		size_t at, size;
		unsigned char bytes[8];
	} rows[] = {
	    {"a group that there cannot be", HA_INDEX_KEY_GROUP, 1, {200}},
	    {"lines before the first", HA_INDEX_KEY_OFFSET, 6, {0}},
	    {"a prefix that is too long", HA_INDEX_KEY_LENGTH, 1, {200}},
	    {"a prefix that holds itself", HA_INDEX_ENTRY_OUTER, 1, {128}},
	    {"one that is not there", HA_INDEX_ENTRY_OUTER, 1, {77}},
	};

	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++) {
		struct ha_endpoint endpoint = {0};
		struct ha_source source;
		struct ha_line line;
		unsigned count = 0;
		char text[OURS * 16], *end = text;

		row(rows[i].name);
		for (unsigned j = 0; j < OURS; j++)
			end += snprintf(end, 16, "a: 192.0.2.1\n");
		write_large(text, true, true);
		build(true);
		change_entries(rows[i].at, rows[i].bytes, rows[i].size);
		open_for("192.0.2.1", "", true, &endpoint, &source);
		while (ha_source_next(&source, &line) == HA_OK)
			if (ha_slice_is(line.text, "a: 192.0.2.1"))
				count++;
		assert_int_equal(count, OURS);
		assert_null(source.filter.index);
		ha_source_close(&source);
	}
}

/* Of names, on all pages but the first, on which no address is found. */
static void
damaged_names_are_left(void **state)
{
	struct ha_index_shape shape;
	unsigned left = 0;
	FILE *stream = fopen("file", "we");
	int fd;

	(void)state;
	assert_non_null(stream);
	for (unsigned i = 0; i < FILLER; i++)
		fprintf(stream, "a: h%u.example%u.com\n", i, i);
	assert_int_equal(fclose(stream), 0);
	build(true);
	fd = open("file.index", O_RDWR | O_CLOEXEC);
	assert_true(fd >= 0);
	assert_true(ha_index_shape_of(FILLER, 0, &shape));
	for (uint64_t i = 1; i < shape.pages[0]; i++)
		assert_int_equal(
		    pwrite(fd, "x", 1,
			   (off_t)((shape.first[0] + i) * HA_INDEX_PAGE) + 20),
		    1);
	close(fd);
	for (unsigned i = 0; i < 10; i++) {
		struct ha_endpoint endpoint = {0};
		struct ha_source source;
		struct ha_line line;
		char name[64];

		snprintf(name, sizeof(name), "h%u.example%u.com", 999 * i,
			 999 * i);
		ha_endpoint_set_address(&endpoint, S("192.0.2.1"));
		ha_endpoint_set_name(&endpoint, ha_slice_of(name));
		assert_int_equal(ha_source_open(&source, "file", true), HA_OK);
		ha_source_filter(&source, &endpoint, false, NULL);
		do
			assert_int_equal(ha_source_next(&source, &line), HA_OK);
		while (!ha_slice_ends(line.text, ha_slice_of(name)));
		left += source.filter.index == NULL;
		ha_source_close(&source);
	}
	assert_true(left > 0);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(hostile_ones_are_left),
	    cmocka_unit_test(damaged_names_are_left),
	};

	return cmocka_run_group_tests_name("index_hostile", tests, folder_make,
					   folder_remove);
}
