/* SPDX-License-Identifier: BSD-3-Clause */
/* Trust: who else could have written a file (hostsaccess(8), FINDINGS). */
#ifndef CHECK_TRUST_H
#define CHECK_TRUST_H

#include "common/source/source.h"
#include "hostsaccess/finding/finding.h"

/* Adds to FINDINGS what is unsafe about SOURCE, a rule or list file. */
void trust_check(struct findings *findings, const struct ha_source *source);

/*
 * Likewise looks at the program PATH, which a rule runs, and says it at PLACE.
 */
void trust_check_program(struct findings *findings, struct ha_place place,
			 const char *path);

/* Likewise looks at the database of networks PATH. */
void trust_check_database(struct findings *findings, const char *path);

#endif
