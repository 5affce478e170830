/* SPDX-License-Identifier: BSD-3-Clause */
/* Hosts looked up past the C library: hosts(5), and what DNS answers. */
#include "common/request/direct.h"

#include "tests/support/host_dns.h"
#include "tests/unit/folder.h"
#include "tests/unit/unit.h"

#include <arpa/inet.h>
#include <stdlib.h>
#include <sys/stat.h>

/* What name servers say: NULL is an error, ERROR of netdb.h. */
static struct {
	const char *records; /* TYPE OWNER DATA, with commas between them */
	int error;
	unsigned flags; /* of the second half of the head's flags */
	bool cut;       /* TC */
	int less;       /* bytes at the end that are not there */
	int count;      /* of records too many that the head tells */
	char asked[512];
} dns;

static int
type_of(const char *word)
{
	return strcmp(word, "A") == 0      ? ns_t_a
	       : strcmp(word, "AAAA") == 0 ? ns_t_aaaa
	       : strcmp(word, "PTR") == 0  ? ns_t_ptr
					   : ns_t_cname;
}

/* Writes DATA of TYPE to BYTES; returns its size. */
static size_t
data_of(int type, const char *data, unsigned char bytes[NS_MAXCDNAME])
{
	int size;

	if (type == ns_t_a && strchr(data, '.') &&
	    inet_pton(AF_INET, data, bytes) == 1)
		return 4;
	if (type == ns_t_aaaa)
		return inet_pton(AF_INET6, data, bytes) == 1 ? 16 : 0;
	size = dn_comp(data, bytes, NS_MAXCDNAME, NULL, NULL);
	return size < 0 ? 0 : (size_t)size;
}

static void
add_record(struct host_dns *answer, const char *kind, const char *owner,
	   const char *data)
{
	unsigned char wire[NS_MAXCDNAME];
	int type = type_of(kind), size;
	size_t data_size;

	size = dn_comp(owner, wire, sizeof(wire), NULL, NULL);
	host_dns_bytes(answer, wire, size < 0 ? 0 : (size_t)size);
	host_dns_number(answer, (unsigned)type);
	host_dns_number(answer, 1);
	host_dns_number(answer, 0);
	host_dns_number(answer, 0);
	data_size = data_of(type, data, wire);
	host_dns_number(answer, (unsigned)data_size);
	host_dns_bytes(answer, wire, data_size);
	answer->records++;
}

static void
add_records(struct host_dns *answer, const char *records)
{
	char text[1024], *rest = text, *one, *word;

	snprintf(text, sizeof(text), "%s", records);
	while ((one = strsep(&rest, ",")) && *one) {
		const char *words[3] = {"", "", ""};

		for (int i = 0; i < 3 && (word = strsep(&one, " ")); i++)
			words[i] = word;
		add_record(answer, words[0], words[1], words[2]);
	}
}

int
res_query(const char *name, int class, int type, unsigned char *bytes, int size)
{
	struct host_dns answer = {.start = bytes, .size = (size_t)size};
	size_t used = strlen(dns.asked);

	snprintf(dns.asked + used, sizeof(dns.asked) - used, "%s%s:%s",
		 used > 0 ? " " : "",
		 type == ns_t_a      ? "A"
		 : type == ns_t_aaaa ? "AAAA"
				     : "PTR",
		 name);
	assert_int_equal(class, ns_c_in);
	if (dns.error != UINT16_MAX)
		h_errno = dns.error;
	if (!dns.records) {
		bytes[2] = (unsigned char)(0x80 | (dns.cut ? 2 : 0));
		return -1;
	}
	host_dns_begin(&answer, name, type);
	add_records(&answer, dns.records);
	bytes[2] = (unsigned char)(0x80 | (dns.cut ? 2 : 0));
	bytes[3] = (unsigned char)dns.flags;
	bytes[7] = (unsigned char)(answer.records + (unsigned)dns.count);
	return (int)answer.used - dns.less;
}

static bool
note(void *context, const struct ha_address *address)
{
	char *text = context, one[HA_ADDRESS_TEXT_MAX];

	ha_address_format(address, true, one);
	snprintf(text + strlen(text), 256 - strlen(text), "%s%s",
		 *text ? " " : "", one);
	return true;
}

/* The answer in a word or, if it is found, FOUND. */
static const char *
word_of(enum ha_lookup lookup, const char *found)
{
	switch (lookup) {
	case HA_LOOKUP_FAILED:
		return "FAILED";
	case HA_LOOKUP_NONE:
		return "NONE";
	case HA_LOOKUP_FOUND:
		return found;
	}
	return "?";
}

static const char *
addresses_of(const char *name, enum ha_family family)
{
	static char found[256];

	found[0] = '\0';
	return word_of(ha_direct_addresses("hosts", name, family, note, found),
		       found);
}

static const char *
name_of(const char *address)
{
	static char name[HA_NAME_MAX + 1];
	struct ha_address client;

	assert_true(ha_address_parse(ha_slice_of(address), &client));
	return word_of(ha_direct_name("hosts", &client, name), name);
}

