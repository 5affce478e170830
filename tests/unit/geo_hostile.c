/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * Geo, hostile: databases of networks that were made to do harm, or that
 * chance made.  The process that asks is unhurt, time and memory have an end,
 * and what is found is nothing or what can be.  GEO_COUNT is the number of
 * random files.
 */
#include "tests/oracle/dice.h"
#include "tests/support/emulated.h"
#include "tests/support/mmdb.h"
#include "tests/support/number.h"
#include "tests/unit/folder.h"
#include "tests/unit/geo_asker.h"
#include "tests/unit/process.h"

#include <signal.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <time.h>

#define CLIENT "203.0.113.7"
#define DATA "{continent {code 'EU'} country {iso_code 'DE'} asn 'AS64500'}"

/* What a child may have, in KiB, besides what its parent has and its file. */
#define MEMORY_KIB (80 * 1024)

/* How long a hostile file may keep the process, in milliseconds. */
#define TIME_MS 1000

static char file[64];

/* How often a handler of signals was called, here or in a child. */
static atomic_uint *handled;

static void
handle(int number)
{
	(*handled)++;
	_exit(number);
}

static long
own_pages(void)
{
	FILE *statm = fopen("/proc/self/statm", "r");
	char line[128];
	char *resident;

	assert_non_null(statm);
	assert_non_null(fgets(line, sizeof(line), statm));
	fclose(statm);
	resident = strchr(line, ' ');
	assert_non_null(resident);
	return strtol(resident, NULL, 10);
}

static long
now_ms(void)
{
	struct timespec now;

	clock_gettime(CLOCK_MONOTONIC, &now);
	return (long)(now.tv_sec * 1000 + now.tv_nsec / 1000000);
}

/* The most memory that a child has had, in KiB. */
static long
children_kib(void)
{
	struct rusage usage;

	assert_int_equal(getrusage(RUSAGE_CHILDREN, &usage), 0);
	return usage.ru_maxrss;
}

/* Asks about CLIENT by the file, which is aged; expects nothing of it. */
static void
ask(struct geo_asked *asked, enum ha_geo_kind kind)
{
	long pages = own_pages(), start;
	struct stat status;

	geo_age(file);
	geo_settle();
	*asked = (struct geo_asked){.files = file, .time_ms = TIME_MS};
	start = now_ms();
	geo_ask(asked, kind, CLIENT);
	assert_within(now_ms() - start, 0, TIME_MS + GEO_LATE);
	assert_int_equal(*handled, 0);
	assert_within(own_pages() - pages, -1000000, 128);
	assert_int_equal(stat(file, &status), 0);
	assert_within(children_kib(), 0,
		      own_pages() * 4 + MEMORY_KIB + status.st_size / 1024);
}

/* Adds level above level of arrays, each of as many pointers to that below. */
static void
put_fan(struct mmdb_bytes *bytes, unsigned levels, unsigned width, size_t *top)
{
	*top = mmdb_put_data(bytes, "'x'");
	while (levels-- > 0) {
		size_t below = *top;

		*top = bytes->size;
		mmdb_put_control(bytes, 11, width);
		for (unsigned i = 0; i < width; i++)
			mmdb_put_pointer(bytes, below);
	}
}

/* Of metadata the beginning, and then a description as LEVELS and WIDTH say. */
static void
fan_metadata(struct mmdb *mmdb, unsigned levels, unsigned width)
{
	struct mmdb_bytes whole = {0}, metadata = {0}, levelled = {0};
	char text[512];
	size_t top;

	mmdb->kind.metadata = "";
	mmdb_put_number(&levelled, 0, 600);
	put_fan(&levelled, levels, width, &top);
	snprintf(text, sizeof(text),
		 "{binary_format_major_version u16:2 "
		 "binary_format_minor_version u16:0 build_epoch u64:1 "
		 "database_type 'Fan' languages ['en'] node_count %zu "
		 "record_size u16:24 ip_version u16:6 description {en ^%zu}}",
		 mmdb->count, top);
	mmdb_put_data(&metadata, text);
	assert_true(metadata.size <= 600);
	memcpy(levelled.data, metadata.data, metadata.size);
	mmdb_end(mmdb, &whole);
	mmdb_put(&whole, MMDB_MARK, strlen(MMDB_MARK));
	mmdb_put(&whole, levelled.data, levelled.size);
	free(metadata.data);
	free(levelled.data);
	mmdb_write_bytes(&whole, file);
}

