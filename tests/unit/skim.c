/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * Lines that are left out: a decision that leaves out what it may, and one
 * that is traced and so reads every line, must not differ in anything.
 */
#include "common/decide/decide.h"
#include "common/decide/report.h"

#include "tests/oracle/dice.h"
#include "tests/unit/folder.h"
#include "tests/unit/unit.h"

#include <stdlib.h>

#define FILE_MAX (256 * 1024)
#define LOG_MAX (64 * 1024)

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
	ha_report_diagnostic(diagnostic, HA_IN_QUOTES, line, sizeof(line));
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
	const struct ha_rules rules = {.allow_file = "/dev/null",
				       .deny_file = "deny",
				       .strict = strict,
				       .sink = &sink,
				       .trace = trace};
	struct ha_request request;
	struct ha_verdict verdict;
	const struct ha_report report = {&request, &verdict, S("s"), false,
					 NULL};
	char line[HA_REPORT_MAX];

	log_text = logs[trace != NULL];
	log_text[0] = '\0';
	ha_request_init(&request, &resolver);
	ha_request_set_local_user(&request, S("u"));
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
	    cmocka_unit_test(nothing_differs),
	};

	return cmocka_run_group_tests_name("skim", tests, folder_make,
					   folder_remove);
}
