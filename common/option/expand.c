/* SPDX-License-Identifier: BSD-3-Clause */
#include "common/option/expand.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* A text that grows in a buffer of HA_EXPANSION_MAX + 1 bytes. */
struct expansion {
	struct ha_request *request;
	char *buffer;
	size_t size;
	bool full;
};

static void
add_byte(struct expansion *expansion, char c)
{
	if (expansion->size == HA_EXPANSION_MAX)
		expansion->full = true;
	else
		expansion->buffer[expansion->size++] = c;
}

/* Adds TEXT, which comes from outside. */
static void
add_harmless(struct expansion *expansion, struct ha_slice text)
{
	static const struct ha_slice others = {"!@%=+:,/", 8};

	for (size_t i = 0; i < text.size; i++) {
		char c = text.data[i];
		bool good = ha_in_class(c, HA_C_HOST_NAME) ||
			    ha_slice_find(others, c) < others.size;

		add_byte(expansion, (char)(good ? c : '_'));
	}
}

static void
add_number(struct expansion *expansion, long number)
{
	char text[24];

	snprintf(text, sizeof(text), "%ld", number);
	add_harmless(expansion, ha_slice_of(text));
}

static const struct ha_slice unknown = {"unknown", 7};

/* What a fact is called where it is not known. */
static struct ha_slice
text_of(const struct ha_fact *fact)
{
	if (fact->state == HA_FACT_KNOWN)
		return fact->text;
	return fact->state == HA_FACT_PARANOID ? ha_slice_of("paranoid")
					       : unknown;
}

/*
 * The address: one.  What nobody has confirmed is not known to commands, as
 * an aclexec may allow by it.
 */
static struct ha_slice
address_of(struct ha_request *request, struct ha_endpoint *endpoint)
{
	const struct ha_fact *address;

	if (ha_endpoint_standing(endpoint) == HA_STANDING_CLAIMED)
		return unknown;
	address = ha_request_address(request, endpoint);
	return endpoint->candidate_count > 1 ? unknown : text_of(address);
}

static struct ha_slice
name_of(struct ha_request *request, struct ha_endpoint *endpoint)
{
	if (ha_endpoint_standing(endpoint) == HA_STANDING_CLAIMED)
		return unknown;
	return text_of(ha_request_name(request, endpoint));
}

/* The name if it is known by now, else the address. */
static struct ha_slice
host_of(struct ha_request *request, struct ha_endpoint *endpoint)
{
	if (endpoint->name_fact.state == HA_FACT_KNOWN)
		return name_of(request, endpoint);
	return address_of(request, endpoint);
}

/* Adds %c: USER@HOST, or HOST. */
static void
add_client(struct expansion *expansion)
{
	struct ha_request *request = expansion->request;

	if (request->user.state == HA_FACT_KNOWN ||
	    request->user.state == HA_FACT_PARANOID) {
		add_harmless(expansion, request->user.text);
		add_byte(expansion, '@');
	}
	add_harmless(expansion, host_of(request, &request->client));
}

/* Adds %s: DAEMON@HOST, or DAEMON. */
static void
add_server(struct expansion *expansion)
{
	struct ha_request *request = expansion->request;
	struct ha_slice host = host_of(request, &request->server);

	add_harmless(expansion, text_of(&request->daemon));
	if (ha_slice_is(host, "unknown"))
		return;
	add_byte(expansion, '@');
	add_harmless(expansion, host);
}

/* Adds what %LETTER stands for.  Returns false for an unknown letter. */
static bool
add_letter(struct expansion *expansion, char letter)
{
	struct ha_request *request = expansion->request;
	bool of_server =
	    letter == 'A' || letter == 'H' || letter == 'N' || letter == 'R';
	struct ha_endpoint *endpoint =
	    of_server ? &request->server : &request->client;

	switch (letter) {
	case 'a':
	case 'A':
		add_harmless(expansion, address_of(request, endpoint));
		return true;
	case 'c':
		add_client(expansion);
		return true;
	case 'd':
		add_harmless(expansion, text_of(&request->daemon));
		return true;
	case 'h':
	case 'H':
		add_harmless(expansion, host_of(request, endpoint));
		return true;
	case 'n':
	case 'N':
		add_harmless(expansion, name_of(request, endpoint));
		return true;
	case 'p':
		add_number(expansion, getpid());
		return true;
	case 'r':
	case 'R':
		add_number(expansion, (long)endpoint->port);
		return true;
	case 's':
		add_server(expansion);
		return true;
	case 'u':
		add_harmless(expansion, text_of(ha_request_user(request)));
		return true;
	case '%':
		add_byte(expansion, '%');
		return true;
	default:
		return false;
	}
}

/* Takes the next byte from the front of VALUE, in an OPTION "\:" as ':'. */
static char
next_byte(struct ha_slice *value, bool option)
{
	bool colon = option && value->size > 1 && value->data[0] == '\\' &&
		     value->data[1] == ':';
	char c = (char)(colon ? ':' : value->data[0]);

	*value = ha_slice_from(*value, colon ? 2 : 1);
	return c;
}

enum ha_status
ha_expand(struct ha_slice value, bool option, struct ha_request *request,
	  const struct ha_sink *sink, struct ha_place place, char **text)
{
	struct expansion expansion = {.request = request};

	expansion.buffer = malloc(HA_EXPANSION_MAX + 1);
	if (!expansion.buffer)
		return HA_ERR_MEMORY;
	while (value.size > 0) {
		struct ha_slice at = value;
		char c = next_byte(&value, option);

		if (c != '%' || value.size == 0)
			add_byte(&expansion, c);
		else if (!add_letter(&expansion, next_byte(&value, option)))
			ha_diagnose(sink, HA_D_EXPANSION_LETTER, place,
				    ha_slice_head(at, 2), 0);
	}
	if (expansion.full) {
		free(expansion.buffer);
		return HA_ERR_LIMIT;
	}
	expansion.buffer[expansion.size] = '\0';
	*text = expansion.buffer;
	return HA_OK;
}