static void
fan_description(struct mmdb *mmdb)
{
	fan_metadata(mmdb, 12, 8);
}

static void
fan_wide(struct mmdb *mmdb)
{
	fan_metadata(mmdb, 5, 1000);
}

/* DEPTH arrays, each in the one before; the innermost is empty. */
static void
put_nested(struct mmdb_bytes *bytes, size_t depth)
{
	while (depth-- > 0)
		mmdb_put_control(bytes, 11, depth > 0);
}

/* A description that is so many arrays, each in the one before. */
static void
nest_metadata(struct mmdb *mmdb)
{
	enum { DEPTH = 20000 };
	static char text[2 * DEPTH + 512];
	char *end;

	end = text + snprintf(text, 512,
			      "{binary_format_major_version u16:2 "
			      "binary_format_minor_version u16:0 build_epoch "
			      "u64:1 database_type 'Nest' languages ['en'] "
			      "node_count %zu record_size u16:24 ip_version "
			      "u16:6 description {en ",
			      mmdb->count);
	memset(end, '[', DEPTH);
	memset(end + DEPTH, ']', DEPTH);
	memcpy(end + 2 * DEPTH, "}}", 3);
	mmdb->kind.metadata = text;
	mmdb_write(mmdb, file);
}

/* A record whose first member is nested so, and the second a country. */
static void
nest_record(struct mmdb *mmdb)
{
	size_t place = mmdb->data.size;

	mmdb_put_control(&mmdb->data, 7, 2);
	mmdb_put_data(&mmdb->data, "'a'");
	put_nested(&mmdb->data, 1000000);
	mmdb_put_data(&mmdb->data, "'country_code'");
	mmdb_put_data(&mmdb->data, "'DE'");
	mmdb_add_place(mmdb, CLIENT "/32", place);
	mmdb_write(mmdb, file);
}

/* A country that is arrays of pointers. */
static void
fan_record(struct mmdb *mmdb)
{
	char text[64];
	size_t top;

	put_fan(&mmdb->data, 12, 8, &top);
	snprintf(text, sizeof(text), "{a ^%zu country ^%zu country_code 'DE'}",
		 top, top);
	mmdb_add(mmdb, CLIENT "/32", text);
	mmdb_write(mmdb, file);
}

/* Maps that lead to themselves. */
static void
loop_record(struct mmdb *mmdb)
{
	size_t place = mmdb->data.size;
	char text[64];

	snprintf(text, sizeof(text), "{country ^%zu iso_code ^%zu}", place,
		 place);
	mmdb_add(mmdb, CLIENT "/32", text);
	mmdb_write(mmdb, file);
}

/* A record of TYPE and SIZE, of which next to nothing is there. */
static void
lie_of_size(struct mmdb *mmdb, unsigned type, size_t size)
{
	size_t place = mmdb->data.size;

	mmdb_put_control(&mmdb->data, 7, 1);
	mmdb_put_data(&mmdb->data, "'country_code'");
	mmdb_put_control(&mmdb->data, type, size);
	mmdb_add_place(mmdb, CLIENT "/32", place);
	mmdb_write(mmdb, file);
}

static void
long_text(struct mmdb *mmdb)
{
	lie_of_size(mmdb, 2, 16000000);
}

static void
large_map(struct mmdb *mmdb)
{
	lie_of_size(mmdb, 7, 16000000);
}

