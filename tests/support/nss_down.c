/* SPDX-License-Identifier: BSD-3-Clause */
/* A source of hosts that cannot be asked, as one whose daemon is down. */
#include <errno.h>
#include <netdb.h>
#include <nss.h>

static enum nss_status
fail(int *error, int *host_error)
{
	*error = ECONNREFUSED;
	*host_error = HOST_NOT_FOUND;
	return NSS_STATUS_UNAVAIL;
}

enum nss_status
_nss_down_gethostbyaddr_r(const void *address, socklen_t address_size,
			  int family, struct hostent *entry, char *room,
			  size_t size, int *error, int *host_error)
{
	(void)address, (void)address_size, (void)family;
	(void)entry, (void)room, (void)size;
	return fail(error, host_error);
}

enum nss_status
_nss_down_gethostbyname2_r(const char *name, int family, struct hostent *entry,
			   char *room, size_t size, int *error, int *host_error)
{
	(void)name, (void)family, (void)entry, (void)room, (void)size;
	return fail(error, host_error);
}
