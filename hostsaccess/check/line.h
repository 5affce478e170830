/* SPDX-License-Identifier: BSD-3-Clause */
/* Lines as such: how they end, what is comment, what continues. */
#ifndef CHECK_LINE_H
#define CHECK_LINE_H

#include "common/source/source.h"
#include "hostsaccess/check/state.h"

/* What has been said of a list file, each only once. */
struct list_lint {
	bool comment, comma;
};

/* Checks what can be wrong with the first LINE of SOURCE. */
void line_check_start(struct check *check, const struct ha_source *source,
		      const struct ha_line *line);

/*
 * Says of LINE, of a rule file, that it begins like a comment of some other
 * language, and what comes of that.  Returns whether that is all there is to
 * say: what stands in it never counts.
 */
bool line_check_mark(struct check *check, const struct ha_line *line);

/* Checks how LINE, the last one read from SOURCE, of a rule file, ends. */
void line_check_end(struct check *check, const struct ha_source *source,
		    const struct ha_line *line);

/* Checks LINE, a comment or blank. */
void line_check_comment(struct check *check, const struct ha_line *line);

/* Checks the comment, if any, behind the client list of the rule. */
void line_check_inline(struct check *check);

/* Checks WORD of LINE, of a list file, and the COMMENT that ends LINE. */
void line_check_word(struct check *check, const struct ha_line *line,
		     struct ha_slice word, struct list_lint *lint);
void line_check_list_comment(struct check *check, const struct ha_line *line,
			     struct ha_slice comment, struct list_lint *lint);

#endif
