/* SPDX-License-Identifier: BSD-3-Clause */
/* The keys that come most often, beside counts of all of them. */
#include "hostsaccess/tool/heavy.h"

#include "tests/oracle/dice.h"
#include "tests/unit/unit.h"

#define KEYS 2000
#define SIZE 64

static struct ha_slice
key_of(unsigned number, char text[16])
{
	snprintf(text, 16, "%u", number);
	return ha_slice_of(text);
}

/* Compares each place with COUNTS, by number, whose sum is ALL. */
static void
check_places(const struct heavy *heavy, const unsigned long *counts,
	     unsigned long all)
{
	bool kept[KEYS] = {false};
	unsigned long sum = 0;

	for (uint32_t i = 0; i < heavy->used; i++) {
		const struct heavy_place *place = &heavy->places[i];
		unsigned long number = 0;

		assert_true(ha_slice_number(place->key, 10, KEYS - 1, &number));
		assert_false(kept[number]);
		kept[number] = true;
		assert_true(place->count >= counts[number]);
		assert_true(place->count - place->over <= counts[number]);
		sum += place->count;
	}
	assert_int_equal(sum, all);
	for (unsigned i = 0; i < KEYS; i++)
		if (counts[i] > all / SIZE)
			assert_true(kept[i]);
}

/* The smaller a number, the more often it comes, as SKEW says. */
static void
check_stream(unsigned long seed, unsigned skew)
{
	static unsigned long counts[KEYS];
	struct dice dice = {seed};
	struct heavy heavy;
	unsigned long all = 0;

	memset(counts, 0, sizeof(counts));
	heavy_begin(&heavy, SIZE);
	for (int i = 0; i < 20000; i++) {
		unsigned number = dice_below(&dice, KEYS);
		unsigned long times = 1 + dice_below(&dice, 3);
		char text[16];
		bool is_new;

		for (unsigned j = 0; j < skew; j++)
			number = dice_below(&dice, number + 1);
		heavy_add(&heavy, key_of(number, text), times, &is_new);
		counts[number] += times;
		all += times;
	}
	check_places(&heavy, counts, all);
	heavy_free(&heavy);
}

static void
no_count_is_too_small(void **state)
{
	(void)state;
	for (unsigned long seed = 1; seed <= 8; seed++)
		for (unsigned skew = 0; skew < 6; skew++)
			check_stream(seed, skew);
}

static void
few_keys_are_counted_exactly(void **state)
{
	struct heavy heavy;
	char text[16];
	bool is_new;

	(void)state;
	heavy_begin(&heavy, SIZE);
	for (int i = 0; i < 3; i++)
		for (unsigned j = 0; j < SIZE; j++) {
			uint32_t at =
			    heavy_add(&heavy, key_of(j, text), 2, &is_new);

			assert_int_equal(at, j);
			assert_int_equal(is_new, i == 0);
			assert_int_equal(heavy.places[at].over, 0);
		}
	assert_false(heavy.is_full);
	heavy_add(&heavy, ha_slice_of("x"), 1, &is_new);
	assert_true(is_new && heavy.is_full);
	assert_int_equal(heavy.used, SIZE);
	heavy_free(&heavy);
}

static void
keys_have_an_order(void **state)
{
	static const struct {
		const char *a, *b;
		int order;
	} rows[] = {
	    {"", "", 0},     {"a", "a", 0},  {"a", "b", -1}, {"b", "a", 1},
	    {"a", "ab", -1}, {"ab", "a", 1}, {"", "a", -1},  {"b", "ab", 1},
	};

	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++) {
		int order =
		    heavy_order(ha_slice_of(rows[i].a), ha_slice_of(rows[i].b));

		row(rows[i].a);
		assert_int_equal((order > 0) - (order < 0), rows[i].order);
	}
}

int
main(void)
{
	static const struct CMUnitTest tests[] = {
	    cmocka_unit_test(few_keys_are_counted_exactly),
	    cmocka_unit_test(no_count_is_too_small),
	    cmocka_unit_test(keys_have_an_order),
	};

	return cmocka_run_group_tests_name("heavy", tests, NULL, NULL);
}
