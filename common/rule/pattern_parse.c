/* SPDX-License-Identifier: BSD-3-Clause */
/* Tokens read as patterns. */
#include "common/rule/pattern.h"

static const struct {
	const char *word;
	enum ha_pattern_kind kind;
} keywords[] = {
    {"ALL", HA_PATTERN_ALL},
    {"KNOWN", HA_PATTERN_KNOWN},
    {"UNKNOWN", HA_PATTERN_UNKNOWN},
    {"PARANOID", HA_PATTERN_PARANOID},
};

/*
 * Reads TOKEN as the patterns that hosts, users and daemons have in common.
 * A token with a wildcard is nothing else; dots at its ends are literal.
 */
static void
parse_text(struct ha_slice token, struct ha_pattern *pattern)
{
	*pattern = (struct ha_pattern){.kind = HA_PATTERN_TEXT, .text = token};
	if (ha_slice_any(token, HA_C_WILDCARD)) {
		pattern->kind = HA_PATTERN_WILDCARD;
		return;
	}
	for (size_t i = 0; i < sizeof(keywords) / sizeof(*keywords); i++)
		if (ha_slice_is(token, keywords[i].word))
			pattern->kind = keywords[i].kind;
	if (token.data[0] == '.')
		pattern->kind = HA_PATTERN_SUFFIX;
	else if (token.data[token.size - 1] == '.')
		pattern->kind = HA_PATTERN_PREFIX;
}

void
ha_pattern_of_user(struct ha_slice token, struct ha_pattern *pattern)
{
	parse_text(token, pattern);
}

/*
 * Reads TOKEN as strtoul(3) reads a number, cut to 32 bits: what comes out
 * as 0 to 65535 is a port.
 */
static bool
parse_port(struct ha_slice token, unsigned long *port)
{
	bool negative, sign;
	unsigned long value;

	while (token.size > 1 && ha_in_class(token.data[0], HA_C_SPACE))
		token = ha_slice_from(token, 1);
	negative = token.data[0] == '-';
	sign = negative || token.data[0] == '+';
	if (!ha_slice_number(ha_slice_from(token, sign), 10, ~0UL, &value))
		return false;
	value = (negative ? 0 - value : value) & 0xffffffffUL;
	if (value > 65535)
		return false;
	*port = value;
	return true;
}

void
ha_pattern_of_daemon(struct ha_slice token, struct ha_pattern *pattern)
{
	parse_text(token, pattern);
	if (parse_port(token, &pattern->port))
		pattern->kind = HA_PATTERN_PORT;
}

/* A host pattern while it is read. */
struct parse {
	struct ha_slice token;
	struct ha_place place;
	const struct ha_sink *sink;
	struct ha_pattern *pattern;
};

/* Makes it a pattern that never matches. */
static void
never(const struct parse *parse, enum ha_diagnostic_id id)
{
	parse->pattern->kind = HA_PATTERN_NEVER;
	ha_diagnose(parse->sink, id, parse->place, parse->token, 0);
}

static void
warn(const struct parse *parse, enum ha_diagnostic_id id)
{
	ha_diagnose(parse->sink, id, parse->place, parse->token, 0);
}

/*
 * Reads the number that TEXT begins with, after an optional '+', as a prefix
 * length of at most WIDTH.  What follows is ignored, unless the number is 0:
 * who writes 0x8 does not mean everybody.
 */
static bool
parse_length(const struct parse *parse, struct ha_slice text, unsigned width,
	     unsigned *length)
{
	unsigned long number;
	size_t digits = 0;

	if (text.size > 0 && text.data[0] == '+')
		text = ha_slice_from(text, 1);
	while (digits < text.size && ha_in_class(text.data[digits], HA_C_DIGIT))
		digits++;
	if (!ha_slice_number(ha_slice_head(text, digits), 10, width, &number) ||
	    (number == 0 && digits < text.size))
		return false;
	if (digits < text.size)
		warn(parse, HA_D_NET_MASK_TRAILER);
	*length = (unsigned)number;
	return true;
}

/*
 * Makes it a net, which is set, with ADDRESS as written.  If that has bits
 * outside the mask, a host was meant or a net: nobody can say.  In nets of
 * IPv6 they mean nothing, as in tcp_wrappers.
 */
static void
become_net(const struct parse *parse, const struct ha_address *address)
{
	struct ha_pattern *pattern = parse->pattern;

	pattern->kind = HA_PATTERN_NET;
	if (pattern->net.base.family != HA_FAMILY_IPV4 ||
	    ha_address_equal(address, &pattern->net.base))
		return;
	pattern->host_bits = true;
	pattern->host = *address;
	warn(parse, HA_D_NET_HOST_BITS);
}

static void
make_net(const struct parse *parse, const struct ha_address *address,
	 unsigned length, unsigned width)
{
	ha_net_of_prefix(address, length, width, &parse->pattern->net);
	become_net(parse, address);
}

/* Reads ADDRESS, of IPv6, under MASK; NULL is no mask: the address itself. */
static void
parse_ipv6_net(const struct parse *parse, struct ha_slice text,
	       const struct ha_slice *mask)
{
	struct ha_address address;
	unsigned length = 128;

	if (ha_slice_find(text, ':') == text.size ||
	    !ha_address_parse(text, &address))
		never(parse, HA_D_BRACKET_NO_ADDRESS);
	else if (mask && !parse_length(parse, *mask, 128, &length))
		never(parse, HA_D_NET_BAD_MASK);
	else
		make_net(parse, &address, length, 128);
}

