/* SPDX-License-Identifier: BSD-3-Clause */
/* To: what writes a model in each format. */
#ifndef CONVERT_TO_H
#define CONVERT_TO_H

#include "hostsaccess/convert/context.h"
#include "hostsaccess/convert/say.h"

struct format {
	const char *name;
	struct language language;
	/*
	 * Writes the rules of CONVERSION, of which all can be said.  Returns 0,
	 * or STATUS_USAGE, once it has said why nothing is written.
	 */
	int (*write)(struct conversion *conversion);
};

extern const struct format to_hosts, to_list, to_nft, to_access, to_sshd,
    to_json;

/*
 * Writes to STREAM, each line behind a '#': where the rules come from, and what
 * of them is not said.
 */
void to_head(const struct conversion *conversion, FILE *stream);

/* Writes the place and what else is known of UNSAID, without a newline. */
void to_unsaid(const struct unsaid *unsaid, FILE *stream);

/*
 * Returns why a user or group NAME cannot stand in rules as it is, NULL if it
 * can: letters, digits and "._$+-", an '@' behind others, not all digits, and
 * no keyword.
 */
const char *to_name_fault(const char *name);

/* Returns why users cannot be told apart by any TERM. */
const char *to_no_user(const struct term *term, bool grants);

/* Returns NULL for nets; else why clients cannot be told apart by TERM. */
const char *to_addresses_only(const struct term *term, bool grants);

/*
 * Sets REFUSED, which the caller frees, to the addresses that the rules of
 * MODEL refuse, in order.  Rules of users for which SPEAKS returns false are
 * passed over; NULL: only those of nobody, where users are not told apart.
 */
void to_refused(const struct rules_model *model,
		bool (*speaks)(void *context, const struct terms *users),
		void *context, struct ranges *refused);

#endif
