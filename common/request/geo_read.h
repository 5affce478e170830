/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * Geo read: what one database of networks says, by libmaxminddb, which is
 * opened when a rule first asks.
 *
 * A hostile or damaged file can end the process, or have it use up memory and
 * time: see geo_lookup.h.
 */
#ifndef HA_GEO_READ_H
#define HA_GEO_READ_H

#include "common/request/geo.h"

/*
 * Finds what the file at PATH says of ADDRESS, as ha_geo_subject() has it, and
 * writes text, type and age to GEO, the other members of which are set.
 * Returns whether that is found; else sets the fault of GEO.
 */
bool ha_geo_read(const char *path, enum ha_geo_kind kind,
		 const struct ha_address *address, struct ha_geo *geo);

#endif
