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
	bool works;
	char words[SOURCE_WHY_MAX]; /* what it is, or what is wrong */
};

/* Begin it as all zero. */
struct asks {
	struct ask all[ASKS_MAX];
	size_t count;
};

/* Adds to CONTEXT, a struct asks, what RULE asks: rule_files_rule_fn. */
void asks_take_rule(void *context, const struct ha_rule *rule,
		    const char *file);

/* Tries each of ASKS, databases those of GEO_FILES, as in daemon_settings. */
void asks_try(struct asks *asks, const char *geo_files);

#endif
