/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * index_damage [COUNT [SEED]]: an index that is damaged in any way, or that of
 * another or an older file, changes no decision; one that is made to mislead,
 * with checksums that are right, ends no process and holds none up.
 *
 * INDEX_COUNT is the number of damaged indexes of each kind.
 */
#include "common/decide/decide.h"
#include "tests/oracle/dice.h"
#include "tests/support/index_of.h"
#include "tests/support/number.h"

#include <err.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#define COUNT 210
/* Enough for a level of keys between the head and the entries. */
#define LINES 20000
#define CLIENTS 6
/* A decision that reads a million lines takes less; in seconds. */
#define SLOW 20

struct bytes {
	unsigned char *data;
	size_t size;
};

/* A text, its index, and what it decides. */
static struct {
	char path[64];
	struct bytes index, other;
	int fd;              /* of the index that is used; -1: none */
	unsigned long named; /* lines, by indexes */
	struct ha_verdict verdicts[CLIENTS];
} world;

static const char *const clients[CLIENTS] = {"10.0.0.7",    "10.77.3.7",
					     "10.99.199.7", "10.99.5.99",
					     "2001:db8::7", "192.0.2.200"};

static int
open_index(void *context, const char *file, const struct stat *status,
	   bool rules)
{
	(void)context, (void)file, (void)status, (void)rules;
	return world.fd < 0 ? -1 : fcntl(world.fd, F_DUPFD_CLOEXEC, 0);
}

enum ha_index_next __real_ha_index_find(struct ha_index *index,
					const struct ha_endpoint *client,
					struct ha_index_place *place);
enum ha_index_next __wrap_ha_index_find(struct ha_index *index,
					const struct ha_endpoint *client,
					struct ha_index_place *place);

enum ha_index_next
__wrap_ha_index_find(struct ha_index *index, const struct ha_endpoint *client,
		     struct ha_index_place *place)
{
	enum ha_index_next next = __real_ha_index_find(index, client, place);

	world.named += next == HA_INDEX_LINE;
	return next;
}

static enum ha_lookup
name_of(void *context, const struct ha_address *address,
	char name[HA_NAME_MAX + 1])
{
	(void)context, (void)address;
	strcpy(name, "seven.example.net");
	return HA_LOOKUP_FOUND;
}

static enum ha_lookup
addresses_of(void *context, const char *name, enum ha_family family,
	     bool (*visit)(void *visitor, const struct ha_address *address),
	     void *visitor)
{
	(void)context, (void)name, (void)family, (void)visit, (void)visitor;
	return HA_LOOKUP_NONE;
}

static void
decide(const char *client, struct ha_verdict *verdict)
{
	const struct ha_indexes indexes = {open_index, NULL};
	const struct ha_resolver resolver = {.name_of = name_of,
					     .addresses_of = addresses_of};
	struct ha_rules rules = {.allow_file = "/dev/null",
				 .deny_file = world.path,
				 .indexes = &indexes};
	struct ha_request request;

	ha_request_init(&request, &resolver);
	ha_request_set_daemon(&request, ha_slice_of("sshd"));
	ha_endpoint_set_address(&request.client, ha_slice_of(client));
	ha_decide(&rules, &request, verdict);
}

/* Reads FD wholly. */
static struct bytes
read_bytes(int fd)
{
	struct stat status;
	struct bytes bytes;

	if (fstat(fd, &status) != 0)
		err(2, "fstat");
	bytes.size = (size_t)status.st_size;
	bytes.data = malloc(bytes.size);
	if (!bytes.data ||
	    pread(fd, bytes.data, bytes.size, 0) != (ssize_t)bytes.size)
		err(2, "read");
	return bytes;
}

static int
memory_file(const struct bytes *bytes)
{
	int fd = memfd_create("index", MFD_CLOEXEC);

	if (fd < 0 || fchmod(fd, 0600) != 0 ||
	    write(fd, bytes->data, bytes->size) != (ssize_t)bytes->size)
		err(2, "memfd_create");
	return fd;
}

/* Writes the text, from line FROM on differently, and returns its index. */
static struct bytes
make_index(unsigned from)
{
	struct bytes index;
	FILE *text = fopen(world.path, "we");
	int fd;

	if (!text)
		err(2, "%s", world.path);
	for (unsigned i = 0; i < LINES; i++) {
		if (i % 5000 == 17)
			fprintf(text,
				"vsftpd: h%u.example.org EXCEPT x : "
				"deny\nbroken %u\n",
				i, i);
		fprintf(text, "%s: 10.%u.%u.%u\n", i % 3 ? "sshd" : "ALL",
			i / 200, i % 200, i < from ? 7 : 8);
		/* one key of many entries, on more than a page */
		if (i % 20 == 5)
			fputs("sshd: 10.77.3.7 EXCEPT 10.0.0.0/8\n", text);
		if (i % 4000 == 99)
			fprintf(text, "ALL: [2001:db8:%x::]/%u\n", i,
				i % 64 + 40);
	}
	if (fclose(text) != 0 ||
	    index_in_memory(world.path, true, &fd) != HA_OK)
		errx(2, "no index");
	index = read_bytes(fd);
	close(fd);
	return index;
}

