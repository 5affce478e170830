/* SPDX-License-Identifier: BSD-3-Clause */
/* Which lines an index names. */
#include "tests/unit/indexed.h"

#include "tests/unit/unit.h"

#include "tests/unit/folder.h"

#include <fcntl.h>

/* A text, and which of its lines are read for whom. */
static const struct {
	const char *name, *text, *client;
	const char *client_name; /* "?": not looked up yet; "": there is none */
	const char *lines;
	bool list;
} rows[] = {
    {"an address", "a: 192.0.2.1\na: 192.0.2.2\nb: 192.0.2.1\n", "192.0.2.1",
     "", "1 3 ", false},
    {"several", "a: 192.0.2.2 192.0.2.1,192.0.2.3 192.0.2.1\n", "192.0.2.1", "",
     "1 ", false},
    {"nets in nets",
     "a: 192.0.2.0/24\na: 192.0.0.0/16\na: 192.0.2.128/25\na: 0.0.0.0/0\n",
     "192.0.2.1", "", "1 2 4 ", false},
    {"behind a net", "a: 192.0.2.0/30\na: 192.0.2.2\na: 192.0.2.4\n",
     "192.0.2.5", "", "", false},
    {"between addresses of nets",
     "a: 192.0.0.0/16\na: 192.0.1.0/24\na: 192.0.1.7\n", "192.0.2.1", "", "1 ",
     false},
    {"a mask", "a: 192.0.2.0/255.255.255.0\na: 192.0.3.0/255.255.255.0\n",
     "192.0.2.1", "", "1 ", false},
    {"a mask with holes", "a: 192.0.0.1/255.0.0.255\n", "203.0.113.1", "", "1 ",
     false},
    {"a prefix", "a: 192.0.2.\na: 192.\na: 192.0.20.\n", "192.0.2.1", "",
     "1 2 ", false},
    {"a prefix of nobody", "a: 192.0.02.\n", "192.0.2.1", "", "1 ", false},
    {"an address of nobody", "a: 192.0.2.01\n", "192.0.2.1", "", "1 ", false},
    {"IPv6",
     "a: [2001:db8::]/32\na: 2001:db8::1\na: [2001:db8::2]\na: [::]/0\n",
     "2001:db8::1", "", "1 2 4 ", false},
    {"a mapped address", "a: ::ffff:192.0.2.1\na: [::ffff:192.0.2.0]/120\n",
     "192.0.2.1", "", "1 2 ", false},
    {"a zone", "a: fe80::1%eth0\n", "192.0.2.1", "", "1 ", false},
    {"host bits", "a: 192.0.2.1/24\n", "203.0.113.1", "", "1 ", false},
    {"a name", "a: x.example.com\na: y.example.com\na: X.Example.com.\n",
     "192.0.2.1", "x.example.com", "1 3 ", false},
    {"a full name", "a: x.example\na: x.example.\na: x.example..\n",
     "192.0.2.1", "x.example.", "1 2 3 ", false},
    {"ends of names",
     "a: .example.com\na: .com\na: .x.example.com\na: .ample.com\n",
     "192.0.2.1", "x.example.com", "1 2 ", false},
    {"a name of many labels", "a: .b.c.d.e.f.g.h.i\na: .f.g.h.i\na: .i\n",
     "192.0.2.1", "a.b.c.d.e.f.g.h.i", "1 2 3 ", false},
    {"a name of one label", "a: one\na: two\n", "192.0.2.1", "one", "1 ",
     false},
    {"a name that is too long for an index",
     "a: "
     "xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx.com\n",
     "192.0.2.1",
     "xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx."
     "xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx."
     "xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx."
     "xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx.com",
     "", false},
    {"an address before all others", "a: 192.0.2.1\n", "::1", "", "", false},
    {"conditions", "a: 10.0.0.1\na: country=DE\na: 10.0.0.2 asn=1\n",
     "192.0.2.1", "", "2 3 ", false},
    {"no name", "a: x.example.com\na: 192.0.2.1\n", "192.0.2.1", "", "2 ",
     false},
    {"not looked up", "a: 192.0.2.2\na: x.example.com\na: 192.0.2.3\n",
     "192.0.2.1", "?", "2 ", false},
    {"not looked up by the first",
     "a: x.example\na: 192.0.2.2\na: y.example\na: 192.0.2.3\n", "192.0.2.1",
     "?", "1 2 3 ", false},
    {"before EXCEPT only",
     "a: 192.0.2.0/24 EXCEPT 10.0.0.0/8\na: 10.99.0.0/16 EXCEPT 192.0.2.1\n",
     "192.0.2.1", "", "1 ", false},
    {"wildcards of addresses",
     "a: 192.0.2.*\na: 192.*\na: 192.0.3.*\na: 192.0.2*\na: *.2.1\na: "
     "192.0.2.?\na: 192.0.02.*\n",
     "192.0.2.1", "", "1 2 4 5 6 7 ", false},
    {"wildcards of names",
     "a: *.example.com\na: *.example.net\na: *.e\na: *example\na: x.*\n"
     "a: *.x.*\na: *\n",
     "192.0.2.1", "x.Example.com", "1 4 5 6 7 ", false},
    {"words that say something of anybody",
     "a: ALL\na: LOCAL\na: KNOWN\na: UNKNOWN\na: PARANOID\na: ?.example\n"
     "a: @group\na: /list\na: u@10.0.0.1\na@10.0.0.2: 10.0.0.3\n",
     "192.0.2.1", "", "1 2 3 4 5 6 7 8 9 10 ", false},
    {"faults", "a\na: \n: b\na: 10.0.0.0/99\na: 10.0.0.1 EXCEPT\n#\n\n",
     "192.0.2.1", "", "1 2 3 4 5 ", false},
    {"options say nothing", "a: 10.0.0.1: deny\na: 192.0.2.1: spawn x\n",
     "192.0.2.1", "", "2 ", false},
    {"lines that go on", "a: 10.0.0.1 \\\n192.0.2.1\na: \\\n10.0.0.2\n",
     "192.0.2.1", "", "1 ", false},
    {"a list", "192.0.2.1\n; no\n# no\nx.example 192.0.2.0/24\n/list\n",
     "192.0.2.1", "", "1 4 5 ", true},
    {"a list's wildcards", "10.0.0.1 *example\n10.0.0.2\n", "192.0.2.1", "",
     "1 ", true},
};

