/* SPDX-License-Identifier: BSD-3-Clause */
#include "connection.h"

#include "address.h"

/* Takes the next word from the front of TEXT; one blank ends it. */
static struct ha_slice
take_word(struct ha_slice *text)
{
	size_t size = ha_slice_find(*text, ' ');
	struct ha_slice word = ha_slice_head(*text, size);

	*text = ha_slice_from(*text, size + 1);
	return word;
}

static struct ha_slice
take_address(struct ha_slice *text)
{
	struct ha_slice word = take_word(text);
	struct ha_address address;

	return ha_address_parse(word, &address) ? word : ha_slice_of("");
}

static unsigned
take_port(struct ha_slice *text)
{
	unsigned long number = 0;

	ha_slice_number(take_word(text), 10, 65535, &number);
	return (unsigned)number;
}

void
ha_connection_parse(struct ha_slice text, struct ha_connection *connection)
{
	connection->client = take_address(&text);
	connection->client_port = take_port(&text);
	connection->server = take_address(&text);
	connection->server_port = take_port(&text);
}
