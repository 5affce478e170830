/* SPDX-License-Identifier: BSD-3-Clause */
/* Lines that are left out: which ones, and for whom. */
#include "common/source/skim.h"

#include "common/source/source.h"
#include "tests/unit/folder.h"
#include "tests/unit/unit.h"

static size_t
size_of_lines(const char *text, unsigned long lines)
{
	const char *at = text;

	for (; lines > 0; lines--)
		at = strchr(at, '\n') + 1;
	return (size_t)(at - text);
}

/* Each row: how many of its lines are left out. */
static const struct {
	const char *name;
	const char *client;
	const char *text;
	bool rules;
	unsigned long lines;
} line_rows[] = {
    {"another address", "192.0.2.1", "sshd: 198.51.100.2", true, 1},
    {"the address", "192.0.2.1", "sshd: 192.0.2.1", true, 0},
    {"one that begins so", "192.0.2.1", "a: 192.0.2.11", true, 0},
    {"ALL without blank", "192.0.2.1", "ALL:10.0.0.1", true, 1},
    {"several", "192.0.2.1", "a: 10.0.0.1 10.0.0.2", true, 1},
    {"the last of several", "192.0.2.1", "a: 10.0.0.1 192.0.2.1", true, 0},
    {"a condition", "192.0.2.1", "a: country=DE", true, 0},
    {"a condition behind an address", "192.0.2.1", "a: 10.0.0.1 asn=1", true,
     0},
    {"a condition of a server", "192.0.2.1", "a@asn=1: 10.0.0.1", true, 0},
    {"one in a list file", "192.0.2.1", "forward=a.example.org", false, 0},
    {"another net", "192.0.2.1", "a: 192.0.3.0/24", true, 1},
    {"the net", "192.0.2.1", "a: 192.0.2.0/24", true, 0},
    {"a net of all", "192.0.2.1", "a: 0.0.0.0/0", true, 0},
    {"host bits", "192.0.2.1", "a: 10.0.0.1/24", true, 0},
    {"no host bits", "192.0.2.1", "a: 10.0.0.1/32", true, 1},
    {"too large a part", "192.0.2.1", "a: 10.0.256.0/24", true, 0},
    {"octal", "192.0.2.1", "a: 10.0.010.0/24", true, 0},
    {"three parts", "192.0.2.1", "a: 10.0.0/24", true, 0},
    {"a mask", "192.0.2.1", "a: 10.0.0.0/255.0.0.0", true, 1},
    {"a mask without order", "192.0.2.1", "a: 10.0.4.0/255.0.255.0", true, 1},
    {"the mask", "192.0.2.1", "a: 192.0.2.0/255.255.255.0", true, 0},
    {"host bits and a mask", "192.0.2.1", "a: 10.0.0.1/255.0.0.0", true, 0},
    {"three parts of a mask", "192.0.2.1", "a: 10.0.0.0/255.0.0", true, 0},
    {"five", "192.0.2.1", "a: 10.0.0.0/255.0.0.0.0", true, 0},
    {"too large a mask", "192.0.2.1", "a: 10.0.0.0/256.0.0.0", true, 0},
    {"an octal mask", "192.0.2.1", "a: 10.0.0.0/255.0.00.0", true, 0},
    {"two masks", "192.0.2.1", "a: 10.0.0.0/255.0.0/0", true, 0},
    {"no mask", "192.0.2.1", "a: 10.0.0.0/", true, 0},
    {"a long mask", "192.0.2.1", "a: 10.0.0.0/33", true, 0},
    {"a longer mask", "192.0.2.1", "a: 10.0.0.0/240", true, 0},
    {"a letter in a mask", "200.1.2.3", "a: 128.0.0.0/1a", true, 0},
    {"one beside a colon", "200.1.2.3", "a: 128.0.0.0/1a ::1", true, 0},
    {"one alone beside it", "200.1.2.3", "a: ::1 128.0.0.0/f", true, 0},
    {"one in front", "200.1.2.3", "a: 128.0.0.0/B1 ::1", true, 0},
    {"one in an address", "200.1.2.3", "a: 1a8.0.0.0/1 ::1", true, 0},
    {"one far from any client", "192.0.2.1", "a: 10.0.0.0/8c ::1", true, 0},
    {"one beside a daemon list that a block cuts off", "200.1.2.3",
     "a:128.0.0.0/1a\na:10.20.30.40\na:10.20.30.40\n"
     "a:1.2.3.4 1.2.3.41\na:1.2.3.4",
     true, 0},
    {"two slashes", "192.0.2.1", "a: 10.0/0.0/24", true, 0},
    {"a prefix", "192.0.2.1", "a: 10.0.0.", true, 1},
    {"a short prefix", "192.0.2.1", "a: 19.", true, 1},
    {"the prefix", "192.0.2.1", "a: 192.0.", true, 0},
    {"a longer prefix", "192.0.2.1", "a: 192.0.2.1.", true, 0},
    {"a prefix and an option", "192.0.2.1", "a: 10.0.0.:deny", true, 0},
    {"a suffix", "192.0.2.1", "a: .0.0.1", true, 0},
    {"IPv6", "192.0.2.1", "a: 2001:db8::2", true, 1},
    {"IPv6 in brackets", "192.0.2.1", "a: [2001:db8::2]", true, 1},
    {"eight groups", "::1", "a: 1:2:3:4:5:6:7:8", true, 1},
    {"nine groups", "::1", "a: 1:2:3:4:5:6:7:8:9", true, 0},
    {"seven groups", "::1", "a: 1:2:3:4:5:6:7", true, 0},
    {"an eighth group is missing", "::1", "a: 1:2:3:4:5:6:7:", true, 0},
    {"the first is", "::1", "a: :2:3:4:5:6:7:8", true, 0},
    {"nothing in brackets", "::1", "a: []", true, 0},
    {"five digits", "::1", "a: 12345::8", true, 0},
    {"two gaps", "::1", "a: 1::2::3", true, 0},
    {"the same last byte", "::1", "a: 2001:db8::0001", true, 0},
    {"half of it", "::12", "a: 2001:DB8::2", true, 1},
    {"a long word", "192.0.2.1",
     "a: 10.0.0.1 1234567890.1234567890.1234567890.1234567890.1234"
     "567890.1234567890.1234567890.1234567890.1234567890.1234567890",
     true, 0},
    {"allow", "192.0.2.1", "a: 10.0.0.1:allow", true, 1},
    {"deny", "192.0.2.1", "a: 10.0.0.1 10.0.0.2 : DENY \r", true, 1},
    {"deny behind a net", "192.0.2.1", "a: 10.0.0.0/8: deny", true, 1},
    {"deny, twice", "192.0.2.1", "a: 10.0.0.1: deny\nb: 10.0.0.2: deny", true,
     2},
    {"deny behind the address", "192.0.2.1", "a: 192.0.2.1: deny", true, 0},
    {"no option", "192.0.2.1", "a: 10.0.0.1:", true, 0},
    {"half an option", "192.0.2.1", "a: 10.0.0.1: den", true, 0},
    {"another option", "192.0.2.1", "a: 10.0.0.1: keepalive", true, 0},
    {"an option with a value", "192.0.2.1", "a: 10.0.0.1: deny x", true, 0},
    {"an option that goes on", "192.0.2.1", "a: 10.0.0.1: deny\\", true, 0},
    {"an option without clients", "192.0.2.1", "a: : deny", true, 0},
    {"an option in a list", "192.0.2.1", "10.0.0.1: deny", false, 0},
    {"IPv6 and an option", "::1", "a: [::2]:deny", true, 1},
    {"bare IPv6 and an option", "::1", "a: ::2 : deny", true, 1},
    {"one that it may end in", "::1", "a: ::2:dead", true, 1},
    {"a name", "192.0.2.1", "a: example.com", true, 0},
    {"a comment", "192.0.2.1", "# 10.0.0.1: x", true, 1},
    {"an indented comment", "192.0.2.1", " \t# 10.0.0.1", true, 1},
    {"a comment that goes on", "192.0.2.1", "# x\\", true, 0},
    {"a comment behind", "192.0.2.1", "a: 10.0.0.1 # x", true, 1},
    {"one with a colon", "192.0.2.1", "a: 10.0.0.1 # x: y", true, 0},
    {"one that goes on", "192.0.2.1", "a: 10.0.0.1 # x\\", true, 0},
    {"one that is none", "192.0.2.1", "a: 10.0.0.1#x", true, 0},
    {"one instead of clients", "192.0.2.1", "a: # x", true, 0},
    {"one of a list", "192.0.2.1", "10.0.0.1 ; x: y", false, 1},
    {"one of a list alone", "192.0.2.1", "; x\n # y", false, 2},
    {"a semicolon in a rule", "192.0.2.1", "a: 10.0.0.1 ; x", true, 0},
    {"nothing", "192.0.2.1", "\n \t\r", true, 2},
    {"commas", "192.0.2.1", "a: 10.0.0.1, 10.0.0.2,,", true, 1},
    {"tabs and CR", "192.0.2.1", "a:\t10.0.0.1\t\r", true, 1},
    {"commas alone", "192.0.2.1", "a: , ,", true, 0},
    {"a vertical tab", "192.0.2.1", "a: 10.0.0.1\v", true, 0},
    {"a continuation", "192.0.2.1", "a: 10.0.0.1\\", true, 0},
    {"no client", "192.0.2.1", "a: ", true, 0},
    {"EXCEPT as daemon", "192.0.2.1", "except: 10.0.0.1", true, 0},
    {"two daemons", "192.0.2.1", "a b: 10.0.0.1", true, 1},
    {"blanks around them", "192.0.2.1", " a ,\tb : 10.0.0.1", true, 1},
    {"two that take turns", "192.0.2.1",
     "a: 10.0.0.1\nb: 10.0.0.2\na: 10.0.0.3\nb: 10.0.0.4", true, 4},
    {"EXCEPT among daemons", "192.0.2.1", "a except b: 10.0.0.1", true, 0},
    {"a server", "192.0.2.1", "a@b: 10.0.0.1", true, 0},
    {"no daemon", "192.0.2.1", ": 10.0.0.1", true, 0},
    {"commas for daemons", "192.0.2.1", " ,: 10.0.0.1", true, 0},
    {"another net of IPv6", "2001:db8::1", "a: [2001:db9::]/32", true, 1},
    {"a bare one", "2001:db8::1", "a: 2001:db8:1::/48", true, 1},
    {"one wholly in brackets", "2001:db8::1", "a: [2001:db9::/32]", true, 1},
    {"the net of IPv6", "2001:db8::1", "a: [2001:db8::]/32", true, 0},
    {"one of less than a group", "2001:db8::1", "a: [3001:db8::]/15", true, 0},
    {"one for IPv4", "192.0.2.1", "a: [2001:db8::]/32", true, 1},
    {"one that may be of IPv4", "192.0.2.1", "a: [0:1::]/32", true, 0},
    {"too long a prefix", "2001:db8::1", "a: [2001:db9::]/129", true, 0},
    {"no prefix", "2001:db8::1", "a: [2001:db9::]/", true, 0},
    {"a letter in a prefix", "2001:db8::1", "a: [2001:db9::]/3a", true, 0},
    {"an address as a net", "2001:db8::1", "a: [2001:db9::2]/128", true, 1},
    {"a bracket too few", "2001:db8::1", "a: [2001:db9::2", true, 0},
    {"one too many", "2001:db8::1", "a: [2001:db9::2]]", true, 0},
    {"brackets in brackets", "2001:db8::1", "a: [[2001:db9::]/32]", true, 0},
    {"likewise, for IPv4", "192.0.2.1", "a: [[2001:db9::]/32]:deny", true, 0},
    {"of an address", "::1", "[[::2]/128]", false, 0},
    {"no number asks", "example.com", "a: 10.0.0.1", true, 0},
    {"a word of a list", "192.0.2.1", "10.0.0.1", false, 1},
    {"words of a list", "192.0.2.1", "10.0.0.1 1::2", false, 1},
    {"a letter in a mask of a list", "200.1.2.3", "128.0.0.0/1a\n2001:db8::1",
     false, 0},
    {"the word", "192.0.2.1", "192.0.2.1", false, 0},
    {"a rule in a list", "192.0.2.1", "a: 10.0.0.1", false, 0},
    {"a gap at the end", "::1", "a: 2001:db8::", true, 1},
    {"a block that ends behind a daemon list", "192.0.2.1",
     "a: 1.2.3.4 1.2.3.4 1.2.3.4 1.2.3.4 1.2.3.4 1.2.3.4 1.2.3.4 1\n"
     "a: \na: 1.2.3.4",
     true, 1},
    {"another daemon", "192.0.2.1", "a: 1.2.3.4\nb: 1.2.3.4", true, 2},
    {"a long daemon list", "192.0.2.1", "fifteen-letters:10.0.0.1", true, 1},
    {"the longest one", "192.0.2.1",
     "a-list-of-forty-seven-letters-is-the-longest-oh:10.0.0.1", true, 1},
    {"a longer one", "192.0.2.1",
     "a-list-of-forty-eight-letters-is-not-looked-at-a:10.0.0.1", true, 0},
    {"and a blank", "192.0.2.1", "14-letters-abc: 10.0.0.1", true, 1},
    {"a blank more", "192.0.2.1", "fifteen-letters: 10.0.0.1", true, 1},
    {"a letter more", "192.0.2.1", "sixteen-letters-:10.0.0.1", true, 1},
    {"long names of daemons", "192.0.2.1",
     "in.a-very-long-daemon-a:1.2.3.4\n"
     "in.a-very-long-daemon-#:1.2.3.4",
     true, 1},
    {"an empty line of a list", "192.0.2.1", "", false, 1},
};

