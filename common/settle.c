/* SPDX-License-Identifier: BSD-3-Clause */
#include "settle.h"

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
	/* Who cannot tell the time cannot tell that nobody is at it. */
	if (clock_gettime(CLOCK_REALTIME, &now))
		return HA_ERR_CHANGED;
	ms = (now.tv_sec - then->tv_sec) * 1000LL +
	     (now.tv_nsec - then->tv_nsec) / 1000000;
	if (ms >= 0 && ms < settle_ms)
		return HA_ERR_CHANGED;
	return check_empty(source, settle_ms);
}
