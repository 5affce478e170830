/* SPDX-License-Identifier: BSD-3-Clause */
/* sshd_pattern: pattern lists of ssh_config(5), PATTERNS, as terms. */
#ifndef CONVERT_SSHD_PATTERN_H
#define CONVERT_SSHD_PATTERN_H

#include "hostsaccess/convert/model.h"

/*
 * Each adds what PATTERNS, a list with commas in which '!' takes out, means to
 * LIST.  Returns false, with LIST as it was, if it never matches: with all of
 * its words taken out, or none that sshd reads.  Texts are MODEL's.
 */
bool sshd_users(struct rules_model *model, const char *patterns,
		struct terms *list);
bool sshd_groups(struct rules_model *model, const char *patterns,
		 struct terms *list);

/* Clients by address and, if NAMES are looked up, by name. */
bool sshd_clients(struct rules_model *model, const char *patterns, bool names,
		  struct terms *list);

/* Likewise those of Match Host: names, else addresses, compared as text. */
bool sshd_hosts(struct rules_model *model, const char *patterns, bool names,
		struct terms *list);

/* Adds the one user, or users, of PATTERN, which is no list. */
void sshd_user(const char *pattern, struct terms *list);

/* Likewise of a group. */
void sshd_group(const char *pattern, struct terms *list);

#endif
