/* SPDX-License-Identifier: BSD-3-Clause */
/* Addresses and nets. */
#include "common/request/address.h"

#include "config.h"
#include "tests/unit/unit.h"

#ifdef HAVE_LIBCIDR
#include <libcidr.h>
#endif
#include <stdlib.h>

static void
addresses_have_one_canonical_text(void **state)
{
	static const struct {
		const char *text, *canonical; /* NULL: no address */
		enum ha_family family;
		const char *zone;
	} rows[] = {
	    {"192.0.2.10", "192.0.2.10", HA_FAMILY_IPV4, ""},
	    {"255.255.255.255", "255.255.255.255", HA_FAMILY_IPV4, ""},
	    {"192.0.2.010", NULL, 0, ""},
	    {"192.0.2", NULL, 0, ""},
	    {"192.0.2.256", NULL, 0, ""},
	    {"192.0.2.1 ", NULL, 0, ""},
	    {"0x7f.0.0.1", NULL, 0, ""},
	    {"2001:DB8:0:0::1", "2001:db8::1", HA_FAMILY_IPV6, ""},
	    {"::", "::", HA_FAMILY_IPV6, ""},
	    {"::ffff:192.0.2.10", "192.0.2.10", HA_FAMILY_IPV4, ""},
	    {"::FFFF:c000:20a", "192.0.2.10", HA_FAMILY_IPV4, ""},
	    {"0:0:0:0:0:ffff:192.0.2.10", "192.0.2.10", HA_FAMILY_IPV4, ""},
	    {"::192.0.2.10", "::192.0.2.10", HA_FAMILY_IPV6, ""},
	    {"fe80::1%eth0", "fe80::1", HA_FAMILY_IPV6, "eth0"},
	    {"fe80::1%2", "fe80::1", HA_FAMILY_IPV6, "2"},
	    {"fe80::1%", NULL, 0, ""},
	    {"fe80::1%a%b", NULL, 0, ""},
	    {"fe80::1%sixteen-bytes-xx", NULL, 0, ""},
	    {"192.0.2.10%eth0", NULL, 0, ""},
	    {"[::1]", NULL, 0, ""},
	    {"2001:db8::1::2", NULL, 0, ""},
	    {"", NULL, 0, ""},
	    {"unknown", NULL, 0, ""},
	};

	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++) {
		struct ha_address address, again;
		char text[HA_ADDRESS_TEXT_MAX];

		row(rows[i].text);
		assert_int_equal(
		    ha_address_parse(ha_slice_of(rows[i].text), &address),
		    rows[i].canonical != NULL);
		if (!rows[i].canonical)
			continue;
		ha_address_format(&address, false, text);
		assert_string_equal(text, rows[i].canonical);
		assert_int_equal(address.family, rows[i].family);
		assert_string_equal(address.zone, rows[i].zone);
		ha_address_format(&address, true, text);
		assert_true(ha_address_parse(ha_slice_of(text), &again));
		assert_true(ha_address_equal(&again, &address));
		again.zone[0]++;
		assert_false(ha_address_equal(&again, &address));
	}
}

static void
quads_are_decimal_octal_or_hexadecimal(void **state)
{
	static const struct {
		const char *text;
		bool good;
		uint8_t quad[4];
	} rows[] = {
	    {"10.1.2.3", true, {10, 1, 2, 3}},
	    {"010.0x10.0.0XfF", true, {8, 16, 0, 255}},
	    {"0.0.0.0", true, {0, 0, 0, 0}},
	    {"255.255.255.255", true, {255, 255, 255, 255}},
	    {"08.0.0.0", false, {0}},
	    {"0x.0.0.0", false, {0}},
	    {"256.0.0.0", false, {0}},
	    {"0400.0.0.0", false, {0}},
	    {"10.1.2", false, {0}},
	    {"10.1.2.3.4", false, {0}},
	    {"10.1..3", false, {0}},
	    {"10.1.2.", false, {0}},
	    {"10.1.2.3 ", false, {0}},
	    {"-1.1.2.3", false, {0}},
	    {"10.1.2.99999999999999999999999", false, {0}},
	    {"", false, {0}},
	};

	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++) {
		uint8_t quad[4] = {9, 9, 9, 9};

		row(rows[i].text);
		assert_int_equal(ha_quad_parse(ha_slice_of(rows[i].text), quad),
				 rows[i].good);
		if (rows[i].good)
			assert_memory_equal(quad, rows[i].quad, 4);
		else
			assert_memory_equal(quad, "\x9\x9\x9\x9", 4);
	}
	assert_false(ha_quad_parse(S("1\0.1.1.1"), (uint8_t[4]){0}));
}