static void
lines_named(void **state)
{
	(void)state;
	for (size_t i = 0; i < 2 * COUNT(rows); i++) {
		bool later = i % 2, rules = !rows[i / 2].list;
		struct ha_endpoint endpoint = {0};
		struct ha_source source;

		row(rows[i / 2].name);
		write_large(rows[i / 2].text, later, rules);
		build(rules);
		open_for(rows[i / 2].client, rows[i / 2].client_name, rules,
			 &endpoint, &source);
		assert_string_equal(
		    lines_of(&source, later ? FILLER : 0, false),
		    rows[i / 2].lines);
		ha_source_close(&source);
	}
}

/* Lines with one daemon list, once that is known to be for another daemon. */
static void
groups_are_dismissed(void **state)
{
	struct ha_endpoint endpoint = {0};
	struct ha_source source;
	struct ha_line line;

	(void)state;
	write_large("b: 192.0.2.1\nb: 192.0.2.0/24\nc: 192.0.2.1\n"
		    "b: x.example\nc: y.example\nb : 192.0.2.1\nd: 192.0.2.1\n",
		    true, true);
	build(true);
	open_for("192.0.2.1", "?", true, &endpoint, &source);
	ha_source_dismiss(&source); /* no line has been read */
	/* the name is not known: the first line of each group may ask for it */
	assert_int_equal(ha_source_next(&source, &line), HA_OK);
	assert_slice(line.text, "b: 192.0.2.1");
	ha_source_dismiss(&source);
	assert_int_equal(ha_source_next(&source, &line), HA_OK);
	assert_slice(line.text, "c: 192.0.2.1");
	assert_int_equal(ha_source_next(&source, &line), HA_OK);
	assert_slice(line.text, "c: y.example");
	ha_endpoint_set_name(&endpoint, S("x.example"));
	assert_int_equal(ha_source_next(&source, &line), HA_OK);
	assert_slice(line.text, "d: 192.0.2.1");
	assert_int_equal(ha_source_next(&source, &line), HA_END);
	assert_int_equal(ha_source_next(&source, &line), HA_END);
	ha_source_close(&source);
}

/* There is one more group than can be told apart: it is never dismissed. */
static void
groups_are_many(void **state)
{
	struct ha_endpoint endpoint = {0};
	struct ha_source source;
	struct ha_line line;
	char text[4096] = "", name[64];

	(void)state;
	for (unsigned i = 0; i < HA_INDEX_GROUPS + 8; i++) {
		snprintf(name, sizeof(name), "d%u: 192.0.2.1\n", i);
		strcat(text, name);
	}
	write_large(text, false, true);
	build(true);
	open_for("192.0.2.1", "", true, &endpoint, &source);
	for (unsigned i = 0; i < HA_INDEX_GROUPS + 8; i++) {
		assert_int_equal(ha_source_next(&source, &line), HA_OK);
		assert_int_equal(line.place.line, i + 1);
		ha_source_dismiss(&source);
	}
	assert_int_equal(ha_source_next(&source, &line), HA_END);
	ha_source_close(&source);
}

