/* SPDX-License-Identifier: BSD-3-Clause */
/* The journal of systemd, as journalctl(1) shows it. */
#ifndef PAST_JOURNAL_H
#define PAST_JOURNAL_H

#include "common/base/status.h"

#include <stdbool.h>
#include <sys/types.h>
#include <time.h>

struct journal {
	int fd; /* records of -o export come from it */
	pid_t pid;
};

/*
 * Starts journalctl, for what was logged since SINCE, 0: for all; if LATEST,
 * for no more than the latest JOURNAL_LATEST entries, backwards.  Returns
 * HA_OK, HA_ABSENT if there is none, HA_ERR_IO with errno set.
 */
#define JOURNAL_LATEST 20000
enum ha_status journal_open(struct journal *journal, time_t since, bool latest);

/* Ends it before all is read. */
void journal_stop(struct journal *journal);

/* Ends it.  Returns false if it failed, so that lines may be missing. */
bool journal_close(struct journal *journal);

#endif