/* Makes the checksums of BYTES right. */
static void
seal(struct bytes *bytes)
{
	uint64_t seed, sum;

	memcpy(&seed, bytes->data + 24, sizeof(seed));
	for (size_t page = 0; page < bytes->size / HA_INDEX_PAGE; page++) {
		unsigned char *data = bytes->data + page * HA_INDEX_PAGE;

		sum = ha_index_checksum(seed, page, data + sizeof(sum));
		memcpy(data, &sum, sizeof(sum));
	}
}

static void
flip_bits(struct dice *dice, struct bytes *bytes)
{
	unsigned count = 1 + dice_below(dice, 8);

	while (count-- > 0)
		bytes->data[dice_below(dice, (unsigned)bytes->size)] ^=
		    (unsigned char)(1 << dice_below(dice, 8));
}

static void
cut(struct dice *dice, struct bytes *bytes)
{
	bytes->size = dice_below(dice, (unsigned)bytes->size);
	if (dice_one_in(dice, 2))
		bytes->size -= bytes->size % HA_INDEX_PAGE;
}

static unsigned char *
some_page(struct dice *dice, const struct bytes *bytes)
{
	return bytes->data +
	       dice_below(dice, (unsigned)(bytes->size / HA_INDEX_PAGE)) *
		   HA_INDEX_PAGE;
}

static void
swap_pages(struct dice *dice, struct bytes *bytes)
{
	unsigned char *a = some_page(dice, bytes), *b = some_page(dice, bytes);
	unsigned char page[HA_INDEX_PAGE];

	memcpy(page, a, sizeof(page));
	memmove(a, b, sizeof(page));
	memcpy(b, page, sizeof(page));
}

static void
zero(struct dice *dice, struct bytes *bytes)
{
	size_t from = dice_below(dice, (unsigned)bytes->size);
	size_t size = dice_below(dice, 3 * HA_INDEX_PAGE);

	if (size > bytes->size - from)
		size = bytes->size - from;
	memset(bytes->data + from, dice_one_in(dice, 2) ? 0 : 0xff, size);
}

/* A page of an index of the text as it was before. */
static void
mix(struct dice *dice, struct bytes *bytes)
{
	size_t page = dice_below(dice, (unsigned)(bytes->size / HA_INDEX_PAGE));

	if ((page + 1) * HA_INDEX_PAGE <= world.other.size)
		memcpy(bytes->data + page * HA_INDEX_PAGE,
		       world.other.data + page * HA_INDEX_PAGE, HA_INDEX_PAGE);
}

/* All of it. */
static void
replace(struct dice *dice, struct bytes *bytes)
{
	(void)dice;
	if (bytes->size > world.other.size)
		bytes->size = world.other.size;
	memcpy(bytes->data, world.other.data, bytes->size);
}

static void
nothing(struct dice *dice, struct bytes *bytes)
{
	(void)dice, (void)bytes;
}

static const struct {
	const char *name;
	void (*damage)(struct dice *dice, struct bytes *bytes);
} kinds[] = {
    {"whole", nothing},        {"bits", flip_bits}, {"cut", cut},
    {"swapped", swap_pages},   {"zeros", zero},     {"mixed", mix},
    {"an older one", replace},
};

#define KINDS (sizeof(kinds) / sizeof(*kinds))

static bool
same_verdict(const struct ha_verdict *a, const struct ha_verdict *b)
{
	return a->decision == b->decision && a->reason == b->reason &&
	       a->place.line == b->place.line &&
	       a->place.column == b->place.column &&
	       a->fault.id == b->fault.id && a->rule.size == b->rule.size &&
	       memcmp(a->rule.bytes, b->rule.bytes, a->rule.size) == 0;
}

/* Returns how many decisions with the index BYTES are others. */
static unsigned
ask(const struct bytes *bytes)
{
	unsigned different = 0;
	time_t start = time(NULL);

	world.fd = memory_file(bytes);
	for (unsigned i = 0; i < CLIENTS; i++) {
		struct ha_verdict verdict;

		decide(clients[i], &verdict);
		different += !same_verdict(&verdict, &world.verdicts[i]);
	}
	close(world.fd);
	if (time(NULL) - start > SLOW)
		errx(1, "it was held up");
	return different;
}

