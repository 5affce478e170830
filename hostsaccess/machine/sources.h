/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * Sources: what conditions of rules ask, databases and DNS lists, tried before
 * somebody logs in.  What is away refuses whom rules of hosts.deny name by it,
 * and lets in nobody.
 */
#ifndef MACHINE_SOURCES_H
#define MACHINE_SOURCES_H

#include "common/request/geo.h"

#include <time.h>

/* Enough for what is wrong with a source. */
#define SOURCE_WHY_MAX 256

/* How long is waited for the name servers of one list, in milliseconds. */
#define SOURCE_TIMEOUT_MS 3000UL

/*
 * Tries the databases that FILES, as in daemon_settings, name for KIND.
 * Returns whether one can be asked, and then in *GEO which it is; else writes
 * what is wrong to WHY.
 */
bool source_try_geo(enum ha_geo_kind kind, const char *files,
		    struct ha_geo *geo, char why[SOURCE_WHY_MAX]);

/* What a DNS list says of 127.0.0.2, which each has, and of 127.0.0.1, which
 * none has (RFC 5782, section 5). */
enum source_list {
	SOURCE_LIST_SOUND,
	SOURCE_LIST_EMPTY,  /* it has neither: misspelt, perhaps */
	SOURCE_LIST_ALL,    /* it has 127.0.0.1, and so everybody, perhaps */
	SOURCE_LIST_FAILED, /* that cannot be found out */
};

/*
 * Tries the DNS list ZONE.  What it answers, if not as it should, is written to
 * WHY, too.
 */
enum source_list source_ask_dnsbl(const char *zone, char why[SOURCE_WHY_MAX]);

/* Likewise; returns whether it answers as it should. */
bool source_try_dnsbl(const char *zone, char why[SOURCE_WHY_MAX]);

/* Likewise whether NAME has an address now. */
bool source_try_name(const char *name, char why[SOURCE_WHY_MAX]);

#endif
