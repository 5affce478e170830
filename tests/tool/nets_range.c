/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * Ranges as nets, against a second way to find them, which counts upwards
 * from the lowest address, and address by address.
 */
#include "hostsaccess/net/nets.h"

#include "config.h"
#include "tests/oracle/dice.h"
#include "tests/unit/unit.h"

#include <sys/param.h>

#ifdef __SIZEOF_INT128__

/* An address as a number. */
typedef unsigned __int128 number;

static struct ha_address
address_of(const char *text)
{
	struct ha_address address;

	if (!ha_address_parse(ha_slice_of(text), &address))
		fail_msg("%s is no address", text);
	return address;
}

static unsigned
width_of(const struct ha_address *address)
{
	return address->family == HA_FAMILY_IPV4 ? 32 : 128;
}

static number
number_of(const struct ha_address *address)
{
	number value = 0;

	for (unsigned i = 0; i < width_of(address) / 8; i++)
		value = value << 8 | address->bytes[i];
	return value;
}

/* The address VALUE of the family of LIKE. */
static struct ha_address
numbered(const struct ha_address *like, number value)
{
	struct ha_address address = {.family = like->family};

	for (unsigned i = width_of(like) / 8; i > 0; i--, value >>= 8)
		address.bytes[i - 1] = (uint8_t)value;
	return address;
}

/* The longest 2^n that AT is a multiple of, and that fits in up to LAST. */
static unsigned
free_bits(number at, number last, unsigned width)
{
	unsigned bits = 0;

	while (bits < width && !(at >> bits & 1) &&
	       last - at >= ((number)2 << bits) - 1)
		bits++;
	return bits;
}

/* SET is FIRST to LAST: from the lowest address on, as much as can be. */
static void
assert_range(const struct nets *set, const struct ha_address *first,
	     const struct ha_address *last)
{
	number at = number_of(first), end = number_of(last);

	for (size_t i = 0; i < set->count; i++) {
		const struct ha_net *net = &set->nets[i];
		unsigned width = width_of(first);
		unsigned bits = free_bits(at, end, width), length = 0;
		struct ha_address base = numbered(first, at);

		assert_true(ha_address_equal(&net->base, &base));
		assert_true(ha_net_length(net, &length));
		assert_int_equal(length, width - bits);
		at += (number)1 << bits;
	}
	assert_true(at == end + 1);
}

/* Whether a net of SET contains ADDRESS. */
static bool
contains(const struct nets *set, const struct ha_address *address)
{
	for (size_t i = 0; i < set->count; i++)
		if (ha_net_contains(&set->nets[i], address))
			return true;
	return false;
}

/* Spaces of SMALL addresses, from the first on: edges, and what carries. */
#define SMALL 40

static const char *const spaces[] = {
    "0.0.0.0",
    "255.255.255.216",
    "192.0.2.0",
    "10.255.255.236",
    "127.255.255.236",
    "::",
    "ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffd8",
    "2001:db8::",
    "2001:db8:0:ffff:ffff:ffff:ffff:ffec",
    "7fff:ffff:ffff:ffff:ffff:ffff:ffff:ffec",
};

/* Every range of the space that begins at START, and each address of it. */
static unsigned
check_space(const struct ha_address *start)
{
	number base = number_of(start);
	unsigned count = 0;

	for (unsigned i = 0; i < SMALL; i++)
		for (unsigned j = i; j < SMALL; j++) {
			struct ha_address first = numbered(start, base + i);
			struct ha_address last = numbered(start, base + j);
			struct nets set;

			assert_true(nets_of_range(&first, &last, &set));
			assert_range(&set, &first, &last);
			for (unsigned k = 0; k < SMALL; k++) {
				struct ha_address address =
				    numbered(start, base + k);

				assert_int_equal(contains(&set, &address),
						 k >= i && k <= j);
			}
			nets_free(&set);
			count++;
		}
	return count;
}

static void
small_ranges_hold_what_they_should(void **state)
{
	unsigned count = 0;

	(void)state;
	for (size_t i = 0; i < COUNT(spaces); i++) {
		struct ha_address start = address_of(spaces[i]);

		row(spaces[i]);
		count += check_space(&start);
	}
	assert_int_equal(count, COUNT(spaces) * SMALL * (SMALL + 1) / 2);
}

/* Random ranges among the 65536 addresses from each of the texts on. */
static void
random_ranges_hold_what_they_should(void **state)
{
	static const char *const starts[] = {
	    "10.7.0.0", "0.0.0.0", "255.255.0.0",
	    "2001:db8::", "ffff:ffff:ffff:ffff:ffff:ffff:ffff:0"};
	struct dice dice = {1};

	(void)state;
	for (unsigned i = 0; i < 2000; i++) {
		struct ha_address start = address_of(DICE_PICK(&dice, starts));
		unsigned a = dice_below(&dice, 65536);
		unsigned b = dice_below(&dice, 65536);
		number base = number_of(&start);
		struct ha_address first = numbered(&start, base + MIN(a, b));
		struct ha_address last = numbered(&start, base + MAX(a, b));
		struct nets set;

		assert_true(nets_of_range(&first, &last, &set));
		assert_range(&set, &first, &last);
		nets_free(&set);
	}
}

/* Random ranges anywhere; of IPv6, none around those that are mapped. */
static void
wide_ranges_hold_what_they_should(void **state)
{
	struct dice dice = {2};

	(void)state;
	for (unsigned i = 0; i < 2000; i++) {
		const struct ha_address like = {
		    .family = i % 2 ? HA_FAMILY_IPV4 : HA_FAMILY_IPV6};
		number high = (number)dice_bits(&dice) << 64;
		number a = high | (number)1 << 127 | dice_bits(&dice);
		number b = a >> dice_below(&dice, 127) ^ a;
		struct ha_address one = numbered(&like, a);
		struct ha_address other = numbered(&like, b | (number)1 << 127);
		bool less = number_of(&one) < number_of(&other);
		struct nets set;

		assert_true(nets_of_range(less ? &one : &other,
					  less ? &other : &one, &set));
		assert_range(&set, less ? &one : &other, less ? &other : &one);
		nets_free(&set);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(small_ranges_hold_what_they_should),
	    cmocka_unit_test(random_ranges_hold_what_they_should),
	    cmocka_unit_test(wide_ranges_hold_what_they_should),
	};

#ifndef HAVE_LIBCIDR
	print_error("NOT RUN: ranges at random; built without libcidr\n");
	return 77; /* for automake: skipped */
#endif
	return cmocka_run_group_tests_name("nets_range", tests, NULL, NULL);
}

#else

int
main(void)
{
	print_error("NOT RUN: ranges at random; no numbers of 128 bits\n");
	return 77; /* for automake: skipped */
}

#endif
