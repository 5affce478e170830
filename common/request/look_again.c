/* SPDX-License-Identifier: BSD-3-Clause */
#include "common/request/look_again.h"

#include <arpa/nameser.h>
#include <netdb.h>
#include <netinet/in.h>
#include <resolv.h>

/* Enough for what has no record of the type that is asked for. */
#define ANSWER_SIZE 4096
/* Before the question; behind its name; behind that of a record, and data. */
#define HEAD_SIZE 12
#define QUESTION_SIZE 4
#define RECORD_SIZE 10

/* A part of an answer: it goes from AT to END. */
struct rest {
	const unsigned char *at, *end;
};

static unsigned
number_at(const unsigned char *at)
{
	return (unsigned)at[0] << 8 | at[1];
}

/* Takes a name from REST; returns whether SIZE bytes are behind it. */
static bool
take_name(struct rest *rest, long size)
{
	int skip = dn_skipname(rest->at, rest->end);

	if (skip < 0 || rest->end - rest->at - skip < size)
		return false;
	rest->at += skip;
	return true;
}

/* Whether ANSWER, of SIZE bytes, has no record of TYPE; it may have aliases. */
static bool
has_none(const unsigned char *answer, int size, unsigned type)
{
	struct rest rest = {answer + HEAD_SIZE, answer + size};

	if (size < HEAD_SIZE || size > ANSWER_SIZE ||
	    number_at(answer + 4) != 1 || !take_name(&rest, QUESTION_SIZE))
		return false;
	rest.at += QUESTION_SIZE;
	for (unsigned left = number_at(answer + 6); left > 0; left--) {
		if (!take_name(&rest, RECORD_SIZE) ||
		    number_at(rest.at) == type ||
		    rest.end - rest.at - RECORD_SIZE <
			(ptrdiff_t)number_at(rest.at + 8))
			return false;
		rest.at += RECORD_SIZE + number_at(rest.at + 8);
	}
	return true;
}

enum ha_lookup
ha_look_again(const char *name, unsigned type)
{
	unsigned char answer[ANSWER_SIZE];
	int size = res_query(name, ns_c_in, (int)type, answer, sizeof(answer));

	if (size >= 0 ? has_none(answer, size, type)
		      : h_errno == HOST_NOT_FOUND || h_errno == NO_DATA)
		return HA_LOOKUP_NONE;
	return HA_LOOKUP_FAILED;
}
