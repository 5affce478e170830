/* SPDX-License-Identifier: BSD-3-Clause */
/* Kind: whether a file holds rules or is a list file, by what stands in it. */
#ifndef INDEX_KIND_H
#define INDEX_KIND_H

#include "common/base/status.h"

#include <stdbool.h>

/*
 * Sets *RULES to whether FILE holds rules: a line of a list file has nothing
 * but addresses, nets and names of hosts; the first lines count.  Returns
 * HA_OK, or as ha_source_open() does.
 */
enum ha_status kind_of(const char *file, bool *rules);

#endif
