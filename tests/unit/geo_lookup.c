/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * Geo look-up: what is read of databases of networks, in all layouts that
 * vendors have, by the real libmaxminddb in the resolver's child.
 */
#include "tests/support/mmdb.h"
#include "tests/unit/folder.h"
#include "tests/unit/geo_asker.h"
#include "tests/unit/unit.h"

#include <stdlib.h>

/* Each of them is in all the files of layout_files[]. */
static const struct {
	const char *name, *data;
	const char *country, *continent, *asn; /* as geo_assert() has it */
} layouts[] = {
    {"GeoLite2 Country, GeoIP2 Country, DB-IP country lite",
     "{continent {code 'EU' geoname_id 6255148 names {de 'Europa' en 'Europe'}}"
     " country {geoname_id 2921044 is_in_european_union true iso_code 'DE'"
     " names {en 'Germany'}} registered_country {iso_code 'FR'}}",
     "DE", "EU", "other"},
    {"GeoLite2 City, DB-IP city lite",
     "{city {names {en 'Berlin'}} continent {code 'EU'} country {iso_code "
     "'DE'} location {accuracy_radius u16:100 latitude double:52.5 "
     "longitude double:13.4} subdivisions [{iso_code 'BE'}]}",
     "DE", "EU", "other"},
    {"as the writer of MaxMind has it: what is equal is pointed to",
     "{*continent *{*code *'EU' *names *{*en *'Europe'}} *country "
     "*{*iso_code *'DE' *names *{*en *'Germany'}}}",
     "DE", "EU", "other"},
    {"GeoLite2 ASN, DB-IP ASN, ip-location-db asn, iptoasn",
     "{autonomous_system_number 64500 autonomous_system_organization 'An AS'}",
     "other", "other", "64500"},
    {"GeoIP2 ISP",
     "{autonomous_system_number 64500 isp 'An ISP' organization 'One'}",
     "other", "other", "64500"},
    {"GeoIP2 Enterprise, DB-IP ISP",
     "{continent {code 'EU'} country {iso_code 'DE'} traits "
     "{autonomous_system_number 64500 isp 'An ISP'}}",
     "DE", "EU", "64500"},
    {"ipinfo_lite",
     "{as_domain 'as.example' as_name 'An AS' asn 'AS64500' continent 'Europe'"
     " continent_code 'EU' country 'Germany' country_code 'DE'}",
     "DE", "EU", "64500"},
    {"ipinfo_lite of a country with a short name",
     "{continent 'AA' continent_code 'EU' country 'BB' country_code 'DE'}",
     "DE", "EU", "other"},
    {"IPinfo country_asn",
     "{as_domain 'as.example' asn 'AS64500' continent 'EU' continent_name "
     "'Europe' country 'DE' country_name 'Germany'}",
     "DE", "EU", "64500"},
    {"IPinfo country", "{continent 'EU' country 'DE' country_name 'Germany'}",
     "DE", "EU", "other"},
    {"IPinfo asn", "{asn 'AS4294967295' domain 'as.example' type 'isp'}",
     "other", "other", "4294967295"},
    {"ip-location-db country, city; iptoasn country", "{country_code 'DE'}",
     "DE", "-", "other"},

    {"the country of the block's holder",
     "{registered_country {iso_code "
     "'DE'} represented_country {iso_code 'US' type 'military'}}",
     "-", "-", "-"},
    {"a continent alone", "{continent {code 'EU'}}", "-", "EU", "other"},
    {"a country alone", "{country {iso_code 'DE'}}", "DE", "-", "other"},
    {"anycast", "{traits {is_anycast true}}", "-", "-", "-"},
    {"an empty map", "{}", "-", "-", "-"},
    {"empty maps", "{continent {} country {} traits {}}", "-", "-", "-"},
    {"no map: text", "'DE'", "-", "-", "-"},
    {"no map: an array", "['DE' 'EU' 64500]", "-", "-", "-"},
    {"no map: a number", "64500", "-", "-", "-"},

    {"a number", "{country {iso_code 17477} continent {code 17749}}", "-", "-",
     "-"},
    {"bytes", "{country {iso_code bytes:'DE'} continent {code bytes:'EU'}}",
     "-", "-", "-"},
    {"an array", "{country {iso_code ['DE']} continent ['EU']}", "-", "-", "-"},
    {"a map", "{country {iso_code {a 'DE'}} continent {code {code 'EU'}}}", "-",
     "-", "-"},
    {"a boolean", "{country {iso_code true} continent {code false}}", "-", "-",
     "-"},
    {"names only", "{country 'Germany' continent 'Europe'}", "-", "-", "-"},
    {"empty text", "{country {iso_code ''} continent_code ''}", "-", "-", "-"},
    {"one letter", "{country {iso_code 'D'} continent_code 'E'}", "-", "-",
     "-"},
    {"three letters", "{country {iso_code 'DEU'} continent_code 'EUR'}", "-",
     "-", "-"},
    {"small letters", "{country {iso_code 'de'} continent_code 'eu'}", "-", "-",
     "-"},
    {"a digit", "{country {iso_code 'D1'} continent_code '1E'}", "-", "-", "-"},
    {"another letter", "{country_code 'Ä' continent_code ' E'}", "-", "-", "-"},
    {"keys in capitals", "{COUNTRY {ISO_CODE 'DE'} Continent_Code 'EU'}", "-",
     "-", "-"},
    {"keys that begin so", "{country_code2 'DE' countr 'DE' asns 'AS64500'}",
     "-", "-", "-"},

    {"a number of 16 bits", "{autonomous_system_number u16:64500}", "-", "-",
     "-"},
    {"a number of 64 bits", "{autonomous_system_number u64:64500}", "-", "-",
     "-"},
    {"a number with a sign", "{autonomous_system_number i32:64500}", "-", "-",
     "-"},
    {"a double", "{autonomous_system_number double:64500}", "-", "-", "-"},
    {"a number as text", "{autonomous_system_number '64500'}", "-", "-", "-"},
    {"no AS before it", "{asn '64500'}", "-", "-", "-"},
    {"AS and no number", "{asn 'AS'}", "-", "-", "-"},
    {"AS and a word", "{asn 'ASN'}", "-", "-", "-"},
    {"more behind the number", "{asn 'AS64500 An AS'}", "-", "-", "-"},
    {"a number too large", "{asn 'AS4294967296'}", "-", "-", "-"},
    {"a number far too large", "{asn 'AS18446744073709616116'}", "-", "-", "-"},
    {"AS0", "{asn 'AS0'}", "-", "-", "-"},
    {"0", "{autonomous_system_number 0}", "-", "-", "-"},
    {"1", "{autonomous_system_number 1}", "other", "other", "1"},
    {"the largest", "{autonomous_system_number 4294967295}", "other", "other",
     "4294967295"},

    {"a pointer behind the end", "{country ^99999999 asn ^3000000000}",
     "broken", "broken", "broken"},
    {"a code behind the end",
     "{country {iso_code ^99999999} country_code 'DE'"
     " continent_code ^600000 asn ^99999}",
     "broken", "broken", "broken"},
    {"a pointer to a pointer", "{country {iso_code **'DE'}}", "broken",
     "broken", "broken"},
    {"a type that is none", "{country {iso_code end:}}", "-", "-", "-"},
};

