/* SPDX-License-Identifier: BSD-3-Clause */
#include "hostsaccess/check/address.h"

#include "hostsaccess/finding/hint.h"

#include <arpa/inet.h>
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

	if (count > 1)
		hint_add(hint, "did you mean \"%s%s\"?", quad,
			 count < 4 ? "." : "");
	else if (ha_slice_all(token, HA_C_DIGIT) && token.size <= 5)
		hint_add(hint, "a number alone is no address, and a port "
			       "stands in the place of a daemon only");
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
	} else if (address_resembles(left)) {
		address_letters_hint(hint, left);
		if (hint->size == 0)
			hint_add(hint, "a net is an address and a mask");
	} else if (left.data[0] == '~' ||
		   (!ha_slice_any(mask, HA_C_DIGIT) &&
		    (left.data[0] == '.' || !ha_slice_any(left, HA_C_DOT)))) {
		hint_add(hint, "a list file is named by its absolute path, and "
			       "a net is an address and a mask");
	} else {
		hint_add(hint, "a net is an address and a mask");
	}
}

/* The mask of NET, of IPv4, as a number. */
static uint32_t
mask_bits(const struct ha_net *net)
{
	return (uint32_t)net->mask[0] << 24 | (uint32_t)net->mask[1] << 16 |
	       (uint32_t)net->mask[2] << 8 | net->mask[3];
}

/* Writes the mask of NET, with DOTS or as a length, to TEXT. */
static void
format_mask(const struct ha_net *net, bool dots, char text[HA_ADDRESS_TEXT_MAX])
{
	struct ha_address mask = {.family = HA_FAMILY_IPV4};

	memcpy(mask.bytes, net->mask, 4);
	if (dots)
		ha_address_format(&mask, false, text);
	else
		snprintf(text, HA_ADDRESS_TEXT_MAX, "%d",
			 __builtin_popcount(mask_bits(net)));
}

/* Returns whether MASK has its ones behind its zeros, as routers write it. */
static bool
is_inverse(uint32_t mask)
{
	return mask != 0 && ~mask != 0 && (mask & (mask + 1)) == 0;
}

void
address_odd_mask_hint(struct hint *hint, const struct ha_pattern *pattern)
{
	uint32_t mask = mask_bits(&pattern->net);
	struct ha_address address =
	    pattern->host_bits ? pattern->host : pattern->net.base;
	char base[HA_ADDRESS_TEXT_MAX];

	for (int i = 0; i < 4; i++)
		address.bytes[i] &= (uint8_t)~pattern->net.mask[i];
	if (!is_inverse(mask) || memcmp(address.bytes, "\0\0\0", 4) == 0) {
		hint_add(hint, "a mask such as 255.255.0.0 has its ones in "
			       "front");
		return;
	}
	ha_address_format(&address, false, base);
	hint_add(hint, "did you mean \"%s/%d\"?", base,
		 32 - __builtin_popcount(mask));
}

void
address_host_bits_hint(struct hint *hint, struct ha_slice token,
		       const struct ha_pattern *pattern)
{
	struct ha_slice mask =
	    ha_slice_from(token, ha_slice_find(token, '/') + 1);
	bool dots = ha_slice_find(token, ':') == token.size &&
		    ha_slice_find(mask, '.') < mask.size;
	char host[HA_ADDRESS_TEXT_MAX], net[HA_ADDRESS_TEXT_MAX];
	char bits[HA_ADDRESS_TEXT_MAX];
	unsigned length;

	if (!ha_net_length(&pattern->net, &length)) {
		address_odd_mask_hint(hint, pattern);
		if (hint->text[hint->size - 1] != '?')
			hint_add(hint, ";");
		return;
	}
	ha_address_format(&pattern->host, false, host);
	ha_address_format(&pattern->net.base, false, net);
	format_mask(&pattern->net, dots, bits);
	hint_add(hint, "did you mean \"%s\" or \"%s/%s\"?", host, net, bits);
}

unsigned long
address_others(const struct ha_pattern *pattern)
{
	int zeros = 32 - __builtin_popcount(mask_bits(&pattern->net));

	return (unsigned long)((UINT64_C(1) << zeros) - 1);
}

/* Returns the size of the mask that TEXT, which is none, begins with, or 0. */
static size_t
leading_mask(struct ha_slice text)
{
	struct ha_slice mask;
	unsigned long length;
	size_t size = 0;
	char quad[QUAD_MAX];

	while (size < text.size &&
	       ha_in_class(text.data[size], HA_C_DIGIT | HA_C_DOT))
		size++;
	mask = without_final_dot(ha_slice_head(text, size));
	if (mask.size == text.size ||
	    ha_in_class(text.data[size], HA_C_HOST_NAME) ||
	    (tidy(mask, quad) != 4 && !ha_slice_number(mask, 10, 32, &length)))
		return 0;
	return mask.size;
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
	else if (!ipv6 && leading_mask(mask) > 0)
		hint_mean(hint,
			  ha_slice_head(token, slash + 1 + leading_mask(mask)));
	else if (!ipv6 && ha_slice_find(mask, '.') < mask.size)
		hint_add(hint, "a mask has four numbers up to 255");
	else
		hint_add(hint, "a prefix length is a number up to %s",
			 ipv6 ? "128" : "32");
}

void
address_zeros_hint(struct hint *hint, const struct ha_address *address)
{
	const uint8_t *bytes = address->bytes;
	char text[HA_ADDRESS_TEXT_MAX];

	ha_address_format(address, false, text);
	if (bytes[2] != 0)
		hint_add(hint, "did you mean \"%s/24\" or \"%u.%u.%u.\"?", text,
			 bytes[0], bytes[1], bytes[2]);
	else if (bytes[1] != 0)
		hint_add(hint, "did you mean \"%s/16\" or \"%u.%u.\"?", text,
			 bytes[0], bytes[1]);
	else
		hint_add(hint, "did you mean \"%s/8\" or \"%u.\"?", text,
			 bytes[0]);
}

void
address_letters_hint(struct hint *hint, struct ha_slice token)
{
	struct ha_slice rest = token;
	size_t numbers = 0;

	while (rest.size > 0 && ha_in_class(rest.data[0], HA_C_DIGIT)) {
		size_t dot = ha_slice_find(rest, '.');

		if (dot == rest.size ||
		    !ha_slice_all(ha_slice_head(rest, dot), HA_C_DIGIT))
			return;
		rest = ha_slice_from(rest, dot + 1);
		numbers = token.size - rest.size;
	}
	if (ha_slice_any(rest, HA_C_DIGIT)) {
		hint_add(hint, "a number is to stand in place of its letters");
		return;
	}
	for (size_t i = 0; i < rest.size; i++)
		if (ha_fold(rest.data[i]) != 'x' && rest.data[i] != '.')
			return;
	if (numbers > 0 && rest.size > 0)
		hint_mean(hint, ha_slice_head(token, numbers));
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
address_hex_hint(struct hint *hint, struct ha_slice token)
{
	struct in_addr address;
	char text[64];

	if ((ha_slice_find(token, 'x') == token.size &&
	     ha_slice_find(token, 'X') == token.size) ||
	    !ha_slice_copy(token, text, sizeof(text)) ||
	    inet_aton(text, &address) == 0)
		return false;
	hint_add(hint, "did you mean \"%s\"?", inet_ntoa(address));
	return true;
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
