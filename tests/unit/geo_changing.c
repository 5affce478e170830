/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * Geo, changing: a database of networks takes the place of another while
 * somebody asks.  What is said is what the old one says, or the new one, or
 * nothing, and in time.  GEO_SECONDS is how long each row goes on.
 */
#include "common/request/geo_read.h"
#include "tests/support/mmdb.h"
#include "tests/support/number.h"
#include "tests/unit/folder.h"
#include "tests/unit/geo_asker.h"
#include "tests/unit/process.h"

#include <fcntl.h>
#include <signal.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <time.h>

#define CLIENT "203.0.113.7"

/* How long a decision may take, in milliseconds. */
#define TIME_MS 1500

static char file[64];

/* What a look-up meets. */
enum event {
	NOTHING,
	IS_CUT,        /* while it is mapped */
	IS_WRITTEN,    /* once it has been read */
	IS_RENAMED,    /* likewise, another over it */
	IS_REMOVED,    /* likewise */
	IS_LOUD,       /* the loader of programs, which then ends it */
	ASKS_FOR_EVER, /* of a file system that is not there */
};

/* It, and how often; shared with the children. */
static struct {
	enum event event;
	atomic_uint times, asked;
} * plan;

/*
 * Less than SETTLE_MS of geo_lookup.c: a file of two halves that stays so for
 * longer is at rest, and is what was written.
 */
#define HELD_MS 30

/* Of the changes since a row began; shared with the children. */
static struct {
	atomic_uint begun, ended;
	atomic_bool held[1024]; /* whoever wrote that one was kept waiting */
} * written;

bool __real_ha_geo_read(const char *path, enum ha_geo_kind kind,
			const struct ha_address *address, struct ha_geo *geo);
bool __wrap_ha_geo_read(const char *path, enum ha_geo_kind kind,
			const struct ha_address *address, struct ha_geo *geo);

static void nap_ms(unsigned ms);

/* Ends this process, as a file that is cut does. */
static void
touch_cut(const char *path)
{
	int fd = open(path, O_RDWR | O_CLOEXEC);
	const volatile char *map = mmap(NULL, 1, PROT_READ, MAP_SHARED, fd, 0);

	expect(map != MAP_FAILED && ftruncate(fd, 0) == 0, 1);
	_exit(map[0]);
}

static void
meet(const char *path)
{
	switch (plan->event) {
	case IS_WRITTEN: {
		int fd = open(path, O_RDWR | O_CLOEXEC);
		char byte;

		expect(pread(fd, &byte, 1, 0) == 1 &&
			   pwrite(fd, &byte, 1, 0) == 1,
		       1);
		break;
	}
	case IS_RENAMED:
		expect(rename("other", path) == 0, 1);
		break;
	case IS_REMOVED:
		expect(unlink(path) == 0, 1);
		break;
	case NOTHING:
	case IS_CUT:
	case IS_LOUD:
	case ASKS_FOR_EVER:
		break;
	}
}

bool
__wrap_ha_geo_read(const char *path, enum ha_geo_kind kind,
		   const struct ha_address *address, struct ha_geo *geo)
{
	bool found, meets = plan->event && plan->asked++ < plan->times;

	if (meets && plan->event == IS_CUT)
		touch_cut(path);
	if (meets && plan->event == IS_LOUD) {
		char text[2048];

		memset(text, 1, sizeof(text));
		_exit(write(2, text, sizeof(text)) < 0 ? 127 : 126);
	}
	while (meets && plan->event == ASKS_FOR_EVER)
		pause();
	found = __real_ha_geo_read(path, kind, address, geo);
	if (meets)
		meet(path);
	return found;
}

/*
 * A database that says "AA" or "BB" of CLIENT.  The tree of one with the data
 * of the other says "WW".
 */
static void
make(struct mmdb_bytes *bytes, bool second)
{
	struct mmdb mmdb = {.kind.record_size = 28};
	char net[32];

	mmdb_put_data(&mmdb.data,
		      second ? "{country_code 'WW'}" : "{country_code 'AA'}");
	mmdb_put_data(&mmdb.data,
		      second ? "{country_code 'BB'}" : "{country_code 'WW'}");
	mmdb_add_place(&mmdb, CLIENT "/32", second ? mmdb.data.size / 2 : 0);
	/* Some pages of nodes between the client's and the data. */
	for (unsigned i = 0; i < 512; i++) {
		snprintf(net, sizeof(net), "10.%u.%u.0/24", i / 256, i % 256);
		mmdb_add_place(&mmdb, net, 0);
	}
	mmdb_end(&mmdb, bytes);
}

