/* SPDX-License-Identifier: BSD-3-Clause */
#include "hostsaccess/check/host.h"

#include "hostsaccess/check/address.h"
#include "hostsaccess/check/condition.h"
#include "hostsaccess/check/diagnose.h"
#include "hostsaccess/check/guess.h"
#include "hostsaccess/check/ipv6.h"
#include "hostsaccess/check/name.h"
#include "hostsaccess/check/path.h"
#include "hostsaccess/check/placeholder.h"
#include "hostsaccess/check/range.h"
#include "hostsaccess/check/wildcard.h"
#include "hostsaccess/cover/earlier.h"
#include "hostsaccess/finding/hint.h"

#include <string.h>

/* A token while it is checked. */
struct host {
	struct check *check;
	struct ha_slice token;
	struct ha_place place;
	const struct ha_pattern *pattern;
};

static void
find(const struct host *host, enum finding_id id)
{
	check_find(host->check, id, host->place, host->token, NULL);
}

static bool
has(const struct host *host, char c)
{
	return ha_slice_find(host->token, c) < host->token.size;
}

/* Returns whether every byte of NET's mask is BITS. */
static bool
mask_is(const struct ha_net *net, uint8_t bits)
{
	size_t size = net->base.family == HA_FAMILY_IPV4 ? 4 : 16;

	for (size_t i = 0; i < size; i++)
		if (net->mask[i] != bits)
			return false;
	return true;
}

/* An IPv6 address with zeros in all of its second half. */
static void
find_ipv6_net(const struct host *host)
{
	const struct ha_address *address = &host->pattern->net.base;
	struct ha_slice after = range_word_after(host->check, host->token);
	struct hint hint = {.size = 0};

	/* a length that a blank parts from it is told of by itself */
	if (after.size > 0 && after.data[0] == '/')
		return;
	ipv6_zeros_hint(&hint, address);
	check_find(host->check, FINDING_NET_WITHOUT_MASK, host->place,
		   host->token, &hint);
}

static void
check_ipv6(const struct host *host)
{
	static const uint8_t nothing[16];
	const struct ha_net *net = &host->pattern->net;
	bool bracket = host->token.data[0] == '[';
	size_t slash = ha_slice_find(host->token, '/');
	size_t close = ha_slice_find(host->token, ']');

	if (!bracket && (host->check->rule || slash < host->token.size))
		find(host, FINDING_V6_BARE);
	else if (!bracket)
		find(host, FINDING_V6_TEXT);
	if (slash < close && close < host->token.size)
		find(host, FINDING_V6_INNER);
	if (has(host, '%'))
		find(host, FINDING_ZONE);
	if (net->base.family == HA_FAMILY_IPV4)
		find(host, FINDING_MAPPED);
	else if (mask_is(net, 0))
		find(host, FINDING_V6_ALL);
	else if (mask_is(net, 0xff) && slash == host->token.size &&
		 memcmp(net->base.bytes + 8, nothing, 8) == 0 &&
		 memcmp(net->base.bytes, nothing, 8) != 0)
		find_ipv6_net(host);
}

static void
check_ipv4_net(const struct host *host)
{
	const struct ha_net *net = &host->pattern->net;
	struct ha_slice token = host->token;
	struct ha_slice mask =
	    ha_slice_from(token, ha_slice_find(token, '/') + 1);
	struct hint hint = {.size = 0};
	char base[HA_ADDRESS_TEXT_MAX];
	unsigned length;

	if (address_is_octal(token, net)) {
		ha_address_format(&net->base, false, base);
		hint_add(&hint, "it is %s here", base);
		check_find(host->check, FINDING_OCTAL, host->place, token,
			   &hint);
	}
	if (!ha_net_length(net, &length) && !host->pattern->host_bits) {
		hint.size = 0;
		address_odd_mask_hint(&hint, host->pattern);
		check_find(host->check, FINDING_MASK_ODD, host->place, token,
			   &hint);
	}
	if (mask_is(net, 0) && !host->pattern->host_bits &&
	    !ha_slice_any(mask, HA_C_DOT))
		find(host, FINDING_NET_ZERO);
	if (ha_slice_is(mask, "255.255.255.255"))
		find(host, FINDING_NET_ALL_ONES);
}

static void
check_net(const struct host *host)
{
	const struct ha_net *net = &host->pattern->net;
	static const uint8_t nothing[16];

	if (has(host, ':'))
		check_ipv6(host);
	else
		check_ipv4_net(host);
	if (mask_is(net, 0xff) && memcmp(net->base.bytes, nothing, 16) == 0)
		find(host, FINDING_ANY_ADDRESS);
}

/* Digits and dots that are no address or beginning of one. */
static void
find_bad_address(const struct host *host)
{
	struct ha_slice before = range_word_before(host->check, host->token);
	struct hint hint = {.size = 0};

	/* diagnose.c has told of `192.0.2.0/ 24' */
	if (before.size > 0 && before.data[before.size - 1] == '/' &&
	    (before.size == 1 || before.data[0] != '/'))
		return;
	if (!range_hint_signs(host->token, &hint))
		address_hint(&hint, host->token);
	check_find(host->check, FINDING_BAD_ADDRESS, host->place, host->token,
		   &hint);
}

/* A name of the form .SUFFIX, which is to end in no dot. */
static void
check_suffix(const struct host *host)
{
	struct ha_slice token = host->token;
	struct hint hint = {.size = 0};

	if (name_check_bytes(host->check, token, host->place))
		return;
	if (placeholder_is(token)) {
		find(host, FINDING_PLACEHOLDER);
	} else if (address_hex_hint(&hint, ha_slice_from(token, 1))) {
		find(host, FINDING_NAME_ADDRESS);
	} else if (token.size > 2 && token.data[token.size - 1] == '.') {
		hint_mean(&hint, ha_slice_head(token, token.size - 1));
		check_find(host->check, FINDING_SUFFIX_DOT, host->place, token,
			   &hint);
	}
}