static const struct mmdb_kind layout_files[] = {
    {"Of 24", 24, 6, MMDB_ALIASES, NULL}, {"Of 28", 28, 6, 0, NULL},
    {"Of 32", 32, 6, MMDB_MAPPED, NULL},  {"IPv4 24", 24, 4, 0, NULL},
    {"IPv4 28", 28, 4, 0, NULL},          {"IPv4 32", 32, 4, 0, NULL},
};

static void
name_row(char text[32], size_t row_number, const char *behind)
{
	snprintf(text, 32, "203.0.%zu.%zu%s", row_number / 100,
		 row_number % 100, behind);
}

static void
write_layouts(const struct mmdb_kind *kind, const char *path)
{
	struct mmdb mmdb = {.kind = *kind};
	char net[32];

	for (size_t i = 0; i < COUNT(layouts); i++) {
		name_row(net, i, "/32");
		mmdb_add(&mmdb, net, layouts[i].data);
	}
	mmdb_write(&mmdb, path);
}

/* Asks FILE about ADDRESS. */
static void
assert_asked(const char *file, enum ha_geo_kind kind, const char *address,
	     const char *expected)
{
	struct geo_asked asked = {.files = file};

	geo_ask(&asked, kind, address);
	geo_assert(asked.lookup, &asked.geo, kind, expected);
}

