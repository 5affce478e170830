/* SPDX-License-Identifier: BSD-3-Clause */
/* Kind: whether a file holds rules or is a list file, by what stands in it. */
#ifndef INDEX_KIND_H
#define INDEX_KIND_H

#include "common/base/status.h"

#include <stdbool.h>

struct kind {
	bool index; /* it is an index itself */
	bool small; /* nobody looks for its index */
	bool rules; /* it holds rules */
};

/*
 * Sets *KIND to what FILE is.  It holds rules unless most of its first lines
 * have nothing but addresses, nets and names of hosts.  Returns HA_OK, or as
 * ha_source_open() does.
 */
enum ha_status kind_of(const char *file, struct kind *kind);

#endif