static void
large_array(struct mmdb *mmdb)
{
	lie_of_size(mmdb, 11, 16000000);
}

/* A map of which the members never come. */
static void
large_top(struct mmdb *mmdb)
{
	size_t place = mmdb->data.size;

	mmdb_put_control(&mmdb->data, 7, 16000000);
	mmdb_add_place(mmdb, CLIENT "/32", place);
	mmdb_write(mmdb, file);
}

/* A tree without an end: each of its records leads to its root. */
static void
loop_tree(struct mmdb *mmdb)
{
	for (size_t i = 0; i < mmdb->count; i++)
		for (int side = 0; side < 2; side++)
			mmdb->nodes[i].records[side] =
			    (struct mmdb_record){MMDB_NODE, 0};
	mmdb_write(mmdb, file);
}

/* Behind the tree, before its data. */
static void
into_separator(struct mmdb *mmdb)
{
	mmdb_add_place(mmdb, CLIENT "/32", (size_t)-15);
	mmdb_write(mmdb, file);
}

static void
behind_data(struct mmdb *mmdb)
{
	mmdb_add_place(mmdb, CLIENT "/32", 10000000);
	mmdb_write(mmdb, file);
}

/* Far more of nothing between data and metadata than a machine has memory. */
static void
sparse(struct mmdb *mmdb)
{
	struct mmdb_bytes whole = {0}, end = {0};
	FILE *stream;

	mmdb_end(mmdb, &whole);
	stream = fopen(file, "w");
	assert_non_null(stream);
	end.size = whole.size;
	while (memcmp(whole.data + --end.size, MMDB_MARK, strlen(MMDB_MARK)) !=
	       0)
		;
	assert_int_equal(fwrite(whole.data, 1, end.size, stream), end.size);
	assert_int_equal(fseeko(stream, (off_t)1 << 40, SEEK_SET), 0);
	fwrite(whole.data + end.size, 1, whole.size - end.size, stream);
	assert_int_equal(fclose(stream), 0);
	free(whole.data);
}

static const struct {
	const char *name;
	void (*write)(struct mmdb *mmdb);
	const char *country; /* as geo_assert() has it */
} hostile[] = {
    {"a description that fans out", fan_description, "broken"},
    {"a description that fans out at once", fan_wide, "broken"},
    {"metadata in itself", nest_metadata, "broken"},
    {"a record in itself", nest_record, "broken"},
    {"a record that fans out", fan_record, "DE"},
    {"a record that leads to itself", loop_record, "-"},
    {"text that is too long", long_text, "broken"},
    {"a map that is too large", large_map, "broken"},
    {"an array that is too large", large_array, "broken"},
    {"a record that is too large", large_top, "broken"},
    {"a tree without an end", loop_tree, "broken"},
    {"a record in the separator", into_separator, "broken"},
    {"a record behind the data", behind_data, "broken"},
    /* a library of 32 bits does not open it */
    {"a file of a terabyte", sparse,
     sizeof(size_t) > 4 ? "broken" : "unreadable"},
};

static void
write_hostile(size_t i)
{
	struct mmdb mmdb = {.kind = {0}};

	mmdb_add(&mmdb, CLIENT "/32", DATA);
	hostile[i].write(&mmdb);
}

static void
test_hostile(void **state)
{
	struct geo_asked asked;

	(void)state;
	for (size_t i = 0; i < COUNT(hostile); i++) {
		long start;

		row(hostile[i].name);
		write_hostile(i);
		start = now_ms();
		ask(&asked, HA_GEO_COUNTRY);
		print_message("    %ld ms, %ld KiB at most\n", now_ms() - start,
			      children_kib());
		geo_assert(asked.lookup, &asked.geo, HA_GEO_COUNTRY,
			   hostile[i].country);
	}
}

