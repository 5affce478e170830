/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * Lines that are left out: a decision that leaves out what it may, and one
 * that is traced and so reads every line, must not differ in anything.
 */
#include "decide.h"
#include "report.h"
#include "skim.h"

#include "../oracle/dice.h"
#include "folder.h"
#include "unit.h"

#include <stdlib.h>

#define FILE_MAX (256 * 1024)
#define LOG_MAX (64 * 1024)

static size_t
size_of_lines(const char *text, unsigned long lines)
{
	const char *at = text;

	for (; lines > 0; lines--)
		at = strchr(at, '\n') + 1;
	return (size_t)(at - text);
}

/* Each row: how many of its lines are left out. */
static void
lines_left_out(void **state)
{
	static const struct {
		const char *name;
		const char *client;
		const char *text;
		bool rules;
		unsigned long lines;
	} rows[] = {
	    {"another address", "192.0.2.1", "sshd: 198.51.100.2", true, 1},
	    {"the address", "192.0.2.1", "sshd: 192.0.2.1", true, 0},
	    {"one that begins so", "192.0.2.1", "a: 192.0.2.11", true, 0},
	    {"ALL without blank", "192.0.2.1", "ALL:10.0.0.1", true, 1},
	    {"several", "192.0.2.1", "a: 10.0.0.1 10.0.0.2", true, 1},
	    {"the last of several", "192.0.2.1", "a: 10.0.0.1 192.0.2.1", true,
	     0},
	    {"another net", "192.0.2.1", "a: 192.0.3.0/24", true, 1},
	    {"the net", "192.0.2.1", "a: 192.0.2.0/24", true, 0},
	    {"a net of all", "192.0.2.1", "a: 0.0.0.0/0", true, 0},
	    {"host bits", "192.0.2.1", "a: 10.0.0.1/24", true, 0},
	    {"no host bits", "192.0.2.1", "a: 10.0.0.1/32", true, 1},
	    {"too large a part", "192.0.2.1", "a: 10.0.256.0/24", true, 0},
	    {"octal", "192.0.2.1", "a: 10.0.010.0/24", true, 0},
	    {"three parts", "192.0.2.1", "a: 10.0.0/24", true, 0},
	    {"a mask", "192.0.2.1", "a: 10.0.0.0/255.0.0.0", true, 0},
	    {"no mask", "192.0.2.1", "a: 10.0.0.0/", true, 0},
	    {"a long mask", "192.0.2.1", "a: 10.0.0.0/33", true, 0},
	    {"a longer mask", "192.0.2.1", "a: 10.0.0.0/240", true, 0},
	    {"two slashes", "192.0.2.1", "a: 10.0/0.0/24", true, 0},
	    {"a prefix", "192.0.2.1", "a: 10.0.0.", true, 0},
	    {"a suffix", "192.0.2.1", "a: .0.0.1", true, 0},
	    {"IPv6", "192.0.2.1", "a: 2001:db8::2", true, 1},
	    {"IPv6 in brackets", "192.0.2.1", "a: [2001:db8::2]", true, 1},
	    {"eight groups", "::1", "a: 1:2:3:4:5:6:7:8", true, 1},
	    {"nine groups", "::1", "a: 1:2:3:4:5:6:7:8:9", true, 0},
	    {"seven groups", "::1", "a: 1:2:3:4:5:6:7", true, 0},
	    {"five digits", "::1", "a: 12345::8", true, 0},
	    {"two gaps", "::1", "a: 1::2::3", true, 0},
	    {"the same last byte", "::1", "a: 2001:db8::0001", true, 0},
	    {"half of it", "::12", "a: 2001:DB8::2", true, 1},
	    {"an option", "192.0.2.1", "a: 10.0.0.1:allow", true, 0},
	    {"a name", "192.0.2.1", "a: example.com", true, 0},
	    {"a comment", "192.0.2.1", "# 10.0.0.1", true, 0},
	    {"a continuation", "192.0.2.1", "a: 10.0.0.1\\", true, 0},
	    {"no client", "192.0.2.1", "a: ", true, 0},
	    {"EXCEPT as daemon", "192.0.2.1", "except: 10.0.0.1", true, 0},
	    {"two daemons", "192.0.2.1", "a b: 10.0.0.1", true, 0},
	    {"no number asks", "example.com", "a: 10.0.0.1", true, 0},
	    {"a word of a list", "192.0.2.1", "10.0.0.1", false, 1},
	    {"words of a list", "192.0.2.1", "10.0.0.1 1::2", false, 1},
	    {"the word", "192.0.2.1", "192.0.2.1", false, 0},
	    {"a rule in a list", "192.0.2.1", "a: 10.0.0.1", false, 0},
	    {"a gap at the end", "::1", "a: 2001:db8::", true, 1},
	    {"a block that ends behind a daemon list", "192.0.2.1",
	     "a: 1.2.3.4 1.2.3.4 1.2.3.4 1.2.3.4 1.2.3.4 1.2.3.4 1.2.3.4 1\n"
	     "a: \na: 1.2.3.4",
	     true, 1},
	    {"another daemon", "192.0.2.1", "a: 1.2.3.4\nb: 1.2.3.4", true, 2},
	    {"the longest daemon list", "192.0.2.1", "fifteen-letters:10.0.0.1",
	     true, 1},
	    {"and a blank", "192.0.2.1", "14-letters-abc: 10.0.0.1", true, 1},
	    {"a blank too many", "192.0.2.1", "fifteen-letters: 10.0.0.1", true,
	     0},
	    {"a letter too many", "192.0.2.1", "sixteen-letters-:10.0.0.1",
	     true, 0},
	    {"long names of daemons", "192.0.2.1",
	     "in.a-very-long-daemon-a:1.2.3.4\n"
	     "in.a-very-long-daemon-#:1.2.3.4",
	     true, 0},
	    {"an empty line of a list", "192.0.2.1", "", false, 1},
	};

	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++) {
		struct ha_endpoint endpoint = {0};
		struct ha_slice text;
		struct ha_skim skim;
		unsigned long lines = 0;
		char buffer[256];
		size_t size;

		row(rows[i].name);
		/* an unfinished line stands behind them */
		text.data = buffer;
		text.size = (size_t)snprintf(buffer, sizeof(buffer), "%s\n%0*d",
					     rows[i].text, 100, 0);
		ha_endpoint_set_address(&endpoint, ha_slice_of(rows[i].client));
		ha_skim_prepare(&endpoint, &skim);
		size = ha_skim_lines(&skim, text, rows[i].rules, &lines);
		assert_int_equal(lines, rows[i].lines);
		assert_int_equal(size, size_of_lines(buffer, lines));
	}
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

