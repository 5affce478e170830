/* SPDX-License-Identifier: BSD-3-Clause */
#include "common/source/settle.h"

#include <errno.h>
#include <time.h>
#include <unistd.h>

void
ha_settle_wait(unsigned settle_ms)
{
	struct timespec left = {settle_ms / 1000,
				(long)(settle_ms % 1000) * 1000000};

	while (nanosleep(&left, &left) && errno == EINTR)
		;
}

/* How many whole milliseconds THEN was before NOW. */
static long long
age_of(const struct timespec *then, const struct timespec *now)
{
	long long seconds = now->tv_sec - then->tv_sec;
	long ns = now->tv_nsec - then->tv_nsec;

	if (ns < 0) {
		seconds--;
		ns += 1000000000;
	}
	return seconds * 1000 + ns / 1000000;
}

/*
 * A file that is being truncated may show its old ctime until that is done.
 * To look for data waits for the end of it: both lock the file, on all common
 * file systems but ramfs.  An empty file with blocks is another sign of it.
 */
static enum ha_status
check_empty(const struct ha_source *source, unsigned settle_ms)
{
	if (source->status.st_size > 0)
		return HA_OK;
	lseek(source->fd, 0, SEEK_DATA);
	if (source->status.st_blocks > 0)
		ha_settle_wait(settle_ms);
	return ha_source_unchanged(source, NULL) == HA_OK ? HA_OK
							  : HA_ERR_CHANGED;
}

enum ha_status
ha_settle_check(const struct ha_source *source, unsigned settle_ms)
{
	const struct timespec *then = &source->status.st_ctim;
	struct timespec now;
	long long ms;

	if (settle_ms == 0 || !S_ISREG(source->status.st_mode))
		return HA_OK;
	/* Without a clock nobody knows that the file is at rest. */
	if (clock_gettime(CLOCK_REALTIME, &now))
		return HA_ERR_CHANGED;
	ms = age_of(then, &now);
	if (ms >= 0 && ms < settle_ms)
		return HA_ERR_CHANGED;
	return check_empty(source, settle_ms);
}

/* How often a file is looked for, and again, in twice the time. */
#define LOOKS 20

/*
 * How often that is done for files of one decision, which takes a few
 * seconds; then the folder counts as one that changes too much.
 */
#define WATCHES_MAX 50

/*
 * Looks whether there is no FILE.  It was not there for SETTLE_MS before if
 * the folder had not changed for so long before the look, and has not since:
 * then *QUIET.  A change that a clock has yet to come to tells nothing.
 */
static enum ha_status
look(const char *file, unsigned settle_ms, bool *quiet)
{
	struct timespec now;
	bool clock = clock_gettime(CLOCK_REALTIME, &now) == 0;
	struct stat folder;
	enum ha_status status = ha_source_absent(file, &folder);

	*quiet = status == HA_ABSENT && clock &&
		 age_of(&folder.st_ctim, &now) >= settle_ms;
	return status;
}

/*
 * An editor that renames the file away creates it anew within SETTLE_MS; who
 * looks often in twice that time finds it.  So a folder that others keep
 * changing, as any user can /etc with passwd(1), does no harm.
 */
static enum ha_status
settle_absent(const char *file, unsigned settle_ms, unsigned *watches)
{
	const unsigned nap_ms = (settle_ms * 2 + LOOKS - 1) / LOOKS;
	bool quiet;
	enum ha_status status = look(file, settle_ms, &quiet);

	if (status != HA_ABSENT || quiet)
		return status;
	if (watches && ++*watches > WATCHES_MAX)
		return HA_ERR_CHANGED;
	for (int i = 0; i < LOOKS && status == HA_ABSENT && !quiet; i++) {
		ha_settle_wait(nap_ms);
		status = look(file, settle_ms, &quiet);
	}
	return status;
}

enum ha_status
ha_settle_open(struct ha_source *source, const char *file, bool joins,
	       unsigned settle_ms, unsigned *watches)
{
	enum ha_status status = ha_source_open(source, file, joins);

	if (status == HA_ABSENT && settle_ms > 0)
		return settle_absent(file, settle_ms, watches);
	if (status != HA_OK)
		return status;
	status = ha_settle_check(source, settle_ms);
	if (status != HA_OK)
		ha_source_close(source);
	return status;
}
