/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * Stock: what commands say that the libwrap of tcp_wrappers makes of
 * conditions, beside the drop-in, where nothing is looked up.  What it makes of
 * them was asked of tcpdmatch(8).
 */
#include "hostsaccess/explain/brief.h"
#include "hostsaccess/explain/question.h"
#include "hostsaccess/explain/text.h"
#include "hostsaccess/guard/decide.h"

#include "tests/unit/folder.h"
#include "tests/unit/unit.h"

#include <stdlib.h>

/* That is over, and that has begun. */
#define OVER "until=20200101T0000Z"
#define BEGUN "from=20200101T0000Z"

/* Of 127.0.0.1, which is in no country. */
static const struct row {
	const char *name, *allow, *deny;
	enum ha_decision stock, ours;
	const char *words; /* that explain has of the first */
} rows[] = {
    {"no condition", "d: 127.0.0.1\n", "ALL: ALL\n", HA_ALLOW, HA_ALLOW,
     "the address 127.0.0.1: matches"},
    {"who is in no country is no exception of either",
     "d: ALL EXCEPT country=DE\n", "ALL: ALL\n", HA_ALLOW, HA_ALLOW,
     "nobody: tcp_wrappers knows no conditions, and no host has the name "
     "country=DE: does not match"},
    {"what cannot be found out", "d: ALL EXCEPT forward=a.invalid\n",
     "ALL: ALL\n", HA_ALLOW, HA_REFUSE, "NAME=VALUE is the name of a host"},
    {"who is refused by what cannot be found out", "", "d: dnsbl=a.invalid\n",
     HA_ALLOW, HA_REFUSE, "NAME=VALUE is the name of a host"},
    {"in a list file", "d: ALL EXCEPT ~/list\n", "ALL: ALL\n", HA_ALLOW,
     HA_REFUSE, NULL},
    {"of a user", "d: ALL EXCEPT a@forward=a.invalid\n", "ALL: ALL\n", HA_ALLOW,
     HA_ALLOW, "no host has the name forward=a.invalid"},
    {"of a server", "d@country=DE: ALL\n", "ALL: ALL\n", HA_REFUSE, HA_REFUSE,
     NULL},
    {"a value that is none", "", "d: country=Germany\n", HA_ALLOW, HA_REFUSE,
     "no host has the name country=Germany"},
    {"a net", "d: asn=10.0.0.0/8\n", "ALL: ALL\n", HA_REFUSE, HA_REFUSE, NULL},
    {"require that does not hold", "d: ALL: require " OVER "\n", "", HA_REFUSE,
     HA_ALLOW, "tcp_wrappers does not know the option require"},
    {"require that holds", "d: ALL: require " BEGUN "\n", "ALL: ALL\n",
     HA_REFUSE, HA_ALLOW, "tcp_wrappers does not know the option require"},
    {"require of others", "d: 10.0.0.1: require " BEGUN "\n", "", HA_ALLOW,
     HA_ALLOW, NULL},
    {"require behind an option", "d: ALL: severity info: require " BEGUN "\n",
     "", HA_REFUSE, HA_ALLOW, "does not know the option require"},
    {"REQUIRE", "d: ALL: REQUIRE=" BEGUN "\n", "", HA_REFUSE, HA_ALLOW,
     "does not know the option require"},
    {"require with a comment", "d: ALL: require " BEGUN " # why\n", "",
     HA_REFUSE, HA_ALLOW, "does not know the option require"},
};

static void
fill(const void *client, const struct way *way, struct record *record)
{
	const struct ask_client facts = explain_client_of(client, way);

	ask_fill(&facts, &record->resolver, &record->request);
}

/* What explain writes about ANSWER, to be freed. */
static char *
text_of(const struct explain_answer *answer)
{
	const struct explain_question question = {
	    .daemon = ha_slice_of("d"), .client = ha_slice_of("127.0.0.1")};
	size_t size;
	char *text;
	FILE *stream = open_memstream(&text, &size);

	assert_non_null(stream);
	explain_text(stream, &question, answer);
	assert_int_equal(fclose(stream), 0);
	return text;
}

/* Whether all commands decide so by WAYS, and explain has WORDS. */
static void
check(const struct ways *ways, enum ha_decision wanted, const char *words)
{
	const struct ha_slice none = {"", 0};
	const struct explain_client client = {
	    .client = {.name = none,
		       .address = ha_slice_of("127.0.0.1"),
		       .user = none,
		       .local_user = none}};
	const struct explain_asked asked = {.ways = ways, .nodns = true};
	struct ha_verdict verdict, other;
	struct ask_client guarded = client.client;
	struct explain_answer answer;
	struct explain_brief brief;
	char *text;

	explain_answer_find(&asked, fill, &client, false, &answer);
	assert_int_equal(explain_answer_record(&answer)->verdict.decision,
			 wanted);
	text = text_of(&answer);
	if (words && !strstr(text, words))
		fail_msg("no \"%s\" in:\n%s", words, text);
	free(text);
	explain_answer_end(&answer);
	explain_brief_find(&asked, &client, &brief);
	assert_int_equal(brief.verdict.decision, wanted);
	assert_false(decide_both(ways, &guarded, NULL, true, &verdict, &other));
	assert_int_equal(verdict.decision, wanted);
}

/* Decides by the files as WRAP in a program does. */
static void
check_wrap(enum loader_wrap wrap, enum ha_decision wanted, const char *words)
{
	struct arguments arguments = {.conf = "conf"};
	struct ways ways = {.count = 1, .program = {.wrap = {.wrap = wrap}}};
	struct way way = {.daemon = ha_slice_of("d"),
			  .settings = &ways.wrapped,
			  .wrap = true};

	ways.all = &way;
	ha_rules_name(&arguments.rules, "allow", "deny");
	assert_true(wrap_rules(&ways.program, way.daemon, &arguments, NULL,
			       &ways.wrapped, &way.rules));
	check(&ways, wanted, words);
	settings_free(&ways.wrapped);
}

/* The databases that a libwrap WRAP asks, with the settings of the drop-in. */
static void
check_geo(enum loader_wrap wrap, const char *given, const char *wanted)
{
	const struct arguments arguments = {.conf = "conf", .geo_files = given};
	const struct program program = {.wrap = {.wrap = wrap}};
	struct settings settings;
	struct ha_rules rules;

	assert_true(wrap_rules(&program, ha_slice_of("d"), &arguments, NULL,
			       &settings, &rules));
	if (wanted)
		assert_string_equal(settings.values.geo_files, wanted);
	else
		assert_null(settings.values.geo_files);
	settings_free(&settings);
}

static void
test_geo(void **state)
{
	(void)state;
	write_text("conf", "geodb=/of/all\n");
	check_geo(LOADER_WRAP_OURS, NULL, "/of/all");
	check_geo(LOADER_WRAP_OURS, "/given", "/given");
	check_geo(LOADER_WRAP_STOCK, NULL, NULL);
}

static void
test_rows(void **state)
{
	(void)state;
	write_text("conf", "");
	write_text("list", "10.0.0.1 forward=a.invalid\n");
	for (size_t i = 0; i < COUNT(rows); i++) {
		row(rows[i].name);
		write_text("allow", rows[i].allow);
		write_text("deny", rows[i].deny);
		check_wrap(LOADER_WRAP_STOCK, rows[i].stock, rows[i].words);
		check_wrap(LOADER_WRAP_OURS, rows[i].ours, NULL);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_rows),
	    cmocka_unit_test(test_geo),
	};

	return cmocka_run_group_tests_name("stock", tests, folder_make,
					   folder_remove);
}