static void
test_layouts(void **state)
{
	char address[32], file[64];

	(void)state;
	for (size_t i = 0; i < COUNT(layout_files); i++) {
		snprintf(file, sizeof(file), "%s/layouts%zu", folder, i);
		write_layouts(&layout_files[i], file);
		geo_age(file);
	}
	geo_settle();
	for (size_t i = 0; i < COUNT(layout_files) * COUNT(layouts); i++) {
		size_t at = i / COUNT(layout_files);

		snprintf(file, sizeof(file), "%s/layouts%zu", folder,
			 i % COUNT(layout_files));
		name_row(address, at, "");
		if (i % COUNT(layout_files) == 0)
			row(layouts[at].name);
		assert_asked(file, HA_GEO_COUNTRY, address,
			     layouts[at].country);
		assert_asked(file, HA_GEO_CONTINENT, address,
			     layouts[at].continent);
		assert_asked(file, HA_GEO_ASN, address, layouts[at].asn);
	}
}

/* What a file says of itself, and which one it is, comes with the answer. */
static void
test_source(void **state)
{
	struct geo_asked asked = {.files = "/none,layouts1"};
	char files[128];

	(void)state;
	snprintf(files, sizeof(files), "/none,%s/layouts1", folder);
	asked.files = files;
	geo_ask(&asked, HA_GEO_COUNTRY, "203.0.0.0");
	assert_int_equal(asked.lookup, HA_LOOKUP_FOUND);
	assert_string_equal(asked.geo.type, "Of 28");
	assert_int_equal(asked.geo.built, 1796083200);
	assert_string_equal(asked.geo.file, files + strlen("/none,"));
}

/* Nets that lie in each other, and nets of IPv6. */
static const struct {
	const char *net, *data;
} nets[] = {
    {"203.0.112.0/23", "{country_code 'FR'}"},
    {"203.0.113.0/24", "{country_code 'DE'}"},
    {"203.0.113.128/25", "{country_code 'CN'}"},
    {"203.0.113.192/26", "{registered_country {iso_code 'CN'}}"},
    {"203.0.113.255/32", "{country_code 'US'}"},
    {"2001:db8::/32", "{country_code 'AT'}"},
    {"2001:db8:8000::/33", "{country_code 'CH'}"},
    {"2001:db8::7/128", "{country_code 'LI'}"},
    {"64:ff9b::/96", "{country_code 'XK'}"},
};

/* The files that have them. */
static const struct {
	const char *name;
	struct mmdb_kind kind;
} net_files[] = {
    {"with aliases", {NULL, 24, 6, MMDB_ALIASES, NULL}},
    {"without", {NULL, 28, 6, 0, NULL}},
    {"IPv4 only", {NULL, 32, 4, 0, NULL}},
};

