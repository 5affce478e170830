/* SPDX-License-Identifier: BSD-3-Clause */
/* sshd_blocks: Match blocks of sshd_config(5), as they are written. */
#ifndef CONVERT_SSHD_BLOCKS_H
#define CONVERT_SSHD_BLOCKS_H

#include "hostsaccess/convert/sshd_part.h"

#include <stdio.h>

/*
 * Whom sshd refuses: everybody, or whoever is in none of ALLOW, if that is not
 * empty, or in one of DENY.  Both are bits of groups.
 */
struct sshd_verdict {
	bool everybody;
	unsigned allow, deny;
};

/* Blocks while they are written.  NETS is not the caller's. */
struct sshd_blocks {
	FILE *stream;
	const struct sshd_part *part;
	const char *refusal; /* of everybody */
	struct sshd_verdict verdict;
	size_t nets; /* in the block that is open */
};

/*
 * Writes the verdict of BLOCKS, for the users of its part, for ADDRESSES, in
 * order, in the fewer words; and, with ZONES, for each that has a zone, which
 * sshd finds in no net.
 */
void sshd_blocks_write(struct sshd_blocks *blocks,
		       const struct ranges *addresses, bool zones);

#endif