/* A text that grows. */
struct text {
	size_t size;
	char bytes[FILE_MAX];
};

static void
add(struct text *text, const char *more)
{
	size_t size = strlen(more);

	if (text->size + size >= sizeof(text->bytes))
		return;
	memcpy(text->bytes + text->size, more, size);
	text->size += size;
}

/* Appends a part of an address that often is one of the clients'. */
static void
add_part(struct dice *dice, struct text *text)
{
	static const char *const parts[] = {"0",   "0",   "1",    "2",
					    "10",  "10",  "192",  "255",
					    "256", "007", "0012", "99"};
	char number[8];

	snprintf(number, sizeof(number), "%u", dice_below(dice, 256));
	add(text, dice_one_in(dice, 2) ? number : DICE_PICK(dice, parts));
}

static void
add_ipv4(struct dice *dice, struct text *text)
{
	static const char *const tails[] = {"/24", "/24", "/32", "/8", "/16",
					    "/0",  "/33", "/",   "/2x"};
	unsigned parts = dice_one_in(dice, 40) ? 3 : 4;

	for (unsigned i = 0; i < parts; i++) {
		if (i > 0)
			add(text, ".");
		if (i > 1 && dice_one_in(dice, 2))
			add(text, "0");
		else
			add_part(dice, text);
	}
	if (dice_one_in(dice, 3))
		add(text, DICE_PICK(dice, tails));
}

