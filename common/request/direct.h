/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * Direct: hosts looked up in hosts(5) and, if they are not there, in DNS.
 *
 * For C libraries whose own search does not do: that of musl completes names
 * from resolv.conf(5) and cannot be told not to, takes a number for a name, has
 * the address for a name that there is not or that it could not find out, and
 * has part of the addresses for all of them.
 */
#ifndef HA_DIRECT_H
#define HA_DIRECT_H

#include "common/request/resolver.h"

/* As struct ha_resolver has them; HOSTS is the path of hosts(5). */
enum ha_lookup ha_direct_name(const char *hosts,
			      const struct ha_address *address,
			      char name[HA_NAME_MAX + 1]);

/* What has a final dot is asked of DNS only. */
enum ha_lookup ha_direct_addresses(
    const char *hosts, const char *name, enum ha_family family,
    bool (*visit)(void *visitor, const struct ha_address *address),
    void *visitor);

#endif