static void
bare_ipv6_nets_are_strict(void **state)
{
	static const struct {
		const char *text;
		bool good;
		unsigned length;
	} rows[] = {
	    {"::1", true, 128},
	    {"2001:db8::/32", true, 32},
	    {"::/0", true, 0},
	    {"::1/128", true, 128},
	    {"::1/129", false, 0},
	    {"::1/", false, 0},
	    {"::1/x", false, 0},
	    {"::1/-1", false, 0},
	    {"::1/+1", false, 0},
	    {"192.0.2.1", false, 0},
	    {"192.0.2.0/24", false, 0},
	    {"fe80::1%eth0/64", true, 64},
	    {"::ffff:1.2.3.4/96", true, 96},
	};

	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++) {
		struct ha_address address;
		unsigned length = 0;

		row(rows[i].text);
		assert_int_equal(ha_ipv6_net_parse(ha_slice_of(rows[i].text),
						   &address, &length),
				 rows[i].good);
		assert_int_equal(length, rows[i].length);
	}
}

static struct ha_address
address_of(const char *text)
{
	struct ha_address address;

	if (!ha_address_parse(ha_slice_of(text), &address))
		fail_msg("%s", text);
	return address;
}

static void
nets_contain(void **state)
{
	static const struct {
		const char *base;
		unsigned length, width;
		const char *address;
		bool contains;
	} rows[] = {
	    {"10.1.2.3", 8, 32, "10.255.0.1", true},
	    {"10.1.2.3", 8, 32, "11.1.2.3", false},
	    {"10.1.2.3", 0, 32, "255.255.255.255", true},
	    {"10.1.2.3", 0, 32, "::1", false},
	    {"10.1.2.3", 31, 32, "10.1.2.2", true},
	    {"10.1.2.3", 32, 32, "10.1.2.2", false},
	    {"2001:db8::5", 32, 128, "2001:db8:ffff::", true},
	    {"2001:db8::5", 33, 128, "2001:db8:ffff::", false},
	    {"::", 0, 128, "ff::1", true},
	    {"::", 0, 128, "192.0.2.1", false},
	    {"::ffff:0.0.0.0", 96, 128, "192.0.2.1", true},
	    {"::ffff:10.0.0.0", 104, 128, "10.9.9.9", true},
	    {"::ffff:10.0.0.0", 104, 128, "11.9.9.9", false},
	    {"::ffff:10.0.0.0", 95, 128, "10.9.9.9", false},
	    {"::ffff:10.0.0.0", 64, 128, "::7", true},
	    {"fe80::1%1", 128, 128, "fe80::1%1", true},
	    {"fe80::1%1", 128, 128, "fe80::1%2", false},
	    {"fe80::1%1", 128, 128, "fe80::1", false},
	    {"fe80::1", 128, 128, "fe80::1%2", true},
	};

	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++) {
		struct ha_address base = address_of(rows[i].base);
		struct ha_address address = address_of(rows[i].address);
		struct ha_net net;

		row(rows[i].base);
		ha_net_of_prefix(&base, rows[i].length, rows[i].width, &net);
		assert_int_equal(ha_net_contains(&net, &address),
				 rows[i].contains);
	}
}

static void
bytes_make_addresses(void **state)
{
	static const uint8_t bytes[16] = {0x20, 0x01, 0x0d, 0xb8, [15] = 1};
	static const uint8_t mapped[16] = {[10] = 0xff, 0xff, 192, 0, 2, 1};
	struct ha_address expected, address;

	(void)state;
	expected = address_of("2001:db8::1");
	memset(&address, 0xff, sizeof(address));
	ha_address_of_ipv6(bytes, &address);
	assert_true(ha_address_equal(&address, &expected));
	expected = address_of("192.0.2.1");
	memset(&address, 0xff, sizeof(address));
	ha_address_of_ipv6(mapped, &address);
	assert_true(ha_address_equal(&address, &expected));
}

static void
masks_need_not_be_contiguous(void **state)
{
	const uint8_t quad[4] = {192, 0, 7, 10}, mask[4] = {255, 0, 0, 255};
	struct ha_address inside = address_of("192.99.99.10");
	struct ha_address outside = address_of("192.99.99.11");
	unsigned length = 7;
	struct ha_net net;

	(void)state;
	memset(&net, 0xff, sizeof(net));
	ha_net_of_mask(quad, mask, &net);
	assert_true(ha_net_contains(&net, &inside));
	assert_false(ha_net_contains(&net, &outside));
	assert_int_equal(net.base.bytes[2], 0);
	assert_false(ha_net_length(&net, &length));
	assert_int_equal(length, 7);
}

