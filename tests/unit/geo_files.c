/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * Geo files: which databases of networks are asked, and what is said of files
 * that are none, or damaged.
 */
#include "common/request/geo_files.h"

#include "tests/support/mmdb.h"
#include "tests/support/remove_tree.h"
#include "tests/unit/folder.h"
#include "tests/unit/geo_asker.h"
#include "tests/unit/process.h"

#include <fcntl.h>
#include <limits.h>
#include <stdlib.h>
#include <sys/resource.h>
#include <sys/stat.h>

/* Names to paths; in the right column each is followed by a blank. */
static const struct {
	const char *name, *names, *paths;
} named[] = {
    {"one", "/a", "/a "},
    {"two", "/a,/b", "/a /b "},
    {"none", "", ""},
    {"commas only", ",,,", ""},
    {"commas around", ",/a,,/b,", "/a /b "},
    {"twice", "/a,/b,/a", "/a /b "},
    {"eight", "/1,/2,/3,/4,/5,/6,/7,/8", "/1 /2 /3 /4 /5 /6 /7 /8 "},
    {"more", "/1,/2,/3,/4,/5,/6,/7,/8,/9", "/1 /2 /3 /4 /5 /6 /7 /8 "},
    {"more, some twice", "/1,/1,/2,/3,/4,/5,/6,/7,/8,/9",
     "/1 /2 /3 /4 /5 /6 /7 /8 "},
    {"blanks", "/a b,/c", "/a b /c "},
};

static void
assert_paths(const struct ha_geo_files *files, const char *expected)
{
	char text[1024] = "";
	size_t used = 0;

	for (size_t i = 0; i < files->count; i++)
		used += (size_t)snprintf(text + used, sizeof(text) - used,
					 "%s ", files->paths[i]);
	assert_string_equal(text, expected);
}

static void
test_named(void **state)
{
	static const char *const none[] = {NULL};
	static struct ha_geo_files files;
	static char path[PATH_MAX + 8];

	(void)state;
	for (size_t i = 0; i < COUNT(named); i++) {
		row(named[i].name);
		for (int kind = HA_GEO_COUNTRY; kind <= HA_GEO_ASN; kind++) {
			ha_geo_files_find((enum ha_geo_kind)kind,
					  named[i].names, none, &files);
			assert_paths(&files, named[i].paths);
		}
	}
	row("a path that is too long");
	memset(path, '/', PATH_MAX);
	memcpy(path + PATH_MAX, ",/a", 4);
	ha_geo_files_find(HA_GEO_ASN, path, none, &files);
	assert_paths(&files, "/a ");
}

static void
test_names(void **state)
{
	char path[PATH_MAX + 4];

	(void)state;
	assert_int_equal(ha_geo_names_check("/a"), HA_GEO_NAMES_SOUND);
	assert_int_equal(ha_geo_names_check("/1,/2,/3,/4,/5,/6,/7,/8,"),
			 HA_GEO_NAMES_SOUND);
	assert_int_equal(ha_geo_names_check("/1,/2,/3,/4,/5,/6,/7,/8,/9"),
			 HA_GEO_NAMES_MANY);
	assert_int_equal(ha_geo_names_check(""), HA_GEO_NAMES_RELATIVE);
	assert_int_equal(ha_geo_names_check("/a,,/b"), HA_GEO_NAMES_RELATIVE);
	assert_int_equal(ha_geo_names_check("/a,b"), HA_GEO_NAMES_RELATIVE);
	memset(path, '/', PATH_MAX);
	path[PATH_MAX] = '\0';
	assert_int_equal(ha_geo_names_check(path), HA_GEO_NAMES_LONG);
	assert_int_equal(ha_geo_names_check(path + 1), HA_GEO_NAMES_SOUND);
}

