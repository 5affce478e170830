/* SPDX-License-Identifier: BSD-3-Clause */
/* Find: which earlier rules decide whom a rule matches. */
#ifndef COVER_FIND_H
#define COVER_FIND_H

#include "hostsaccess/cover/decided.h"
#include "hostsaccess/cover/earlier.h"
#include "hostsaccess/cover/except.h"
#include "hostsaccess/cover/target.h"

struct cover {
	struct words words;
	struct decided decided;
	/*
	 * Whom rules that allow may mean, but not for certain.  Only rules
	 * that allow, too, say nothing new about them: what is undecided
	 * refuses.
	 */
	struct decided undecided;
	struct exceptions exceptions;
	struct earlier earlier; /* rules, by their numbers */
	bool deny_file;         /* which file is read */
	bool unsure;   /* a rule of it may end it: no later one surely counts */
	uint32_t last; /* the rule for everybody, or TABLE_NONE */
	/* What is behind that is said once a file, each way. */
	bool told_same, told_otherwise;
	/* Of the rule that is read, and behind the first EXCEPT of each list.
	 */
	struct targets targets, excepted;
	/* How much work was done before it, and how much may be done for it. */
	unsigned long done, allowed;
};

/* The rules that decide a client, or all clients of a rule. */
struct coverers {
	uint32_t first; /* the first that says otherwise, if any does */
	bool others;    /* there are more than this one */
	bool same;      /* all of them say the same as the rule */
};

/* Returns how much work was done for all rules. */
unsigned long cover_work(const struct cover *cover);

/* Whether more may be done for the rule that is read. */
bool cover_may_work(const struct cover *cover);

/*
 * Adds the rules that decide CLIENT for all daemons of the rule that is read,
 * which says SAYING.  Returns false if somebody is left undecided.
 */
bool cover_find(struct cover *cover, const struct saying *saying,
		const struct target *client, struct coverers *coverers);

/* Likewise for all clients of the rule. */
bool cover_find_all(struct cover *cover, const struct saying *saying,
		    struct coverers *coverers);

#endif
