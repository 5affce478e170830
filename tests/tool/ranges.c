/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * Sets of addresses against a map of all of a few, and against libcidr.
 */
#include "hostsaccess/net/nets.h"
#include "hostsaccess/net/ranges.h"

#include "config.h"
#include "tests/oracle/dice.h"
#include "tests/unit/unit.h"

/* The first addresses of a family, which sets at random are made of. */
#define SMALL 512

/* A set, and which of the small addresses it has. */
struct mapped {
	struct ranges set;
	bool has[SMALL];
};

static struct number
small(unsigned value)
{
	return (struct number){0, value};
}

static void
make(struct dice *dice, enum ha_family family, struct mapped *mapped)
{
	unsigned count = dice_below(dice, 8);

	*mapped = (struct mapped){0};
	for (unsigned i = 0; i < count; i++) {
		unsigned first = dice_below(dice, SMALL);
		unsigned last = first + dice_below(dice, SMALL - first);

		ranges_add(&mapped->set, family, small(first), small(last));
		for (unsigned at = first; at <= last; at++)
			mapped->has[at] = true;
	}
	ranges_order(&mapped->set);
}

static bool
holds(const struct ranges *set, unsigned value)
{
	for (size_t i = 0; i < set->count; i++)
		if (number_order(set->ranges[i].first, small(value)) <= 0 &&
		    number_order(small(value), set->ranges[i].last) <= 0)
			return true;
	return false;
}

/* That SET, in order, holds just what HAS has, with gaps between its ranges. */
static void
assert_set(const struct ranges *set, const bool has[SMALL])
{
	unsigned long expected = 0;
	char count[RANGES_COUNT_MAX], text[RANGES_COUNT_MAX];

	for (unsigned i = 0; i < SMALL; i++) {
		assert_int_equal(holds(set, i), has[i]);
		expected += has[i];
	}
	for (size_t i = 1; i < set->count; i++)
		assert_true(set->ranges[i].first.low >
			    set->ranges[i - 1].last.low + 1);
	ranges_count(set, count);
	snprintf(text, sizeof(text), "%lu", expected);
	assert_string_equal(count, text);
}

static void
sets_are_what_their_members_say(void **state)
{
	struct dice dice = {1};

	(void)state;
	for (unsigned i = 0; i < 2000; i++) {
		enum ha_family family = i % 2 ? HA_FAMILY_IPV4 : HA_FAMILY_IPV6;
		struct mapped a, b;
		struct ranges set;
		bool has[SMALL];

		make(&dice, family, &a);
		make(&dice, family, &b);
		assert_set(&a.set, a.has);
		ranges_common(&a.set, &b.set, &set);
		for (unsigned at = 0; at < SMALL; at++)
			has[at] = a.has[at] && b.has[at];
		assert_set(&set, has);
		ranges_free(&set);
		ranges_without(&a.set, &b.set, &set);
		for (unsigned at = 0; at < SMALL; at++)
			has[at] = a.has[at] && !b.has[at];
		assert_set(&set, has);
		ranges_free(&set);
		ranges_append(&a.set, &b.set);
		ranges_order(&a.set);
		for (unsigned at = 0; at < SMALL; at++)
			has[at] = a.has[at] || b.has[at];
		assert_set(&a.set, has);
		ranges_free(&a.set);
		ranges_free(&b.set);
	}
}

/* Nets that ought to come, one by one. */
struct expected {
	const struct nets *nets;
	size_t at;
};

static void
expect_net(void *context, enum ha_family family, const uint8_t bytes[16],
	   unsigned length)
{
	struct expected *expected = context;
	const struct ha_net *net;
	unsigned other = 0;

	assert_true(expected->at < expected->nets->count);
	net = &expected->nets->nets[expected->at++];
	assert_true(ha_net_length(net, &other));
	assert_int_equal(net->base.family, family);
	assert_int_equal(other, length);
	assert_memory_equal(net->base.bytes, bytes,
			    family == HA_FAMILY_IPV4 ? 4 : 16);
}

static void
address(struct dice *dice, enum ha_family family, struct ha_address *address)
{
	*address = (struct ha_address){.family = family};
	for (unsigned i = 0; i < (family == HA_FAMILY_IPV4 ? 4 : 16); i++)
		address->bytes[i] =
		    (uint8_t)(dice_one_in(dice, 3) ? 255 * dice_below(dice, 2)
						   : dice_below(dice, 256));
}

static void
ranges_are_the_nets_of_libcidr(void **state)
{
	struct dice dice = {2};

	(void)state;
	for (unsigned i = 0; i < 2000; i++) {
		enum ha_family family = i % 2 ? HA_FAMILY_IPV4 : HA_FAMILY_IPV6;
		struct ha_address first, last;
		struct ranges set = {0};
		struct nets nets;
		struct expected expected = {&nets, 0};

		address(&dice, family, &first);
		address(&dice, family, &last);
		if (!nets_of_range(&first, &last, &nets))
			continue;
		ranges_add(&set, family, number_of(family, first.bytes),
			   number_of(family, last.bytes));
		ranges_nets(&set, expect_net, &expected);
		assert_int_equal(expected.at, nets.count);
		ranges_free(&set);
		nets_free(&nets);
	}
}

static void
counts_of_whole_families(void **state)
{
	struct ranges set = {0};
	char count[RANGES_COUNT_MAX];

	(void)state;
	ranges_count(&set, count);
	assert_string_equal(count, "0");
	ranges_add_all(&set);
	ranges_order(&set);
	ranges_count(&set, count);
	assert_string_equal(count, "340282366920938463463374607436063178752");
	ranges_free(&set);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(sets_are_what_their_members_say),
	    cmocka_unit_test(ranges_are_the_nets_of_libcidr),
	    cmocka_unit_test(counts_of_whole_families),
	};

	return cmocka_run_group_tests_name("ranges", tests, NULL, NULL);
}
