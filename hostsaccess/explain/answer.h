/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * Answer: what is decided on one client by each way in which the module is
 * asked about it; one that refuses is enough.
 */
#ifndef EXPLAIN_ANSWER_H
#define EXPLAIN_ANSWER_H

#include "hostsaccess/ask/record.h"
#include "hostsaccess/explain/outcome.h"
#include "hostsaccess/machine/way.h"

struct explain_question;
struct hits;

/* What a front end adds to the ways. */
struct explain_asked {
	const struct ways *ways;
	bool nodns, as_libwrap;
	const struct ha_indexes *indexes; /* or NULL */
	const struct hits *hits;          /* NULL: nobody asks for them */
};

/* Which facts of a client a decision is for; fills record->request. */
typedef void explain_fill_fn(const void *client, const struct way *way,
			     struct record *record);

/* To be made by explain_answer_find(), and ended. */
struct explain_answer {
	const struct ways *ways;
	struct record *records; /* of each way */
	struct ha_rules *rules; /* likewise, as they were asked */
	size_t counts; /* the way that does: of those alike one with a rule */
	enum explain_outcome outcome;
	const struct hits *hits; /* as asked */
};

/*
 * Decides on CLIENT, whom FILL knows, by each way; without an address and a
 * name if NOTHING_KNOWN.  Exits when memory is out.
 */
void explain_answer_find(const struct explain_asked *asked,
			 explain_fill_fn *fill, const void *client,
			 bool nothing_known, struct explain_answer *answer);

/* Whether WAY is decided by as libwrap does. */
bool explain_as_libwrap(const struct explain_asked *asked,
			const struct way *way);

/*
 * Whether WAY refuses by its settings without a look at any rule; *VERDICT says
 * why, and else nothing.  NOTHING_KNOWN: of the client.
 */
bool explain_refused_before(const struct explain_asked *asked,
			    const struct way *way, bool nothing_known,
			    struct ha_verdict *verdict);

/*
 * Whether lines of PAM that may call the module could not be read by WAYS, for
 * want of rights.
 */
bool explain_ways_unreadable(const struct ways *ways);

/* Return the record and the rules that count. */
const struct record *explain_answer_record(const struct explain_answer *answer);
const struct ha_rules *
explain_answer_rules(const struct explain_answer *answer);

void explain_answer_end(struct explain_answer *answer);

#endif
