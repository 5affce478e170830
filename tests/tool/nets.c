/* SPDX-License-Identifier: BSD-3-Clause */
/* Ranges as nets, and what nets hold. */
#include "hostsaccess/net/nets.h"

#include "config.h"
#include "tests/unit/unit.h"

static struct ha_address
address_of(const char *text)
{
	struct ha_address address;

	if (!ha_address_parse(ha_slice_of(text), &address))
		fail_msg("%s is no address", text);
	return address;
}

static void
nets_have_spans(void **state)
{
	static const struct {
		const char *address;
		unsigned length;
		const char *count, *first, *last;
	} rows[] = {
	    {"192.0.2.0", 24, "256", "192.0.2.0", "192.0.2.255"},
	    {"192.0.2.7", 24, "256", "192.0.2.0", "192.0.2.255"},
	    {"192.0.2.7", 32, "1", "192.0.2.7", "192.0.2.7"},
	    {"192.0.2.7", 31, "2", "192.0.2.6", "192.0.2.7"},
	    {"0.0.0.0", 0, "4294967296", "0.0.0.0", "255.255.255.255"},
	    {"::ffff:10.0.0.0", 104, "16777216", "10.0.0.0", "10.255.255.255"},
	    {"2001:db8::", 32, "79228162514264337593543950336",
	     "2001:db8::", "2001:db8:ffff:ffff:ffff:ffff:ffff:ffff"},
	    {"2001:db8::1", 128, "1", "2001:db8::1", "2001:db8::1"},
	    {"::", 0, "340282366920938463463374607431768211456",
	     "::", "ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff"},
	    {"::1.2.3.4", 120, "256", "::1.2.3.0", "::1.2.3.255"},
	    {"::1", 127, "2", "::", "::1"},
	    {"fe80::1%eth0", 64, "18446744073709551616", "fe80::%eth0",
	     "fe80::ffff:ffff:ffff:ffff%eth0"},
	};

	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++) {
		struct ha_address base = address_of(rows[i].address);
		struct ha_address first = address_of(rows[i].first);
		struct ha_address last = address_of(rows[i].last);
		struct nets_span span;
		struct ha_net net;

		row(rows[i].address);
		ha_net_of_prefix(&base, rows[i].length,
				 strchr(rows[i].address, ':') ? 128 : 32, &net);
		assert_true(nets_span(&net, &span));
		assert_true(ha_address_equal(&span.first, &first));
		assert_true(ha_address_equal(&span.last, &last));
#ifdef HAVE_LIBCIDR
		assert_string_equal(span.count, rows[i].count);
#else
		assert_string_equal(span.count, "");
#endif
	}
}

static void
masks_that_are_no_prefix_have_none(void **state)
{
	static const uint8_t quad[4] = {192, 0, 2, 0}, mask[4] = {255, 0, 255};
	struct nets_span span;
	struct ha_net net;

	(void)state;
	ha_net_of_mask(quad, mask, &net);
	assert_false(nets_span(&net, &span));
}

/* What is no range, or none of one family. */
static void
others_have_no_nets(void **state)
{
	static const struct {
		const char *name, *first, *last;
	} rows[] = {
	    {"reversed", "192.0.2.2", "192.0.2.1"},
	    {"reversed, IPv6", "2001:db8::2", "2001:db8::1"},
	    {"two families", "192.0.2.1", "2001:db8::1"},
	    {"two families, one mapped", "::ffff:192.0.2.1", "2001:db8::1"},
	    {"a zone", "fe80::1%eth0", "fe80::2%eth0"},
	    {"a zone of the last", "fe80::1", "fe80::2%eth0"},
	};
	const struct ha_address none = {0};
	struct nets set = {NULL, 7};

	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++) {
		struct ha_address first = address_of(rows[i].first);
		struct ha_address last = address_of(rows[i].last);

		row(rows[i].name);
		assert_false(nets_of_range(&first, &last, &set));
		assert_int_equal(set.count, 7);
	}
	assert_false(nets_of_range(&none, &none, &set));
}

#ifdef HAVE_LIBCIDR

/* Writes NET as text. */
static void
format_net(const struct ha_net *net, char text[HA_ADDRESS_TEXT_MAX + 4])
{
	unsigned length = 0;
	size_t used;

	assert_true(ha_net_length(net, &length));
	ha_address_format(&net->base, false, text);
	used = strlen(text);
	snprintf(text + used, sizeof("/128"), "/%u", length);
}

