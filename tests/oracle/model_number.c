/* SPDX-License-Identifier: BSD-3-Clause */
#include "tests/oracle/model_parts.h"

#include <arpa/inet.h>
#include <ctype.h>
#include <net/if.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#define ALL_ONES "\xff\xff\xff\xff"

/*
 * Reads four parts, octal and hexadecimal too, with whatever follows a
 * blank, as R4.21 and R4.25 have it: four runs of bytes other than dots.
 */
static bool
loose_quad(const char *text, unsigned char quad[4])
{
	unsigned runs = 0;
	struct in_addr address;
	char *number;
	bool is_read;

	for (const char *c = text; *c != '\0'; c++)
		runs += *c != '.' && (c == text || c[-1] == '.');
	/* not every inet_aton(3) ends there */
	number = strndup(text, strcspn(text, " \t\n\v\f\r"));
	is_read = number && inet_aton(number, &address) != 0;
	free(number);
	if (runs != 4 || !is_read)
		return false;
	memcpy(quad, &address, 4);
	return true;
}

/* As above, without 255.255.255.255 unless the row has it (R4.24). */
static bool
net_quad(const struct model_run *run, const char *text, unsigned char quad[4])
{
	unsigned char read[4];

	if (model_on(run, MODEL_MASK_JUNK) && strpbrk(text, "\v\f") != NULL)
		return false;
	if (!loose_quad(text, read) || (!model_on(run, MODEL_NET_ALL_ONES) &&
					memcmp(read, ALL_ONES, 4) == 0))
		return false;
	memcpy(quad, read, 4);
	return true;
}

static bool
client_quad(const struct model_run *run, const char *text,
	    unsigned char quad[4])
{
	unsigned char read[4];

	if (model_on(run, MODEL_CLIENT_TEXT) &&
	    inet_pton(AF_INET, text, read) != 1)
		return false;
	if (!loose_quad(text, read) || (!model_on(run, MODEL_NET_ALL_ONES) &&
					memcmp(read, ALL_ONES, 4) == 0))
		return false;
	memcpy(quad, read, 4);
	return true;
}

/* Whether the C library knows ZONE as one of ADDRESS (R4.32). */
static bool
zone_resolves(const char *zone, const struct in6_addr *address)
{
	char *end;

	if ((IN6_IS_ADDR_LINKLOCAL(address) ||
	     IN6_IS_ADDR_MC_LINKLOCAL(address) ||
	     IN6_IS_ADDR_MC_NODELOCAL(address)) &&
	    if_nametoindex(zone) != 0)
		return true;
	return isdigit((unsigned char)zone[0]) &&
	       strtoull(zone, &end, 10) <= UINT32_MAX && *end == '\0';
}

bool
model_number_v6(const struct model_run *run, const char *text,
		struct model_number *number)
{
	const size_t length = strcspn(text, "%");
	const char *zone = text + length;
	char digits[INET6_ADDRSTRLEN];
	struct in6_addr address;

	if (length >= sizeof(digits))
		return false;
	memcpy(digits, text, length);
	digits[length] = '\0';
	if (inet_pton(AF_INET6, digits, &address) != 1)
		return false;
	number->zone[0] = '\0';
	if (*zone == '%') {
		zone++;
		if (!model_on(run, MODEL_ZONE)) {
			if (!zone_resolves(zone, &address))
				return false;
		} else if (*zone == '\0' || strlen(zone) > 15 ||
			   strpbrk(zone, "%:") != NULL) {
			return false;
		} else {
			memcpy(number->zone, zone, strlen(zone) + 1);
		}
	}
	number->family = MODEL_V6;
	memcpy(number->bytes, &address, sizeof(address));
	return true;
}

/* Makes a v4-mapped address the IPv4 address in it, if the row is on. */
static bool
unmap(const struct model_run *run, struct model_number *number)
{
	static const unsigned char head[12] = {[10] = 0xff, [11] = 0xff};

	if (!model_on(run, MODEL_MAPPED) ||
	    memcmp(number->bytes, head, sizeof(head)) != 0)
		return false;
	memmove(number->bytes, number->bytes + 12, 4);
	number->family = MODEL_V4;
	number->zone[0] = '\0';
	return true;
}

/* The text of an IPv6 client: canonical or raw, with the zone or without. */
static void
show_v6(const struct model_run *run, const char *address,
	const struct model_number *number, char *shown)
{
	const size_t digits = strcspn(address, "%");

	if (model_on(run, MODEL_V6_TEXT))
		inet_ntop(AF_INET6, number->bytes, shown, INET6_ADDRSTRLEN);
	else
		snprintf(shown, MODEL_FACT_SIZE, "%.*s", (int)digits, address);
	if (!model_on(run, MODEL_ZONE))
		strncat(shown, address + digits,
			MODEL_FACT_SIZE - strlen(shown) - 1);
}

void
model_number_client(const struct model_run *run, const char *address,
		    struct model_number *number, char shown[MODEL_FACT_SIZE])
{
	const bool mapped = strncasecmp(address, "::ffff:", 7) == 0;
	const char *rest = mapped ? address + 7 : address;