/* Likewise in a process that has reserved much, and in one that may not. */
static void
ask_reserved(void)
{
	const size_t much = (size_t)1 << (sizeof(size_t) > 4 ? 44 : 30);
	struct geo_asked asked;

	expect(mmap(NULL, much, PROT_NONE,
		    MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1,
		    0) != MAP_FAILED,
	       1);
	write_hostile(0);
	ask(&asked, HA_GEO_COUNTRY);
	expect(asked.lookup == HA_LOOKUP_FAILED, 2);
	expect(asked.geo.fault == HA_GEO_BROKEN, 3);
}

static void
ask_limited(void)
{
	struct rlimit limit;
	struct geo_asked asked;
	long before = own_pages() * 4;

	expect(getrlimit(RLIMIT_AS, &limit) == 0, 1);
	limit.rlim_cur = 40 << 20;
	expect(setrlimit(RLIMIT_AS, &limit) == 0, 2);
	write_hostile(0);
	ask(&asked, HA_GEO_COUNTRY);
	expect(asked.lookup == HA_LOOKUP_FAILED, 3);
	expect(children_kib() <= before + 40 * 1024, 4);
}

static void
test_limits(void **state)
{
	(void)state;
	in_child(ask_reserved);
	in_child(ask_limited);
}

/* No image of the memory of a daemon is written. */
static void
test_core(void **state)
{
	struct rlimit all;
	struct ha_address address;
	const struct ha_geo_question question = {HA_GEO_COUNTRY, &address, file,
						 true};
	int status;
	pid_t pid;

	(void)state;
	assert_true(ha_address_parse(ha_slice_of(CLIENT), &address));
	assert_int_equal(getrlimit(RLIMIT_CORE, &all), 0);
	write_hostile(3);
	pid = fork();
	if (pid == 0) {
		all.rlim_cur = all.rlim_max;
		setrlimit(RLIMIT_CORE, &all);
		ha_find_geo(-1, &question);
		_exit(0);
	}
	assert_int_equal(waitpid(pid, &status, 0), pid);
	assert_true(!WIFSIGNALED(status) || !WCOREDUMP(status));
}

#define SOUND \
	"binary_format_major_version u16:2 binary_format_minor_version u16:0 " \
	"build_epoch u64:1 languages ['en'] description {en 'x'} "

/* The tree has 128 nodes; the metadata say otherwise. */
static const struct {
	const char *name, *metadata;
	const char *country; /* NULL: whatever */
} lies[] = {
    {"none",
     "{" SOUND "database_type 'x' ip_version u16:6 node_count 128 "
     "record_size u16:24}",
     "DE"},
    {"no data at all", "{}", "broken"},
    {"no map", "['x']", "broken"},
    {"no type",
     "{" SOUND "ip_version u16:6 node_count 128 "
     "record_size u16:24}",
     NULL},
    {"no languages",
     "{binary_format_major_version u16:2 binary_format_minor_version u16:0 "
     "build_epoch u64:1 description {en 'x'} database_type 'x' ip_version "
     "u16:6 node_count 128 record_size u16:24}",
     NULL},
    {"as many nodes as there can be",
     "{" SOUND "database_type 'x' ip_version "
     "u16:6 node_count 4294967295 "
     "record_size u16:24}",
     "broken"},
    {"more nodes",
     "{" SOUND "database_type 'x' ip_version u16:6 "
     "node_count 140 record_size u16:24}",
     NULL},
    {"less nodes",
     "{" SOUND "database_type 'x' ip_version u16:6 "
     "node_count 100 record_size u16:24}",
     NULL},
    {"no nodes",
     "{" SOUND "database_type 'x' ip_version u16:6 node_count 0 "
     "record_size u16:24}",
     NULL},
    {"records of nothing",
     "{" SOUND "database_type 'x' ip_version u16:6 "
     "node_count 128 record_size u16:0}",
     "broken"},
    {"records of a byte",
     "{" SOUND "database_type 'x' ip_version u16:6 "
     "node_count 128 record_size u16:8}",
     "broken"},
    {"records of 28 bits",
     "{" SOUND "database_type 'x' ip_version u16:6 "
     "node_count 128 record_size u16:28}",
     NULL},
    {"records of 65535 bits",
     "{" SOUND "database_type 'x' ip_version u16:6 "
     "node_count 128 record_size u16:65535}",
     "broken"},
    {"IPv4",
     "{" SOUND "database_type 'x' ip_version u16:4 node_count 128 "
     "record_size u16:24}",
     NULL},
    {"IPv0",
     "{" SOUND "database_type 'x' ip_version u16:0 node_count 128 "
     "record_size u16:24}",
     NULL},
    {"IPv5",
     "{" SOUND "database_type 'x' ip_version u16:5 node_count 128 "
     "record_size u16:24}",
     NULL},
    {"a number as text",
     "{" SOUND "database_type 'x' ip_version u16:6 "
     "node_count '128' record_size u16:24}",
     "broken"},
    {"another format",
     "{binary_format_major_version u16:3 binary_format_minor_version u16:0 "
     "build_epoch u64:1 languages ['en'] description {en 'x'} database_type "
     "'x' ip_version u16:6 node_count 128 record_size u16:24}",
     "broken"},
    {"a type that is a map",
     "{" SOUND "database_type {a 'x'} ip_version u16:6 "
     "node_count 128 record_size u16:24}",
     "broken"},
    {"built at the end of time",
     "{binary_format_major_version u16:2 binary_format_minor_version u16:0 "
     "build_epoch u64:18446744073709551615 languages ['en'] description {en "
     "'x'} database_type 'x' ip_version u16:6 node_count 128 record_size "
     "u16:24}",
     "DE"},
    {"a type for a terminal",
     "{" SOUND "database_type '\033]0;x\007\377\n' ip_version u16:6 "
     "node_count 128 record_size u16:24}",
     "DE"},
};

