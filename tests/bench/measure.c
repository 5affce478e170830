/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * measure FOLDER CLIENT ROUNDS SUBJECT...: how long each subject needs to
 * decide about CLIENT, a numeric address or a name.
 *
 * A subject is "libwrap", asked by hosts_ctl(3) about FOLDER/hosts.deny, or
 * has the PAM file FOLDER/SUBJECT/sshd.  In each round every subject decides
 * once in a new process, with what loading costs, and once in a process that
 * has decided before; in the first rounds also in a new process while no file
 * of FOLDER is in the page cache.  For each subject prints its name and, in
 * microseconds, the minimum and median of the new and of the old process, then
 * the peak memory of a new process in KiB, and the minimum and median of the
 * new process without the page cache.
 */
#include <dirent.h>
#include <err.h>
#include <fcntl.h>
#include <limits.h>
#include <security/pam_appl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <tcpd.h>
#include <time.h>
#include <unistd.h>

#define SUBJECTS_MAX 8
#define COLD_ROUNDS 5

struct subject {
	char *name;
	double *fresh; /* one for each round */
	double *again;
	double *memory;
	double cold[COLD_ROUNDS];
};

struct bench {
	char *folder;
	char *client;
	size_t rounds;
	size_t count;
	struct subject subjects[SUBJECTS_MAX];
};

static int
say_nothing(int count, const struct pam_message **messages,
	    struct pam_response **responses, void *context)
{
	(void)count;
	(void)messages;
	(void)responses;
	(void)context;
	return PAM_CONV_ERR;
}

static void
transact(const struct bench *bench, const char *subject)
{
	static const struct pam_conv conversation = {say_nothing, NULL};
	char folder[PATH_MAX];
	pam_handle_t *pamh;
	int result;

	snprintf(folder, sizeof(folder), "%s/%s", bench->folder, subject);
	if (pam_start_confdir("sshd", "root", &conversation, folder, &pamh) ||
	    pam_set_item(pamh, PAM_RHOST, bench->client))
		errx(2, "%s: PAM does not start", subject);
	result = pam_acct_mgmt(pamh, PAM_SILENT);
	if (result != PAM_SUCCESS)
		errx(2, "%s: not allowed: %s", subject,
		     pam_strerror(pamh, result));
	if (pam_end(pamh, result))
		errx(2, "%s: PAM does not end", subject);
}

static void
ask_libwrap(const struct bench *bench)
{
	static char allow[PATH_MAX], deny[PATH_MAX];
	char service[] = "sshd", nobody[] = STRING_UNKNOWN;

	snprintf(allow, sizeof(allow), "%s/hosts.allow", bench->folder);
	snprintf(deny, sizeof(deny), "%s/hosts.deny", bench->folder);
	hosts_allow_table = allow;
	hosts_deny_table = deny;
	if (!hosts_ctl(service, nobody, bench->client, nobody))
		errx(2, "libwrap: not allowed");
}

/* Returns the microseconds of one decision. */
static double
decide(const struct bench *bench, const struct subject *subject)
{
	struct timespec start, end;

	clock_gettime(CLOCK_MONOTONIC, &start);
	if (strcmp(subject->name, "libwrap") == 0)
		ask_libwrap(bench);
	else
		transact(bench, subject->name);
	clock_gettime(CLOCK_MONOTONIC, &end);
	return (double)(end.tv_sec - start.tv_sec) * 1e6 +
	       (double)(end.tv_nsec - start.tv_nsec) / 1e3;
}

/*
 * Runs WORK in a new process.  Returns its resources; what it writes to the
 * pipe lands in RESULTS, of SIZE bytes.
 */
static struct rusage
in_child(struct bench *bench, void (*work)(struct bench *bench, int fd),
	 void *results, size_t size)
{
	struct rusage usage;
	int ends[2], status;
	size_t done = 0;
	pid_t pid;

	if (pipe(ends) || (pid = fork()) < 0)
		err(2, "fork");
	if (pid == 0) {
		work(bench, ends[1]);
		_exit(0);
	}
	close(ends[1]);
	while (done < size) {
		ssize_t got =
		    read(ends[0], (char *)results + done, size - done);

		if (got <= 0)
			break;
		done += (size_t)got;
	}
	close(ends[0]);
	if (wait4(pid, &status, 0, &usage) != pid || status || done < size)
		errx(2, "a process that measures has failed");
	return usage;
}