/* The usual places: what is in the folders one, two and three. */
static const struct {
	const char *name, *files; /* words */
	const char *country, *asn;
} usual[] = {
    {"nothing", "", "", ""},
    {"GeoLite2", "one/GeoLite2-Country.mmdb one/GeoLite2-ASN.mmdb",
     "one/GeoLite2-Country.mmdb ", "one/GeoLite2-ASN.mmdb "},
    {"City before Country is not",
     "one/GeoLite2-City.mmdb "
     "one/GeoLite2-Country.mmdb",
     "one/GeoLite2-Country.mmdb one/GeoLite2-City.mmdb ", ""},
    {"what is paid for first",
     "one/GeoLite2-Country.mmdb "
     "one/GeoIP2-Country.mmdb one/GeoIP2-ISP.mmdb "
     "one/GeoLite2-ASN.mmdb",
     "one/GeoIP2-Country.mmdb one/GeoLite2-Country.mmdb ",
     "one/GeoIP2-ISP.mmdb one/GeoLite2-ASN.mmdb "},
    {"folders in their order",
     "two/GeoIP2-Country.mmdb "
     "three/GeoLite2-Country.mmdb one/x-country.mmdb",
     "one/x-country.mmdb two/GeoIP2-Country.mmdb three/GeoLite2-Country.mmdb ",
     ""},
    {"the month of DB-IP",
     "one/dbip-country-lite-2026-09.mmdb one/dbip-country-lite-2026-11.mmdb "
     "one/dbip-country-lite-2026-10.mmdb one/dbip-asn-lite-2025-12.mmdb "
     "one/dbip-asn-lite-2026-01.mmdb",
     "one/dbip-country-lite-2026-11.mmdb ", "one/dbip-asn-lite-2026-01.mmdb "},
    {"IPinfo", "two/ipinfo_lite.mmdb", "two/ipinfo_lite.mmdb ",
     "two/ipinfo_lite.mmdb "},
    {"IPinfo, older", "two/country_asn.mmdb", "two/country_asn.mmdb ",
     "two/country_asn.mmdb "},
    {"others", "two/geolite2-country.mmdb two/iptoasn-asn.mmdb",
     "two/geolite2-country.mmdb ", "two/iptoasn-asn.mmdb "},
    {"what is not complete, hidden, or of another format",
     "one/GeoLite2-Country.mmdb.temporary one/.GeoLite2-Country.mmdb "
     "one/GeoIP.dat one/GeoLite2-ASN.mmdb.gz one/country.mmdb~",
     "", ""},
};

static void
make_usual(const char *words)
{
	char path[128];
	size_t size;

	remove_tree("usual");
	assert_int_equal(mkdir("usual", 0755), 0);
	assert_int_equal(mkdir("usual/one", 0755), 0);
	assert_int_equal(mkdir("usual/two", 0755), 0);
	assert_int_equal(mkdir("usual/three", 0755), 0);
	for (; *words; words += size + strspn(words + size, " ")) {
		size = strcspn(words, " ");
		snprintf(path, sizeof(path), "usual/%.*s", (int)size, words);
		write_text(path, "");
	}
}

static void
test_usual(void **state)
{
	static const char *const folders[] = {"one", "two", "none", "three",
					      NULL};
	static struct ha_geo_files files;

	(void)state;
	for (size_t i = 0; i < COUNT(usual); i++) {
		row(usual[i].name);
		make_usual(usual[i].files);
		assert_int_equal(chdir("usual"), 0);
		ha_geo_files_find(HA_GEO_COUNTRY, NULL, folders, &files);
		assert_paths(&files, usual[i].country);
		ha_geo_files_find(HA_GEO_CONTINENT, NULL, folders, &files);
		assert_paths(&files, usual[i].country);
		ha_geo_files_find(HA_GEO_ASN, NULL, folders, &files);
		assert_paths(&files, usual[i].asn);
		assert_null(files.denied);
		assert_int_equal(chdir(".."), 0);
	}
}

/* In a child, as nobody: a folder that only root may read is told of. */
static void
ask_denied(void)
{
	static const char *const folders[] = {"none", "shut", "also", NULL};
	static struct ha_geo_files files;

	if (geteuid() == 0)
		expect(setgid(65534) == 0 && setuid(65534) == 0, 1);
	ha_geo_files_find(HA_GEO_ASN, NULL, folders, &files);
	expect(files.count == 0, 2);
	expect(files.denied && strcmp(files.denied, "shut") == 0, 3);
	expect(files.error == EACCES, 4);
}