static void
add_ipv6(struct dice *dice, struct text *text)
{
	static const char *const parts[] = {"2001", "db8",  "0",   "1",
					    "::",   "::",   "10",  "fe",
					    "a0",   "0001", "DB8", "f"};
	bool brackets = dice_one_in(dice, 2);
	unsigned groups = 1 + dice_below(dice, 9);

	add(text, brackets ? "[" : "");
	for (unsigned i = 0; i < groups; i++) {
		if (i > 0 && text->bytes[text->size - 1] != ':')
			add(text, ":");
		add(text, DICE_PICK(dice, parts));
	}
	add(text, brackets ? "]" : "");
	if (dice_one_in(dice, 8))
		add(text, "/64");
}

static void
add_token(struct dice *dice, struct text *text)
{
	static const char *const tokens[] = {
	    "10.",      "example.com", ".example.com", "LOCAL",
	    "EXCEPT",   "10.0.0.*",    "u@10.0.0.1",   "#",
	    "./list",   "192.0.2.10",  "2001:db8::10", "[2001:db8::10]",
	    "1.2.3.4%", "12345",       "...",          "UNKNOWN"};

	if (dice_one_in(dice, 60))
		add(text, DICE_PICK(dice, tokens));
	else if (dice_one_in(dice, 3))
		add_ipv6(dice, text);
	else
		add_ipv4(dice, text);
}

/* Appends lines, as rules with the daemon list HEAD or as lines of a list. */
static void
add_line(struct dice *dice, const char *head, struct text *text)
{
	static const char *const others[] = {"# comment", "",  " ",      "sshd",
					     "sshd:",     ":", "sshd: #"};
	static const char *const blanks[] = {" ", " ", " ", " ",  " ",
					     " ", " ", ",", "  ", "\t"};
	static const char *const ends[] = {" ", "\r", ":allow", "\\", ",", "#"};
	static const char bytes[] = "\0\\#\r\t,[]:@/%.*x \n\xff";
	size_t start = text->size;

	if (dice_one_in(dice, 40)) {
		add(text, DICE_PICK(dice, others));
	} else {
		add(text, head);
		add_token(dice, text);
		while (dice_one_in(dice, 4)) {
			add(text, DICE_PICK(dice, blanks));
			add_token(dice, text);
		}
		if (dice_one_in(dice, 40))
			add(text, DICE_PICK(dice, ends));
	}
	if (dice_one_in(dice, 40) && text->size > start)
		text->bytes[start +
			    dice_below(dice, (unsigned)(text->size - start))] =
		    bytes[dice_below(dice, sizeof(bytes) - 1)];
	add(text, "\n");
}

static void
make_text(struct dice *dice, bool rules, struct text *text)
{
	static const char *const heads[] = {"sshd: ",
					    "sshd: ",
					    "sshd: ",
					    "ALL: ",
					    "ALL:",
					    "sshd:\t",
					    "sshd:",
					    "22: ",
					    "vsftpd: ",
					    "sshd : ",
					    "2001:",
					    "EXCEPT: ",
					    "x@y: ",
					    "in.telnetd: ",
					    "sshd:  ",
					    "a-daemon-of-a-long-name: ",
					    "a-daemon-of-a-long-#: "};
	unsigned lines =
	    1 + dice_below(dice, dice_one_in(dice, 50) ? 6000 : 60);
	const char *head = DICE_PICK(dice, heads);

	text->size = 0;
	if (dice_one_in(dice, 20))
		add(text, "\xef\xbb\xbf");
	for (unsigned i = 0; i < lines; i++) {
		if (dice_one_in(dice, 8))
			head = DICE_PICK(dice, heads);
		add_line(dice, rules ? head : "", text);
	}
	if (dice_one_in(dice, 8))
		text->size--;
}

