/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * Say: what of a model a language can say, and what becomes of the rest
 * (hostsaccess(8), CONVERT).
 *
 * A term that cannot be said is left out where it lets somebody in: in what a
 * rule grants, and in the exceptions of what it refuses.  An exception of what
 * a rule grants takes the rule with it.  Where the term refuses somebody, a
 * refusal is lost, and the model says so.  So nobody is granted more.
 */
#ifndef CONVERT_SAY_H
#define CONVERT_SAY_H

#include "hostsaccess/convert/model.h"

/* A language that rules are written in. */
struct language {
	const char *name;
	/*
	 * Each returns NULL if TERM, of users or of clients, can be said where
	 * it GRANTS or refuses, else why not.
	 */
	const char *(*user)(const struct term *term, bool grants);
	const char *(*client)(const struct term *term, bool grants);
	/* Likewise of RULE as a whole, its terms apart; may be NULL. */
	const char *(*rule)(const struct converted_rule *rule);
};

/*
 * Leaves in MODEL what LANGUAGE can say.  Adds the rest to what is unsaid of
 * MODEL, by line.
 */
void say(struct rules_model *model, const struct language *language);

/* Returns whether what is unsaid of MODEL would have refused somebody. */
bool model_loses_refusals(const struct rules_model *model);

#endif
