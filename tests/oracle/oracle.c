/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * oracle [--count N] [--seed S] [--self] [--verbose]: random rule files and
 * clients through the installed libwrap, ours and the model.
 *
 * Sample S + i is made from the number S + i alone, so that a failure can be
 * had again with its seed and --count 8.  With --self the model stands in
 * for ours.
 */
#include "libwrap.h"
#include "trial.h"

#include <err.h>
#include <getopt.h>
#include <limits.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

/* From so many decisions on, every row and both verdicts must be met. */
#define FULL_COVERAGE 100000
/* Unexplained differences that a worker shows, if not --verbose. */
#define SHOWN_MAX 3
#define WORKERS_MAX 64

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
	fflush(stdout);
	worker->pid = fork();
	if (worker->pid < 0)
		err(2, "fork");
	if (worker->pid > 0)
		return;
	prctl(PR_SET_PDEATHSIG, SIGKILL);
	work(settings, worker, index);
	exit(0);
}

/* Waits for WORKER; returns whether it came to its end. */
static bool
collect(const struct worker *worker)
{
	int status;

	if (waitpid(worker->pid, &status, 0) != worker->pid)
		err(2, "waitpid");
	scratch_remove(&worker->scratch);
	if (WIFEXITED(status) && WEXITSTATUS(status) == 0)
		return true;
	printf("died in %s, --seed %llu: %s %d\n", worker->post->phase,
	       (unsigned long long)worker->post->seed,
	       WIFSIGNALED(status) ? "signal" : "status",
	       WIFSIGNALED(status) ? WTERMSIG(status) : WEXITSTATUS(status));
	return false;
}

/* Runs all workers; returns whether they came to their end. */
static bool
run(const struct settings *settings, struct tally *tally)
{
	struct trial_post *posts =
	    mmap(NULL, sizeof(*posts) * settings->workers,
		 PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
	struct worker workers[WORKERS_MAX];
	bool complete = true;

	if (posts == MAP_FAILED)
		err(2, "memory");
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

static unsigned long
number_of(const char *text)
{
	char *end;
	const unsigned long number = strtoul(text, &end, 10);

	if (*text < '0' || *text > '9' || *end != '\0')
		errx(2, "not a number: %s", text);
	return number;
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
				    .seed = 1};
	const long processors = sysconf(_SC_NPROCESSORS_ONLN);
	struct tally tally = {0};
	bool complete;

	settings.workers = processors < 1 ? 1 : (unsigned)processors;
	if (settings.workers > WORKERS_MAX)
		settings.workers = WORKERS_MAX;
	read_arguments(argc, argv, &settings);
	complete = run(&settings, &tally);
	tally_print(&tally, "oracle");
	return is_covered(&tally) && complete && tally.unexplained == 0 ? 0 : 1;
}
