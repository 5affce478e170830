/* SPDX-License-Identifier: BSD-3-Clause */
#include "check_address.h"

#include "check_hint.h"

#include <stdio.h>
#include <string.h>

/* Room for four numbers and the dots between them. */
#define QUAD_MAX 16

/*
 * Writes TEXT, one to four decimal numbers up to 255 (stars count as 0)
 * joined by dots, to QUAD, without leading zeros.  Returns how many they
 * are, 0 for anything else.
 */
static unsigned
tidy(struct ha_slice text, char quad[QUAD_MAX])
{
	unsigned count = 0;
	size_t size = 0;

	for (;;) {
		size_t dot = ha_slice_find(text, '.');
		struct ha_slice part = ha_slice_head(text, dot);
		unsigned long number = 0;

		if (count == 4 || (!ha_slice_is(part, "*") &&
				   !ha_slice_number(part, 10, 255, &number)))
			return 0;
		size += (size_t)snprintf(quad + size, QUAD_MAX - size, "%s%lu",
					 count ? "." : "", number);
		count++;
		if (dot == text.size)
			return count;
		text = ha_slice_from(text, dot + 1);
	}
}

static struct ha_slice
without_final_dot(struct ha_slice text)
{
	if (text.size > 0 && text.data[text.size - 1] == '.')
		text.size--;
	return text;
}

void
address_hint(struct hint *hint, struct ha_slice token)
{
	char quad[QUAD_MAX];
	unsigned count = tidy(without_final_dot(token), quad);

	if (count > 1 || (count == 1 && ha_slice_is(token, quad)))
		hint_add(hint, "did you mean \"%s%s\"?", quad,
			 count < 4 ? "." : "");
}

void
address_net_hint(struct hint *hint, struct ha_slice token)
{
	size_t slash = ha_slice_find(token, '/');
	struct ha_slice left = ha_slice_head(token, slash);
	struct ha_slice mask = ha_slice_from(token, slash + 1);
	char quad[QUAD_MAX], text[64];
	unsigned count = tidy(without_final_dot(left), quad);

	if (count > 0 && ha_slice_all(mask, HA_C_DIGIT | HA_C_DOT) &&
	    mask.size <= 15) {
		static const char *const zeros[] = {"", ".0.0.0", ".0.0", ".0"};

		snprintf(text, sizeof(text), "%s%s/%.*s", quad,
			 count < 4 ? zeros[count] : "", (int)mask.size,
			 mask.data);
		hint_mean(hint, ha_slice_of(text));
	} else if (left.data[0] == '~' ||
		   (!ha_slice_any(mask, HA_C_DIGIT) &&
		    (left.data[0] == '.' || !ha_slice_any(left, HA_C_DOT)))) {
		hint_add(hint, "a list file is named by its absolute path");
	} else {
		hint_add(hint, "a net is an address and a mask");
	}
}

void
address_host_bits_hint(struct hint *hint, struct ha_slice token,
		       const struct ha_pattern *pattern)
{
	size_t slash = ha_slice_find(token, '/');
	struct ha_slice mask = ha_slice_from(token, slash + 1);
	char net[HA_ADDRESS_TEXT_MAX], text[2 * HA_ADDRESS_TEXT_MAX];

	if (pattern->kind != HA_PATTERN_NET)
		return;
	ha_address_format(&pattern->net.base, false, net);
	snprintf(text, sizeof(text), "%s/%.*s", net,
		 (int)ha_slice_head(mask, 15).size, mask.data);
	hint_mean(hint, ha_slice_of(text));
}

void
address_mask_hint(struct hint *hint, struct ha_slice token)
{
	size_t slash = ha_slice_find_unbracketed(token, '/', 1);
	bool ipv6 = ha_slice_find(token, ':') < token.size;
	struct ha_slice mask;

	if (slash == token.size)
		slash = ha_slice_find(token, '/');
	mask = ha_slice_from(token, slash + 1);
	if (mask.size == 0)
		hint_mean(hint, ha_slice_head(token, slash));
	else if (!ipv6 && ha_slice_find(mask, '.') < mask.size)
		hint_add(hint, "a mask has four numbers up to 255");
	else
		hint_add(hint, "a prefix length is a number up to %s",
			 ipv6 ? "128" : "32");
}

void
address_bracket_hint(struct hint *hint, struct ha_slice token)
{
	struct ha_slice inner;
	struct ha_address address;
	size_t end = ha_slice_find(token, ']');
	char text[64];

	inner = ha_slice_from(ha_slice_head(token, end), 1);
	if (!ha_address_parse(ha_slice_head(inner, ha_slice_find(inner, '/')),
			      &address) ||
	    address.family != HA_FAMILY_IPV4)
		return;
	token = ha_slice_from(token, end + 1);
	snprintf(text, sizeof(text), "%.*s%.*s",
		 (int)ha_slice_head(inner, 31).size, inner.data,
		 (int)ha_slice_head(token, 31).size, token.data);
	hint_mean(hint, ha_slice_of(text));
}

bool
address_is_prefix(struct ha_slice token)
{
	struct ha_slice body = without_final_dot(token);
	char quad[QUAD_MAX];
	unsigned count = tidy(body, quad);

	return count > 0 && count < 4 && ha_slice_is(body, quad);
}

bool
address_is_octal(struct ha_slice token, const struct ha_net *net)
{
	struct ha_address decimal;
	char quad[QUAD_MAX];

	token = ha_slice_head(token, ha_slice_find(token, '/'));
	if (tidy(token, quad) != 4 ||
	    !ha_address_parse(ha_slice_of(quad), &decimal))
		return false;
	for (size_t i = 0; i < 4; i++)
		if ((decimal.bytes[i] & net->mask[i]) != net->base.bytes[i])
			return true;
	return false;
}

bool
address_resembles(struct ha_slice name)
{
	static const char letters[] = "0123456789.-_xXoOlI";
	size_t numbers = 0;

	for (size_t i = 0; i < name.size; i++)
		if (!memchr(letters, name.data[i], sizeof(letters) - 1))
			return false;
	while (name.size > 0) {
		size_t dot = ha_slice_find(name, '.');
		struct ha_slice part = ha_slice_head(name, dot);

		numbers += part.size > 0 && ha_slice_all(part, HA_C_DIGIT);
		name = ha_slice_from(name, dot + 1);
	}
	return numbers >= 2;
}
