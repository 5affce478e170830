/* SPDX-License-Identifier: BSD-3-Clause */
#include "hostsaccess/tool/progress.h"

#include <stdio.h>
#include <sys/stat.h>
#include <unistd.h>

/* How long nothing is shown, and how long a count stands, in ms. */
#define PERIOD_MS 500

void
progress_begin(struct progress *progress, const char *what)
{
	*progress =
	    (struct progress){.what = what, .silent = !isatty(STDERR_FILENO)};
	clock_gettime(CLOCK_MONOTONIC, &progress->last);
}

static int64_t
milliseconds_since(const struct timespec *then, const struct timespec *now)
{
	return (now->tv_sec - then->tv_sec) * 1000 +
	       (now->tv_nsec - then->tv_nsec) / 1000000;
}

void
progress_reach(struct progress *progress, unsigned long done)
{
	struct timespec now;

	progress->done = done;
	if (progress->silent)
		return;
	clock_gettime(CLOCK_MONOTONIC, &now);
	if (milliseconds_since(&progress->last, &now) < PERIOD_MS)
		return;
	progress->last = now;
	progress->shown = true;
	fprintf(stderr, "\r%lu ", done);
	if (progress->total > 0)
		fprintf(stderr, "of %lu ", progress->total);
	fprintf(stderr, "%s ", progress->what);
	if (progress->bytes_total > 0)
		fprintf(stderr, "(%.0f %%) ",
			100.0 * (double)progress->bytes /
			    (double)progress->bytes_total);
}

void
progress_of_file(struct progress *progress, int fd)
{
	struct stat status;

	progress->bytes = progress->bytes_total = 0;
	if (fd >= 0 && fstat(fd, &status) == 0 && S_ISREG(status.st_mode))
		progress->bytes_total = status.st_size;
}

void
progress_step(struct progress *progress)
{
	progress_reach(progress, progress->done + 1);
}

void
progress_clear(struct progress *progress)
{
	if (progress->shown)
		fputs("\r\033[K", stderr);
	progress->shown = false;
}