static void
test_lies(void **state)
{
	struct geo_asked asked;

	(void)state;
	for (size_t i = 0; i < COUNT(lies); i++) {
		struct mmdb mmdb = {.kind.metadata = lies[i].metadata};

		row(lies[i].name);
		mmdb_add(&mmdb, CLIENT "/32", DATA);
		assert_int_equal(mmdb.count, 128);
		mmdb_write(&mmdb, file);
		ask(&asked, HA_GEO_COUNTRY);
		print_message("    %s%s\n", asked.geo.text, asked.trouble);
		if (lies[i].country)
			geo_assert(asked.lookup, &asked.geo, HA_GEO_COUNTRY,
				   lies[i].country);
	}
}

/* A database of some nets, for chance to change. */
static void
write_sound(struct mmdb_bytes *bytes, unsigned i)
{
	static const struct mmdb_kind kinds[] = {
	    {"A", 24, 6, MMDB_ALIASES, NULL},
	    {"B", 28, 6, 0, NULL},
	    {"C", 32, 4, 0, NULL},
	    {"D", 28, 4, 0, NULL},
	};
	struct mmdb mmdb = {.kind = kinds[i % COUNT(kinds)]};

	mmdb_add(&mmdb, "203.0.112.0/23", "{country_code 'FR' asn 'AS1'}");
	mmdb_add(&mmdb, "203.0.113.0/24",
		 "{*country *{*iso_code *'DE' names {en *'Germany'}} continent "
		 "{code 'EU'} autonomous_system_number 64500}");
	mmdb_add(&mmdb, "203.0.113.128/25",
		 "{a [[1 2] {b u64:3}] traits {c true "
		 "autonomous_system_number 64501} country 'CN'}");
	mmdb_add(&mmdb, "2001:db8::/32", "{continent_code 'AS'}");
	mmdb_end(&mmdb, bytes);
}