static void
report(int fd, double time)
{
	if (write(fd, &time, sizeof(time)) != sizeof(time))
		err(2, "pipe");
}

/* The subject that bench->count points behind, once. */
static void
decide_once(struct bench *bench, int fd)
{
	report(fd, decide(bench, &bench->subjects[bench->count]));
}

/* Every subject in every round; the first one of each does not count. */
static void
decide_often(struct bench *bench, int fd)
{
	for (size_t i = 0; i <= bench->rounds; i++)
		for (size_t s = 0; s < bench->count; s++) {
			double time = decide(bench, &bench->subjects[s]);

			if (i > 0)
				report(fd, time);
		}
}

static void
measure_fresh(const struct bench *bench)
{
	for (size_t i = 0; i < bench->rounds; i++)
		for (size_t s = 0; s < bench->count; s++) {
			const struct subject *subject = &bench->subjects[s];
			struct bench one = *bench;
			struct rusage usage;

			one.count = s;
			usage = in_child(&one, decide_once, &subject->fresh[i],
					 sizeof(double));
			subject->memory[i] = (double)usage.ru_maxrss;
		}
}

/* Takes the files of FOLDER out of the page cache. */
static void
forget_files(const char *folder)
{
	DIR *stream = opendir(folder);
	const struct dirent *entry;

	if (!stream)
		err(2, "%s", folder);
	while ((entry = readdir(stream))) {
		int fd = openat(dirfd(stream), entry->d_name,
				O_RDONLY | O_CLOEXEC | O_NOFOLLOW);

		if (fd < 0)
			continue;
		fdatasync(fd);
		posix_fadvise(fd, 0, 0, POSIX_FADV_DONTNEED);
		close(fd);
	}
	closedir(stream);
}

static void
measure_cold(struct bench *bench)
{
	for (size_t i = 0; i < COLD_ROUNDS; i++)
		for (size_t s = 0; s < bench->count; s++) {
			struct bench one = *bench;

			one.count = s;
			forget_files(bench->folder);
			in_child(&one, decide_once, &bench->subjects[s].cold[i],
				 sizeof(double));
		}
}

static void
measure_again(struct bench *bench)
{
	size_t size = bench->rounds * bench->count;
	double *times = calloc(size, sizeof(*times));

	if (!times)
		err(2, "memory");
	in_child(bench, decide_often, times, size * sizeof(*times));
	for (size_t i = 0; i < size; i++)
		bench->subjects[i % bench->count].again[i / bench->count] =
		    times[i];
	free(times);
}

static int
compare(const void *a, const void *b)
{
	const double *x = a, *y = b;

	return (*x > *y) - (*x < *y);
}

static void
print(struct bench *bench)
{
	size_t middle = bench->rounds / 2;

	for (size_t s = 0; s < bench->count; s++) {
		struct subject *subject = &bench->subjects[s];

		qsort(subject->fresh, bench->rounds, sizeof(double), compare);
		qsort(subject->again, bench->rounds, sizeof(double), compare);
		qsort(subject->memory, bench->rounds, sizeof(double), compare);
		qsort(subject->cold, COLD_ROUNDS, sizeof(double), compare);
		printf("%s\t%.1f\t%.1f\t%.1f\t%.1f\t%.0f\t%.1f\t%.1f\n",
		       subject->name, subject->fresh[0], subject->fresh[middle],
		       subject->again[0], subject->again[middle],
		       subject->memory[middle], subject->cold[0],
		       subject->cold[COLD_ROUNDS / 2]);
	}
}

int
main(int count, char **words)
{
	static struct bench bench;

	if (count < 5 || count - 4 > SUBJECTS_MAX)
		errx(2, "usage: measure FOLDER CLIENT ROUNDS SUBJECT...");
	bench.folder = words[1];
	bench.client = words[2];
	bench.rounds = strtoul(words[3], NULL, 10);
	bench.count = (size_t)count - 4;
	if (bench.rounds == 0)
		errx(2, "no rounds");
	for (size_t s = 0; s < bench.count; s++) {
		double *times = calloc(3 * bench.rounds, sizeof(*times));

		if (!times)
			err(2, "memory");
		bench.subjects[s] =
		    (struct subject){.name = words[4 + s],
				     .fresh = times,
				     .again = times + bench.rounds,
				     .memory = times + 2 * bench.rounds};
	}
	measure_fresh(&bench);
	measure_again(&bench);
	measure_cold(&bench);
	print(&bench);
	return 0;
}
