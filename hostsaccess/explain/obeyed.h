/* SPDX-License-Identifier: BSD-3-Clause */
/* Obeyed: whether anything on this machine carries a refusal out. */
#ifndef EXPLAIN_OBEYED_H
#define EXPLAIN_OBEYED_H

#include "hostsaccess/explain/answer.h"

enum explain_obeyed {
	EXPLAIN_OBEYED,         /* or nobody is refused, or it is not known */
	EXPLAIN_OBEYED_NO_KEY,  /* but by who logs in with a key */
	EXPLAIN_OBEYED_MAYBE,   /* a line before may skip the one that does */
	EXPLAIN_OBEYED_LET_IN,  /* the lines let in whom the module refuses */
	EXPLAIN_OBEYED_NO_PAM,  /* sshd does not ask PAM */
	EXPLAIN_OBEYED_NO_LINE, /* no line calls the module */
	EXPLAIN_OBEYED_BROKEN, /* libpam lets in nobody, whom rules allow or not
				*/
};

/* Has QUESTION know what the machine of WAYS, of ARGUMENTS, makes of refusals.
 */
void explain_obeyed_look(const struct arguments *arguments,
			 const struct ways *ways,
			 struct explain_question *question);

/* Returns how what ANSWER to QUESTION refuses is obeyed. */
enum explain_obeyed explain_obeyed(const struct explain_question *question,
				   const struct explain_answer *answer);

/* Returns what is to be said of OBEYED beside that, or NULL. */
const char *explain_obeyed_words(enum explain_obeyed obeyed);

#endif
