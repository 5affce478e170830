/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * oracle [--count N] [--seed S] [--self] [--verbose]: random rule files and
 * clients through the installed libwrap, ours and the model.
 *
 * Sample S + i is made from the number S + i alone, so that a failure can be
 * had again with its seed and --count 8.  With --self the model stands in
 * for ours.
 */
#include "tests/oracle/drop_in.h"
#include "tests/oracle/libwrap.h"
#include "tests/oracle/trial.h"

#include "tests/oracle/ours.h"
#include "tests/support/number.h"
#include "tests/support/small_index.h"
#include "tests/support/workers.h"

#include <err.h>
#include <getopt.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>

/* From so many decisions on, every row and both verdicts must be met. */
#define FULL_COVERAGE 100000
/* Unexplained differences that a worker shows, if not --verbose. */
#define SHOWN_MAX 3

struct settings {
	unsigned long samples;
	uint64_t seed;
	unsigned workers;
	bool self;
	bool verbose;
};

/* A process that takes a share of the samples. */
struct worker {
	pid_t pid;
	struct scratch scratch;
	struct trial_post *post;
};

/* Takes every sample whose number is INDEX modulo the workers. */
static void
work(const struct settings *settings, const struct worker *worker,
     unsigned index)
{
	static struct sample sample;
	struct trial trial = {.scratch = &worker->scratch,
			      .post = worker->post,
			      .self = settings->self,
			      .sample = &sample};

	trial.post->phase = "the start";
	libwrap_open(trial.scratch);
	trial.post->no_netgroups = !libwrap_has_netgroups();
	generate_lists(trial.scratch);
	for (unsigned long i = index; i < settings->samples;
	     i += settings->workers)
		trial_run(&trial, settings->seed + i,
			  settings->verbose ? ULONG_MAX : SHOWN_MAX);
}

static void
start(const struct settings *settings, struct worker *worker, unsigned index)
{
	scratch_make(&worker->scratch);
	worker->pid = workers_start();
	if (worker->pid > 0)
		return;
	work(settings, worker, index);
	exit(0);
}

/* Waits for WORKER; returns whether it came to its end. */
static bool
collect(const struct worker *worker)
{
	const struct trial_post *post = worker->post;
	bool complete = workers_wait(worker->pid, post->phase, post->seed);

	scratch_remove(&worker->scratch);
	return complete;
}

/* Runs all workers; returns whether they came to their end. */
static bool
run(const struct settings *settings, struct tally *tally)
{
	struct trial_post *posts =
	    workers_memory(sizeof(*posts) * settings->workers);
	struct worker workers[WORKERS_MAX];
	bool complete = true;

	for (unsigned i = 0; i < settings->workers; i++) {
		workers[i].post = &posts[i];
		start(settings, &workers[i], i);
	}
	for (unsigned i = 0; i < settings->workers; i++) {
		complete = collect(&workers[i]) && complete;
		tally_merge(tally, &posts[i].tally);
	}
	if (posts[0].no_netgroups)
		puts("NOT RUN: netgroups in libwrap, as this one is built "
		     "without them; ours beside the model alone");
	return complete;
}

/* Returns whether the generator reaches both verdicts and every row. */
static bool
is_covered(const struct tally *tally)
{
	bool covered = true;

	if (tally->decisions < FULL_COVERAGE)
		return true;
	for (unsigned row = 0; row < MODEL_ROW_COUNT; row++) {
		if (tally->rows[row] > 0)
			continue;
		printf("never met: %s\n", tally_row_name(row));
		covered = false;
	}
	if (tally->allowed == 0 || tally->allowed == tally->decisions) {
		puts("never met: one of the verdicts");
		covered = false;
	}
	return covered;
}

static void
read_arguments(int argc, char **argv, struct settings *settings)
{
	static const struct option options[] = {
	    {"count", required_argument, NULL, 'c'},
	    {"seed", required_argument, NULL, 's'},
	    {"self", no_argument, NULL, 'x'},
	    {"verbose", no_argument, NULL, 'v'},
	    {NULL, 0, NULL, 0},
	};
	int option;

	while ((option = getopt_long(argc, argv, "", options, NULL)) != -1) {
		switch (option) {
		case 'c':
			settings->samples =
			    (number_of(optarg) + SAMPLE_CLIENTS - 1) /
			    SAMPLE_CLIENTS;
			break;
		case 's':
			settings->seed = number_of(optarg);
			break;
		case 'x':
			settings->self = true;
			break;
		case 'v':
			settings->verbose = true;
			break;
		default:
			exit(2);
		}
	}
	if (optind != argc)
		errx(2, "usage: oracle [--count N] [--seed S] [--self] "
			"[--verbose]");
}

int
main(int argc, char **argv)
{
	struct settings settings = {.samples = FULL_COVERAGE / SAMPLE_CLIENTS,
				    .seed = 1,
				    .workers = workers_count()};
	struct tally tally = {0};
	bool complete;

	drop_in_serve(argc, argv);
	read_arguments(argc, argv, &settings);
	if (getenv(DROP_IN_FOLDER))
		ours_elsewhere = drop_in_allows;
	if (getenv("ORACLE_INDEX"))
		ours_use_indexes = small_index_use;
	complete = run(&settings, &tally);
	tally_print(&tally, "oracle");
	return is_covered(&tally) && complete && tally.unexplained == 0 ? 0 : 1;
}