static void
test_denied(void **state)
{
	(void)state;
	assert_int_equal(chmod(".", 0755), 0);
	assert_int_equal(mkdir("shut", 0), 0);
	assert_int_equal(mkdir("also", 0), 0);
	in_child(ask_denied);
}

/* A database, whose size is returned. */
static size_t
write_database(const char *path)
{
	struct mmdb mmdb = {.kind = {.ip_version = 4}};
	struct stat status;

	mmdb_add(&mmdb, "203.0.113.0/24",
		 "{*country {*iso_code 'DE'} continent {code 'EU'} "
		 "asn 'AS64500'}");
	mmdb_write(&mmdb, path);
	geo_age(path);
	assert_int_equal(stat(path, &status), 0);
	return (size_t)status.st_size;
}

static void
make_fifo(void)
{
	assert_int_equal(mkfifo("odd", 0644), 0);
}

static void
make_folder(void)
{
	assert_int_equal(mkdir("odd", 0755), 0);
}

static void
make_device(void)
{
	assert_int_equal(symlink("/dev/zero", "odd"), 0);
}

static void
make_empty(void)
{
	write_text("odd", "");
}

static void
make_text(void)
{
	write_text("odd", "This is no database.\n");
}

/* What gzip(1) writes begins so. */
static void
make_gzip(void)
{
	char text[4096] = "\x1f\x8b\x08\x08";

	for (size_t i = 4; i < sizeof(text); i++)
		text[i] = (char)(i * i * 2654435761U >> 11);
	write_slice("odd", (struct ha_slice){text, sizeof(text)});
}

static void
make_mark(void)
{
	write_slice("odd", S("\xab\xcd\xefMaxMind.com"));
}

static void
make_loop(void)
{
	assert_int_equal(symlink("odd", "odd"), 0);
}

static void
make_link(void)
{
	write_database("real");
	assert_int_equal(symlink("real", "odd"), 0);
}

static void
make_none(void)
{
}

static void
make_shut(void)
{
	write_database("odd");
	assert_int_equal(chmod("odd", 0), 0);
}

static const struct {
	const char *name;
	void (*make)(void); /* the file odd */
	const char *expected;
	int error;
} odd[] = {
    {"missing", make_none, "unreadable", ENOENT},
    {"empty", make_empty, "broken", 0},
    {"a folder", make_folder, "unreadable", EISDIR},
    {"a FIFO", make_fifo, "unreadable", EINVAL},
    {"a device", make_device, "unreadable", EINVAL},
    {"text", make_text, "broken", 0},
    {"gzip", make_gzip, "broken", 0},
    {"the mark alone", make_mark, "broken", 0},
    {"a link to itself", make_loop, "unreadable", ELOOP},
    {"a link to a database", make_link, "DE", 0},
    {"no permission", make_shut, "unreadable", EACCES},
};

static void
assert_odd(size_t i)
{
	struct geo_asked asked = {.files = NULL};
	char file[64];

	snprintf(file, sizeof(file), "%s/odd", folder);
	asked.files = file;
	geo_ask(&asked, HA_GEO_COUNTRY, "203.0.113.1");
	geo_assert(asked.lookup, &asked.geo, HA_GEO_COUNTRY, odd[i].expected);
	assert_int_equal(asked.geo.error, odd[i].error);
	assert_string_equal(asked.geo.file, file);
}

/* As nobody, whom permissions are for. */
static void
ask_shut(void)
{
	static struct ha_geo_answer answer;

	if (geteuid() == 0)
		expect(setgid(65534) == 0 && setuid(65534) == 0, 1);
	geo_ask_once("odd", HA_GEO_COUNTRY, "203.0.113.1", &answer);
	expect(answer.lookup == HA_LOOKUP_FAILED, 2);
	expect(answer.geo.fault == HA_GEO_UNREADABLE, 3);
	expect(answer.geo.error == EACCES, 4);
}

