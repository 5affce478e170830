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

/* The words of SSH_CONNECTION (ssh(1), ENVIRONMENT). */
enum connection_word {
	CLIENT_ADDRESS,
	CLIENT_PORT,
	SERVER_ADDRESS,
	SERVER_PORT,
	CONNECTION_WORDS
};

static struct ha_slice
word_of(struct ha_slice connection, enum connection_word word)
{
	for (int i = 0; i < (int)word; i++)
		connection = ha_slice_from(connection,
					   ha_slice_find(connection, ' ') + 1);
	return ha_slice_head(connection, ha_slice_find(connection, ' '));
}

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
	struct ha_slice address =
	    word_of(client->ssh_connection, CLIENT_ADDRESS);

	if (is_address(host) || is_address(address))
		return CLIENT_HOST_GIVEN;
	if (ha_slice_is(host, "unknown"))
		return CLIENT_HOST_UNKNOWN;
	if (host.size == 0 && client->ssh_connection.size > 0)
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
	const char *connection = pam_getenv(pamh, "SSH_CONNECTION");
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
	client->ssh_connection = ha_slice_of(connection ? connection : "");
	client->host = host_of(client);
	client->own_name_error = client->host == CLIENT_HOST_FAILED ? errno : 0;
	return PAM_SUCCESS;
}

/* The port in WORD of CONNECTION, or 0. */
static unsigned
port_of(struct ha_slice connection, enum connection_word word)
{
	unsigned long number = 0;

	ha_slice_number(word_of(connection, word), 10, 65535, &number);
	return (unsigned)number;
}

static void
fill_connection(struct ha_slice connection, struct ha_request *request)
{
	struct ha_slice address = word_of(connection, SERVER_ADDRESS);

	if (is_address(address))
		ha_endpoint_set_address(&request->server, address);
	request->server.port = port_of(connection, SERVER_PORT);
	request->client.port = port_of(connection, CLIENT_PORT);
}

void
client_fill_request(const struct client *client, const char *daemon,
		    struct ha_request *request)
{
	struct ha_slice host = client->remote_host;
	struct ha_slice address =
	    word_of(client->ssh_connection, CLIENT_ADDRESS);

	ha_request_set_daemon(request,
			      daemon ? ha_slice_of(daemon) : client->service);
	ha_request_set_user(request, client->remote_user);
	fill_connection(client->ssh_connection, request);
	if (client->host != CLIENT_HOST_GIVEN)
		return;
	if (is_address(host)) {
		ha_endpoint_set_address(&request->client, host);
		return;
	}
	if (is_address(address))
		ha_endpoint_set_address(&request->client, address);
	if (host.size > 0 && !ha_slice_is(host, "unknown"))
		ha_endpoint_claim_name(&request->client, host);
}