static const char hosts[] = "127.0.0.1\tlocalhost\n"
			    "# 192.0.2.9 comment\n"
			    "192.0.2.1 one.example  Alias # behind.example\n"
			    "192.0.2.2 one.example\n"
			    "2001:db8::1 one.example six.example\n"
			    "192.0.2.300 odd.example\n"
			    "192.0.2.4 numbers.example 2130706434\n"
			    "192.0.2.5";

/* Names that stand in the file, and in which words DNS is asked for others. */
static void
test_file(void **state)
{
	static const struct {
		const char *name;
		enum ha_family family;
		const char *found, *asked;
	} rows[] = {
	    {"one.example", HA_FAMILY_IPV4, "192.0.2.1 192.0.2.2", ""},
	    {"ONE.example", HA_FAMILY_IPV6, "2001:db8::1", ""},
	    {"one.example", HA_FAMILY_NONE, "192.0.2.1 192.0.2.2 2001:db8::1",
	     ""},
	    {"alias", HA_FAMILY_IPV4, "192.0.2.1", ""},
	    {"six.example", HA_FAMILY_IPV4, "NONE", "A:six.example"},
	    {"one.example.", HA_FAMILY_IPV4, "NONE", "A:one.example."},
	    {"comment", HA_FAMILY_IPV4, "NONE", "A:comment"},
	    {"behind.example", HA_FAMILY_IPV4, "NONE", "A:behind.example"},
	    {"odd.example", HA_FAMILY_IPV4, "NONE", "A:odd.example"},
	    {"example", HA_FAMILY_IPV4, "NONE", "A:example"},
	    {"2130706433", HA_FAMILY_IPV4, "NONE", "A:2130706433"},
	    {"other", HA_FAMILY_NONE, "NONE", "A:other AAAA:other"},
	};

	(void)state;
	write_text("hosts", hosts);
	for (size_t i = 0; i < COUNT(rows); i++) {
		row(rows[i].name);
		memset(&dns, 0, sizeof(dns));
		dns.error = HOST_NOT_FOUND;
		assert_string_equal(addresses_of(rows[i].name, rows[i].family),
				    rows[i].found);
		assert_string_equal(dns.asked, rows[i].asked);
	}
}

static void
test_file_names(void **state)
{
	static const struct {
		const char *address, *found, *asked;
	} rows[] = {
	    {"192.0.2.1", "one.example", ""},
	    {"2001:db8::1", "one.example", ""},
	    {"192.0.2.5", "", ""},
	    {"192.0.2.9", "NONE", "PTR:9.2.0.192.in-addr.arpa."},
	};

	(void)state;
	write_text("hosts", hosts);
	for (size_t i = 0; i < COUNT(rows); i++) {
		row(rows[i].address);
		memset(&dns, 0, sizeof(dns));
		dns.error = NO_DATA;
		assert_string_equal(name_of(rows[i].address), rows[i].found);
		assert_string_equal(dns.asked, rows[i].asked);
	}
}

/* One that is not there is empty; one that cannot be read is in doubt. */
static void
test_no_file(void **state)
{
	(void)state;
	memset(&dns, 0, sizeof(dns));
	dns.error = HOST_NOT_FOUND;
	unlink("hosts");
	assert_string_equal(addresses_of("one.example", HA_FAMILY_IPV4),
			    "NONE");
	assert_string_equal(name_of("192.0.2.1"), "NONE");
	assert_int_equal(mkdir("hosts", 0700), 0);
	dns.asked[0] = '\0';
	assert_string_equal(addresses_of("one.example", HA_FAMILY_IPV4),
			    "FAILED");
	assert_string_equal(name_of("192.0.2.1"), "FAILED");
	assert_string_equal(dns.asked, "");
	rmdir("hosts");
}

#define A "A a.example 192.0.2.1"

