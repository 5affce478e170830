/* SPDX-License-Identifier: BSD-3-Clause */
#include "hostsaccess/convert/hosts_clauses.h"

#include "hostsaccess/tool/memory.h"

#include <stdio.h>
#include <stdlib.h>

/* Adds TERM, of users, to CLAUSE, as it is or NEGATED. */
static char *
add_condition(const char *clause, const struct term *term, bool negated)
{
	const char *kind = term->kind == TERM_GROUP ? "group" : "user";
	const char *sign = negated ? "!=" : "=";
	char *longer;

	if (term->kind == TERM_ALL)
		return memory_copy(ha_slice_of(clause));
	if (asprintf(&longer, "%s %s%s%s", clause, kind, sign, term->text) < 0)
		memory_out();
	return longer;
}

/* Where the group behind the one at AT begins; the count if there is none. */
static size_t
next_group(const struct terms *users, size_t at)
{
	while (at < users->count && users->terms[at].kind != TERM_EXCEPT)
		at++;
	return at < users->count ? at + 1 : at;
}

/* CLAUSE, and none of the group at AT; NULL if that is everybody. */
static char *
add_exceptions(const char *clause, const struct terms *users, size_t at)
{
	char *all = memory_copy(ha_slice_of(clause)), *longer;

	for (; at < users->count && users->terms[at].kind != TERM_EXCEPT;
	     at++) {
		if (users->terms[at].kind == TERM_ALL) {
			free(all);
			return NULL;
		}
		longer = add_condition(all, &users->terms[at], true);
		free(all);
		all = longer;
	}
	return all;
}

/* A list of users while its clauses are made. */
struct clauses {
	const struct terms *users;
	hosts_clause_fn *take;
	void *context;
};

/*
 * Makes a clause of each user of the group at AT, behind CLAUSE, which applies,
 * too.  Whoever is not in the next group is meant, and whoever is in that
 * behind it, but for the one behind that.
 */
static void
make_clauses(const struct clauses *clauses, size_t at, const char *clause)
{
	const struct terms *users = clauses->users;
	size_t except = next_group(users, at);
	size_t again = next_group(users, except);

	for (; at < users->count && users->terms[at].kind != TERM_EXCEPT;
	     at++) {
		char *own = add_condition(clause, &users->terms[at], false);
		char *but = except < users->count
				? add_exceptions(own, users, except)
				: memory_copy(ha_slice_of(own));

		if (but)
			clauses->take(clauses->context, but);
		if (again < users->count)
			make_clauses(clauses, again, own);
		free(but);
		free(own);
	}
}

void
hosts_clauses(const struct terms *users, hosts_clause_fn *take, void *context)
{
	const struct clauses clauses = {users, take, context};

	make_clauses(&clauses, 0, "");
}

/* How many clauses make_clauses() makes, or more than HOSTS_CLAUSES_MAX. */
static size_t
count_clauses(const struct terms *users, size_t at)
{
	size_t again = next_group(users, next_group(users, at));
	size_t own = 0, each = 1;

	for (; at < users->count && users->terms[at].kind != TERM_EXCEPT; at++)
		own++;
	if (again < users->count)
		each += count_clauses(users, again);
	return own > HOSTS_CLAUSES_MAX || each > HOSTS_CLAUSES_MAX
		   ? HOSTS_CLAUSES_MAX + 1
		   : own * each;
}

size_t
hosts_clauses_count(const struct terms *users)
{
	return count_clauses(users, 0);
}
