/* SPDX-License-Identifier: BSD-3-Clause */
#include "libwrap/endpoint.h"

#include "libwrap/slots.h"

#include <net/if.h>
#include <string.h>

/* Sets the zone of SCOPE, by the name of its interface if it has one. */
static void
set_zone(uint32_t scope, struct ha_address *address)
{
	char name[IF_NAMESIZE];

	if (scope == 0 || address->family != HA_FAMILY_IPV6)
		return;
	if (if_indextoname(scope, name))
		snprintf(address->zone, sizeof(address->zone), "%s", name);
	else
		snprintf(address->zone, sizeof(address->zone), "%u",
			 (unsigned)scope);
}

bool
endpoint_is_local(const struct sockaddr *sin)
{
	return sin && sin->sa_family == AF_UNIX;
}

bool
endpoint_address(const struct sockaddr *sin, struct ha_address *address)
{
	const struct sockaddr_in *ipv4 = (const void *)sin;
	const struct sockaddr_in6 *ipv6 = (const void *)sin;

	*address = (struct ha_address){0};
	if (sin && sin->sa_family == AF_INET) {
		address->family = HA_FAMILY_IPV4;
		memcpy(address->bytes, &ipv4->sin_addr, 4);
		return true;
	}
	if (!sin || sin->sa_family != AF_INET6)
		return false;
	ha_address_of_ipv6(ipv6->sin6_addr.s6_addr, address);
	set_zone(ipv6->sin6_scope_id, address);
	return true;
}

unsigned
endpoint_port(const struct sockaddr *sin)
{
	const struct sockaddr_in *ipv4 = (const void *)sin;
	const struct sockaddr_in6 *ipv6 = (const void *)sin;

	if (sin && sin->sa_family == AF_INET)
		return ntohs(ipv4->sin_port);
	return sin && sin->sa_family == AF_INET6 ? ntohs(ipv6->sin6_port) : 0;
}

/* Whether FD is a socket whose ends have internet addresses. */
static bool
is_internet_socket(int fd)
{
	socklen_t size = sizeof(int);
	int domain = AF_UNSPEC;

	return fd >= 0 &&
	       getsockopt(fd, SOL_SOCKET, SO_DOMAIN, &domain, &size) == 0 &&
	       (domain == AF_INET || domain == AF_INET6);
}

/*
 * Whether HOST has an address that sock_host() could not find out: then nobody
 * can say that there is none.
 */
static bool
has_failed(const struct host_info *host)
{
	const struct request_info *request = host->request;

	if (host->addr[0] != '\0' || host->sin ||
	    request->hostaddr != sock_hostaddr)
		return false;
	if (host == request->server && request->client->sin &&
	    !slot_has(request->client->sin))
		return false;
	return is_internet_socket(request->fd);
}

/*
 * Behind the word of a name that could not be looked up: it is no fact that
 * there is none, and is looked up again.
 */
static const char failed_name[] = STRING_UNKNOWN "\0failed";

static bool
has_failed_name(const struct host_info *host)
{
	return memcmp(host->name, failed_name, sizeof(failed_name)) == 0;
}

void
endpoint_fill(struct host_info *host, struct ha_endpoint *endpoint)
{
	struct ha_address address;

	if (has_failed(host)) {
		ha_endpoint_set_failed(endpoint);
		return;
	}
	/* Where nobody may be asked, the socket tells nothing, either. */
	if (host->addr[0] == '\0' && host->request->hostaddr == sock_hostaddr &&
	    endpoint_address(host->sin, &address))
		ha_endpoint_set_number(endpoint, &address);
	else
		ha_endpoint_set_address(endpoint,
					ha_slice_of(eval_hostaddr(host)));
	endpoint->port = endpoint_port(host->sin);
	if (host->name[0] != '\0' && !has_failed_name(host))
		ha_endpoint_set_name(endpoint, ha_slice_of(host->name));
}

void
endpoint_keep_name(const struct ha_endpoint *endpoint, struct host_info *host)
{
	const struct ha_fact *fact = &endpoint->name_fact;
	const char *word = STRING_UNKNOWN;

	if ((host->name[0] != '\0' && !has_failed_name(host)) ||
	    fact->state == HA_FACT_UNSET)
		return;
	if (fact->state == HA_FACT_FAILED) {
		memcpy(host->name, failed_name, sizeof(failed_name));
		return;
	}
	if (fact->state == HA_FACT_KNOWN &&
	    ha_slice_copy(fact->text, host->name, sizeof(host->name)))
		return;
	/* Cut, a name would be another one. */
	if (fact->state == HA_FACT_PARANOID || fact->state == HA_FACT_KNOWN)
		word = STRING_PARANOID;
	snprintf(host->name, sizeof(host->name), "%s", word);
}
