/* SPDX-License-Identifier: BSD-3-Clause */
/* Decided: which clients of which daemons earlier rules decide. */
#ifndef COVER_DECIDED_H
#define COVER_DECIDED_H

#include "common/request/address.h"
#include "hostsaccess/tool/table.h"

struct target;
struct words;

/* More masks than there are prefix lengths; further ones are left out. */
#define DECIDED_MASKS_MAX 256

struct decided_mask {
	enum ha_family family;
	uint8_t bits[16];
};

/* Begin it as all zero. */
struct decided {
	struct table table;
	struct decided_mask masks[DECIDED_MASKS_MAX];
	size_t mask_count;
	struct table mask_numbers;
	unsigned long work; /* how many keys were made */
};

/*
 * Notes that whoever TARGET means for certain is decided for DAEMON by rule
 * NUMBER, unless an earlier one is noted for just the same.
 */
void decided_add(struct decided *decided, uint32_t daemon,
		 const struct target *target, uint32_t number);

/*
 * Returns the lowest number of a rule that decides all whom TARGET may mean for
 * DAEMON, or TABLE_NONE.
 */
uint32_t decided_find(struct decided *decided, struct words *words,
		      uint32_t daemon, const struct target *target);

void decided_free(struct decided *decided);

#endif
