/* SPDX-License-Identifier: BSD-3-Clause */
/* What name servers say to a test, and how its look-ups end by that. */
#ifndef DIRECT_DNS_H
#define DIRECT_DNS_H

#include "common/request/address.h"

/* What is said: NULL is an error, ERROR of netdb.h. */
struct direct_dns {
	const char *records; /* TYPE OWNER DATA, with commas between them */
	int error;
	unsigned flags; /* of the second half of the head's flags */
	bool cut;       /* TC */
	int less;       /* bytes at the end that are not there */
	int count;      /* of records too many that the head tells */
	char asked[512];
};

extern struct direct_dns server;

/*
 * What is found by the file "hosts" and by DNS, with a space between addresses,
 * or "NONE" or "FAILED".
 */
const char *addresses_of(const char *name, enum ha_family family);
const char *name_of(const char *address);

#endif
