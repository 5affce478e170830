/* SPDX-License-Identifier: BSD-3-Clause */
/* sshd_part: all users, divided into those that rules tell apart. */
#ifndef CONVERT_SSHD_PART_H
#define CONVERT_SSHD_PART_H

#include "hostsaccess/convert/model.h"

/* The users and groups that rules may tell apart. */
#define SSHD_USERS_MAX 256
#define SSHD_GROUPS_MAX 4
/* The users and groups that rules name. */
struct sshd_names {
	const char *users[SSHD_USERS_MAX], *groups[SSHD_GROUPS_MAX];
	size_t user_count, group_count;
	bool full; /* there are more */
};

/* A part of all users: one of them or none of them, in these groups. */
struct sshd_part {
	const struct sshd_names *names;
	const char *user; /* NULL: none of the named */
	unsigned groups;  /* bits */
};

/* Sets NAMES to those that the rules of MODEL name, which keeps them. */
void sshd_names_find(const struct rules_model *model, struct sshd_names *names);

/* Returns whether PART, a struct sshd_part, is meant by USERS. */
bool sshd_part_is_meant(void *part, const struct terms *users);

#endif
