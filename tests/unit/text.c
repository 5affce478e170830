/* SPDX-License-Identifier: BSD-3-Clause */
/* Slices and wildcards. */
#include "common/base/slice.h"
#include "common/rule/wildcard.h"

#include "tests/unit/unit.h"

static void
slices_compare_without_ascii_case(void **state)
{
	static const struct {
		const char *a, *b;
		bool equal;
	} rows[] = {
	    {"", "", true},
	    {"a", "", false},
	    {"Sshd", "sSHD", true},
	    {"[", "{", false},
	    {"@", "`", false},
	    {"sshd", "sshd ", false},
	    {"\xc3\x84", "\xc3\xa4", false},
	    {"\xc3\x84", "\xc3\x84", true},
	};

	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++) {
		row(rows[i].a);
		assert_int_equal(ha_slice_equal(ha_slice_of(rows[i].a),
						ha_slice_of(rows[i].b)),
				 rows[i].equal);
		assert_int_equal(ha_slice_is(ha_slice_of(rows[i].b), rows[i].a),
				 rows[i].equal);
	}
}

static void
slices_are_the_same_bytes(void **state)
{
	static const struct {
		const char *a, *b;
		bool same;
	} rows[] = {
	    {"", "", true},
	    {"a", "", false},
	    {"/etc/hosts.allow", "/etc/hosts.allow", true},
	    {"/etc/hosts.allow", "/etc/Hosts.allow", false},
	    {"/etc/hosts.allow", "/etc/hosts.allow ", false},
	};

	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++) {
		row(rows[i].a);
		assert_int_equal(ha_slice_same(ha_slice_of(rows[i].a),
					       ha_slice_of(rows[i].b)),
				 rows[i].same);
	}
	assert_true(ha_slice_same((struct ha_slice){0}, S("")));
}

static void
slices_start_and_end(void **state)
{
	struct ha_slice s = S("host.Example.com");

	(void)state;
	assert_true(ha_slice_starts(s, S("HOST.")));
	assert_true(ha_slice_starts(s, S("")));
	assert_false(ha_slice_starts(s, S("ost")));
	assert_true(ha_slice_ends(s, S(".example.COM")));
	assert_true(ha_slice_ends(s, S("")));
	assert_false(ha_slice_ends(S("com"), S(".com")));
	assert_false(ha_slice_starts(S("c"), S("com")));
}

static void
slices_are_cut_within_their_bounds(void **state)
{
	struct ha_slice s = S("abc");

	(void)state;
	assert_slice(ha_slice_from(s, 1), "bc");
	assert_slice(ha_slice_from(s, 3), "");
	assert_slice(ha_slice_from(s, 99), "");
	assert_int_equal(ha_slice_from((struct ha_slice){0}, 1).size, 0);
	assert_slice(ha_slice_head(s, 2), "ab");
	assert_slice(ha_slice_head(s, 99), "abc");
	assert_slice(ha_slice_trim(S(" \t\r\na \n"), HA_C_BLANK), "a");
	assert_slice(ha_slice_trim(S("\v\fa\v"), HA_C_SPACE), "a");
	assert_slice(ha_slice_trim(S("\va"), HA_C_BLANK), "\va");
	assert_slice(ha_slice_trim(S("  "), HA_C_BLANK), "");
}

/* Blanks that are passed over many at a time, with one among them that differs.
 */
static void
slices_are_trimmed_of_long_runs(void **state)
{
	static const char blanks[] = {'\0', ' ', '\t'};
	char text[300];

	(void)state;
	for (size_t size = 0; size < sizeof(text); size++)
		for (size_t at = 0; at < size; at++) {
			const struct ha_slice s = {text, size};
			struct ha_slice left;

			memset(text, blanks[at % sizeof(blanks)], size);
			text[at] = 'a';
			left = ha_slice_skip(s, HA_C_BLANK);
			assert_ptr_equal(left.data, text + at);
			assert_int_equal(left.size, size - at);
			assert_slice(ha_slice_trim(s, HA_C_BLANK), "a");
			text[at] = '\r';
			assert_int_equal(ha_slice_skip(s, HA_C_BLANK).size, 0);
			assert_int_equal(ha_slice_trim(s, HA_C_BLANK).size, 0);
			text[at] = '\v';
			assert_slice(ha_slice_trim(s, HA_C_BLANK), "\v");
		}
}

static void
slices_find_outside_of_brackets(void **state)
{
	static const struct {
		const char *text;
		size_t from, at;
	} rows[] = {
	    {"a:b", 0, 1},   {"[a:b]:c", 0, 5}, {"[a:b", 0, 2},   {"]:[", 0, 1},
	    {"[[:]:", 0, 4}, {"[:][:]:", 0, 6}, {"[:]x[:", 0, 5}, {"abc", 0, 3},
	    {":b:", 1, 2},   {"[a]b:", 0, 4},
	};

	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++) {
		row(rows[i].text);
		assert_int_equal(
		    ha_slice_find_unbracketed(ha_slice_of(rows[i].text), ':',
					      rows[i].from),
		    rows[i].at);
	}
}

static void
slices_are_copied_wholly_or_not(void **state)
{
	char buffer[4] = "xyz";

	(void)state;
	assert_true(ha_slice_copy(S("abc"), buffer, sizeof(buffer)));
	assert_string_equal(buffer, "abc");
	assert_false(ha_slice_copy(S("abcd"), buffer, sizeof(buffer)));
	assert_false(ha_slice_copy(S("a\0b"), buffer, sizeof(buffer)));
	assert_string_equal(buffer, "abc");
	assert_true(ha_slice_copy((struct ha_slice){NULL, 0}, buffer, 1));
	assert_string_equal(buffer, "");
}