static void
lines_left_out(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT(line_rows); i++) {
		struct ha_endpoint endpoint = {0};
		struct ha_slice text;
		struct ha_skim skim;
		unsigned long lines = 0;
		char buffer[256];
		size_t size;

		row(line_rows[i].name);
		/* an unfinished line stands behind them */
		text.data = buffer;
		text.size = (size_t)snprintf(buffer, sizeof(buffer), "%s\n%0*d",
					     line_rows[i].text, 100, 0);
		ha_endpoint_set_address(&endpoint,
					ha_slice_of(line_rows[i].client));
		ha_skim_prepare(&endpoint, &skim);
		size = ha_skim_lines(&skim, text, line_rows[i].rules, &lines);
		assert_int_equal(lines, line_rows[i].lines);
		assert_int_equal(size, size_of_lines(buffer, lines));
	}
}

/* Those with names are left out once the client's is known. */
static void
names_are_left_out(void **state)
{
	static const struct {
		const char *name, *text; /* NULL: not known yet */
		bool left_out;
	} rows[] = {
	    {NULL, "a: host.example.com", false},
	    {"", "a: host.example.com", true},
	    {"paranoid", "a: host.example.com", true},
	    {"h.example.com", "a: host.example.com", true},
	    {"h.example.com", "a: g.example.com", true},
	    {"h.example.com", "a: 10.0.0.1 host.example.com:deny", true},
	    {"h.example.com", "a: H.example.COM", false},
	    {"h.example.com", "a: host.example.com.", true},
	    {"h.example.com", "a: h.example.com.", false},
	    {"h.example.com", "a: .example.org", true},
	    {"h.example.com", "a: .h.example.com", true},
	    {"h.example.com", "a: .EXAMPLE.com", false},
	    {"h.example.com", "a: .com", false},
	    {"h.example.com", "a: .net", false},
	    {"h.example.com", "a: a_b.c-d", true},
	    {"h.example.com", "a: 1-2.3", true},
	    {"h.example.com", "a: host", false},
	    {"h.example.com", "a: host.", false},
	    {"h.example.com", "a: ALL", false},
	    {"h.example.com", "a: .1.2", false},
	    {"h.example.com", "a: *.example.org", false},
	    {"h.example.com", "a: x@host.example.com", false},
	    {"h.example.com", "a: host.example.com/24", false},
	};

	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++) {
		struct ha_endpoint endpoint = {0};
		struct ha_skim skim;
		unsigned long lines = 0;
		char buffer[256];

		row(rows[i].text);
		snprintf(buffer, sizeof(buffer), "%s\n", rows[i].text);
		ha_endpoint_set_address(&endpoint, S("192.0.2.1"));
		if (rows[i].name)
			ha_endpoint_set_name(&endpoint,
					     ha_slice_of(rows[i].name));
		ha_skim_prepare(&endpoint, &skim);
		ha_skim_lines(&skim, ha_slice_of(buffer), true, &lines);
		assert_int_equal(lines, rows[i].left_out);
	}
}

