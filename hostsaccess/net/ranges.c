/* SPDX-License-Identifier: BSD-3-Clause */
#include "hostsaccess/net/ranges.h"

#include "hostsaccess/tool/memory.h"

#include <stdlib.h>

static unsigned
width_of(enum ha_family family)
{
	return family == HA_FAMILY_IPV4 ? 32 : 128;
}

/* The number whose last BITS bits are ones. */
static struct number
ones(unsigned bits)
{
	struct number number = {0, 0};

	if (bits >= 64)
		number.low = UINT64_MAX;
	else
		number.low = (UINT64_C(1) << bits) - 1;
	if (bits == 128)
		number.high = UINT64_MAX;
	else if (bits > 64)
		number.high = (UINT64_C(1) << (bits - 64)) - 1;
	return number;
}

static struct number
next_of(struct number number)
{
	number.low++;
	if (number.low == 0)
		number.high++;
	return number;
}

static struct number
before(struct number number)
{
	if (number.low == 0)
		number.high--;
	number.low--;
	return number;
}

int
number_order(struct number a, struct number b)
{
	if (a.high != b.high)
		return a.high < b.high ? -1 : 1;
	if (a.low != b.low)
		return a.low < b.low ? -1 : 1;
	return 0;
}

struct number
number_of(enum ha_family family, const uint8_t bytes[16])
{
	struct number number = {0, 0};
	size_t size = width_of(family) / 8;

	for (size_t i = 0; i < size; i++) {
		number.high = number.high << 8 | number.low >> 56;
		number.low = number.low << 8 | bytes[i];
	}
	return number;
}

static void
bytes_of(enum ha_family family, struct number number, uint8_t bytes[16])
{
	memset(bytes, 0, 16);
	for (size_t i = width_of(family) / 8; i > 0; i--) {
		bytes[i - 1] = (uint8_t)number.low;
		number.low = number.low >> 8 | number.high << 56;
		number.high >>= 8;
	}
}

void
ranges_free(struct ranges *set)
{
	free(set->ranges);
	*set = (struct ranges){0};
}

void
ranges_add(struct ranges *set, enum ha_family family, struct number first,
	   struct number last)
{
	set->ranges =
	    memory_grow(set->ranges, set->count, sizeof(*set->ranges));
	set->ranges[set->count++] = (struct range){first, last, family};
}

void
ranges_append(struct ranges *set, const struct ranges *other)
{
	for (size_t i = 0; i < other->count; i++)
		ranges_add(set, other->ranges[i].family, other->ranges[i].first,
			   other->ranges[i].last);
}

void
ranges_add_net(struct ranges *set, enum ha_family family,
	       const uint8_t bytes[16], unsigned length)
{
	struct number host = ones(width_of(family) - length);
	struct number first = number_of(family, bytes), last;

	first.high &= ~host.high;
	first.low &= ~host.low;
	last.high = first.high | host.high;
	last.low = first.low | host.low;
	ranges_add(set, family, first, last);
}

void
ranges_add_all(struct ranges *set)
{
	const uint8_t zeros[16] = {0};

	ranges_add_net(set, HA_FAMILY_IPV4, zeros, 0);
	ranges_add_net(set, HA_FAMILY_IPV6, zeros, 0);
}

static int
order(const void *a, const void *b)
{
	const struct range *one = a, *other = b;
	int first;

	if (one->family != other->family)
		return one->family < other->family ? -1 : 1;
	first = number_order(one->first, other->first);
	return first != 0 ? first : number_order(one->last, other->last);
}

/* Whether B, which does not begin before A, overlaps or touches it. */
static bool
touches(const struct range *a, const struct range *b)
{
	return a->family == b->family &&
	       (number_order(b->first, a->last) <= 0 ||
		number_order(before(b->first), a->last) == 0);
}

void
ranges_order(struct ranges *set)
{
	size_t kept = 0;

	if (set->count == 0)
		return;
	qsort(set->ranges, set->count, sizeof(*set->ranges), order);
	for (size_t i = 1; i < set->count; i++) {
		struct range *last = &set->ranges[kept];

		if (!touches(last, &set->ranges[i]))
			set->ranges[++kept] = set->ranges[i];
		else if (number_order(last->last, set->ranges[i].last) < 0)
			last->last = set->ranges[i].last;
	}
	set->count = kept + 1;
}

static struct number
greater(struct number a, struct number b)
{
	return number_order(a, b) > 0 ? a : b;
}

static struct number
lesser(struct number a, struct number b)
{
	return number_order(a, b) < 0 ? a : b;
}

/* Whether A ends before B does. */
static bool
ends_first(const struct range *a, const struct range *b)
{
	if (a->family != b->family)
		return a->family < b->family;
	return number_order(a->last, b->last) < 0;
}