static void
write_file(const char *path, bool second)
{
	struct mmdb_bytes bytes = {0};

	make(&bytes, second);
	mmdb_write_bytes(&bytes, path);
}

static long
now_ms(void)
{
	struct timespec now;

	clock_gettime(CLOCK_MONOTONIC, &now);
	return (long)(now.tv_sec * 1000 + now.tv_nsec / 1000000);
}

static void
nap_ms(unsigned ms)
{
	const struct timespec time = {ms / 1000, (long)(ms % 1000) * 1000000};

	nanosleep(&time, NULL);
}

/* Asks once; returns how long that took, in milliseconds. */
static long
ask(struct geo_asked *asked)
{
	long start = now_ms();

	*asked = (struct geo_asked){.files = file, .time_ms = TIME_MS};
	geo_ask(asked, HA_GEO_COUNTRY, CLIENT);
	return now_ms() - start;
}

/* Events that a look-up meets, so often. */
static const struct {
	const char *name;
	enum event event;
	unsigned times;
	const char *expected;
	unsigned asked; /* how often a child is, at least */
} events[] = {
    {"nothing", NOTHING, 0, "AA", 0},
    {"cut, and so it stays", IS_CUT, 1, "unsettled", 2},
    {"written", IS_WRITTEN, 1, "AA", 2},
    {"written twice", IS_WRITTEN, 2, "AA", 3},
    {"written all the time", IS_WRITTEN, 1000, "unsettled", 10},
    {"another takes its place", IS_RENAMED, 1, "BB", 2},
    {"removed, and so it stays", IS_REMOVED, 1, "unreadable", 1},
    {"no answer", ASKS_FOR_EVER, 1000, "no answer", 3},
    {"an answer at last", ASKS_FOR_EVER, 2, "AA", 3},
};

static void
test_events(void **state)
{
	struct geo_asked asked;

	(void)state;
	for (size_t i = 0; i < COUNT(events); i++) {
		row(events[i].name);
		write_file(file, false);
		write_file("other", true);
		geo_settle();
		plan->event = events[i].event;
		plan->times = events[i].times;
		plan->asked = 0;
		assert_within(ask(&asked), 0, TIME_MS + GEO_LATE);
		geo_assert(asked.lookup, &asked.geo, HA_GEO_COUNTRY,
			   events[i].expected);
		assert_true(plan->asked >= events[i].asked);
		plan->event = NOTHING;
	}
}

/* What is said on the child's standard error is said to nobody. */
static void
ask_loud(void)
{
	struct geo_asked asked;
	char byte;
	int ends[2];

	expect(pipe2(ends, O_NONBLOCK) == 0 && dup2(ends[1], 2) == 2, 1);
	plan->event = IS_LOUD;
	plan->times = 1;
	plan->asked = 0;
	ask(&asked);
	expect(asked.lookup == HA_LOOKUP_FOUND && plan->asked == 2, 2);
	expect(read(ends[0], &byte, 1) < 0 && errno == EAGAIN, 3);
	plan->event = NOTHING;
}

/* Nor is it taken for an answer, where that number is free. */
static void
ask_without(void)
{
	struct geo_asked asked;

	close(2);
	plan->event = IS_LOUD;
	plan->times = 1000;
	ask(&asked);
	expect(asked.lookup == HA_LOOKUP_FAILED, 1);
	expect(asked.geo.fault == HA_GEO_BROKEN, 2);
	plan->event = NOTHING;
}

static void
test_loud(void **state)
{
	(void)state;
	write_file(file, false);
	geo_settle();
	in_child(ask_loud);
	in_child(ask_without);
}

static void
write_all(int fd, const struct mmdb_bytes *bytes, size_t from, size_t to)
{
	expect(pwrite(fd, bytes->data + from, to - from, (off_t)from) ==
		   (ssize_t)(to - from),
	       1);
}

/* As geoipupdate(1) does. */
static void
by_rename(const struct mmdb_bytes *bytes)
{
	int fd = open("new", O_RDWR | O_CREAT | O_TRUNC | O_CLOEXEC, 0644);

	write_all(fd, bytes, 0, bytes->size);
	close(fd);
	expect(rename("new", file) == 0, 1);
}

