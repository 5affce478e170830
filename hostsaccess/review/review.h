/* SPDX-License-Identifier: BSD-3-Clause */
/* Review: what is wrong in new texts of the rule files, and was not before. */
#ifndef REVIEW_H
#define REVIEW_H

#include "hostsaccess/tool/arguments.h"

/* What was found, besides what was there before. */
struct review {
	unsigned long errors, warnings; /* of `hostsaccess check` */
	unsigned long lockouts;         /* of these: who would be refused now */
	unsigned long opens; /* whom no rule means is let in, and was not */
};

/*
 * Checks TEXTS, which are to become the files of RULES, asks the lock-out guard
 * about them, and whether they let in strangers whom RULES refuse.  Says what
 * is new on standard error, with NAMES for the paths of TEXTS, and counts it in
 * *REVIEW.
 */
void review_texts(const struct arguments *arguments,
		  const struct ha_rules *rules, const struct ha_rules *texts,
		  const struct ha_rules *names, struct review *review);

/*
 * Checks the file PATH, which has one rule for a deny file or an allow file, by
 * itself.  Says what is wrong with it on standard error, and returns whether
 * nothing is.
 */
bool review_rule(const struct arguments *arguments, const char *path,
		 bool deny_file);

#endif
