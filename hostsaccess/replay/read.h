/* SPDX-License-Identifier: BSD-3-Clause */
/* Reading: what replay counts of the lines of logs. */
#ifndef REPLAY_READ_H
#define REPLAY_READ_H

#include "hostsaccess/past/left_out.h"
#include "hostsaccess/past/logs.h"
#include "hostsaccess/replay/count.h"

/* Begin its counts first; end with reading_free(). */
struct reading {
	struct logs logs;
	struct counts counts;
	struct left_out unclear; /* refusals, and nobody knows whose */
	struct left_out unread;  /* what looks like logins */
};

/* Makes the logs of READING, which stays where it is, ready to be read. */
void reading_begin(struct reading *reading);

/* Ends it: all is counted, and what was left out is said. */
void reading_end(struct reading *reading);

void reading_free(struct reading *reading);

#endif
