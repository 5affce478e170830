/* SPDX-License-Identifier: BSD-3-Clause */
#include "common/request/look_again.h"

#include "common/request/dns.h"

#include <arpa/nameser.h>
#include <netdb.h>
#include <netinet/in.h>
#include <resolv.h>

/* Enough for what has no record of the type that is asked for. */
#define ANSWER_SIZE 4096

/* Whether ANSWER, of SIZE bytes, has no record of TYPE; it may have aliases. */
static bool
has_none(const unsigned char *answer, int size, unsigned type)
{
	struct ha_dns_rest rest;
	struct ha_dns_record record;
	enum ha_status status;

	if (size > ANSWER_SIZE || !ha_dns_begin(&rest, answer, (size_t)size))
		return false;
	do {
		status = ha_dns_next(&rest, &record);
	} while (status == HA_OK && record.type != type);
	return status == HA_END;
}

enum ha_lookup
ha_look_again(const char *name, unsigned type)
{
	unsigned char answer[ANSWER_SIZE];
	int size;

	h_errno = NO_RECOVERY; /* which not every failure sets */
	size = res_query(name, ns_c_in, (int)type, answer, sizeof(answer));
	if (size >= 0 ? has_none(answer, size, type)
		      : h_errno == HOST_NOT_FOUND || h_errno == NO_DATA)
		return HA_LOOKUP_NONE;
	return HA_LOOKUP_FAILED;
}