/* Of a file, too, as soon as somebody has looked it up. */
static void
names_are_noticed(void **state)
{
	struct ha_endpoint endpoint = {0};
	struct ha_source source;
	struct ha_line line;

	(void)state;
	ha_endpoint_set_address(&endpoint, S("192.0.2.1"));
	write_text("file",
		   "a: x.example\na: y.example\nb: z.example\nc: ALL\n");
	assert_int_equal(ha_source_open(&source, "file", true), HA_OK);
	ha_source_filter(&source, &endpoint, false, NULL);
	assert_int_equal(ha_source_next(&source, &line), HA_OK);
	assert_slice(line.text, "a: x.example");
	assert_int_equal(ha_source_next(&source, &line), HA_OK);
	assert_slice(line.text, "a: y.example");
	ha_endpoint_set_name(&endpoint, S("h.example"));
	assert_int_equal(ha_source_next(&source, &line), HA_OK);
	assert_slice(line.text, "c: ALL");
	assert_int_equal(line.place.line, 4);
	ha_source_close(&source);
}

/* Which of several addresses the client has, nobody knows. */
static void
nothing_is_left_out_for_a_name(void **state)
{
	struct ha_endpoint endpoint = {.candidate_count = 2};
	struct ha_skim skim;

	(void)state;
	ha_endpoint_set_address(&endpoint, S("192.0.2.1"));
	ha_skim_prepare(&endpoint, &skim);
	assert_false(skim.usable);
}

