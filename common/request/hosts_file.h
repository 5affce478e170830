/* SPDX-License-Identifier: BSD-3-Clause */
/* Hosts file: names and addresses as hosts(5) has them. */
#ifndef HA_HOSTS_FILE_H
#define HA_HOSTS_FILE_H

#include "common/request/resolver.h"

/*
 * Calls VISIT(VISITOR, address) for each address of FAMILY (HA_FAMILY_NONE:
 * both) that PATH has for NAME, until it returns false.  Returns HA_LOOKUP_NONE
 * also if there is no such file, HA_LOOKUP_FAILED if it cannot be read.
 */
enum ha_lookup ha_hosts_addresses(
    const char *path, const char *name, enum ha_family family,
    bool (*visit)(void *visitor, const struct ha_address *address),
    void *visitor);

/* Likewise finds the first NAME of ADDRESS that fits. */
enum ha_lookup ha_hosts_name(const char *path, const struct ha_address *address,
			     char name[HA_NAME_MAX + 1]);

#endif
