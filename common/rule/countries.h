/* SPDX-License-Identifier: BSD-3-Clause */
/* Countries: the codes of ISO 3166-1, and those of continents. */
#ifndef HA_COUNTRIES_H
#define HA_COUNTRIES_H

#include "common/base/slice.h"

/* Return whether CODE, in any case of letters, is one. */
bool ha_is_country(struct ha_slice code);
bool ha_is_continent(struct ha_slice code);

#endif
