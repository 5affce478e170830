/* SPDX-License-Identifier: BSD-3-Clause */
/* Indexes that are left alone, from the start or once they turn out broken. */
#include "tests/unit/indexed.h"

#include "tests/unit/unit.h"

#include "tests/unit/folder.h"

#include <fcntl.h>
#include <limits.h>

/* Puts SIZE BYTES at OFFSET of the index. */
static void
patch(off_t offset, const void *bytes, size_t size)
{
	int fd = open("file.index", O_RDWR | O_CLOEXEC);

	assert_true(fd >= 0);
	assert_int_equal(pwrite(fd, bytes, size, offset), size);
	close(fd);
}

/* Makes the checksum of page NUMBER right. */
static void
seal(uint64_t number)
{
	unsigned char page[HA_INDEX_PAGE];
	uint64_t seed, sum;
	int fd = open("file.index", O_RDONLY | O_CLOEXEC);

	assert_true(fd >= 0);
	assert_int_equal(pread(fd, page, sizeof(page), 0), sizeof(page));
	memcpy(&seed, page + 24, sizeof(seed));
	assert_int_equal(
	    pread(fd, page, sizeof(page), (off_t)(number * HA_INDEX_PAGE)),
	    sizeof(page));
	close(fd);
	sum = ha_index_checksum(seed, number, page + sizeof(sum));
	patch((off_t)(number * HA_INDEX_PAGE), &sum, sizeof(sum));
}

/* Where something of the head stands. */
#define HEAD(member) \
	(off_t)(sizeof(uint64_t) + offsetof(struct ha_index_head, member))

static void
number_in_head(off_t offset, uint64_t number)
{
	patch(offset, &number, sizeof(number));
	seal(0);
}

static void
damage_first_entry(void)
{
	patch(HA_INDEX_PAGE + 20, "x", 1);
}

/* Damages all pages of the LEVEL of an index of FILLER and a few entries. */
static void
damage_level(unsigned level)
{
	struct ha_index_shape shape;

	assert_true(ha_index_shape_of(FILLER + 2, 2, &shape));
	assert_true(level < shape.levels);
	for (uint64_t i = 0; i < shape.pages[level]; i++)
		patch((off_t)((shape.first[level] + i) * HA_INDEX_PAGE) + 20,
		      "x", 1);
}

static void
damage_all_entries(void)
{
	damage_level(0);
}

static void
damage_keys(void)
{
	damage_level(1);
}

static void
damage_residue(void)
{
	struct stat status;

	assert_int_equal(stat("file.index", &status), 0);
	patch(status.st_size - 20, "x", 1);
}

static void
move_residue(void)
{
	number_in_head(HEAD(first_residue), 1000);
}

static void
move_residue_away(void)
{
	number_in_head(HEAD(first_residue), UINT64_C(1) << 40);
}

static void
nothing(void)
{
}

/* What is found to be broken on the way: all is read from there on. */
static void
broken_ones_are_left(void **state)
{
	static const struct {
		const char *name;
		void (*damage)(void);
		const char *lines;
	} damages[] = {
	    {"none", nothing, "1 2 20003 20004 "},
	    {"an entry of others", damage_first_entry, "1 2 20003 20004 "},
	    {"entries", damage_all_entries, "1 2 20003 20004 "},
	    {"keys", damage_keys, "1 2 20003 20004 "},
	    {"residue", damage_residue, "1 2 20003 20004 "},
	    /* these two hide line 1, as root can */
	    {"a line that begins in another", move_residue, "2 20003 20004 "},
	    {"a line behind the end", move_residue_away, "2 20003 20004 "},
	};

	(void)state;
	for (size_t i = 0; i < COUNT(damages); i++) {
		struct ha_endpoint endpoint = {0};
		struct ha_source source;
		FILE *stream;

		row(damages[i].name);
		write_large("a: *.1\na: 192.0.2.1\n", false, true);
		stream = fopen("file", "ae");
		assert_non_null(stream);
		fputs("a: 192.0.2.0/24\na: *.2\n", stream);
		assert_int_equal(fclose(stream), 0);
		build(true);
		damages[i].damage();
		open_for("192.0.2.1", "", true, &endpoint, &source);
		assert_string_equal(lines_of(&source, 0, true),
				    damages[i].lines);
		ha_source_close(&source);
	}
}

static void
change_magic(void)
{
	patch(HEAD(magic), "X", 1);
	seal(0);
}

static void
change_order(void)
{
	number_in_head(HEAD(order), 1);
}

static void
many_entries(void)
{
	number_in_head(HEAD(entries), UINT64_MAX);
}

static void
more_entries(void)
{
	number_in_head(HEAD(entries), FILLER + 1000);
}