static void
check_netgroup(const struct host *host)
{
	const struct ha_sink sink = diagnose_sink(host->check);

	if (host->token.size == 1)
		ha_diagnose(&sink, HA_D_HOST_EMPTY, host->place, host->token,
			    0);
	else
		find(host, FINDING_NETGROUP_ADDRESS);
	name_check_netgroup(host->check, host->token, host->place);
}

/* A name with its final dot. */
static void
check_full_name(const struct host *host)
{
	struct ha_slice token = host->token;
	struct ha_slice name = ha_slice_head(token, token.size - 1);

	if (name_check_bytes(host->check, token, host->place))
		return;
	if (address_resembles(name))
		name_check(host->check, token, host->place);
	else
		find(host, FINDING_PREFIX_NAME);
}

/* Whether ADDRESS, of IPv4, is a mask of eight bits or more. */
static bool
is_mask(const struct ha_address *address)
{
	const uint8_t *bytes = address->bytes;
	uint32_t bits = (uint32_t)bytes[0] << 24 | (uint32_t)bytes[1] << 16 |
			(uint32_t)bytes[2] << 8 | bytes[3];

	return bytes[0] == 255 && (~bits & (~bits + 1)) == 0;
}

/*
 * Whether ADDRESS, of IPv4, is hardly that of a host.  Many block lists are
 * made of addresses that were seen, and some of those end in 0.
 */
static bool
is_net(const struct host *host, const struct ha_address *address)
{
	const uint8_t *bytes = address->bytes;
	const struct check *check = host->check;
	bool private = bytes[0] == 10 ||
		       (bytes[0] == 172 && (bytes[1] & 0xf0) == 16) ||
		       (bytes[0] == 192 && bytes[1] == 168);

	return address->family == HA_FAMILY_IPV4 && bytes[3] == 0 &&
	       (bytes[2] == 0 || private ||
		(check->rule && check->saying->decision == HA_ALLOW));
}

/* ADDRESS, which ends in 0, as that of no host but of a net. */
static void
find_net(const struct host *host, const struct ha_address *address)
{
	struct ha_slice after = range_word_after(host->check, host->token);
	struct ha_address mask;
	struct hint hint = {.size = 0};

	/* a mask that a blank parts from it is told of by itself */
	if (after.size > 0 &&
	    (after.data[0] == '/' ||
	     (ha_address_parse(after, &mask) && is_mask(&mask))))
		return;
	address_zeros_hint(&hint, address);
	check_find(host->check, FINDING_NET_WITHOUT_MASK, host->place,
		   host->token, &hint);
}

static void
check_text(const struct host *host)
{
	struct ha_address address;

	if (condition_check_word(host->check, host->token, host->place) ||
	    condition_check_name(host->check, host->token, host->place))
		return;
	if (!host->pattern->numeric)
		name_check(host->check, host->token, host->place);
	else if (!ha_address_parse(host->token, &address))
		find_bad_address(host);
	else if (ha_slice_is(host->token, "0.0.0.0"))
		find(host, FINDING_ANY_ADDRESS);
	else if (is_mask(&address))
		find(host, FINDING_MASK_WORD);
	else if (is_net(host, &address))
		find_net(host, &address);
}

/* UNKNOWN in a rule, which may have PARANOID beside it. */
static void
note_unknown(const struct host *host)
{
	if (host->check->rule && host->check->unknown.size == 0)
		host->check->unknown = host->token;
}

/* Whether PATTERN is compared with names, and never with addresses. */
static bool
is_name(const struct ha_pattern *pattern)
{
	return pattern->kind == HA_PATTERN_LOCAL ||
	       (ha_pattern_may_be_name(pattern) &&
		!ha_pattern_may_be_address(pattern));
}

void
host_check(struct check *check, struct ha_slice token, struct ha_place place,
	   const struct ha_pattern *pattern)
{
	const struct host host = {check, token, place, pattern};

	if (check_is_told(check, token))
		return;
	if (check->nodns && is_name(pattern) &&
	    !check->taught[FINDING_NAMES_NODNS]) {
		check->taught[FINDING_NAMES_NODNS] = true;
		find(&host, FINDING_NAMES_NODNS);
	}
	switch (pattern->kind) {
	case HA_PATTERN_NET:
		check_net(&host);
		break;
	case HA_PATTERN_TEXT:
		check_text(&host);
		break;
	case HA_PATTERN_WILDCARD:
		wildcard_check(check, token, place, pattern->numeric);
		break;
	case HA_PATTERN_PREFIX:
		if (!address_is_prefix(token))
			find_bad_address(&host);
		break;
	case HA_PATTERN_FULL_NAME:
		check_full_name(&host);
		break;
	case HA_PATTERN_SUFFIX:
		check_suffix(&host);
		break;
	case HA_PATTERN_LOCAL:
		find(&host, FINDING_LOCAL);
		break;
	case HA_PATTERN_NETGROUP:
		check_netgroup(&host);
		break;
	case HA_PATTERN_LIST:
		path_check(check, token, place);
		break;
	case HA_PATTERN_UNKNOWN:
		note_unknown(&host);
		break;
	case HA_PATTERN_NEVER: /* the library has told of it */
	case HA_PATTERN_ALL:
	case HA_PATTERN_KNOWN:
	case HA_PATTERN_PARANOID:
	case HA_PATTERN_PORT:
		break;
	case HA_PATTERN_PREDICATE:
		condition_check_client(check, token, place, pattern);
		break;
	}
}
