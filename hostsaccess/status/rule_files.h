/* SPDX-License-Identifier: BSD-3-Clause */
/* Rule files: which there are, and which daemons they speak of. */
#ifndef STATUS_RULE_FILES_H
#define STATUS_RULE_FILES_H

#include "common/rule/syntax.h"

/* Begin it with the root: "", or the folder in which all files are. */
struct rule_files {
	const char *root;
	struct rule_file *all;
	size_t count;
	char *unreadable; /* the first that cannot be read, or NULL */
	int error;        /* why: an errno value */
};

/*
 * Adds FILE, once, which need not be there if it is OPTIONAL.  Exits when
 * memory is out, as all of these.
 */
void rule_files_add(struct rule_files *files, const char *file, bool optional);

/* Each gets the name of the FILE, as it is written. */
typedef void rule_files_rule_fn(void *context, const struct ha_rule *rule,
				const char *file);
typedef void rule_files_name_fn(void *context, struct ha_slice daemon,
				const char *file);

/*
 * Hands each rule of FILES to RULE, and each name that stands in its daemon
 * list, and is no pattern, to NAME; each may be NULL.
 */
void rule_files_visit(struct rule_files *files, rule_files_rule_fn *rule,
		      rule_files_name_fn *name, void *context);

void rule_files_free(struct rule_files *files);

#endif
