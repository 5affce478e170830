/* SPDX-License-Identifier: BSD-3-Clause */
#include "common/request/connection.h"

#include "common/request/address.h"

static const struct ha_slice nothing = {"", 0};

static bool
is_address(struct ha_slice text)
{
	struct ha_address address;

	return ha_address_parse(text, &address);
}

/* TEXT, an address, but for the zone of an IPv4 one; else "". */
static struct ha_slice
bare_address(struct ha_slice text)
{
	size_t percent = ha_slice_find(text, '%');
	struct ha_slice zone = ha_slice_from(text, percent + 1);
	struct ha_slice host = ha_slice_head(text, percent);

	if (is_address(text))
		return text;
	if (zone.size > 0 && ha_slice_all(zone, HA_C_HOST_NAME) &&
	    ha_slice_find(host, ':') == host.size && is_address(host))
		return host;
	return nothing;
}

/* The address in brackets at the start of TEXT; takes them off TEXT. */
static struct ha_slice
take_brackets(struct ha_slice *text)
{
	size_t end = ha_slice_find(*text, ']');
	struct ha_slice inside = ha_slice_from(ha_slice_head(*text, end), 1);

	if (end == text->size)
		return nothing;
	*text = ha_slice_from(*text, end + 1);
	return bare_address(inside);
}

/* Whether TEXT is ":" and a port. */
static bool
is_port(struct ha_slice text)
{
	unsigned long port;

	return text.size > 1 && text.data[0] == ':' &&
	       ha_slice_number(ha_slice_from(text, 1), 10, 65535, &port);
}

/* ADDRESS:PORT, without brackets; "" if TEXT is something else. */
static struct ha_slice
address_before_port(struct ha_slice text)
{
	size_t colon = text.size;

	while (colon > 0 && text.data[colon - 1] != ':')
		colon--;
	if (colon == 0 || !is_port(ha_slice_from(text, colon - 1)))
		return nothing;
	return bare_address(ha_slice_head(text, colon - 1));
}

struct ha_slice
ha_connection_address(struct ha_slice text)
{
	struct ha_slice address;

	text = ha_slice_trim(text, HA_C_SPACE);
	address = bare_address(text);
	if (address.size > 0 || text.size == 0)
		return address;
	if (text.data[text.size - 1] == '.') {
		text = ha_slice_head(text, text.size - 1);
		address = bare_address(text);
	}
	if (address.size > 0 || text.size == 0)
		return address;
	if (text.data[0] != '[')
		return address_before_port(text);
	address = take_brackets(&text);
	return text.size == 0 || is_port(text) ? address : nothing;
}

/* Takes the next word from the front of TEXT; one blank ends it. */
static struct ha_slice
take_word(struct ha_slice *text)
{
	size_t size = ha_slice_find(*text, ' ');
	struct ha_slice word = ha_slice_head(*text, size);

	*text = ha_slice_from(*text, size + 1);
	return word;
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
	connection->client_word = take_word(&text);
	connection->client = ha_connection_address(connection->client_word);
	connection->client_port = take_port(&text);
	connection->server = ha_connection_address(take_word(&text));
	connection->server_port = take_port(&text);
}