/* What a decision says, looks up and reports. */
static char logs[2][LOG_MAX];
static char *log_text;

static void
log_line(const char *line)
{
	size_t used = strlen(log_text);

	snprintf(log_text + used, LOG_MAX - used, "%s\n", line);
}

static void
receive_diagnostic(void *context, const struct ha_diagnostic *diagnostic)
{
	char line[HA_REPORT_MAX];

	(void)context;
	ha_report_diagnostic(diagnostic, line, sizeof(line));
	log_line(line);
}

static void
receive_step(void *context, const struct ha_step *step)
{
	(void)step;
	*(unsigned long *)context += 1;
}

static enum ha_lookup
name_of(void *context, const struct ha_address *address,
	char name[HA_NAME_MAX + 1])
{
	(void)context;
	(void)address;
	(void)name;
	log_line("name looked up");
	return HA_LOOKUP_NONE;
}

static enum ha_lookup
netgroup_has(void *context, const char *group, const char *host)
{
	(void)context;
	(void)group;
	(void)host;
	log_line("netgroup looked up");
	return HA_LOOKUP_NONE;
}

static void
decide(const char *client, bool strict, const struct ha_trace *trace)
{
	static const struct ha_resolver resolver = {
	    .name_of = name_of, .netgroup_has = netgroup_has};
	static const struct ha_sink sink = {receive_diagnostic, NULL};
	const struct ha_rules rules = {.allow_file = "absent",
				       .deny_file = "deny",
				       .strict = strict,
				       .sink = &sink,
				       .trace = trace};
	struct ha_request request;
	struct ha_verdict verdict;
	const struct ha_report report = {&request, &verdict, S("s"), S("u"),
					 false};
	char line[HA_REPORT_MAX];

	log_text = logs[trace != NULL];
	log_text[0] = '\0';
	ha_request_init(&request, &resolver);
	ha_request_set_daemon(&request, S("sshd"));
	ha_endpoint_set_address(&request.client, ha_slice_of(client));
	ha_decide(&rules, &request, &verdict);
	ha_report_decision(&report, line, sizeof(line));
	log_line(line);
	snprintf(line, sizeof(line), "reason %d, place %lu:%lu, fault %d",
		 verdict.reason, verdict.place.line, verdict.place.column,
		 verdict.fault.id);
	log_line(line);
}

/* SKIM_COUNT is the number of files. */
static void
nothing_differs(void **state)
{
	static const char *const clients[] = {
	    "192.0.2.10", "10.0.0.1",     "0.0.0.0",      "2001:db8::10",
	    "::1",        "unknown",      "fe80::a0%eth", "::ffff:192.0.2.10",
	    "10.1.2.3",   "2001:db8:1::", "example.com",  "255.255.255.255"};
	const char *wanted = getenv("SKIM_COUNT");
	unsigned long count = wanted ? strtoul(wanted, NULL, 10) : 3000;
	static struct text text;
	unsigned long steps = 0;
	const struct ha_trace trace = {receive_step, &steps};

	(void)state;
	for (unsigned long i = 0; i < count; i++) {
		struct dice dice = {i};
		bool rules = !dice_one_in(&dice, 3);
		bool strict = dice_one_in(&dice, 4);
		const char *client = DICE_PICK(&dice, clients);

		make_text(&dice, rules, &text);
		write_slice(rules ? "deny" : "list",
			    (struct ha_slice){text.bytes, text.size});
		if (!rules)
			write_text("deny", "sshd: ~/list\n");
		decide(client, strict, NULL);
		decide(client, strict, &trace);
		if (strcmp(logs[0], logs[1]) != 0)
			fail_msg("file %lu, %s: %s\nnot: %s", i, client,
				 logs[0], logs[1]);
	}
	assert_true(steps > count);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(lines_left_out),
	    cmocka_unit_test(nothing_is_left_out_for_a_name),
	    cmocka_unit_test(nothing_differs),
	};

	return cmocka_run_group_tests_name("skim", tests, folder_make,
					   folder_remove);
}