static const struct {
	const char *address;
	const char *expected; /* as geo_assert() has it */
	const char *of_ipv4;  /* likewise of a file of IPv4; NULL: the same */
} addresses[] = {
    {"203.0.111.255", "-", NULL},
    {"203.0.112.0", "FR", NULL},
    {"203.0.112.255", "FR", NULL},
    {"203.0.113.0", "DE", NULL},
    {"203.0.113.127", "DE", NULL},
    {"203.0.113.128", "CN", NULL},
    {"203.0.113.191", "CN", NULL},
    {"203.0.113.192", "-", NULL},
    {"203.0.113.254", "-", NULL},
    {"203.0.113.255", "US", NULL},
    {"203.0.114.0", "-", NULL},
    {"0.0.0.0", "-", NULL},
    {"255.255.255.255", "-", NULL},
    {"::ffff:203.0.113.1", "DE", NULL},
    {"2001:db7:ffff::", "-", NULL},
    {"2001:db8::", "AT", "-"},
    {"2001:db8::6", "AT", "-"},
    {"2001:db8::7", "LI", "-"},
    {"2001:db8:7fff:ffff::1", "AT", "-"},
    {"2001:db8:8000::", "CH", "-"},
    {"2001:db9::", "-", NULL},
    /* 6to4: by its IPv4. */
    {"2002:cb00:7101::1", "DE", NULL},
    {"2002:cb00:71ff:1::1", "US", NULL},
    {"2002:c000:201::1", "-", NULL},
    /* Teredo: by nothing. */
    {"2001:0:cb00:7101::1", "teredo", NULL},
    {"2001:0:cb00:7101:0:ffff:34ff:8efe", "teredo", NULL},
    {"2001:1::1", "-", NULL},
    /* Where a tree has IPv4 there is no IPv6. */
    {"::cb00:7101", "teredo", NULL},
    {"::1:cb00:7101", "-", NULL},
    {"64:ff9b::cb00:7101", "XK", "-"},
    /* Nobody's. */
    {"10.0.0.0", "none", NULL},
    {"10.255.255.255", "none", NULL},
    {"11.0.0.0", "-", NULL},
    {"100.64.0.1", "none", NULL},
    {"100.128.0.0", "-", NULL},
    {"127.0.0.1", "none", NULL},
    {"169.254.1.1", "none", NULL},
    {"172.15.255.255", "-", NULL},
    {"172.16.0.0", "none", NULL},
    {"172.31.255.255", "none", NULL},
    {"172.32.0.0", "-", NULL},
    {"192.168.7.7", "none", NULL},
    {"192.169.0.0", "-", NULL},
    {"::1", "none", NULL},
    {"::2", "teredo", NULL},
    {"fbff::1", "-", NULL},
    {"fc00::1", "none", NULL},
    {"fdff::1", "none", NULL},
    {"fe80::1", "none", NULL},
    {"fe80::1%eth0", "none", NULL},
    {"febf::1", "none", NULL},
    {"fec0::1", "-", NULL},
    {"2002:a00:1::1", "none", NULL},
};

static void
write_nets(const struct mmdb_kind *kind, const char *path)
{
	struct mmdb mmdb = {.kind = *kind};

	for (size_t i = 0; i < COUNT(nets); i++)
		mmdb_add(&mmdb, nets[i].net, nets[i].data);
	mmdb_write(&mmdb, path);
}

static void
test_addresses(void **state)
{
	char file[64];

	(void)state;
	for (size_t i = 0; i < COUNT(net_files); i++) {
		snprintf(file, sizeof(file), "%s/nets%zu", folder, i);
		write_nets(&net_files[i].kind, file);
	}
	geo_settle();
	for (size_t i = 0; i < COUNT(addresses); i++) {
		row(addresses[i].address);
		for (size_t j = 0; j < COUNT(net_files); j++) {
			bool ipv4 = net_files[j].kind.ip_version == 4;

			print_message("    %s\n", net_files[j].name);
			snprintf(file, sizeof(file), "%s/nets%zu", folder, j);
			assert_asked(file, HA_GEO_COUNTRY, addresses[i].address,
				     ipv4 && addresses[i].of_ipv4
					 ? addresses[i].of_ipv4
					 : addresses[i].expected);
		}
	}
}

