/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * Geo: where an address is, as databases of networks say (MaxMind DB file
 * format, version 2).
 */
#ifndef HA_GEO_H
#define HA_GEO_H

#include "common/request/address.h"

#include <stdint.h>

/* What is asked. */
enum ha_geo_kind {
	HA_GEO_COUNTRY,   /* ISO 3166-1, two capitals */
	HA_GEO_CONTINENT, /* two capitals, as GeoLite2 has them */
	HA_GEO_ASN,       /* the number of an autonomous system */
	HA_GEO_KINDS
};

/* Why it is not known. */
enum ha_geo_fault {
	HA_GEO_NO_FAULT = 0,
	HA_GEO_NOT_ASKED,  /* no child, or no answer in time */
	HA_GEO_NO_LIBRARY, /* libmaxminddb is not there */
	HA_GEO_NO_FILE,    /* there is no database */
	HA_GEO_UNREADABLE, /* the file cannot be read, as error says */
	HA_GEO_BROKEN,     /* it is no database, or damaged */
	HA_GEO_UNSETTLED,  /* somebody is writing it */
	HA_GEO_OTHER,      /* a database of something else */
	HA_GEO_NO_RECORD,  /* of a public address nothing is known */
	HA_GEO_TEREDO,     /* whoever has the address chose what it says */
};

/* Of a path, so much is kept. */
#define HA_GEO_FILE_MAX 127

struct ha_geo {
	enum ha_geo_fault fault;
	int error;                      /* errno value, or 0 */
	char text[12];                  /* DE, EU, 64500; "" if not known */
	char file[HA_GEO_FILE_MAX + 1]; /* the database, or "" */
	char type[40];                  /* as it calls itself, or "" */
	int64_t built;                  /* seconds since 1970, or 0 */
};

/*
 * Returns whether ADDRESS is nobody's in the Internet: private, of this host or
 * of a link (RFC 1918, 3927, 4193, 4291, 6598).
 */
bool ha_geo_is_private(const struct ha_address *address);

/*
 * Sets *SUBJECT to the address that databases are asked about in the place of
 * ADDRESS: of 6to4 (RFC 3056) that of IPv4.  Returns false if its owner chose
 * what it would say: Teredo (RFC 4380), and ::a.b.c.d, where databases have the
 * addresses of IPv4.
 */
bool ha_geo_subject(const struct ha_address *address,
		    struct ha_address *subject);

/* Returns FAULT in words, for people. */
const char *ha_geo_fault_text(enum ha_geo_fault fault);

/* Writes why GEO has no answer to TEXT, of SIZE bytes. */
void ha_geo_explain(const struct ha_geo *geo, char *text, size_t size);

#endif
