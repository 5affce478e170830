/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * Option: what a matching rule does besides its file's verdict
 * (hosts_options(5)).
 */
#ifndef HA_OPTION_H
#define HA_OPTION_H

#include "common/option/option_context.h"
#include "common/rule/syntax.h"

/* One option as written: KEYWORD [=] [VALUE]. */
struct ha_option_field {
	struct ha_slice text;
	struct ha_slice keyword;
	struct ha_slice value;
	struct ha_slice comment; /* behind the value, from its '#' on */
	bool followed;           /* by a ':' and another field */
	bool comment_colon;      /* a ':' stands in the comment */
	unsigned delegated;      /* enum ha_option: the front end may do it */
};

/*
 * Takes the next option from the front of *REST, which may be empty, and fills
 * *FIELD: up to a ':' that no backslash stands before, or up to the end.  *REST
 * is then what stands behind the ':', nothing behind a comment.
 */
void ha_option_next(struct ha_slice *rest, struct ha_option_field *field);

/*
 * Reads the options of RULE from left to right, until one is wrong or the end,
 * carries each out as CONTEXT says, and fills *OPTIONS.  One that is wrong is
 * the result HA_OPTIONS_ERROR, and the sink of CONTEXT hears why.  A
 * condition of `require` that does not hold ends them: required is HA_MATCH_NO
 * then, and nothing else of *OPTIONS counts.  `user` and `group` look their
 * names up; where that fails, the result is
 * HA_OPTIONS_LOOKUP, and the sink hears of it, too.  Returns HA_OK, or
 * HA_ERR_MEMORY: *OPTIONS then speaks of those before.
 */
enum ha_status ha_options_read(const struct ha_rule *rule,
			       const struct ha_option_context *context,
			       struct ha_options *options);

#endif
