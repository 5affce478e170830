/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * sshd_config: what sshd_config(5) says of who may log in, and in which Match
 * blocks.
 */
#ifndef CONVERT_SSHD_CONFIG_H
#define CONVERT_SSHD_CONFIG_H

#include "hostsaccess/convert/context.h"

/* Keywords that list users or groups. */
enum sshd_list {
	SSHD_DENY_USERS,
	SSHD_ALLOW_USERS,
	SSHD_DENY_GROUPS,
	SSHD_ALLOW_GROUPS,
	SSHD_LISTS,
};

/* One word of such a list. */
struct sshd_entry {
	struct conversion_line line; /* all kept by the model */
	const char *text;
	bool joined; /* sshd makes it of parts, which nobody can say */
};

struct sshd_entries {
	struct sshd_entry *entries;
	size_t count;
};

/* What a Match line asks, a keyword and its value. */
struct sshd_criterion {
	const char *key, *value; /* kept by the model */
};

/* A block; the first one is what stands before all others. */
struct sshd_block {
	struct conversion_line line;
	struct sshd_criterion *criteria;
	size_t criteria_count;
	struct sshd_entries lists[SSHD_LISTS];
	enum { SSHD_UNSET, SSHD_NO, SSHD_YES } refuses; /* RefuseConnection */
	struct conversion_line refuses_line;
};

struct sshd_config {
	struct sshd_block *blocks;
	size_t count;
	bool use_dns;
	bool use_dns_set;
};

/*
 * Reads FILE and what it includes into CONFIG, which the caller frees; its
 * texts are the model's.  What is wrong is a fault of CONVERSION.
 */
void sshd_config_read(struct conversion *conversion, const char *file,
		      struct sshd_config *config);

void sshd_config_free(struct sshd_config *config);

#endif
