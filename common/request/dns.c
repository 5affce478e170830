/* SPDX-License-Identifier: BSD-3-Clause */
#include "common/request/dns.h"

#include <netinet/in.h>
#include <resolv.h>

/* Before the question; behind its name; behind that of a record, and data. */
#define HEAD_SIZE 12
#define QUESTION_SIZE 4
#define RECORD_SIZE 10

/* In the head: the code of an error. */
#define ERROR_OF(head) ((head)[3] & 15)

static unsigned
number_at(const unsigned char *at)
{
	return (unsigned)at[0] << 8 | at[1];
}

/* Takes a name from REST; returns whether SIZE bytes are behind it. */
static bool
take_name(struct ha_dns_rest *rest, long size)
{
	int skip = dn_skipname(rest->at, rest->end);

	if (skip < 0 || rest->end - rest->at - skip < size)
		return false;
	rest->at += skip;
	return true;
}

bool
ha_dns_is_cut(const unsigned char *answer)
{
	return (answer[2] & 2) != 0;
}

bool
ha_dns_begin(struct ha_dns_rest *rest, const unsigned char *answer, size_t size)
{
	if (size < HEAD_SIZE || ha_dns_is_cut(answer) ||
	    ERROR_OF(answer) != 0 || number_at(answer + 4) != 1)
		return false;
	*rest = (struct ha_dns_rest){answer, answer + HEAD_SIZE, answer + size,
				     number_at(answer + 6)};
	if (!take_name(rest, QUESTION_SIZE))
		return false;
	rest->at += QUESTION_SIZE;
	return true;
}

enum ha_status
ha_dns_next(struct ha_dns_rest *rest, struct ha_dns_record *record)
{
	if (rest->records == 0)
		return HA_END;
	record->owner = rest->at;
	if (!take_name(rest, RECORD_SIZE))
		return HA_ERR_BROKEN;
	record->type = number_at(rest->at);
	record->size = number_at(rest->at + 8);
	record->data = rest->at + RECORD_SIZE;
	if ((size_t)(rest->end - record->data) < record->size)
		return HA_ERR_BROKEN;
	rest->at = record->data + record->size;
	rest->records--;
	return HA_OK;
}
