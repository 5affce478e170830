/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * Predicate: NAME=VALUE as the pattern of a host, for what can be asked of it
 * besides its address and its name.
 *
 * VALUE holds no blank and no ','; in a rule no '@' either, which would end a
 * user, and a ':' only between brackets.  Of a host that only a claim is known
 * of, no answer is certain (ha_pattern_match_host()), also where the question
 * is about something else.
 */
#ifndef HA_PREDICATE_H
#define HA_PREDICATE_H

#include "common/base/diagnostic.h"
#include "common/request/request.h"

/* What a predicate is asked. */
struct ha_condition {
	struct ha_slice words; /* NAME=VALUE, as written */
	struct ha_slice value; /* which is sound */
	struct ha_request *request;
	struct ha_endpoint *endpoint; /* of it */
};

/* What is asked. */
enum ha_predicate_kind {
	HA_PREDICATE_COUNTRY,
	HA_PREDICATE_CONTINENT,
	HA_PREDICATE_ASN,
	HA_PREDICATE_FORWARD,
	HA_PREDICATE_DNSBL,
};

struct ha_predicate {
	const char *name; /* before the '=', in any case of letters */
	enum ha_predicate_kind kind;
	const char *words; /* whom it means, before the value: "hosts in " */
	/* Returns what is wrong with VALUE, which may be empty, or HA_D_NONE.
	 */
	enum ha_diagnostic_id (*check)(struct ha_slice value);
	/*
	 * Finds out whether CONDITION holds; looks up what it needs by the
	 * resolver of its request.  What cannot be found out is
	 * HA_MATCH_FAILED, and ha_request_trouble() says why.
	 */
	enum ha_match (*match)(const struct ha_condition *condition);
};

/* All there are; behind the last stands one without a name. */
extern const struct ha_predicate ha_predicates[];

/*
 * Returns the predicate that TOKEN names, and sets *VALUE to what stands behind
 * its '='; NULL if TOKEN is none.
 */
const struct ha_predicate *ha_predicate_find(struct ha_slice token,
					     struct ha_slice *value);

#endif
