/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * large [--count N] [--seed S] [--verbose]: N large files, made of the lines of
 * many samples that decide on few clients each, with lines passed over, with
 * those that an index names, and with every line read.
 *
 * File S + i is made from the number S + i alone.
 */
#include "tests/skim/pair.h"

#include "tests/support/number.h"
#include "tests/support/remove_tree.h"

#include <err.h>
#include <getopt.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define COUNT 12
/* Lines of one file; some are large enough for three levels of an index. */
#define LINES_MIN 300
#define LINES_MAX 20000
/* So many of all clients may be decided on by one line. */
#define DECIDED_MAX 1

static bool
is_line_of_few(struct sample *one, const char *folder)
{
	struct pair pair = {.sample = one, .folder = folder};
	unsigned decided = 0;

	memset(pair.indexes, 0xff, sizeof(pair.indexes));
	pair_write(&pair);
	for (unsigned i = 0; i < SAMPLE_CLIENTS; i++) {
		pair.client = &one->clients[i];
		decided += pair_is_decided(&pair);
	}
	return decided <= DECIDED_MAX;
}

/* Adds lines of FROM, each alone with ONE's clients a line of few, to TO. */
static unsigned
add_lines(struct text *to, const struct text *from, struct sample *one,
	  const char *folder)
{
	const char *line = from->bytes, *end = line + from->size;
	unsigned count = 0;

	while (line < end) {
		const char *next = memchr(line, '\n', (size_t)(end - line));

		next = next ? next + 1 : end;
		one->files[SAMPLE_DENY].size = 0;
		text_add(&one->files[SAMPLE_DENY], line, (size_t)(next - line));
		if (is_line_of_few(one, folder)) {
			text_add(to, line, (size_t)(next - line));
			if (next[-1] != '\n')
				text_byte(to, '\n');
			count++;
		}
		line = next;
	}
	return count;
}

/*
 * Makes a file SEED of LINES lines: rules of hosts.deny, and words of a list.
 * The clients are those of the sample SEED, which all others are asked about.
 */
static void
make(struct sample *big, uint64_t seed, unsigned lines, const char *folder)
{
	static struct sample one, other;
	unsigned count = 0, words = 0;

	sample_make(big, seed, folder);
	sample_make(&one, seed, folder);
	big->strict = one.strict = false;
	big->noexec = big->effects = false;
	one.noexec = one.effects = false;
	for (unsigned i = 0; i < SAMPLE_FILES; i++) {
		big->files[i].size = one.files[i].size = 0;
		big->absent[i] = one.absent[i] = false;
	}
	for (uint64_t i = 1; count + words < lines; i++) {
		sample_make(&other, seed * 1000003 + i, folder);
		count += add_lines(&big->files[SAMPLE_DENY],
				   &other.files[SAMPLE_DENY], &one, folder);
		count += add_lines(&big->files[SAMPLE_DENY],
				   &other.files[SAMPLE_ALLOW], &one, folder);
		text_add(&big->files[SAMPLE_FIRST_LIST],
			 other.files[SAMPLE_FIRST_LIST].bytes,
			 other.files[SAMPLE_FIRST_LIST].size);
		text_byte(&big->files[SAMPLE_FIRST_LIST], '\n');
		words++;
	}
}

static void
take(uint64_t seed, const char *folder, struct tally *tally, bool verbose)
{
	static struct sample big;
	struct pair pair = {.sample = &big, .folder = folder};
	unsigned lines = LINES_MIN;

	/* most are small, and every size has its turn */
	for (uint64_t rest = seed; rest % 2 == 0 && 4 * lines < LINES_MAX;
	     rest /= 2)
		lines *= 4;
	memset(pair.indexes, 0xff, sizeof(pair.indexes));
	make(&big, seed, lines, folder);
	pair_files(&pair);
	for (unsigned i = 0; i < SAMPLE_CLIENTS; i++) {
		pair.client = &big.clients[i];
		if (!pair_agrees(&pair, tally, stdout) || verbose)
			printf("--seed %llu: client %u, daemon \"%s\", address "
			       "\"%s\", name \"%s\"\n",
			       (unsigned long long)seed, i, pair.client->daemon,
			       pair.client->address, pair.client->name);
	}
	pair_close(&pair);
}

int
main(int argc, char **argv)
{
	static const struct option options[] = {
	    {"count", required_argument, NULL, 'c'},
	    {"seed", required_argument, NULL, 's'},
	    {"verbose", no_argument, NULL, 'v'},
	    {NULL, 0, NULL, 0},
	};
	const char *wanted = getenv("LARGE_COUNT");
	unsigned long count = wanted && *wanted ? number_of(wanted) : COUNT;
	unsigned long seed = 1;
	char folder[] = "/tmp/large.XXXXXX";
	struct tally tally = {0};
	bool verbose = false;
	int option;

	while ((option = getopt_long(argc, argv, "", options, NULL)) != -1) {
		if (option == 'c')
			count = number_of(optarg);
		else if (option == 's')
			seed = number_of(optarg);
		else if (option == 'v')
			verbose = true;
		else
			return 2;
	}
	if (!mkdtemp(folder))
		err(2, "%s", folder);
	for (unsigned long i = 0; i < count; i++)
		take(seed + i, folder, &tally, verbose);
	remove_tree(folder);
	printf("large: %lu pairs, %lu different; %lu allowed, %lu refused, "
	       "%lu asked an index, %lu read lines of it\n",
	       tally.pairs, tally.different, tally.allowed, tally.refused,
	       tally.indexed, tally.jumps);
	return tally.different == 0 && tally.pairs > 0 &&
		       tally.allowed > tally.pairs / 20 &&
		       tally.refused > tally.pairs / 20 &&
		       tally.jumps > tally.pairs / 4
		   ? 0
		   : 1;
}
