/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * hosts_clauses: a list of users as the conditions of `require`
 * (hostsaccess_rules(5), CONDITIONS), a rule each.
 */
#ifndef CONVERT_HOSTS_CLAUSES_H
#define CONVERT_HOSTS_CLAUSES_H

#include "hostsaccess/convert/model.h"

/* So many rules may a list of users become. */
#define HOSTS_CLAUSES_MAX 4096

/* Gets the conditions of a rule, each behind a blank; "" asks for nothing. */
typedef void hosts_clause_fn(void *context, const char *clause);

/*
 * Hands TAKE what together means USERS: whoever one of the clauses applies to.
 * A list that means nobody has none.
 */
void hosts_clauses(const struct terms *users, hosts_clause_fn *take,
		   void *context);

/* Returns how many clauses USERS have at most; HOSTS_CLAUSES_MAX + 1: more. */
size_t hosts_clauses_count(const struct terms *users);

#endif
