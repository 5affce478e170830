/* SPDX-License-Identifier: BSD-3-Clause */
/* Client: the items of a PAM transaction as the facts of a request. */
#ifndef CLIENT_H
#define CLIENT_H

#include "common/request/connection.h"
#include "common/request/request.h"

#include <security/pam_modules.h>

/*
 * What PAM says of the remote host.  Some daemons name this host there, and
 * so may a client that names itself so in the DNS.
 */
enum client_host {
	CLIENT_HOST_NONE,    /* no network client */
	CLIENT_HOST_OWN,     /* the name of this very host, no address */
	CLIENT_HOST_UNKNOWN, /* one of which nothing is known: "UNKNOWN" */
	CLIENT_HOST_GIVEN,
	CLIENT_HOST_FAILED, /* OWN or GIVEN: see own_name_error */
};

/* What PAM knows; slices into its items, valid until they are set again. */
struct client {
	struct ha_slice service;         /* PAM_SERVICE */
	struct ha_slice user;            /* PAM_USER */
	struct ha_slice remote_user;     /* PAM_RUSER */
	struct ha_slice remote_host;     /* PAM_RHOST ... */
	struct ha_slice address;         /* ... and the address that it is */
	bool from_sshd;                  /* SSH_CONNECTION is set ... */
	struct ha_connection connection; /* ... to this */
	enum client_host host;
	int own_name_error; /* errno value of gethostname(2) */
};

/*
 * Reads the items of PAMH.  Missing ones are empty.  Returns PAM_SUCCESS or
 * what pam_get_item(3) or client_take_host_back() returned.
 */
int client_read(pam_handle_t *pamh, struct client *client);

/*
 * Sets the facts of REQUEST.  A name in PAM_RHOST is a claim of the daemon,
 * which may have CONFIRMED it; SSH_CONNECTION, where there is one, has the
 * address.
 */
void client_fill_request(const struct client *client, const char *daemon,
			 bool confirmed, struct ha_request *request);

/*
 * Puts STAND_IN, which may be NULL, in the place of HOST in PAM_RHOST, until
 * client_take_host_back().  The name is kept with PAMH meanwhile, so that it
 * is not lost if memory runs out.  Returns false if it does at once: then
 * nothing has changed.
 */
bool client_lend_host(pam_handle_t *pamh, struct ha_slice host,
		      const char *stand_in);

/*
 * Puts the name back, if it is lent.  Returns PAM_SUCCESS, or PAM_BUF_ERR:
 * then client_read() tries again.
 */
int client_take_host_back(pam_handle_t *pamh);

#endif