static bool
same_bits(const struct ha_address *a, const struct ha_address *b,
	  unsigned length)
{
	for (unsigned bit = 0; bit < length; bit++)
		if ((a->bytes[bit / 8] ^ b->bytes[bit / 8]) & (0x80 >> bit % 8))
			return false;
	return true;
}

/* The bytes of a mask must say what counting bits says. */
static void
nets_agree_with_counting_bits(void **state)
{
	unsigned contained = 0;

	(void)state;
	srand(1);
	for (int i = 0; i < 20000; i++) {
		bool v4 = rand() % 2;
		unsigned width = v4 ? 32 : 128;
		unsigned length = (unsigned)rand() % (width + 1), found = 0;
		struct ha_address base = {.family = v4 ? HA_FAMILY_IPV4
						       : HA_FAMILY_IPV6};
		struct ha_address other;
		struct ha_net net;

		for (unsigned j = 0; j < width / 8; j++)
			base.bytes[j] = (uint8_t)(rand() % 3 ? rand() : 0);
		other = base;
		if (rand() % 4) {
			unsigned bit = (unsigned)rand() % width;

			other.bytes[bit / 8] ^= (uint8_t)(0x80 >> bit % 8);
		}
		ha_net_of_prefix(&base, length, width, &net);
		assert_int_equal(ha_net_contains(&net, &other),
				 same_bits(&base, &other, length));
		contained += ha_net_contains(&net, &other);
		assert_true(ha_net_length(&net, &found));
		assert_int_equal(found, length);
	}
	assert_within(contained, 5000, 19000);
}

#ifdef HAVE_LIBCIDR
/*
 * Reads ADDRESS/LENGTH with libcidr, which looks at up to eight bytes before
 * a short text, and returns its network.
 */
static CIDR *
network_of(const struct ha_address *address, unsigned length)
{
	char buffer[8 + HA_ADDRESS_TEXT_MAX + sizeof("/128")] = "";
	char *text = buffer + 8;
	size_t used;
	CIDR *cidr, *network;

	ha_address_format(address, false, text);
	used = strlen(text);
	snprintf(text + used, sizeof("/128"), "/%u", length);
	cidr = cidr_from_str(text);
	assert_non_null(cidr);
	network = cidr_addr_network(cidr);
	assert_non_null(network);
	cidr_free(cidr);
	return network;
}

/* libcidr keeps an IPv4 address in the last four bytes of sixteen. */
static void
assert_same_net(const struct ha_net *net, const CIDR *network)
{
	size_t offset = net->base.family == HA_FAMILY_IPV4 ? 12 : 0;
	uint8_t *address = cidr_get_addr(network);
	uint8_t *mask = cidr_get_mask(network);

	assert_memory_equal(net->base.bytes, address + offset, 16 - offset);
	assert_memory_equal(net->mask, mask + offset, 16 - offset);
	free(address);
	free(mask);
}

/* Every prefix length there is, with addresses that have bits everywhere. */
static void
nets_agree_with_libcidr(void **state)
{
	(void)state;
	srand(2);
	for (unsigned i = 0; i < 20 * (33 + 129); i++) {
		unsigned number = i % (33 + 129);
		bool v4 = number < 33;
		unsigned length = v4 ? number : number - 33;
		struct ha_address base = {.family = v4 ? HA_FAMILY_IPV4
						       : HA_FAMILY_IPV6};
		struct ha_net net;
		CIDR *network;

		base.bytes[0] = 0x20;
		for (unsigned j = 1; j < (v4 ? 4 : 16); j++)
			base.bytes[j] = (uint8_t)rand();
		ha_net_of_prefix(&base, length, v4 ? 32 : 128, &net);
		network = network_of(&base, length);
		assert_same_net(&net, network);
		cidr_free(network);
	}
}
#else
static void
nets_agree_with_libcidr(void **state)
{
	(void)state;
	puts("NOT RUN: nets beside libcidr (--without-libcidr)");
	skip();
}
#endif

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(addresses_have_one_canonical_text),
	    cmocka_unit_test(quads_are_decimal_octal_or_hexadecimal),
	    cmocka_unit_test(bare_ipv6_nets_are_strict),
	    cmocka_unit_test(nets_contain),
	    cmocka_unit_test(bytes_make_addresses),
	    cmocka_unit_test(masks_need_not_be_contiguous),
	    cmocka_unit_test(nets_agree_with_counting_bits),
	    cmocka_unit_test(nets_agree_with_libcidr),
	};

	return cmocka_run_group_tests_name("address", tests, NULL, NULL);
}
