/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * Trace: what a decision does, step by step, for whoever explains it.
 */
#ifndef HA_TRACE_H
#define HA_TRACE_H

#include "common/base/diagnostic.h"
#include "common/base/status.h"

enum ha_step_kind {
	HA_STEP_FILE,    /* a rule file is opened */
	HA_STEP_ABSENT,  /* a rule file that does not exist: no rules */
	HA_STEP_CHANGED, /* the file changed: all since HA_STEP_FILE is void */
	HA_STEP_TOKEN,   /* a token of a list was compared */
	HA_STEP_WORD,    /* a word of a list file matches, or may match; once */
	HA_STEP_CONDITION, /* one of the option `require` was asked */
	HA_STEP_RULE,      /* a rule was compared, after its tokens */
};

/* One step.  All that it points to lives only for the call. */
struct ha_step {
	enum ha_step_kind kind;
	struct ha_place place;
	struct ha_slice text; /* of token, word, condition or rule */
	enum ha_match match;
	bool client;    /* a token of the client list, not the daemon list */
	unsigned group; /* how many EXCEPTs stand before the token */
	bool decides;   /* the rule is the one that the verdict names */
};

/* Who hears of steps; NULL where one is asked for is nobody. */
struct ha_trace {
	void (*receive)(void *context, const struct ha_step *step);
	void *context;
};

/* Passes STEP to TRACE, if there is one. */
static inline void
ha_trace_step(const struct ha_trace *trace, const struct ha_step *step)
{
	if (trace)
		trace->receive(trace->context, step);
}

/* Passes a step of KIND to TRACE, which is about FILE as a whole. */
static inline void
ha_trace_file(const struct ha_trace *trace, enum ha_step_kind kind,
	      const char *file)
{
	const struct ha_step step = {.kind = kind, .place.file = file};

	ha_trace_step(trace, &step);
}

#endif
