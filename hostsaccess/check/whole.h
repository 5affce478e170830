/* SPDX-License-Identifier: BSD-3-Clause */
/* Whole: what the rules of both files come to, together. */
#ifndef CHECK_WHOLE_H
#define CHECK_WHOLE_H

#include "common/rule/visit.h"
#include "hostsaccess/check/state.h"

/* Takes TOKEN of the next rule, whose host, if it has one, means HOST. */
void whole_token(struct check *check, const struct ha_token *token,
		 const struct ha_pattern *host);

/* Takes the rule, whose tokens were taken and which says check->saying. */
void whole_rule(struct check *check);

/* Notes whether the rule refuses whom the first aclexec turned away. */
void whole_aclexec(struct check *check);

/* Says what both files, which have been read, come to. */
void whole_check(struct check *check);

#endif
