/* SPDX-License-Identifier: BSD-3-Clause */
#include "pam_hostsaccess/client.h"

#include <errno.h>
#include <limits.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static const struct {
	int item;
	size_t offset;
} items[] = {
    {PAM_SERVICE, offsetof(struct client, service)},
    {PAM_USER, offsetof(struct client, user)},
    {PAM_RUSER, offsetof(struct client, remote_user)},
    {PAM_RHOST, offsetof(struct client, remote_host)},
};

/* Some daemons put their own host's name where the client's belongs. */
static enum client_host
own_or_given(struct ha_slice host)
{
	char name[HOST_NAME_MAX + 1];

	if (gethostname(name, sizeof(name)))
		return CLIENT_HOST_FAILED;
	if (ha_slice_ends(host, ha_slice_of(".")))
		host = ha_slice_head(host, host.size - 1);
	return ha_slice_is(host, name) ? CLIENT_HOST_OWN : CLIENT_HOST_GIVEN;
}

/* Whether TEXT says of a host more than that nothing is known of it. */
static bool
says_something(struct ha_slice text)
{
	return text.size > 0 &&
	       !ha_slice_is(ha_slice_trim(text, HA_C_SPACE), "unknown");
}

static enum client_host
host_of(const struct client *client)
{
	struct ha_slice host = client->remote_host;

	if (client->address.size > 0 || client->connection.client.size > 0)
		return CLIENT_HOST_GIVEN;
	if (says_something(host))
		return own_or_given(ha_slice_trim(host, HA_C_SPACE));
	if (says_something(client->connection.client_word))
		return CLIENT_HOST_GIVEN;
	return host.size == 0 && !client->from_sshd ? CLIENT_HOST_NONE
						    : CLIENT_HOST_UNKNOWN;
}

/* Under which the name that is lent is kept with the PAM handle. */
static const char lent[] = "pam_hostsaccess_lent_host";

static void
forget(pam_handle_t *pamh, void *name, int error)
{
	(void)pamh;
	(void)error;
	free(name);
}

bool
client_lend_host(pam_handle_t *pamh, struct ha_slice host, const char *stand_in)
{
	char *name = strndup(host.data, host.size);

	if (!name || pam_set_data(pamh, lent, name, forget) != PAM_SUCCESS) {
		free(name);
		return false;
	}
	if (pam_set_item(pamh, PAM_RHOST, stand_in) == PAM_SUCCESS)
		return true;
	pam_set_data(pamh, lent, NULL, NULL);
	return false;
}

int
client_take_host_back(pam_handle_t *pamh)
{
	const void *name = NULL;
	int result;

	if (pam_get_data(pamh, lent, &name) != PAM_SUCCESS || !name)
		return PAM_SUCCESS;
	result = pam_set_item(pamh, PAM_RHOST, name);
	if (result == PAM_SUCCESS)
		pam_set_data(pamh, lent, NULL, NULL);
	return result;
}

int
client_read(pam_handle_t *pamh, struct client *client)
{
	const char *value = pam_getenv(pamh, "SSH_CONNECTION");
	struct ha_slice connection = ha_slice_of(value ? value : "");
	int result = client_take_host_back(pamh);

	if (result != PAM_SUCCESS)
		return result;
	for (size_t i = 0; i < sizeof(items) / sizeof(*items); i++) {
		const void *text = NULL;

		result = pam_get_item(pamh, items[i].item, &text);
		if (result != PAM_SUCCESS)
			return result;
		*(struct ha_slice *)(void *)((char *)client + items[i].offset) =
		    ha_slice_of(text ? text : "");
	}
	client->from_sshd = connection.size > 0;
	ha_connection_parse(connection, &client->connection);
	client->address = ha_connection_address(client->remote_host);
	client->host = host_of(client);
	client->own_name_error = client->host == CLIENT_HOST_FAILED ? errno : 0;
	return PAM_SUCCESS;
}

/* Sets what is said of the host, which is no address. */
static void
claim_host(const struct client *client, bool confirmed,
	   struct ha_endpoint *endpoint)
{
	struct ha_slice text = client->remote_host;

	if (!says_something(text))
		text = client->connection.client_word;
	if (confirmed)
		ha_endpoint_vouch_name(endpoint, text);
	else
		ha_endpoint_claim_name(endpoint, text);
}

/*
 * Whether PAM_RHOST tells the address.  One with something around it may be a
 * name that the client's own name server made up ("192.0.2.1."): where sshd
 * tells the address, that counts.
 */
static bool
is_believed(const struct client *client)
{
	struct ha_address address;

	return client->address.size > 0 &&
	       (client->connection.client.size == 0 ||
		ha_address_parse(client->remote_host, &address));
}

void
client_fill_request(const struct client *client, const char *daemon,
		    bool confirmed, struct ha_request *request)
{
	const struct ha_connection *connection = &client->connection;

	ha_request_set_daemon(request,
			      daemon ? ha_slice_of(daemon) : client->service);
	ha_request_set_user(request, client->remote_user);
	ha_request_set_local_user(request, client->user);
	if (connection->server.size > 0)
		ha_endpoint_set_address(&request->server, connection->server);
	request->server.port = connection->server_port;
	request->client.port = connection->client_port;
	if (client->host != CLIENT_HOST_GIVEN)
		return;
	if (is_believed(client)) {
		ha_endpoint_set_address(&request->client, client->address);
		return;
	}
	if (connection->client.size > 0)
		ha_endpoint_set_address(&request->client, connection->client);
	if (connection->client.size == 0 || says_something(client->remote_host))
		claim_host(client, confirmed, &request->client);
}