static void
much_residue(void)
{
	number_in_head(HEAD(residue), UINT64_MAX / 2);
}

static void
other_inode(void)
{
	number_in_head(HEAD(inode), 1);
}

static void
other_size(void)
{
	number_in_head(HEAD(size), 1);
}

static void
other_times(void)
{
	number_in_head(HEAD(changed), 1);
}

static void
shorten(void)
{
	assert_int_equal(truncate("file.index", HA_INDEX_PAGE - 1), 0);
}

static void
widen(void)
{
	assert_int_equal(chmod("file.index", 0666), 0);
}

static void
take_away(void)
{
	assert_int_equal(unlink("file.index"), 0);
}

static void
put_folder(void)
{
	take_away();
	assert_int_equal(mkdir("file.index", 0700), 0);
}

static void
put_link(void)
{
	assert_int_equal(rename("file.index", "other"), 0);
	assert_int_equal(symlink("other", "file.index"), 0);
}

static void
make_list(void)
{
	build(false);
}

/* Those that are not that of the file. */
static void
others_are_left_alone(void **state)
{
	static const struct {
		const char *name;
		void (*change)(void);
		bool strict;
		enum ha_index_state state;
	} changes[] = {
	    {"nothing", nothing, false, HA_INDEX_VALID},
	    {"strict, with options", nothing, true, HA_INDEX_LAX},
	    {"no index", take_away, false, HA_INDEX_ABSENT},
	    {"a folder", put_folder, false, HA_INDEX_NO_FILE},
	    {"a link", put_link, false, HA_INDEX_ABSENT},
	    {"others may write it", widen, false, HA_INDEX_UNSAFE},
	    {"less than a page", shorten, false, HA_INDEX_DAMAGED},
	    {"another magic", change_magic, false, HA_INDEX_DAMAGED},
	    {"of another machine", change_order, false, HA_INDEX_DAMAGED},
	    {"more entries than there are", more_entries, false,
	     HA_INDEX_DAMAGED},
	    {"more than can be", many_entries, false, HA_INDEX_DAMAGED},
	    {"more residue than can be", much_residue, false, HA_INDEX_DAMAGED},
	    {"another file", other_inode, false, HA_INDEX_STALE},
	    {"another size", other_size, false, HA_INDEX_STALE},
	    {"another time", other_times, false, HA_INDEX_STALE},
	    {"a list", make_list, false, HA_INDEX_KIND},
	};

	(void)state;
	for (size_t i = 0; i < COUNT(changes); i++) {
		const struct ha_index_use use = {true, changes[i].strict};
		struct ha_endpoint endpoint = {0};
		struct ha_index_file index;
		struct ha_source source;
		enum ha_index_state found;
		int fd;

		row(changes[i].name);
		write_large("a: 192.0.2.1: spawn x\n", false, true);
		build(true);
		changes[i].change();
		assert_int_equal(ha_source_open(&source, "file", true), HA_OK);
		found = ha_index_file_open("file", &fd);
		if (fd >= 0) {
			found =
			    ha_index_file_read(&index, fd, &source.status, use);
			close(fd);
		}
		assert_int_equal(found, changes[i].state);
		ha_endpoint_set_address(&endpoint, S("192.0.2.1"));
		ha_source_filter(&source, &endpoint, changes[i].strict, NULL);
		assert_int_equal(source.filter.index != NULL,
				 found == HA_INDEX_VALID);
		ha_source_close(&source);
		unlink("file.index");
		rmdir("file.index");
	}
}

/* A name that is too long, and pages that are all as they were written. */
static void
files_of_indexes(void **state)
{
	char path[PATH_MAX + 8];
	struct ha_index_file index;
	struct stat status;
	int fd;

	(void)state;
	memset(path, 'x', sizeof(path));
	path[PATH_MAX - 3] = '\0';
	assert_int_equal(ha_index_file_open(path, &fd), HA_INDEX_ABSENT);
	assert_int_equal(fd, -1);
	write_large("", false, true);
	build(true);
	assert_int_equal(stat("file", &status), 0);
	assert_int_equal(ha_index_file_open("file", &fd), HA_INDEX_VALID);
	assert_int_equal(
	    ha_index_file_read(&index, fd, &status,
			       (struct ha_index_use){.rules = true}),
	    HA_INDEX_VALID);
	assert_true(ha_index_is_whole(&index));
	damage_keys();
	assert_false(ha_index_is_whole(&index));
	close(fd);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(broken_ones_are_left),
	    cmocka_unit_test(others_are_left_alone),
	    cmocka_unit_test(files_of_indexes),
	};

	return cmocka_run_group_tests_name("index_file", tests, folder_make,
					   folder_remove);
}
