/* SPDX-License-Identifier: BSD-3-Clause */
/* Rule files: which there are, and which daemons they speak of. */
#ifndef STATUS_RULE_FILES_H
#define STATUS_RULE_FILES_H

#include "common/rule/syntax.h"

/* Begin it with the root: "", or the folder in which all files are. */
struct rule_files {
	const char *root;
	char **names;
	size_t count;
};

/* Adds two files, each once.  Exits when memory is out, as all of these. */
void rule_files_add(struct rule_files *files, const char *allow_file,
		    const char *deny_file);

/*
 * Hands each rule of FILES to RULE, and then each name that stands in its
 * daemon list, and is no pattern, to NAME.  What cannot be read is passed over:
 * `hostsaccess check` tells of it.
 */
void rule_files_visit(const struct rule_files *files,
		      void (*rule)(void *context, const struct ha_rule *rule),
		      void (*name)(void *context, struct ha_slice daemon),
		      void *context);

void rule_files_free(struct rule_files *files);

#endif
