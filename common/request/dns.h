/* SPDX-License-Identifier: BSD-3-Clause */
/* DNS: the records of an answer, as it came (RFC 1035, section 4.1). */
#ifndef HA_DNS_H
#define HA_DNS_H

#include "common/base/status.h"

#include <stddef.h>

/* What is left of an answer, and how many records. */
struct ha_dns_rest {
	const unsigned char *start, *at, *end;
	unsigned records;
};

struct ha_dns_record {
	const unsigned char *owner; /* a name, for dn_expand(3) */
	unsigned type;              /* of arpa/nameser.h */
	const unsigned char *data;
	size_t size;
};

/* Whether the head of ANSWER, of 12 bytes, says that it is cut off. */
bool ha_dns_is_cut(const unsigned char *answer);

/*
 * Makes REST all records that answer the one question of ANSWER, of SIZE bytes.
 * Returns false if it is cut off, tells an error, or is not well-formed.
 */
bool ha_dns_begin(struct ha_dns_rest *rest, const unsigned char *answer,
		  size_t size);

/*
 * Takes *RECORD, which points into the answer, from REST.  Returns HA_OK,
 * HA_END, or HA_ERR_BROKEN.
 */
enum ha_status ha_dns_next(struct ha_dns_rest *rest,
			   struct ha_dns_record *record);

#endif
