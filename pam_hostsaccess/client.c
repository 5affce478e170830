/* SPDX-License-Identifier: BSD-3-Clause */
#include "client.h"

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

static bool
is_address(struct ha_slice text)
{
	struct ha_address address;

	return ha_address_parse(text, &address);
}

/* Some daemons put their own host's name where the client's belongs. */
static enum client_host
own_or_given(struct ha_slice host)
{
	char name[HOST_NAME_MAX + 1];

	if (gethostname(name, sizeof(name)))
		return CLIENT_HOST_FAILED;
	return ha_slice_is(host, name) ? CLIENT_HOST_OWN : CLIENT_HOST_GIVEN;
}

static enum client_host
host_of(const struct client *client)
{
	struct ha_slice host = client->remote_host;

	if (is_address(host) || client->connection.client.size > 0)
		return CLIENT_HOST_GIVEN;
	if (ha_slice_is(host, "unknown"))
		return CLIENT_HOST_UNKNOWN;
	if (host.size == 0 && client->from_sshd)
		return CLIENT_HOST_UNKNOWN;
	if (host.size == 0)
		return CLIENT_HOST_NONE;
	return own_or_given(host);
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
	pam_set_item(pamh, PAM_RHOST, stand_in);
	return true;
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
	client->host = host_of(client);
	client->own_name_error = client->host == CLIENT_HOST_FAILED ? errno : 0;
	return PAM_SUCCESS;
}

void
client_fill_request(const struct client *client, const char *daemon,
		    struct ha_request *request)
{
	const struct ha_connection *connection = &client->connection;
	struct ha_slice host = client->remote_host;

	ha_request_set_daemon(request,
			      daemon ? ha_slice_of(daemon) : client->service);
	ha_request_set_user(request, client->remote_user);
	if (connection->server.size > 0)
		ha_endpoint_set_address(&request->server, connection->server);
	request->server.port = connection->server_port;
	request->client.port = connection->client_port;
	if (client->host != CLIENT_HOST_GIVEN)
		return;
	if (is_address(host)) {
		ha_endpoint_set_address(&request->client, host);
		return;
	}
	if (connection->client.size > 0)
		ha_endpoint_set_address(&request->client, connection->client);
	if (host.size > 0 && !ha_slice_is(host, "unknown"))
		ha_endpoint_claim_name(&request->client, host);
}
