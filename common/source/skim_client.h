/* SPDX-License-Identifier: BSD-3-Clause */
/* Skim client: what lines are compared with. */
#ifndef HA_SKIM_CLIENT_H
#define HA_SKIM_CLIENT_H

#include "common/request/request.h"

/* What must be known of a client, made by ha_skim_prepare(). */
struct ha_skim {
	bool usable;       /* its address is known, and a number */
	bool ipv4;         /* it is of IPv4 */
	uint32_t quad;     /* the address of IPv4, as a number */
	uint16_t group[8]; /* the groups of one of IPv6 */
	uint8_t last;      /* the last byte of the address */
	uint64_t text;     /* the first bytes of its canonical text */
	uint64_t text_of;  /* the bits of TEXT that count */
	/*
	 * Its name need not be looked up any more: it is NAME, or "" if names
	 * match nothing of it.
	 */
	bool names;
	struct ha_slice name;
};

/*
 * Makes *SKIM of what is known of ENDPOINT; looks nothing up.  It points into
 * it.
 */
void ha_skim_prepare(const struct ha_endpoint *endpoint, struct ha_skim *skim);

/* Makes the first bytes of TEXT, and the bits of them that count. */
void ha_skim_set_word(struct ha_slice text, uint64_t *word, uint64_t *word_of);

#endif