static void
test_odd(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT(odd); i++) {
		row(odd[i].name);
		remove("odd");
		odd[i].make();
		if (odd[i].error == 0)
			geo_age("odd");
		geo_settle();
		if (odd[i].make == make_shut)
			in_child(ask_shut);
		else
			assert_odd(i);
	}
}

/* Without descriptors no library can be opened, nor the limit be found. */
static void
ask_bare(void)
{
	static struct ha_geo_answer answer;
	const struct rlimit none = {0, 0};
	struct ha_address address;
	const struct ha_geo_question question = {HA_GEO_COUNTRY, &address,
						 "odd", true};
	int ends[2];

	expect(ha_address_parse(S("203.0.113.1"), &address), 1);
	expect(pipe(ends) == 0 && setrlimit(RLIMIT_NOFILE, &none) == 0, 2);
	ha_find_geo(ends[1], &question);
	expect(read(ends[0], &answer, sizeof(answer)) == sizeof(answer), 4);
	expect(answer.lookup == HA_LOOKUP_FAILED, 5);
	expect(answer.geo.fault == HA_GEO_NO_LIBRARY, 6);
}

static void
test_bare(void **state)
{
	(void)state;
	remove("odd");
	write_database("odd");
	geo_settle();
	in_child(ask_bare);
}

/* Asks about what has just been written. */
static void
ask_now(struct ha_geo_answer *answer)
{
	geo_ask_once("torn", HA_GEO_COUNTRY, "203.0.113.1", answer);
	geo_assert(answer->lookup, &answer->geo, HA_GEO_COUNTRY,
		   answer->lookup == HA_LOOKUP_FOUND       ? answer->geo.text
		   : answer->geo.fault == HA_GEO_BROKEN    ? "broken"
		   : answer->geo.fault == HA_GEO_OTHER     ? "other"
		   : answer->geo.fault == HA_GEO_NO_RECORD ? "-"
							   : "no answer");
}

static void
test_cut(void **state)
{
	size_t size = write_database("torn");
	struct ha_geo_answer answer;

	(void)state;
	ask_now(&answer);
	assert_string_equal(answer.geo.text, "DE");
	while (size-- > 0) {
		assert_int_equal(truncate("torn", (off_t)size), 0);
		ask_now(&answer);
		assert_int_equal(answer.lookup, HA_LOOKUP_FAILED);
		assert_int_equal(answer.geo.fault, HA_GEO_BROKEN);
	}
}

/* Each byte is another one: what is found is one, or nothing. */
static void
test_damaged(void **state)
{
	static const unsigned char masks[] = {0x01, 0x20, 0x80, 0xff};
	size_t size = write_database("torn");
	struct ha_geo_answer answer;
	unsigned found = 0;
	unsigned char byte;
	int fd = open("torn", O_RDWR | O_CLOEXEC);

	(void)state;
	assert_true(fd >= 0);
	for (size_t i = 0; i < size * COUNT(masks); i++) {
		off_t at = (off_t)(i / COUNT(masks));

		assert_int_equal(pread(fd, &byte, 1, at), 1);
		byte ^= masks[i % COUNT(masks)];
		assert_int_equal(pwrite(fd, &byte, 1, at), 1);
		ask_now(&answer);
		found += answer.lookup == HA_LOOKUP_FOUND;
		byte ^= masks[i % COUNT(masks)];
		assert_int_equal(pwrite(fd, &byte, 1, at), 1);
	}
	close(fd);
	print_message("%zu damages, %u answers\n", size * COUNT(masks), found);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_named), cmocka_unit_test(test_names),
	    cmocka_unit_test(test_usual), cmocka_unit_test(test_denied),
	    cmocka_unit_test(test_odd),   cmocka_unit_test(test_bare),
	    cmocka_unit_test(test_cut),   cmocka_unit_test(test_damaged),
	};

	if (!geo_can_ask())
		return 0;
	return cmocka_run_group_tests_name("geo files", tests, folder_make,
					   folder_remove);
}
