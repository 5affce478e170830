/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * Group: findings of a file that say the same.  A few are shown one by one; of
 * many the first is, with how many there are.
 */
#ifndef FINDING_GROUP_H
#define FINDING_GROUP_H

#include "hostsaccess/finding/finding_data.h"

/*
 * Takes FINDING, which is FINDINGS' own from now on; shows those before if they
 * are of another file.  Exits when memory is out.
 */
void groups_add(struct findings *findings, const struct finding *finding);

/* Shows what was taken, in the order of the file, and frees it. */
void groups_show(struct findings *findings);

#endif
