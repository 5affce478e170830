/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * differential [--count N] [--seed S] [--verbose]: random rule files, list
 * files and clients, with lines passed over and with every line read.  Neither
 * what is decided nor what is heard on the way may differ.
 *
 * Sample S + i is made from the number S + i alone, so that a failure can be
 * had again with its seed and --count 8.
 */
#include "tests/skim/pair.h"

#include "tests/oracle/escape.h"
#include "tests/oracle/shrink.h"
#include "tests/support/number.h"
#include "tests/support/remove_tree.h"
#include "tests/support/workers.h"

#include <err.h>
#include <getopt.h>
#include <limits.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define COUNT 100000
#define SHOWN_MAX 3 /* differences that a worker shows, if not --verbose */

struct settings {
	unsigned long samples;
	uint64_t seed;
	unsigned long shown;
};

/* A process that takes a share of the samples; memory that is shared. */
struct worker {
	pid_t pid;     /* written by the parent only */
	uint64_t seed; /* the last one taken */
	struct tally tally;
	char folder[32];
};

static bool
still_differs(void *context)
{
	struct tally tally = {0};
	struct pair *pair = context;

	pair_files(pair);
	return !pair_agrees(pair, &tally, NULL);
}

/* Shows what differs, in files without anything that does not matter. */
static void
show(struct pair *pair, struct sample *sample, uint64_t seed)
{
	struct tally tally = {0};

	for (unsigned i = 0; i < SAMPLE_FILES; i++) {
		text_byte(&sample->files[i], '\0');
		sample->files[i].size--;
		shrink_bytes(sample->files[i].bytes, &sample->files[i].size,
			     still_differs, pair);
	}
	printf("--seed %llu: daemon \"%s\", address \"%s\", name \"%s\"%s\n",
	       (unsigned long long)seed, pair->client->daemon,
	       pair->client->address, pair->client->name,
	       sample->strict ? ", strict" : "");
	for (unsigned i = 0; i < SAMPLE_FILES; i++) {
		if (sample->absent[i] || sample->files[i].size == 0)
			continue;
		printf("  %s: ", sample_names[i]);
		escape_write(stdout, sample->files[i].bytes,
			     sample->files[i].size);
		putchar('\n');
	}
	pair_files(pair);
	pair_agrees(pair, &tally, stdout);
	fflush(stdout);
}

static void
take(struct worker *worker, uint64_t seed, unsigned long shown)
{
	static struct sample sample;
	struct pair pair = {.sample = &sample, .folder = worker->folder};

	memset(pair.indexes, 0xff, sizeof(pair.indexes));
	worker->seed = seed;
	sample_make(&sample, seed, worker->folder);
	pair_files(&pair);
	for (unsigned i = 0; i < SAMPLE_CLIENTS; i++) {
		pair.client = &sample.clients[i];
		pair.traced = i % 4 == 0;
		if (pair_agrees(&pair, &worker->tally, NULL) ||
		    worker->tally.different > shown)
			continue;
		show(&pair, &sample, seed);
		sample_make(&sample, seed, worker->folder);
		pair_files(&pair);
	}
	pair_close(&pair);
}

/* Takes every sample whose number is INDEX modulo COUNT. */
static void
start(const struct settings *settings, struct worker *worker, unsigned index,
      unsigned count)
{
	pid_t pid;

	snprintf(worker->folder, sizeof(worker->folder), "%s/skim.XXXXXX",
		 access("/dev/shm", W_OK) == 0 ? "/dev/shm" : "/tmp");
	if (!mkdtemp(worker->folder))
		err(2, "%s", worker->folder);
	pid = workers_start();
	if (pid > 0) {
		worker->pid = pid;
		return;
	}
	for (unsigned long i = index; i < settings->samples; i += count)
		take(worker, settings->seed + i, settings->shown);
	exit(0);
}

/* Waits for WORKER; returns whether it came to its end. */
static bool
collect(const struct worker *worker, struct tally *tally)
{
	const struct tally *more = &worker->tally;
	bool complete = workers_wait(worker->pid, "a sample", worker->seed);

	if (remove_tree(worker->folder) != 0)
		err(2, "%s", worker->folder);
	tally->pairs += more->pairs;
	tally->different += more->different;
	tally->allowed += more->allowed;
	tally->refused += more->refused;
	tally->faults += more->faults;
	tally->heard += more->heard;
	tally->passed_rules += more->passed_rules;
	tally->passed_lists += more->passed_lists;
	tally->indexed += more->indexed;
	tally->jumps += more->jumps;
	return complete;
}

/* Runs all workers; returns whether they came to their end. */
static bool
run(const struct settings *settings, struct tally *tally)
{
	const unsigned count = workers_count();
	struct worker *workers = workers_memory(sizeof(*workers) * count);
	bool complete = true;

	for (unsigned i = 0; i < count; i++)
		start(settings, &workers[i], i, count);
	for (unsigned i = 0; i < count; i++)
		complete = collect(&workers[i], tally) && complete;
	return complete;
}

/* Returns whether the samples are of use: nothing in them is rare. */
static bool
is_covered(const struct tally *tally)
{
	const unsigned long few = tally->pairs / 20;

	if (tally->pairs < COUNT)
		return true;
	return tally->allowed > few && tally->refused > few &&
	       tally->faults > few && tally->heard > few &&
	       tally->passed_rules > few && tally->passed_lists > few &&
	       tally->indexed > few && tally->jumps > few;
}

static void
read_arguments(int argc, char **argv, struct settings *settings)
{
	static const struct option options[] = {
	    {"count", required_argument, NULL, 'c'},
	    {"seed", required_argument, NULL, 's'},
	    {"verbose", no_argument, NULL, 'v'},
	    {NULL, 0, NULL, 0},
	};
	const char *count = getenv("SKIM_COUNT");
	unsigned long pairs = count && *count ? number_of(count) : COUNT;
	int option;

	while ((option = getopt_long(argc, argv, "", options, NULL)) != -1) {
		switch (option) {
		case 'c':
			pairs = number_of(optarg);
			break;
		case 's':
			settings->seed = number_of(optarg);
			break;
		case 'v':
			settings->shown = ULONG_MAX;
			break;
		default:
			exit(2);
		}
	}
	if (optind != argc)
		errx(2, "usage: differential [--count N] [--seed S] "
			"[--verbose]");
	settings->samples = (pairs + SAMPLE_CLIENTS - 1) / SAMPLE_CLIENTS;
}

int
main(int argc, char **argv)
{
	struct settings settings = {.seed = 1, .shown = SHOWN_MAX};
	struct tally tally = {0};
	bool complete;

	read_arguments(argc, argv, &settings);
	complete = run(&settings, &tally);
	printf("skim: %lu pairs, %lu different; %lu allowed, %lu refused, "
	       "%lu with a fault, %lu heard of more, "
	       "%lu passed rules over, %lu words of lists, "
	       "%lu asked an index, %lu read lines of it\n",
	       tally.pairs, tally.different, tally.allowed, tally.refused,
	       tally.faults, tally.heard, tally.passed_rules,
	       tally.passed_lists, tally.indexed, tally.jumps);
	if (!is_covered(&tally))
		puts("skim: too little of something");
	return complete && is_covered(&tally) && tally.different == 0 ? 0 : 1;
}