/* [ADDRESS] and [ADDRESS/LENGTH]. */
static void
parse_bracket(const struct parse *parse)
{
	struct ha_slice inner = ha_slice_head(ha_slice_from(parse->token, 1),
					      parse->token.size - 2);
	size_t slash = ha_slice_find(inner, '/');
	struct ha_slice mask = ha_slice_from(inner, slash + 1);

	parse_ipv6_net(parse, ha_slice_head(inner, slash),
		       slash < inner.size ? &mask : NULL);
}

/* Returns whether S begins with '[' and ends with ']'. */
static bool
is_bracketed(struct ha_slice s)
{
	return s.size >= 2 && s.data[0] == '[' && s.data[s.size - 1] == ']';
}

/* a.b.c.d/LENGTH and a.b.c.d/m.m.m.m, split at the slash. */
static void
parse_ipv4_net(const struct parse *parse, struct ha_slice left,
	       struct ha_slice mask)
{
	struct ha_address address = {.family = HA_FAMILY_IPV4};
	uint8_t bits[4];
	unsigned length;

	if (!ha_quad_parse(left, address.bytes)) {
		never(parse, HA_D_NET_BAD);
	} else if (ha_quad_parse(mask, bits)) {
		ha_net_of_mask(address.bytes, bits, &parse->pattern->net);
		become_net(parse, &address);
	} else if (parse_length(parse, mask, 32, &length)) {
		make_net(parse, &address, length, 32);
	} else {
		never(parse, HA_D_NET_BAD_MASK);
	}
}

static void
parse_net(const struct parse *parse, size_t slash)
{
	struct ha_slice left = ha_slice_head(parse->token, slash);
	struct ha_slice mask = ha_slice_from(parse->token, slash + 1);
	struct ha_address address;
	unsigned length;

	if (is_bracketed(left))
		parse_ipv6_net(
		    parse, ha_slice_head(ha_slice_from(left, 1), left.size - 2),
		    &mask);
	else if (ha_ipv6_net_parse(parse->token, &address, &length))
		make_net(parse, &address, length, 128);
	else if (ha_address_parse(left, &address) &&
		 ha_slice_find(left, ':') < left.size)
		never(parse, HA_D_NET_BAD_MASK);
	else
		parse_ipv4_net(parse, left, mask);
}

/* Everything that is neither a group, a list file nor a net with a mask. */
static void
parse_host_text(const struct parse *parse)
{
	struct ha_pattern *pattern = parse->pattern;
	struct ha_slice token = parse->token;
	struct ha_address address;
	unsigned length;

	parse_text(token, pattern);
	pattern->numeric =
	    ha_slice_all(token, HA_C_DIGIT | HA_C_DOT | HA_C_WILDCARD) &&
	    (pattern->kind != HA_PATTERN_WILDCARD ||
	     ha_slice_any(token, HA_C_DIGIT));
	if (is_bracketed(token) && pattern->kind != HA_PATTERN_WILDCARD)
		parse_bracket(parse);
	else if (pattern->kind == HA_PATTERN_SUFFIX && pattern->numeric)
		never(parse, HA_D_SUFFIX_ADDRESS);
	else if (pattern->kind == HA_PATTERN_PREFIX && !pattern->numeric)
		pattern->kind = HA_PATTERN_FULL_NAME;
	else if (ha_slice_is(token, "LOCAL"))
		pattern->kind = HA_PATTERN_LOCAL;
	else if (pattern->kind != HA_PATTERN_TEXT)
		return;
	else if (ha_ipv6_net_parse(token, &address, &length))
		make_net(parse, &address, length, 128);
	else if (ha_slice_find(token, '[') < token.size ||
		 ha_slice_find(token, ']') < token.size)
		warn(parse, HA_D_BRACKET_UNBALANCED);
}

/*
 * NAME=VALUE; the predicate and its value are set.  A bad value is not to let
 * anybody in, so it is none that never matches.
 */
static void
parse_predicate(const struct parse *parse)
{
	struct ha_pattern *pattern = parse->pattern;
	enum ha_diagnostic_id fault = pattern->predicate->check(pattern->value);

	pattern->kind = HA_PATTERN_PREDICATE;
	pattern->malformed = fault != HA_D_NONE;
	if (pattern->malformed)
		warn(parse, fault);
}

void
ha_pattern_of_plain_host(struct ha_slice token, struct ha_place place,
			 const struct ha_sink *sink, struct ha_pattern *pattern)
{
	const struct parse parse = {token, place, sink, pattern};
	size_t slash = ha_slice_find_unbracketed(token, '/', 1);

	*pattern = (struct ha_pattern){.text = token};
	if (token.data[0] == '@')
		pattern->kind = HA_PATTERN_NETGROUP;
	else if (token.data[0] == '/')
		pattern->kind = HA_PATTERN_LIST;
	else if (slash < token.size)
		parse_net(&parse, slash);
	else
		parse_host_text(&parse);
}

void
ha_pattern_of_host(struct ha_slice token, struct ha_place place,
		   const struct ha_sink *sink, struct ha_pattern *pattern)
{
	const struct parse parse = {token, place, sink, pattern};
	struct ha_slice value;
	const struct ha_predicate *predicate = ha_predicate_find(token, &value);

	if (!predicate) {
		ha_pattern_of_plain_host(token, place, sink, pattern);
		return;
	}
	*pattern = (struct ha_pattern){
	    .text = token, .predicate = predicate, .value = value};
	parse_predicate(&parse);
}
