/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * Decisions: those that logs tell of, one by one; both lines of log=two
 * (pam_hostsaccess(8)) are one.
 */
#ifndef PAST_DECISIONS_H
#define PAST_DECISIONS_H

#include "hostsaccess/past/decision.h"
#include "hostsaccess/past/half.h"
#include "hostsaccess/past/left_out.h"
#include "hostsaccess/past/logs.h"

/*
 * Takes DECISION, a refusal, what is allowed, or a penalty of sshd, which was
 * made TIMES times, at WHEN; 0: its time cannot be told.  One of kind
 * EVENT_BARE says of a refusal no more than who was refused.
 */
typedef void decisions_fn(void *context, const struct decision *decision,
			  unsigned long times, time_t when);

/* Begin it with decisions_begin(). */
struct decisions {
	struct logs logs;
	time_t now;   /* for times without a year */
	time_t since; /* what was before does not count; 0: all does */
	decisions_fn *take;
	void *context;
	unsigned long lines, others;   /* read; of them, of other things */
	unsigned long before;          /* of them, from before SINCE */
	unsigned long others_left_out; /* decisions, by who wrote the log */
	struct left_out unclear;       /* refusals, and nobody knows whose */
	struct halves halves;
};

/*
 * Begins it for the command NAME, with CALL, how that reads standard input,
 * from SINCE on.
 */
void decisions_begin(struct decisions *decisions, const char *name,
		     const char *call, time_t since);

/*
 * Reads the COUNT files of WORDS, or without any what this system has, for TAKE
 * and CONTEXT, which are set before.  Returns false, and says why, if one
 * cannot be read.
 */
bool decisions_read(struct decisions *decisions, char *const *words, int count);

#endif