void
ranges_common(const struct ranges *a, const struct ranges *b,
	      struct ranges *both)
{
	size_t i = 0, j = 0;

	*both = (struct ranges){0};
	while (i < a->count && j < b->count) {
		const struct range *one = &a->ranges[i], *other = &b->ranges[j];
		struct number first = greater(one->first, other->first);
		struct number last = lesser(one->last, other->last);

		if (one->family == other->family &&
		    number_order(first, last) <= 0)
			ranges_add(both, one->family, first, last);
		if (ends_first(one, other))
			i++;
		else
			j++;
	}
}

/* Sets REST to all addresses that SET has not. */
static void
complement(const struct ranges *set, struct ranges *rest)
{
	size_t i = 0;

	*rest = (struct ranges){0};
	for (int f = HA_FAMILY_IPV4; f <= HA_FAMILY_IPV6; f++) {
		enum ha_family family = (enum ha_family)f;
		struct number at = {0, 0}, end = ones(width_of(family));
		bool more = true;

		for (; i < set->count && set->ranges[i].family == family; i++) {
			const struct range *range = &set->ranges[i];

			if (number_order(at, range->first) < 0)
				ranges_add(rest, family, at,
					   before(range->first));
			more = number_order(range->last, end) < 0;
			at = next_of(range->last);
		}
		if (more)
			ranges_add(rest, family, at, end);
	}
}

void
ranges_without(const struct ranges *a, const struct ranges *b,
	       struct ranges *rest)
{
	struct ranges others;

	complement(b, &others);
	ranges_common(a, &others, rest);
	ranges_free(&others);
}

/* How many host bits the largest net has that begins at FIRST, up to LAST. */
static unsigned
host_bits(struct number first, struct number last, unsigned width)
{
	unsigned bits = 0;

	while (bits < width) {
		struct number host = ones(bits + 1), end;

		end.high = first.high | host.high;
		end.low = first.low | host.low;
		if (first.high & host.high || first.low & host.low ||
		    number_order(end, last) > 0)
			break;
		bits++;
	}
	return bits;
}

/* Whether the net of IPv6 lies in ::ffff:0:0/96, so that it is one of IPv4. */
static bool
is_mapped(const uint8_t bytes[16], unsigned length)
{
	static const uint8_t mapped[12] = {[10] = 0xff, [11] = 0xff};

	return length >= 96 && memcmp(bytes, mapped, sizeof(mapped)) == 0;
}

void
ranges_nets(const struct ranges *set, ranges_net_fn *take, void *context)
{
	for (size_t i = 0; i < set->count; i++) {
		const struct range *range = &set->ranges[i];
		unsigned width = width_of(range->family), bits;
		struct number at = range->first, end, host;
		uint8_t bytes[16];

		do {
			bits = host_bits(at, range->last, width);
			host = ones(bits);
			bytes_of(range->family, at, bytes);
			if (width == 32 || !is_mapped(bytes, width - bits))
				take(context, range->family, bytes,
				     width - bits);
			end.high = at.high | host.high;
			end.low = at.low | host.low;
			at = next_of(end);
		} while (number_order(end, range->last) < 0);
	}
}

/* Five digits to the base of 2 to the power of 32, the lowest first. */
#define DIGITS 5

static void
add_digits(uint32_t sum[DIGITS], struct number number, uint32_t carry)
{
	const uint64_t digits[DIGITS] = {
	    number.low & UINT32_MAX, number.low >> 32, number.high & UINT32_MAX,
	    number.high >> 32, 0};
	uint64_t part = carry;

	for (size_t i = 0; i < DIGITS; i++) {
		part += digits[i] + sum[i];
		sum[i] = (uint32_t)part;
		part >>= 32;
	}
}

/* Divides NUMBER by ten; returns what is left over. */
static unsigned
divide(uint32_t number[DIGITS])
{
	uint64_t rest = 0;

	for (size_t i = DIGITS; i > 0; i--) {
		rest = rest << 32 | number[i - 1];
		number[i - 1] = (uint32_t)(rest / 10);
		rest %= 10;
	}
	return (unsigned)rest;
}

void
ranges_count(const struct ranges *set, char text[RANGES_COUNT_MAX])
{
	uint32_t sum[DIGITS] = {0};
	char digits[RANGES_COUNT_MAX];
	size_t count = 0, at = 0;

	for (size_t i = 0; i < set->count; i++) {
		struct number first = set->ranges[i].first;
		struct number last = set->ranges[i].last;

		last.high -= first.high + (last.low < first.low ? 1 : 0);
		last.low -= first.low;
		add_digits(sum, last, 1);
	}
	do {
		digits[count++] = (char)('0' + divide(sum));
	} while (sum[0] | sum[1] | sum[2] | sum[3] | sum[4]);
	while (count > 0)
		text[at++] = digits[--count];
	text[at] = '\0';
}
