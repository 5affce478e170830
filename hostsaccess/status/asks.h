/* SPDX-License-Identifier: BSD-3-Clause */
/* Asks: what conditions of rules ask, and whether that answers. */
#ifndef STATUS_ASKS_H
#define STATUS_ASKS_H

#include "common/rule/predicate.h"
#include "common/rule/syntax.h"
#include "hostsaccess/machine/sources.h"

/* What more conditions than these ask is not tried. */
#define ASKS_MAX 32

struct ask {
	const char *name; /* of the condition: country, dnsbl, ... */
	enum ha_predicate_kind kind;
	char value[256]; /* a zone or a name; "" of databases */
	/* Of databases: which, as in daemon_settings, until it is tried. */
	const char *geo_files;
	bool works;
	char words[SOURCE_WHY_MAX]; /* what it is, or what is wrong */
};

/* Begin it as all zero. */
struct asks {
	struct ask all[ASKS_MAX];
	size_t count;
};

/*
 * Adds to ASKS what RULE asks, databases those of GEO_FILES, which must last
 * until asks_try().
 */
void asks_take_rule(struct asks *asks, const struct ha_rule *rule,
		    const char *geo_files);

/* Tries each of ASKS. */
void asks_try(struct asks *asks);

#endif