/* As cp(1) does. */
static void
by_copy(const struct mmdb_bytes *bytes)
{
	int fd = open(file, O_WRONLY | O_TRUNC | O_CLOEXEC);

	for (size_t at = 0; at < bytes->size; at += 8192)
		write_all(fd, bytes, at,
			  bytes->size - at < 8192 ? bytes->size : at + 8192);
	close(fd);
}

static void
write_halves(int fd, const struct mmdb_bytes *bytes, bool backwards)
{
	size_t half = bytes->size / 2, end = bytes->size;
	long start = now_ms();

	write_all(fd, bytes, backwards ? half : 0, backwards ? end : half);
	nap_ms(15);
	write_all(fd, bytes, backwards ? 0 : half, backwards ? half : end);
	if (now_ms() - start >= HELD_MS)
		written->held[written->ended % COUNT(written->held)] = true;
}

/* Over what is there, without a cut, in two parts. */
static void
in_place(const struct mmdb_bytes *bytes)
{
	int fd = open(file, O_WRONLY | O_CLOEXEC);

	write_halves(fd, bytes, false);
	expect(ftruncate(fd, (off_t)bytes->size) == 0, 1);
	close(fd);
}

/* Likewise, the end first, where metadata are. */
static void
backwards(const struct mmdb_bytes *bytes)
{
	int fd = open(file, O_WRONLY | O_CLOEXEC);

	write_halves(fd, bytes, true);
	close(fd);
}

/* As curl -o does from afar, for a second. */
static void
slowly(const struct mmdb_bytes *bytes)
{
	int fd = open(file, O_WRONLY | O_TRUNC | O_CLOEXEC);
	size_t step = bytes->size / 20 + 1;

	for (size_t at = 0; at < bytes->size; at += step) {
		write_all(fd, bytes, at,
			  bytes->size - at < step ? bytes->size : at + step);
		nap_ms(50);
	}
	close(fd);
}

/* Cut, which whoever has mapped it feels, and then written. */
static void
by_cut(const struct mmdb_bytes *bytes)
{
	expect(truncate(file, 0) == 0, 1);
	nap_ms(15);
	by_copy(bytes);
}

/* As editors do: it is not there for a moment. */
static void
by_removal(const struct mmdb_bytes *bytes)
{
	expect(unlink(file) == 0, 1);
	nap_ms(15);
	by_rename(bytes);
}

static const struct {
	const char *name;
	void (*change)(const struct mmdb_bytes *bytes);
	bool always; /* there is an answer each time */
} changes[] = {
    {"renamed", by_rename, true},
    {"copied", by_copy, true},
    {"in place", in_place, true},
    {"backwards", backwards, true},
    {"slowly", slowly, false},
    {"cut", by_cut, true},
    {"removed and made anew", by_removal, true},
};

/* In a child: has the folder change all the time, until *DONE. */
static void
touch_often(const atomic_bool *done)
{
	while (!*done) {
		close(open("touched", O_RDWR | O_CREAT | O_CLOEXEC, 0644));
		unlink("touched");
		nap_ms(5);
	}
}

/* In a child: changes the file again and again, until *DONE. */
static void
change_often(size_t i, const atomic_bool *done)
{
	struct mmdb_bytes bytes[2] = {{0}};
	bool second = false;

	make(&bytes[0], false);
	make(&bytes[1], true);
	while (!*done || second) {
		second = !second;
		written->held[written->begun++ % COUNT(written->held)] = false;
		changes[i].change(&bytes[second]);
		written->ended++;
		nap_ms(150);
	}
}

/* What was said while a row went on. */
struct said {
	unsigned first, second, nothing, held;
	long longest;
};

/*
 * Whether of the changes from FIRST on one was held up, so that two halves were
 * at rest; waits for the end of one that goes on.
 */
static bool
was_held(unsigned first)
{
	unsigned end = written->begun;
	long patience = now_ms() + GEO_PATIENT;
	bool held = false;

	while (written->ended < end && now_ms() < patience)
		nap_ms(1);
	for (unsigned i = first; i < written->ended; i++)
		held |= written->held[i % COUNT(written->held)];
	return held;
}

/*
 * Asks for so long; if ALWAYS, longer where a slow machine has not come to both
 * databases by then.
 */