/* More lines than a page of the residue has; behind a byte order mark. */
static void
residue_is_read(void **state)
{
	struct ha_endpoint endpoint = {0};
	struct ha_source source;
	struct ha_line line;
	unsigned count = 0;
	FILE *stream = fopen("file", "we");

	(void)state;
	assert_non_null(stream);
	fputs("\xef\xbb\xbf", stream);
	for (unsigned i = 0; i < 4000; i++)
		fprintf(stream, "a: *%u\na: 10.0.0.1 # a long comment\n", i);
	assert_int_equal(fclose(stream), 0);
	build(true);
	open_for("192.0.2.1", "", true, &endpoint, &source);
	while (ha_source_next(&source, &line) == HA_OK) {
		assert_int_equal(line.place.line, 2 * count + 1);
		assert_int_equal(line.text.data[3], '*');
		count++;
	}
	assert_int_equal(count, 4000);
	ha_source_close(&source);
}

/* An index without entries, one of INDEXES. */
static int
open_other(void *context, const char *file, const struct stat *status,
	   bool rules)
{
	const char *name = context;

	assert_string_equal(file, "file");
	assert_true(rules && status->st_size > 0);
	return open(name, O_RDONLY | O_CLOEXEC);
}

static void
others_have_indexes(void **state)
{
	static const struct {
		const char *name, *other;
		bool beside, used;
	} ways[] = {
	    {"one elsewhere", "other", false, true},
	    {"that, where one beside it is of no use", "other", true, true},
	    {"none elsewhere", "gone", false, false},
	    {"what is none", "file", false, false},
	};

	(void)state;
	for (size_t i = 0; i < COUNT(ways); i++) {
		const struct ha_indexes indexes = {open_other,
						   (void *)ways[i].other};
		struct ha_endpoint endpoint = {0};
		struct ha_source source;
		struct ha_line line;
		FILE *stream = fopen("file", "we");

		row(ways[i].name);
		assert_non_null(stream);
		for (unsigned j = 0; j < FILLER; j++)
			fprintf(stream, "a: *.%u\n", j);
		assert_int_equal(fclose(stream), 0);
		build(true);
		assert_int_equal(rename("file.index", "other"), 0);
		if (ways[i].beside)
			write_text("file.index", "no index");
		ha_endpoint_set_address(&endpoint, S("192.0.2.1"));
		ha_endpoint_set_name(&endpoint, S("x.example"));
		assert_int_equal(ha_source_open(&source, "file", true), HA_OK);
		ha_source_filter(&source, &endpoint, false, &indexes);
		assert_int_equal(source.filter.index != NULL, ways[i].used);
		assert_int_equal(ha_source_next(&source, &line), HA_OK);
		assert_int_equal(line.place.line, 1);
		ha_source_close(&source);
		unlink("file.index");
	}
}

/* Where every line names the client, and none decides, all are read. */
static void
lines_are_read_where_too_many_are_named(void **state)
{
	struct ha_endpoint endpoint = {0};
	struct ha_source source;
	struct ha_line line;
	unsigned count = 0;
	FILE *stream = fopen("file", "we");

	(void)state;
	assert_non_null(stream);
	for (unsigned i = 0; i < FILLER; i++)
		fprintf(stream, "a: 2001:db8::/%u EXCEPT 2001::/16\n", i % 129);
	assert_int_equal(fclose(stream), 0);
	build(true);
	open_for("2001:db8::", "", true, &endpoint, &source);
	while (ha_source_next(&source, &line) == HA_OK)
		assert_int_equal(line.place.line, ++count);
	assert_int_equal(count, FILLER);
	assert_null(source.filter.index);
	ha_source_close(&source);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(lines_named),
	    cmocka_unit_test(groups_are_dismissed),
	    cmocka_unit_test(groups_are_many),
	    cmocka_unit_test(residue_is_read),
	    cmocka_unit_test(others_have_indexes),
	    cmocka_unit_test(lines_are_read_where_too_many_are_named),
	};

	return cmocka_run_group_tests_name("index", tests, folder_make,
					   folder_remove);
}