/* Those of a file are counted, and left out up to its end. */
static void
files_have_lines_left_out(void **state)
{
	static const struct {
		const char *name, *tail;
	} rows[] = {
	    {"at the end of a file", ""},
	    {"before it",
	     "a: 10.0.0.3 # The last bytes of a file are copied, so that "
	     "nothing is read behind them; this line is longer than those.\n"},
	};

	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++) {
		struct ha_endpoint endpoint = {0};
		struct ha_source source;
		struct ha_line line;
		char text[512];

		row(rows[i].name);
		ha_endpoint_set_address(&endpoint, S("192.0.2.1"));
		snprintf(text, sizeof(text),
			 "a: 10.0.0.1\na: 10.0.0.2\na: 192.0.2.1\n%s",
			 rows[i].tail);
		write_text("file", text);
		assert_int_equal(ha_source_open(&source, "file", true), HA_OK);
		ha_source_filter(&source, &endpoint, false, NULL);
		assert_int_equal(ha_source_next(&source, &line), HA_OK);
		assert_slice(line.text, "a: 192.0.2.1");
		assert_int_equal(line.place.line, 3);
		ha_source_close(&source);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(lines_left_out),
	    cmocka_unit_test(names_are_left_out),
	    cmocka_unit_test(names_are_noticed),
	    cmocka_unit_test(nothing_is_left_out_for_a_name),
	    cmocka_unit_test(files_have_lines_left_out),
	};

	return cmocka_run_group_tests_name("skim_lines", tests, folder_make,
					   folder_remove);
}
