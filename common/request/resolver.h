/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * Resolver: names of addresses and addresses of names, netgroups and accounts,
 * and where addresses are.
 *
 * The seam between the request, which decides what to believe, and whoever
 * answers: the system (nsswitch), or a table in the tests.
 */
#ifndef HA_RESOLVER_H
#define HA_RESOLVER_H

#include "common/request/geo.h"

/* The longest host name (RFC 1035, section 2.3.4). */
#define HA_NAME_MAX 255

/* The longest name of a remote user that is taken from its host. */
#define HA_USER_MAX 127

enum ha_lookup {
	HA_LOOKUP_FAILED = 0, /* for the moment: time-out, SERVFAIL, memory */
	HA_LOOKUP_NONE,       /* it is known that there is none */
	HA_LOOKUP_FOUND,
};

enum ha_account {
	HA_ACCOUNT_USER,
	HA_ACCOUNT_GROUP,
};

/*
 * The functions may be called again and again, and keep nothing.  NAME_OF may
 * be NULL: then no host is looked up, and nobody calls ADDRESSES_OF.
 * HAS_ACCOUNT may be NULL: then the system is asked, however long that takes.
 * NETGROUP_HAS must be there where rules are matched.  Where IS_ACCOUNT or
 * GEO_OF is NULL, what it is asked for cannot be found out.
 */
struct ha_resolver {
	/*
	 * Finds the name of ADDRESS.  Writes NAME only when found.  A name
	 * longer than HA_NAME_MAX counts as none.
	 */
	enum ha_lookup (*name_of)(void *context,
				  const struct ha_address *address,
				  char name[HA_NAME_MAX + 1]);
	/*
	 * Calls VISIT(VISITOR, address) for each address of NAME until it
	 * returns false.  Only those of FAMILY are looked up;
	 * HA_FAMILY_NONE is both, and what fails for one of them has failed.
	 */
	enum ha_lookup (*addresses_of)(
	    void *context, const char *name, enum ha_family family,
	    bool (*visit)(void *visitor, const struct ha_address *address),
	    void *visitor);
	/* Finds out whether netgroup GROUP holds HOST (innetgr(3)). */
	enum ha_lookup (*netgroup_has)(void *context, const char *group,
				       const char *host);
	/* Finds out whether there is the user or group NAME. */
	enum ha_lookup (*has_account)(void *context, enum ha_account kind,
				      const char *name);
	void *context;
	/*
	 * Finds the remote user by asking its host.  NULL: nobody is asked.
	 * Writes USER only when found.
	 */
	enum ha_lookup (*user_of)(void *context, char user[HA_USER_MAX + 1]);
	/*
	 * Finds out whether the local user USER is the user NAME, or in the
	 * group NAME, as KIND says; digits are an id.  NONE: surely not.
	 */
	enum ha_lookup (*is_account)(void *context, enum ha_account kind,
				     const char *name, const char *user);
	/*
	 * Finds out what databases say of ADDRESS, and writes *GEO: if that is
	 * not found, why.
	 */
	enum ha_lookup (*geo_of)(void *context, enum ha_geo_kind kind,
				 const struct ha_address *address,
				 struct ha_geo *geo);
};

#endif