	number->zone[0] = '\0';
	if (model_number_v6(run, address, number) && unmap(run, number)) {
		inet_ntop(AF_INET, number->bytes, shown, MODEL_FACT_SIZE);
	} else if (client_quad(run, rest, number->bytes)) {
		number->family = MODEL_V4;
		snprintf(shown, MODEL_FACT_SIZE, "%s", rest);
	} else if (model_number_v6(run, address, number)) {
		show_v6(run, address, number, shown);
	} else {
		number->family = MODEL_NO_NUMBER;
		snprintf(shown, MODEL_FACT_SIZE, "%s", address);
	}
}

static bool
same_bits(const unsigned char *a, const unsigned char *b, int count)
{
	for (int i = 0; i < count; i++)
		if (((a[i / 8] ^ b[i / 8]) >> (7 - i % 8) & 1) != 0)
			return false;
	return true;
}

static bool
same_zone(const struct model_number *pattern, const struct model_number *client)
{
	return pattern->zone[0] == '\0' ||
	       strcmp(pattern->zone, client->zone) == 0;
}

bool
model_number_is(const struct model_run *run, const char *pattern,
		const struct model_number *client)
{
	struct model_number number;

	if (!model_number_v6(run, pattern, &number))
		return false;
	unmap(run, &number);
	return number.family == client->family &&
	       same_bits(number.bytes, client->bytes,
			 number.family == MODEL_V4 ? 32 : 128) &&
	       same_zone(&number, client);
}

/* Reads the prefix length MASK, 0 to MAX (R4.20, R4.28). */
static bool
mask_length(const struct model_run *run, const char *mask, int max, int *length)
{
	char *end;
	const long number = strtol(mask, &end, 10);

	if (!model_on(run, MODEL_MASK_JUNK)) {
		*length = (int)number;
		return *length >= 0 && *length <= max;
	}
	if (end == mask || isspace((unsigned char)mask[0]) || mask[0] == '-' ||
	    (number == 0 && *end != '\0') || number > max)
		return false;
	*length = (int)number;
	return true;
}

/* Sets the first LENGTH of BITS. */
static void
set_ones(unsigned char bits[4], int length)
{
	for (int i = 0; i < length; i++)
		bits[i / 8] |= (unsigned char)(0x80 >> i % 8);
}

/* Reads a mask of IPv4 (R4.18 to R4.20). */
static bool
mask_v4(const struct model_run *run, const char *mask, unsigned char bits[4])
{
	char *end;
	int length;

	if (net_quad(run, mask, bits))
		return true;
	if (!mask_length(run, mask, 32, &length))
		return false;
	/* 0 counts only where it is written so */
	if (length == 0 &&
	    (!model_on(run, MODEL_NET_ZERO) || strtol(mask, &end, 10) != 0 ||
	     end == mask || *end != '\0'))
		return false;
	memset(bits, 0, 4);
	set_ones(bits, length);
	return true;
}

/*
 * The row net-hostbits: whether CLIENT, which lies in the net of ADDRESS
 * under BITS, surely does.  Of bits outside the mask nobody knows whether
 * they mean a host or nothing.
 */
static enum model_answer
surely(const unsigned char address[4], const unsigned char bits[4],
       const struct model_number *client)
{
	bool host_bits = false;

	for (int i = 0; i < 4; i++)
		host_bits |= (address[i] & ~bits[i]) != 0;
	return host_bits && memcmp(address, client->bytes, 4) != 0 ? MODEL_MAYBE
								   : MODEL_YES;
}

enum model_answer
model_number_in_v4(const struct model_run *run, const char *pattern,
		   const char *mask, const struct model_number *client)
{
	const bool row = model_on(run, MODEL_NET_HOSTBITS);
	unsigned char address[4], bits[4];

	if (client->family != MODEL_V4 || !net_quad(run, pattern, address) ||
	    !mask_v4(run, mask, bits))
		return MODEL_NO;
	for (int i = 0; i < 4; i++)
		if ((client->bytes[i] & bits[i]) !=
		    (row ? address[i] & bits[i] : address[i]))
			return MODEL_NO;
	return surely(address, bits, client);
}

enum model_answer
model_number_in_v6(const struct model_run *run, const char *pattern,
		   const char *mask, const struct model_number *client)
{
	struct model_number net;
	unsigned char bits[4] = {0};
	int length;

	if (!model_number_v6(run, pattern, &net) ||
	    !mask_length(run, mask, 128, &length))
		return MODEL_NO;
	if (length >= 96 && unmap(run, &net))
		length -= 96;
	if (net.family != client->family ||
	    !same_bits(net.bytes, client->bytes, length) ||
	    !same_zone(&net, client))
		return MODEL_NO;
	if (net.family != MODEL_V4 || !model_on(run, MODEL_NET_HOSTBITS))
		return MODEL_YES;
	set_ones(bits, length);
	return surely(net.bytes, bits, client);
}

bool
model_number_is_bare(const struct model_run *run, const char *text)
{
	char address[strlen(text) + 1];
	const char *slash = strchr(text, '/');
	struct model_number net;
	char *end;

	if (slash == NULL)
		return model_number_v6(run, text, &net);
	if (!isdigit((unsigned char)slash[1]))
		return false;
	memcpy(address, text, (size_t)(slash - text));
	address[slash - text] = '\0';
	return model_number_v6(run, address, &net) &&
	       strtoul(slash + 1, &end, 10) <= 128 && *end == '\0';
}