static void
ask_often(long ms, bool always, struct said *said)
{
	long end = now_ms() + ms, took;
	struct geo_asked asked;

	*said = (struct said){0};
	while (now_ms() < end || (always && now_ms() < end + GEO_PATIENT &&
				  (said->first == 0 || said->second == 0))) {
		unsigned change = written->ended;

		took = ask(&asked);
		said->longest = took > said->longest ? took : said->longest;
		if (asked.lookup != HA_LOOKUP_FOUND) {
			assert_int_equal(asked.lookup, HA_LOOKUP_FAILED);
			said->nothing++;
			continue;
		}
		if (strcmp(asked.geo.text, "WW") == 0 && was_held(change)) {
			said->held++;
			continue;
		}
		assert_true(strcmp(asked.geo.text, "AA") == 0 ||
			    strcmp(asked.geo.text, "BB") == 0);
		said->first += asked.geo.text[0] == 'A';
		said->second += asked.geo.text[0] == 'B';
	}
}

/*
 * Starts what changes the file as row I says, or its folder behind the last,
 * until *DONE; returns a descriptor that it has too.  It is no child of this
 * process: geo_ask() wants none.
 */
static int
start_changes(size_t i, const atomic_bool *done)
{
	int ends[2];
	pid_t pid;

	assert_int_equal(pipe(ends), 0);
	pid = fork();
	assert_true(pid >= 0);
	if (pid == 0) {
		if (fork() > 0)
			_exit(0);
		if (i < COUNT(changes))
			change_often(i, done);
		else
			touch_often(done);
		_exit(0);
	}
	close(ends[1]);
	assert_int_equal(waitpid(pid, NULL, 0), pid);
	return ends[0];
}

static void
assert_changes(size_t i, long ms, atomic_bool *done)
{
	struct said said;
	char byte;
	int fd;

	write_file(file, false);
	geo_settle();
	*done = false;
	written->begun = written->ended = 0;
	fd = start_changes(i, done);
	ask_often(ms, changes[i].always, &said);
	*done = true;
	assert_int_equal(read(fd, &byte, 1), 0);
	close(fd);
	print_message("    old %u, new %u, nothing %u, longest %ld ms\n",
		      said.first, said.second, said.nothing, said.longest);
	if (said.held > 0)
		print_message("    %u of two halves: this machine is slow\n",
			      said.held);
	assert_within(said.longest, 0, TIME_MS + GEO_LATE);
	if (changes[i].always)
		assert_true(said.first > 0 && said.second > 0 &&
			    said.nothing == 0);
}

static void
test_changes(void **state)
{
	const char *words = getenv("GEO_SECONDS");
	long ms = words ? (long)number_of(words) * 1000 : 1000;
	atomic_bool *done = mmap(NULL, sizeof(*done), PROT_READ | PROT_WRITE,
				 MAP_SHARED | MAP_ANONYMOUS, -1, 0);
	struct geo_asked asked;

	(void)state;
	assert_true(done != MAP_FAILED);
	for (size_t i = 0; i < COUNT(changes); i++) {
		row(changes[i].name);
		assert_changes(i, ms, done);
		geo_settle();
		ask(&asked);
		geo_assert(asked.lookup, &asked.geo, HA_GEO_COUNTRY, "AA");
	}
}

/* A file that is not there is waited for, but not for long. */
static void
test_busy(void **state)
{
	atomic_bool *done = mmap(NULL, sizeof(*done), PROT_READ | PROT_WRITE,
				 MAP_SHARED | MAP_ANONYMOUS, -1, 0);
	struct geo_asked asked;
	char byte;
	int fd;

	(void)state;
	assert_true(done != MAP_FAILED);
	unlink(file);
	fd = start_changes(COUNT(changes), done);
	nap_ms(50);
	assert_within(ask(&asked), 350, TIME_MS - 100);
	geo_assert(asked.lookup, &asked.geo, HA_GEO_COUNTRY, "unreadable");
	*done = true;
	assert_int_equal(read(fd, &byte, 1), 0);
	close(fd);
}

static int
begin(void **state)
{
	plan = mmap(NULL, sizeof(*plan), PROT_READ | PROT_WRITE,
		    MAP_SHARED | MAP_ANONYMOUS, -1, 0);
	written = mmap(NULL, sizeof(*written), PROT_READ | PROT_WRITE,
		       MAP_SHARED | MAP_ANONYMOUS, -1, 0);
	if (plan == MAP_FAILED || written == MAP_FAILED || folder_make(state))
		return 1;
	snprintf(file, sizeof(file), "%s/file", folder);
	return 0;
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_events),
	    cmocka_unit_test(test_loud),
	    cmocka_unit_test(test_changes),
	    cmocka_unit_test(test_busy),
	};

	if (!geo_can_ask())
		return 0;
	return cmocka_run_group_tests_name("geo, changing", tests, begin,
					   folder_remove);
}