static void
ranges_are_nets(void **state)
{
	static const struct {
		const char *first, *last, *nets;
	} rows[] = {
	    {"192.0.2.10", "192.0.2.40",
	     "192.0.2.10/31 192.0.2.12/30 192.0.2.16/28 192.0.2.32/29 "
	     "192.0.2.40/32 "},
	    {"10.0.0.1", "10.0.0.255",
	     "10.0.0.1/32 10.0.0.2/31 10.0.0.4/30 10.0.0.8/29 10.0.0.16/28 "
	     "10.0.0.32/27 10.0.0.64/26 10.0.0.128/25 "},
	    {"192.0.2.7", "192.0.2.7", "192.0.2.7/32 "},
	    {"192.0.2.0", "192.0.2.255", "192.0.2.0/24 "},
	    {"192.0.2.7", "192.0.2.8", "192.0.2.7/32 192.0.2.8/32 "},
	    {"0.0.0.0", "255.255.255.255", "0.0.0.0/0 "},
	    {"0.0.0.0", "0.0.0.0", "0.0.0.0/32 "},
	    {"255.255.255.255", "255.255.255.255", "255.255.255.255/32 "},
	    {"0.0.0.0", "127.255.255.255", "0.0.0.0/1 "},
	    {"::ffff:10.0.0.4", "::ffff:10.0.0.7", "10.0.0.4/30 "},
	    {"2001:db8::1", "2001:db8::4",
	     "2001:db8::1/128 2001:db8::2/127 2001:db8::4/128 "},
	    {"2001:db8::", "2001:db8:ffff:ffff:ffff:ffff:ffff:ffff",
	     "2001:db8::/32 "},
	    {"::", "ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff", "::/0 "},
	    {"ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff",
	     "ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff",
	     "ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff/128 "},
	    {"::1.2.3.4", "::1.2.3.7", "::1.2.3.4/126 "},
	    /* around those that are mapped, which are no addresses of IPv6 */
	    {"::fffe:ffff:ffff", "::1:0:0:0",
	     "::fffe:ffff:ffff/128 ::1:0:0:0/128 "},
	    {"::fffe:0:0", "::1:0:0:0", "::fffe:0:0/95 ::1:0:0:0/128 "},
	};

	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++) {
		struct ha_address first = address_of(rows[i].first);
		struct ha_address last = address_of(rows[i].last);
		char text[HA_ADDRESS_TEXT_MAX + 4], all[512] = "";
		struct nets set;

		row(rows[i].nets);
		assert_true(nets_of_range(&first, &last, &set));
		for (size_t j = 0; j < set.count; j++) {
			size_t used = strlen(all);

			format_net(&set.nets[j], text);
			snprintf(all + used, sizeof(all) - used, "%s ", text);
		}
		nets_free(&set);
		assert_string_equal(all, rows[i].nets);
	}
}

/* Every number of addresses there is, by doubling its digits. */
static void
counts_double(void **state)
{
	char digits[NETS_COUNT_MAX] = "1";
	const struct ha_address lowest = {.family = HA_FAMILY_IPV6};

	(void)state;
	for (unsigned bits = 0; bits <= 128; bits++) {
		char twice[NETS_COUNT_MAX + 1] = "";
		size_t size = strlen(digits);
		struct nets_span span;
		struct ha_net net;
		int carry = 0;

		ha_net_of_prefix(&lowest, 128 - bits, 128, &net);
		assert_true(nets_span(&net, &span));
		assert_string_equal(span.count, digits);
		for (size_t i = size; i > 0; i--) {
			int sum = 2 * (digits[i - 1] - '0') + carry;

			twice[i] = (char)('0' + sum % 10);
			carry = sum / 10;
		}
		twice[0] = (char)('0' + carry);
		snprintf(digits, sizeof(digits), "%s", twice + !carry);
	}
}

#else

/* Nothing is known of ranges. */
static void
ranges_are_none(void **state)
{
	struct ha_address first = address_of("192.0.2.1");
	struct nets set = {NULL, 7};

	(void)state;
	print_error("NOT RUN: ranges as nets; built without libcidr\n");
	assert_false(nets_of_range(&first, &first, &set));
	assert_int_equal(set.count, 7);
}

#endif

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(nets_have_spans),
	    cmocka_unit_test(masks_that_are_no_prefix_have_none),
	    cmocka_unit_test(others_have_no_nets),
#ifdef HAVE_LIBCIDR
	    cmocka_unit_test(ranges_are_nets),
	    cmocka_unit_test(counts_double),
#else
	    cmocka_unit_test(ranges_are_none),
#endif
	};

	return cmocka_run_group_tests_name("nets", tests, NULL, NULL);
}
