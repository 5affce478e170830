/* SPDX-License-Identifier: BSD-3-Clause */
#include "tests/unit/direct_dns.h"

#include "common/request/direct.h"

#include "tests/support/host_dns.h"
#include "tests/unit/unit.h"

#include <arpa/inet.h>

struct direct_dns server;

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
	size_t used = strlen(server.asked);

	snprintf(server.asked + used, sizeof(server.asked) - used, "%s%s:%s",
		 used > 0 ? " " : "",
		 type == ns_t_a      ? "A"
		 : type == ns_t_aaaa ? "AAAA"
				     : "PTR",
		 name);
	assert_int_equal(class, ns_c_in);
	if (server.error != UINT16_MAX)
		h_errno = server.error;
	if (!server.records) {
		bytes[2] = (unsigned char)(0x80 | (server.cut ? 2 : 0));
		return -1;
	}
	host_dns_begin(&answer, name, type);
	add_records(&answer, server.records);
	bytes[2] = (unsigned char)(0x80 | (server.cut ? 2 : 0));
	bytes[3] = (unsigned char)server.flags;
	bytes[7] = (unsigned char)(answer.records + (unsigned)server.count);
	return (int)answer.used - server.less;
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

const char *
addresses_of(const char *name, enum ha_family family)
{
	static char found[256];

	found[0] = '\0';
	return word_of(ha_direct_addresses("hosts", name, family, note, found),
		       found);
}

const char *
name_of(const char *address)
{
	static char name[HA_NAME_MAX + 1];
	struct ha_address client;

	assert_true(ha_address_parse(ha_slice_of(address), &client));
	return word_of(ha_direct_name("hosts", &client, name), name);
}