static void
numbers_are_digits_only(void **state)
{
	static const struct {
		const char *text;
		unsigned base;
		unsigned long max;
		bool good;
		unsigned long number;
	} rows[] = {
	    {"0", 10, 9, true, 0},
	    {"9", 10, 9, true, 9},
	    {"32", 10, 32, true, 32},
	    {"33", 10, 32, false, 0},
	    {"0032", 10, 32, true, 32},
	    {"", 10, 9, false, 0},
	    {"-1", 10, 9, false, 0},
	    {"+1", 10, 9, false, 0},
	    {" 1", 10, 9, false, 0},
	    {"1 ", 10, 9, false, 0},
	    {"0x1", 10, 99, false, 0},
	    {"777", 8, 0777, true, 0777},
	    {"778", 8, 0777, false, 0},
	    {"1000", 8, 0777, false, 0},
	    {"9", 10, 8, false, 0},
	    {"4294967295", 10, ~0UL, true, 0xffffffffUL},
	    {"18446744073709551616", 10, ~0UL, false, 0},
	    {"99999999999999999999999", 10, ~0UL, false, 0},
	};

	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++) {
		unsigned long number = 4711;

		row(rows[i].text);
		assert_int_equal(ha_slice_number(ha_slice_of(rows[i].text),
						 rows[i].base, rows[i].max,
						 &number),
				 rows[i].good);
		assert_true(number == (rows[i].good ? rows[i].number : 4711));
	}
}

/* The same on every machine. */
static void
wide_numbers_hold_64_bits(void **state)
{
	static const struct {
		const char *text;
		uint64_t max;
		bool good;
		uint64_t number;
	} rows[] = {
	    {"4294967296", 9999999999, true, 4294967296},
	    {"9999999999", 9999999999, true, 9999999999},
	    {"10000000000", 9999999999, false, 0},
	    {"18446744073709551615", UINT64_MAX, true, UINT64_MAX},
	    {"18446744073709551616", UINT64_MAX, false, 0},
	};

	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++) {
		uint64_t number = 4711;

		row(rows[i].text);
		assert_int_equal(ha_slice_wide_number(ha_slice_of(rows[i].text),
						      10, rows[i].max, &number),
				 rows[i].good);
		assert_true(number == (rows[i].good ? rows[i].number : 4711));
	}
}

/* The plainest wildcard matcher there is, to compare with. */
static bool
slow_match(const char *pattern, const char *text)
{
	if (*pattern == '\0')
		return *text == '\0';
	if (*pattern == '*')
		return slow_match(pattern + 1, text) ||
		       (*text != '\0' && slow_match(pattern, text + 1));
	return *text != '\0' && (*pattern == '?' || *pattern == *text) &&
	       slow_match(pattern + 1, text + 1);
}

/* Makes *TEXT the next string over ALPHABET of at most SIZE bytes. */
static bool
next_string(char *text, size_t size, const char *alphabet)
{
	for (size_t i = 0; i < size; i++) {
		const char *at = text[i] ? strchr(alphabet, text[i]) : NULL;

		if (!at) {
			text[i] = alphabet[0];
			return true;
		}
		if (at[1]) {
			text[i] = at[1];
			return true;
		}
		text[i] = alphabet[0];
	}
	return false;
}

static void
wildcards_agree_with_the_slow_matcher(void **state)
{
	char pattern[6] = "";
	unsigned long matches = 0;

	(void)state;
	do {
		char text[6] = "";

		do {
			bool slow = slow_match(pattern, text);

			if (ha_wildcard_match(ha_slice_of(pattern),
					      ha_slice_of(text)) != slow)
				fail_msg("%s ~ %s", pattern, text);
			matches += slow;
		} while (next_string(text, 5, "ab"));
	} while (next_string(pattern, 5, "ab*?"));
	assert_true(matches > 5000);
}

static void
wildcards_fold_case_and_take_bytes(void **state)
{
	(void)state;
	assert_true(ha_wildcard_match(S("*.EXAMPLE.com"), S("a.example.COM")));
	assert_false(ha_wildcard_match(S("ssh?"), S("ssh\xc3\xa9")));
	assert_true(ha_wildcard_match(S("ssh??"), S("ssh\xc3\xa9")));
}

/* Exponential matchers take longer than the age of the world for this. */
static void
wildcards_do_not_explode(void **state)
{
	char pattern[2001], text[4001];

	(void)state;
	for (size_t i = 0; i < 2000; i += 2)
		memcpy(pattern + i, "*a", 3);
	pattern[1999] = 'b';
	memset(text, 'a', 4000);
	text[4000] = '\0';
	assert_false(
	    ha_wildcard_match(ha_slice_of(pattern), ha_slice_of(text)));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(slices_compare_without_ascii_case),
	    cmocka_unit_test(slices_are_the_same_bytes),
	    cmocka_unit_test(slices_start_and_end),
	    cmocka_unit_test(slices_are_cut_within_their_bounds),
	    cmocka_unit_test(slices_are_trimmed_of_long_runs),
	    cmocka_unit_test(slices_find_outside_of_brackets),
	    cmocka_unit_test(slices_are_copied_wholly_or_not),
	    cmocka_unit_test(numbers_are_digits_only),
	    cmocka_unit_test(wide_numbers_hold_64_bits),
	    cmocka_unit_test(wildcards_agree_with_the_slow_matcher),
	    cmocka_unit_test(wildcards_fold_case_and_take_bytes),
	    cmocka_unit_test(wildcards_do_not_explode),
	};

	return cmocka_run_group_tests_name("text", tests, NULL, NULL);
}