static struct bytes
copy_of_index(void)
{
	struct bytes copy = {malloc(world.index.size), world.index.size};

	if (!copy.data)
		err(2, "malloc");
	memcpy(copy.data, world.index.data, copy.size);
	return copy;
}

/* Damages of KIND; returns how many of them change a decision. */
static unsigned
try_kind(unsigned kind, unsigned long count, uint64_t seed)
{
	unsigned different = 0;

	for (unsigned long i = 0; i < count; i++) {
		struct dice dice = {seed + i * KINDS + kind};
		struct bytes bytes = copy_of_index();

		kinds[kind].damage(&dice, &bytes);
		if (ask(&bytes) > 0) {
			printf("not ok - %s: index_damage 1 %llu\n",
			       kinds[kind].name,
			       (unsigned long long)(seed + i * KINDS));
			different++;
		}
		free(bytes.data);
	}
	return different;
}

/* Returns a random entry, or a key of those above, without its kind. */
static unsigned char *
some_entry(struct dice *dice, const struct bytes *bytes)
{
	unsigned char *page = some_page(dice, bytes) + sizeof(uint64_t);
	size_t size = dice_one_in(dice, 3) ? HA_INDEX_KEY : HA_INDEX_ENTRY;

	return page + size * dice_below(dice, (unsigned)(HA_INDEX_DATA / size));
}

/* An entry with the group, offset and line of another, or with none. */
static void
mislead_entry(struct dice *dice, struct bytes *bytes)
{
	unsigned char *to = some_entry(dice, bytes);
	const unsigned char *from = some_entry(dice, bytes);

	if (dice_one_in(dice, 4))
		memset(to + HA_INDEX_KEY_OFFSET, 0xff,
		       HA_INDEX_KEY - HA_INDEX_KEY_OFFSET);
	else
		memmove(to + HA_INDEX_KEY_GROUP, from + HA_INDEX_KEY_GROUP,
			HA_INDEX_KEY - HA_INDEX_KEY_GROUP);
}

/*
 * Changes pages, counts and keys to whatever, and makes the checksums right, as
 * root could.  Nothing is said of what is decided then.
 */
static void
mislead(unsigned long count, uint64_t seed)
{
	for (unsigned long i = 0; i < count; i++) {
		struct dice dice = {seed + i};
		struct bytes bytes = copy_of_index();
		unsigned changes = 1 + dice_below(&dice, 20);

		if (dice_one_in(&dice, 2)) {
			for (changes *= 100; changes > 0; changes--)
				mislead_entry(&dice, &bytes);
		}
		while (changes-- > 0) {
			/* the head, where a page is, or anything */
			size_t at =
			    dice_one_in(&dice, 2)
				? sizeof(uint64_t) +
				      dice_below(&dice,
						 sizeof(struct ha_index_head))
				: dice_below(&dice, (unsigned)bytes.size);

			bytes.data[at] = dice_one_in(&dice, 3)
					     ? 0xff
					     : (unsigned char)dice_bits(&dice);
		}
		seal(&bytes);
		ask(&bytes);
		free(bytes.data);
	}
}

int
main(int argc, char **argv)
{
	const char *wanted = argc > 1 ? argv[1] : getenv("INDEX_COUNT");
	unsigned long count = wanted && *wanted ? number_of(wanted) : COUNT;
	uint64_t seed = argc > 2 ? number_of(argv[2]) : 1;
	unsigned different = 0;
	int fd;

	strcpy(world.path, "/tmp/index_damage.XXXXXX");
	fd = mkstemp(world.path);
	if (fd < 0)
		err(2, "%s", world.path);
	close(fd);
	world.fd = -1;
	world.other = make_index(LINES / 2);
	world.index = make_index(LINES);
	for (unsigned i = 0; i < CLIENTS; i++)
		decide(clients[i], &world.verdicts[i]);
	for (unsigned kind = 0; kind < KINDS; kind++) {
		different += try_kind(kind, count / KINDS + 1, seed);
		if (kind == 0 && world.named == 0)
			errx(1, "not ok - no index is used");
	}
	mislead(count, seed);
	unlink(world.path);
	free(world.index.data);
	free(world.other.data);
	printf("index_damage: %lu damaged, %u different, %lu lines named\n",
	       (count / KINDS + 1) * (KINDS - 1), different, world.named);
	return different == 0 ? 0 : 1;
}
