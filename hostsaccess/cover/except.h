/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * Except: whom earlier rules with EXCEPT surely decide.  That is known of
 * addresses outside all nets that are excepted, and of daemons of another
 * name than those that are.
 */
#ifndef COVER_EXCEPT_H
#define COVER_EXCEPT_H

#include <stddef.h>
#include <stdint.h>

struct target;
struct target_daemon;
struct targets;

/* More such rules, or longer ones, are left out: they cost time. */
#define EXCEPTIONS_MAX 16
#define EXCEPTION_TOKENS_MAX 64

/* Begin it as all zero. */
struct exceptions {
	struct exception *rules[EXCEPTIONS_MAX];
	size_t count;
	unsigned long work; /* how many tokens were looked at, about */
};

/*
 * Notes rule NUMBER, with EXCEPT in a list, which means INCLUDED without
 * EXCEPTED.  Exits when memory is out.
 */
void exceptions_add(struct exceptions *exceptions,
		    const struct targets *included,
		    const struct targets *excepted, uint32_t number);

/*
 * Returns the lowest number of a rule that decides all whom CLIENT means for
 * DAEMON, or TABLE_NONE.
 */
uint32_t exceptions_find(struct exceptions *exceptions,
			 const struct target_daemon *daemon,
			 const struct target *client);

void exceptions_free(struct exceptions *exceptions);

#endif
