/* SPDX-License-Identifier: BSD-3-Clause */
#include "hostsaccess/explain/question.h"

static bool
is_address(struct ha_slice text)
{
	struct ha_address address;

	return ha_address_parse(text, &address);
}

/* Whether TEXT may be a host name: letters, but not of digits alone. */
static bool
is_name(struct ha_slice text)
{
	return text.size > 0 && text.size <= HA_NAME_MAX &&
	       ha_slice_all(text, HA_C_HOST_NAME) &&
	       !ha_slice_all(text, HA_C_DIGIT | HA_C_DOT);
}

/* Splits a port off SERVER: behind brackets, or behind the only colon. */
static bool
split_port(struct ha_slice *server, unsigned *port)
{
	size_t colon = ha_slice_find_unbracketed(*server, ':', 0);
	struct ha_slice behind = ha_slice_from(*server, colon + 1);
	unsigned long number;

	*port = 0;
	if (colon == server->size || is_address(*server))
		return true;
	if (!ha_slice_number(behind, 10, 65535, &number) || number == 0)
		return false;
	*server = ha_slice_head(*server, colon);
	*port = (unsigned)number;
	return true;
}

static const char *
parse_daemon(struct ha_slice text, struct explain_question *question)
{
	size_t at = ha_slice_find(text, '@');

	question->daemon = ha_slice_head(text, at);
	question->server = ha_slice_from(text, at + 1);
	if (question->daemon.size == 0)
		return "no daemon is named";
	if (is_address(ha_slice_unbracket(question->daemon)))
		return "the first word is an address, and no daemon: it takes "
		       "DAEMON CLIENT";
	if (ha_slice_find(question->daemon, ':') < question->daemon.size)
		return "a colon stands in the daemon: a port goes with the "
		       "server, as in sshd@192.0.2.1:22";
	if (at == text.size)
		return NULL;
	if (!split_port(&question->server, &question->port))
		return "the server's port is no number from 1 to 65535";
	question->server = ha_slice_unbracket(question->server);
	if (!is_address(question->server) && !is_name(question->server))
		return "the server is neither an address nor a host name";
	return NULL;
}

static const char *
parse_client(struct ha_slice text, struct explain_question *question)
{
	size_t at = text.size;

	while (at > 0 && text.data[at - 1] != '@')
		at--;
	question->user = ha_slice_head(text, at > 0 ? at - 1 : 0);
	question->client = ha_slice_unbracket(ha_slice_from(text, at));
	if (is_address(question->client))
		question->kind = EXPLAIN_ADDRESS;
	else if (ha_slice_is(question->client, "unknown"))
		question->kind = EXPLAIN_UNKNOWN;
	else if (ha_slice_is(question->client, "paranoid"))
		question->kind = EXPLAIN_PARANOID;
	else if (is_name(question->client))
		question->kind = EXPLAIN_NAME;
	else
		return "the client is neither an address nor a host name";
	return NULL;
}

const char *
explain_question_parse(const char *daemon, const char *client,
		       struct explain_question *question)
{
	const char *fault = parse_daemon(ha_slice_of(daemon), question);

	return fault ? fault : parse_client(ha_slice_of(client), question);
}

static void
fill_client(const struct explain_question *question,
	    const struct ha_address *address, struct ha_endpoint *client)
{
	char text[HA_ADDRESS_TEXT_MAX];

	switch (question->kind) {
	case EXPLAIN_ADDRESS:
		ha_endpoint_set_address(client, question->client);
		return;
	case EXPLAIN_NAME:
		if (address) {
			ha_address_format(address, true, text);
			ha_endpoint_set_address(client, ha_slice_of(text));
		} else if (question->confirmed) {
			ha_endpoint_vouch_name(client, question->client);
		} else {
			ha_endpoint_claim_name(client, question->client);
		}
		return;
	case EXPLAIN_PARANOID:
		ha_endpoint_set_name(client, question->client);
		return;
	case EXPLAIN_UNKNOWN:
		return;
	}
}

void
explain_question_fill(const struct explain_question *question,
		      const struct ha_address *address,
		      const struct ha_resolver *resolver,
		      struct ha_request *request)
{
	ha_request_init(request, resolver);
	ha_request_set_daemon(request, question->daemon);
	if (!question->no_user)
		ha_request_set_user(request, question->user);
	ha_request_set_local_user(request, question->local_user);
	request->server.port = question->port;
	if (is_address(question->server))
		ha_endpoint_set_address(&request->server, question->server);
	else if (question->server.size > 0)
		ha_endpoint_vouch_name(&request->server, question->server);
	fill_client(question, address, &request->client);
}
