/* SPDX-License-Identifier: BSD-3-Clause */
/* Earlier: the rules that were read, by their numbers, and what they say. */
#ifndef COVER_EARLIER_H
#define COVER_EARLIER_H

#include "common/decide/verdict.h"
#include "common/option/option.h"
#include "common/rule/syntax.h"

#include <limits.h>
#include <stdint.h>

/* What a rule says of whom it matches. */
struct saying {
	enum ha_decision decision;
	bool may_fail; /* an aclexec or a condition can keep it from deciding */
	bool more;     /* its options do more than decide */
	uint32_t options; /* the number of their text, or 0 before it has one */
};

/*
 * Fills *SAYING for a rule, of the deny file or not, whose options are OPTIONS.
 */
void saying_read(const struct ha_options *options, bool deny_file,
		 struct saying *saying);

/* Returns whether LATER adds nothing where EARLIER was said before. */
bool saying_covers(const struct saying *earlier, const struct saying *later);

/* What is shown of the text of a rule or token. */
#define EARLIER_TEXT_MAX 256
/* Enough for `FILE:LINE "TEXT"`. */
#define EARLIER_SEE_MAX (PATH_MAX + 5 * EARLIER_TEXT_MAX)

struct earlier_rule {
	const char *file; /* outlives it */
	unsigned long line;
	char *text;
	struct saying saying;
};

/* Begin it as all zero. */
struct earlier {
	struct earlier_rule *rules;
	size_t count, capacity;
};

/* Keeps RULE, which says SAYING.  Returns its number.  May exit: memory. */
uint32_t earlier_keep(struct earlier *earlier, const struct ha_rule *rule,
		      const struct saying *saying);

/* Writes `FILE:LINE "TEXT"` of rule NUMBER to SEE. */
void earlier_see(const struct earlier *earlier, uint32_t number,
		 char see[EARLIER_SEE_MAX]);

void earlier_free(struct earlier *earlier);

#endif