/* Files that are asked in the place of each other, all of 203.0.113.7. */
static const struct {
	const char *name, *data; /* NULL: no database */
} others[] = {
    {"de", "{country {iso_code 'DE'}}"},
    {"fr", "{country_code 'FR'}"},
    {"asn", "{autonomous_system_number 64500}"},
    {"lite", "{country_code 'AT' continent_code 'EU' asn 'AS64501'}"},
    {"empty", "{}"},
    {"torn", "{country ^99999999 country_code ^99999999}"},
    {"text", NULL},
};

static const struct {
	const char *files; /* in the folder, between commas */
	const char *country, *continent, *asn;
} several[] = {
    {"de", "DE", "-", "other"},
    {"de,asn", "DE", "-", "64500"},
    {"asn,de", "DE", "-", "64500"},
    {"de,fr", "DE", "-", "other"},
    {"fr,de", "FR", "-", "other"},
    {"de,lite", "DE", "EU", "64501"},
    {"empty,fr", "FR", "-", "-"},
    {"asn,empty", "-", "-", "64500"},
    {"missing,fr", "FR", "unreadable", "unreadable"},
    {"fr,missing", "FR", "unreadable", "unreadable"},
    {"torn,fr", "FR", "broken", "broken"},
    {"text,fr,asn", "FR", "broken", "64500"},
    {"fr,text", "FR", "broken", "broken"},
    {"asn,text", "broken", "broken", "64500"},
    {"missing", "unreadable", "unreadable", "unreadable"},
    {"torn", "broken", "broken", "broken"},
    {"", "no file", "no file", "no file"},
    {",", "no file", "no file", "no file"},
    {",,fr,,", "FR", "-", "other"},
    {"a,b,c,d,e,f,g,fr", "FR", "unreadable", "unreadable"},
    {"fr,fr,fr,fr,fr,fr,fr,fr,fr,fr,fr,asn", "FR", "-", "64500"},
};

static void
write_others(void)
{
	for (size_t i = 0; i < COUNT(others); i++) {
		struct mmdb mmdb = {.kind = {0}};

		if (!others[i].data) {
			write_text(others[i].name, "This is no database.\n");
			geo_age(others[i].name);
			continue;
		}
		mmdb_add(&mmdb, "203.0.113.0/24", others[i].data);
		mmdb_write(&mmdb, others[i].name);
		geo_age(others[i].name);
	}
}

/* Writes the paths of NAMES, words between commas, to PATHS. */
static void
write_paths(const char *names, char *paths, size_t size)
{
	size_t used = 0, length;

	paths[0] = '\0';
	while (*names) {
		length = strcspn(names, ",");
		if (length > 0)
			used += (size_t)snprintf(paths + used, size - used,
						 "%s/%.*s", folder, (int)length,
						 names);
		names += length;
		if (*names)
			used += (size_t)snprintf(paths + used, size - used,
						 "%c", *names++);
	}
}

static void
test_several(void **state)
{
	char paths[1024];

	(void)state;
	write_others();
	geo_settle();
	for (size_t i = 0; i < COUNT(several); i++) {
		row(several[i].files);
		write_paths(several[i].files, paths, sizeof(paths));
		assert_asked(paths, HA_GEO_COUNTRY, "203.0.113.7",
			     several[i].country);
		assert_asked(paths, HA_GEO_CONTINENT, "203.0.113.7",
			     several[i].continent);
		assert_asked(paths, HA_GEO_ASN, "203.0.113.7", several[i].asn);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_layouts),
	    cmocka_unit_test(test_source),
	    cmocka_unit_test(test_addresses),
	    cmocka_unit_test(test_several),
	};

	if (!geo_can_ask())
		return 0;
	return cmocka_run_group_tests_name("geo look-up", tests, folder_make,
					   folder_remove);
}
