/* SPDX-License-Identifier: BSD-3-Clause */
/* Place: where in the rule files a new rule decides. */
#ifndef CHANGE_PLACE_H
#define CHANGE_PLACE_H

#include "common/decide/decide.h"
#include "hostsaccess/change/new_rule.h"

#include <stdint.h>

/* Enough for `FILE:LINE: TEXT`. */
#define PLACE_RULE_MAX 1024

/* What stands in the way of a rule. */
struct place {
	bool already; /* just this rule, with its note, is there: `rule` */
	bool found;
	bool deny_file;            /* it stands there */
	uint64_t start;            /* where, with its note */
	char rule[PLACE_RULE_MAX]; /* the rule, as FILE:LINE: TEXT */
};

/*
 * Finds the first rule of RULES, whose files are told of as those of NAMES,
 * that says otherwise than RULE, a new one which stands behind all of the
 * allow file, or, if it refuses, of both: one that may match any of those whom
 * RULE means, at NOW, seconds since 1970; or all, if that is for the rest.  Of
 * a lone address names are looked up.  Returns HA_OK, or what keeps a file from
 * being read, of *FILE, with errno.
 */
enum ha_status place_find(const struct ha_rules *rules,
			  const struct ha_rules *names,
			  const struct new_rule *rule, int64_t now,
			  struct place *place, const char **file);

#endif