/* Changes some of BYTES: bytes, a piece that moves, or an end. */
static void
mutate(struct dice *dice, struct mmdb_bytes *bytes)
{
	size_t at, other, size;

	for (unsigned i = dice_below(dice, 3) + 1; i > 0; i--) {
		at = dice_below(dice, (uint32_t)bytes->size);
		other = dice_below(dice, (uint32_t)bytes->size);
		size = dice_below(dice, 8) + 1;
		switch (dice_below(dice, 16)) {
		case 0:
			bytes->size = at + 1;
			break;
		case 1:
		case 2:
			if (at + size <= bytes->size &&
			    other + size <= bytes->size)
				memmove(bytes->data + at, bytes->data + other,
					size);
			break;
		case 3:
			bytes->data[at] = 0xff;
			break;
		case 4:
			bytes->data[at] = 0;
			break;
		default:
			bytes->data[at] ^=
			    (unsigned char)(1U << dice_below(dice, 8));
		}
	}
}

/* What came of random files. */
static struct {
	unsigned found, undecided, ended, late;
} tally;

static void
ask_mutated(struct dice *dice, unsigned i)
{
	static const char *const clients[] = {"203.0.113.7", "203.0.113.200",
					      "203.0.112.1", "192.0.2.1",
					      "2001:db8::1"};
	enum ha_geo_kind kind = (enum ha_geo_kind)dice_below(dice, 3);
	struct mmdb_bytes bytes = {0};
	struct ha_geo_answer answer;
	long start;

	write_sound(&bytes, i);
	mutate(dice, &bytes);
	mmdb_write_bytes(&bytes, file);
	start = now_ms();
	geo_ask_once(file, kind, clients[dice_below(dice, COUNT(clients))],
		     &answer);
	tally.late += now_ms() - start > TIME_MS;
	tally.found += answer.lookup == HA_LOOKUP_FOUND;
	tally.undecided += answer.lookup == HA_LOOKUP_FAILED;
	tally.ended += answer.geo.fault == HA_GEO_NOT_ASKED;
	if (answer.lookup == HA_LOOKUP_FOUND)
		geo_assert(answer.lookup, &answer.geo, kind, answer.geo.text);
	else
		assert_int_equal(answer.lookup, HA_LOOKUP_FAILED);
}

static void
test_mutations(void **state)
{
	const char *words = getenv("GEO_COUNT");
	unsigned long count = words ? number_of(words) : 1000;
	struct dice dice = {.state = 19};

	(void)state;
	for (unsigned i = 0; i < count; i++)
		ask_mutated(&dice, i);
	print_message("%lu files: %u found, %u undecided, %u ended the child, "
		      "%u took long; %ld KiB at most\n",
		      count, tally.found, tally.undecided, tally.ended,
		      tally.late, children_kib());
	assert_int_equal(*handled, 0);
	assert_int_equal(tally.late, 0);
	assert_within(children_kib(), 0, own_pages() * 4 + MEMORY_KIB + 2048);
}

static int
begin(void **state)
{
	static const int signals[] = {SIGSEGV, SIGBUS, SIGABRT};

	handled = mmap(NULL, sizeof(*handled), PROT_READ | PROT_WRITE,
		       MAP_SHARED | MAP_ANONYMOUS, -1, 0);
	if (handled == MAP_FAILED || folder_make(state))
		return 1;
	for (size_t i = 0; i < COUNT(signals); i++)
		signal(signals[i], handle);
	snprintf(file, sizeof(file), "%s/file", folder);
	return 0;
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_mutations), cmocka_unit_test(test_lies),
	    cmocka_unit_test(test_limits),    cmocka_unit_test(test_core),
	    cmocka_unit_test(test_hostile),
	};

	if (!geo_can_ask())
		return 0;
	/* A hostile file would get all the memory that there is. */
	if (is_emulated("geo_hostile", "limits of memory"))
		return 77;
#ifdef __SANITIZE_ADDRESS__
	puts("NOT RUN: geo_hostile: AddressSanitizer needs more memory than "
	     "children may have");
	if (COUNT(tests) > 0)
		return 0;
#endif
	return cmocka_run_group_tests_name("geo, hostile", tests, begin,
					   folder_remove);
}