static void
test_answers(void **state)
{
	static const struct {
		const char *name, *records;
		int error;
		unsigned flags;
		bool cut;
		int less, count;
		const char *found;
	} rows[] = {
	    {"one", A, 0, 0, false, 0, 0, "192.0.2.1"},
	    {"two", A ",A a.example 192.0.2.2", 0, 0, false, 0, 0,
	     "192.0.2.1 192.0.2.2"},
	    {"in capitals", "A A.Example 192.0.2.1", 0, 0, false, 0, 0,
	     "192.0.2.1"},
	    {"an alias",
	     "CNAME a.example b.example,CNAME b.example c.example,"
	     "A c.example 192.0.2.3",
	     0, 0, false, 0, 0, "192.0.2.3"},
	    {"an alias of nothing", "CNAME a.example b.example", 0, 0, false, 0,
	     0, "NONE"},
	    {"another's", "A b.example 192.0.2.2", 0, 0, false, 0, 0, "NONE"},
	    {"completed", "A a.example.search 192.0.2.2", 0, 0, false, 0, 0,
	     "NONE"},
	    {"none", "", 0, 0, false, 0, 0, "NONE"},
	    {"of the other family", "AAAA a.example 2001:db8::1", 0, 0, false,
	     0, 0, "NONE"},
	    {"cut off", A, 0, 0, true, 0, 0, "FAILED"},
	    {"cut off, and empty", "", 0, 0, true, 0, 0, "FAILED"},
	    {"SERVFAIL", "", 0, 2, false, 0, 0, "FAILED"},
	    {"REFUSED", A, 0, 5, false, 0, 0, "FAILED"},
	    {"too short", A, 0, 0, false, 1, 0, "FAILED"},
	    {"no head", "", 0, 0, false, 20, 0, "FAILED"},
	    {"one too few", A, 0, 0, false, 0, 1, "FAILED"},
	    {"of a wrong size", "A a.example name", 0, 0, false, 0, 0,
	     "FAILED"},
	    {"no such name", NULL, HOST_NOT_FOUND, 0, false, 0, 0, "NONE"},
	    {"no such record", NULL, NO_DATA, 0, false, 0, 0, "NONE"},
	    {"no such record, cut off", NULL, NO_DATA, 0, true, 0, 0, "FAILED"},
	    {"no answer", NULL, TRY_AGAIN, 0, false, 0, 0, "FAILED"},
	    {"not asked", NULL, UINT16_MAX, 0, false, 0, 0, "FAILED"},
	};

	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++) {
		row(rows[i].name);
		memset(&dns, 0, sizeof(dns));
		dns.records = rows[i].records;
		dns.error = rows[i].error;
		dns.flags = rows[i].flags;
		dns.cut = rows[i].cut;
		dns.less = rows[i].less;
		dns.count = rows[i].count;
		h_errno = HOST_NOT_FOUND; /* of the look-up before */
		assert_string_equal(addresses_of("a.example", HA_FAMILY_IPV4),
				    rows[i].found);
	}
}

static void
test_names(void **state)
{
	static const struct {
		const char *name, *records, *found;
	} rows[] = {
	    {"one", "PTR 1.2.0.192.in-addr.arpa a.example", "a.example"},
	    {"the first",
	     "PTR 1.2.0.192.in-addr.arpa a.example,"
	     "PTR 1.2.0.192.in-addr.arpa b.example",
	     "a.example"},
	    {"of a part of a net",
	     "CNAME 1.2.0.192.in-addr.arpa 1.0-63.2.0.192.in-addr.arpa,"
	     "PTR 1.0-63.2.0.192.in-addr.arpa c.example",
	     "c.example"},
	    {"another's", "PTR 2.2.0.192.in-addr.arpa a.example", "NONE"},
	    {"no name", "PTR 1.2.0.192.in-addr.arpa .", ""},
	    {"an error", NULL, "FAILED"},
	};

	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++) {
		row(rows[i].name);
		memset(&dns, 0, sizeof(dns));
		dns.records = rows[i].records;
		dns.error = TRY_AGAIN;
		assert_string_equal(name_of("192.0.2.1"), rows[i].found);
	}
}

/* A name that no DNS could have is not asked about. */
static void
test_long(void **state)
{
	char name[1100];

	(void)state;
	memset(&dns, 0, sizeof(dns));
	memset(name, 'a', sizeof(name));
	name[sizeof(name) - 1] = '\0';
	assert_string_equal(addresses_of(name, HA_FAMILY_IPV4), "NONE");
	assert_string_equal(dns.asked, "");
}

/* Both families: one that fails spoils the other. */
static void
test_both(void **state)
{
	(void)state;
	memset(&dns, 0, sizeof(dns));
	dns.records = A ",AAAA a.example 2001:db8::1,"
			"AAAA a.example ::ffff:192.0.2.7";
	assert_string_equal(addresses_of("a.example", HA_FAMILY_NONE),
			    "192.0.2.1 2001:db8::1 192.0.2.7");
	assert_string_equal(dns.asked, "A:a.example AAAA:a.example");
	dns.asked[0] = '\0';
	dns.records = "AAAA a.example 2001:db8::1";
	assert_string_equal(addresses_of("a.example", HA_FAMILY_NONE),
			    "2001:db8::1");
	dns.records = A ",AAAA a.example name";
	dns.asked[0] = '\0';
	assert_string_equal(addresses_of("a.example", HA_FAMILY_NONE),
			    "FAILED");
	assert_string_equal(dns.asked, "A:a.example AAAA:a.example");
	dns.records = NULL;
	dns.error = TRY_AGAIN;
	dns.asked[0] = '\0';
	assert_string_equal(addresses_of("a.example", HA_FAMILY_NONE),
			    "FAILED");
	assert_string_equal(dns.asked, "A:a.example");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_no_file),    cmocka_unit_test(test_answers),
	    cmocka_unit_test(test_names),      cmocka_unit_test(test_both),
	    cmocka_unit_test(test_long),       cmocka_unit_test(test_file),
	    cmocka_unit_test(test_file_names),
	};

	return cmocka_run_group_tests(tests, folder_make, folder_remove);
}
