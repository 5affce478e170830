/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * conditions [--count N] [--seed S]: random rules with conditions, by ours, by
 * a model of them, and by the installed libwrap, which knows none.
 *
 * The model reads no rules: it is given what they were written from.  That
 * libwrap allows whom ours refuses is explained only by a client condition that
 * keeps clients out (condition-libwrap); and it decides as if each condition
 * were a name that nobody has, and as ours does without conditions.
 */
#include "common/decide/decide.h"
#include "tests/oracle/dice.h"
#include "tests/oracle/libwrap.h"
#include "tests/support/number.h"
#include "tests/support/workers.h"

#include <err.h>
#include <getopt.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define RULES_MAX 4
#define TOKENS_MAX 3
#define GROUPS_MAX 3
#define WORDS_MAX 3
#define TEXT_MAX 4096

/* What is known for certain, or not. */
enum answer { NO, MAYBE, YES };

/* Who asks.  Whom a source does not tell of is "". */
static const struct person {
	const char *address, *country, *listed, *user;
} people[] = {
    {"192.0.2.1", "DE", "yes", "anna"}, {"192.0.2.2", "CN", "no", "bob"},
    {"198.51.100.3", "", "no", "anna"}, {"192.0.2.4", "DE", "", ""},
    {"198.51.100.5", "FR", "yes", ""},  {"10.0.0.6", "private", "no", "bob"},
};

#define COUNT(array) (sizeof(array) / sizeof((array)[0]))

/* A word of a client list, and whom it is for. */
static const struct word {
	const char *text;
	bool condition;
	enum answer answers[COUNT(people)];
} words[] = {
    {"ALL", false, {YES, YES, YES, YES, YES, YES}},
    {"192.0.2.", false, {YES, YES, NO, YES, NO, NO}},
    {"198.51.100.3", false, {NO, NO, YES, NO, NO, NO}},
    {"10.0.0.0/255.0.0.0", false, {NO, NO, NO, NO, NO, YES}},
    {"country=DE", true, {YES, NO, MAYBE, YES, NO, NO}},
    {"country=cn", true, {NO, YES, MAYBE, NO, NO, NO}},
    {"country=FR", true, {NO, NO, MAYBE, NO, YES, NO}},
    {"country=UK", true, {MAYBE, MAYBE, MAYBE, MAYBE, MAYBE, MAYBE}},
    {"dnsbl=bl.example.org", true, {YES, NO, NO, MAYBE, YES, NO}},
    {"forward=home.example.org", true, {YES, NO, NO, NO, NO, NO}},
    {"forward=lost.example.org",
     true,
     {MAYBE, MAYBE, MAYBE, MAYBE, MAYBE, MAYBE}},
    {"nobody@country=DE", true, {NO, NO, NO, NO, NO, NO}},
    {"friend@country=DE", true, {YES, NO, MAYBE, YES, NO, NO}},
};

/* The same of `require`; what is wrong with one refuses. */
static const struct word required[] = {
    {"user=anna", true, {YES, NO, YES, NO, NO, NO}},
    {"user!=anna", true, {NO, YES, NO, MAYBE, MAYBE, YES}},
    {"user=bob", true, {NO, YES, NO, NO, NO, YES}},
    {"group=staff", true, {YES, NO, YES, NO, NO, NO}},
    {"group!=staff", true, {NO, YES, NO, MAYBE, MAYBE, YES}},
    {"group=lost", true, {MAYBE, MAYBE, MAYBE, NO, NO, MAYBE}},
    {"until=2020-01-01", true, {NO, NO, NO, NO, NO, NO}},
    {"until=2999-01-01", true, {YES, YES, YES, YES, YES, YES}},
    {"from=2020-01-01", true, {YES, YES, YES, YES, YES, YES}},
    {"from=2999-01-01", true, {NO, NO, NO, NO, NO, NO}},
    {"until=2026-12-01", true, {MAYBE, MAYBE, MAYBE, MAYBE, MAYBE, MAYBE}},
    {"country=DE", true, {YES, NO, MAYBE, YES, NO, NO}},
    {"country!=DE", true, {NO, YES, MAYBE, NO, YES, YES}},
    {"dnsbl!=bl.example.org", true, {NO, YES, YES, MAYBE, NO, YES}},
};

/* 2026-12-01 12:00 UTC */
#define NOON 1796126400

/* What is said behind the clients. */
enum end { END_NONE, END_ALLOW, END_DENY, END_UNKNOWN };

struct rule {
	bool for_others; /* another daemon */
	unsigned groups; /* of the client list, with EXCEPTs between them */
	unsigned counts[GROUPS_MAX];
	const struct word *tokens[GROUPS_MAX][TOKENS_MAX];
	unsigned requires;
	const struct word *require[WORDS_MAX];
	enum end end;
};

struct rules {
	unsigned count;
	struct rule all[RULES_MAX];
};

/* Both files. */
struct sample {
	struct rules allow, deny;
};

struct tally {
	unsigned long decisions, allowed, stricter, opened, differ, unexplained;
};

static void
make_rule(struct dice *dice, struct rule *rule)
{
	*rule = (struct rule){.for_others = dice_one_in(dice, 8),
			      .groups = 1 + dice_one_in(dice, 3)};
	if (rule->groups == 2 && dice_one_in(dice, 4))
		rule->groups = GROUPS_MAX;
	for (unsigned i = 0; i < rule->groups; i++) {
		rule->counts[i] = 1 + dice_below(dice, TOKENS_MAX);
		for (unsigned j = 0; j < rule->counts[i]; j++)
			rule->tokens[i][j] =
			    &words[dice_below(dice, COUNT(words))];
	}
	if (dice_one_in(dice, 3))
	rule->requires = 1 + dice_below(dice, WORDS_MAX);
	for (unsigned i = 0; i < rule->requires; i++)
		rule->require[i] = &required[dice_below(dice, COUNT(required))];
	if (dice_one_in(dice, 3))
		rule->end = (enum end)(1 + dice_below(dice, 3));
}

static void
make_rules(struct dice *dice, struct rules *rules)
{
	rules->count = dice_below(dice, RULES_MAX + 1);
	for (unsigned i = 0; i < rules->count; i++)
		make_rule(dice, &rules->all[i]);
}

/* A word as it is, or, if it is to be NAMED, a name that nobody has. */
static const char *
text_of(const struct word *word, bool named)
{
	return named && word->condition ? "nobody.example.net" : word->text;
}

/* Writes RULES; NAMED: as libwrap is to understand them. */
static void
write_rules(const struct rules *rules, bool named, char text[TEXT_MAX])
{
	static const char *const ends[] = {"", ": allow", ": deny", ": nosuch"};
	FILE *stream;

	text[0] = '\0'; /* fmemopen(3) leaves it where nothing is written */
	stream = fmemopen(text, TEXT_MAX, "w");

	if (!stream)
		err(2, "fmemopen");
	for (unsigned i = 0; i < rules->count; i++) {
		const struct rule *rule = &rules->all[i];

		fputs(rule->for_others ? "vsftpd:" : "sshd:", stream);
		for (unsigned j = 0; j < rule->groups; j++) {
			fputs(j > 0 ? " EXCEPT" : "", stream);
			for (unsigned k = 0; k < rule->counts[j]; k++)
				fprintf(stream, " %s",
					text_of(rule->tokens[j][k], named));
		}
		if (rule->requires > 0)
			fputs(named ? ": nosuch" : ": require", stream);
		for (unsigned j = 0; j < rule->requires && !named; j++)
			fprintf(stream, " %s", rule->require[j]->text);
		fprintf(stream, "%s\n", ends[rule->end]);
	}
	if (fclose(stream))
		err(2, "fclose");
}

/* The list from group FIRST on, for PERSON: not what stands behind EXCEPT. */
static enum answer
model_list(const struct rule *rule, unsigned first, size_t person)
{
	enum answer any = NO, except = NO;

	for (unsigned i = 0; i < rule->counts[first]; i++)
		if (rule->tokens[first][i]->answers[person] > any)
			any = rule->tokens[first][i]->answers[person];
	if (first + 1 < rule->groups)
		except = model_list(rule, first + 1, person);
	if (any == NO || except == YES)
		return NO;
	return any == YES && except == NO ? YES : MAYBE;
}

/* Whether RULE of a file that ALLOWS refuses whom it matches. */
static bool
refuses(const struct rule *rule, bool allows)
{
	if (rule->end == END_NONE)
		return !allows;
	return rule->end != END_ALLOW;
}

/* What RULES say to PERSON: YES is allowed, NO refused, MAYBE nothing. */
static enum answer
model_rules(const struct rules *rules, bool allows, size_t person)
{
	for (unsigned i = 0; i < rules->count; i++) {
		const struct rule *rule = &rules->all[i];
		enum answer match =
		    rule->for_others ? NO : model_list(rule, 0, person);

		for (unsigned j = 0; j < rule->requires; j++)
			if (rule->require[j]->answers[person] < match)
				match = rule->require[j]->answers[person];
		if (match == NO)
			continue;
		if (refuses(rule, allows))
			return NO;
		if (match == YES)
			return YES;
	}
	return MAYBE;
}

static bool
model_lets_in(const struct sample *sample, size_t person)
{
	enum answer said = model_rules(&sample->allow, true, person);

	if (said == MAYBE)
		said = model_rules(&sample->deny, false, person);
	return said != NO;
}

/* Whether a client condition of RULES keeps clients out. */
static bool
opens(const struct rules *rules, bool allows)
{
	for (unsigned i = 0; i < rules->count; i++) {
		const struct rule *rule = &rules->all[i];

		for (unsigned j = 0; j < rule->groups; j++)
			for (unsigned k = 0; k < rule->counts[j]; k++)
				if (rule->tokens[j][k]->condition &&
				    refuses(rule, allows) == (j % 2 == 0))
					return true;
	}
	return false;
}

/* What ours is told, of the person who asks. */
static const struct person *asking;

static enum ha_lookup
name_of(void *context, const struct ha_address *address,
	char name[HA_NAME_MAX + 1])
{
	(void)context, (void)address, (void)name;
	return HA_LOOKUP_NONE;
}

static enum ha_lookup
addresses_of(void *context, const char *name, enum ha_family family,
	     bool (*visit)(void *visitor, const struct ha_address *address),
	     void *visitor)
{
	struct ha_address address;
	const char *text = NULL;

	(void)context, (void)family;
	if (strstr(name, "bl.example.org"))
		text = strcmp(asking->listed, "yes") == 0 ? "127.0.0.2" : NULL;
	else if (strcmp(name, "home.example.org") == 0)
		text = "192.0.2.1";
	if (strstr(name, "lost") ||
	    (strstr(name, "bl.example.org") && asking->listed[0] == '\0'))
		return HA_LOOKUP_FAILED;
	if (!text)
		return HA_LOOKUP_NONE;
	ha_address_parse(ha_slice_of(text), &address);
	visit(visitor, &address);
	return HA_LOOKUP_FOUND;
}

static enum ha_lookup
netgroup_has(void *context, const char *group, const char *host)
{
	(void)context, (void)group, (void)host;
	return HA_LOOKUP_NONE;
}

static enum ha_lookup
is_account(void *context, enum ha_account kind, const char *name,
	   const char *user)
{
	(void)context;
	if (strcmp(name, "lost") == 0)
		return HA_LOOKUP_FAILED;
	if (kind == HA_ACCOUNT_GROUP)
		name = "anna"; /* the one member of staff */
	return strcmp(name, user) == 0 ? HA_LOOKUP_FOUND : HA_LOOKUP_NONE;
}

static enum ha_lookup
geo_of(void *context, enum ha_geo_kind kind, const struct ha_address *address,
       struct ha_geo *geo)
{
	(void)context, (void)kind, (void)address;
	*geo = (struct ha_geo){.fault = HA_GEO_NO_RECORD};
	if (asking->country[0] == '\0')
		return HA_LOOKUP_FAILED;
	snprintf(geo->text, sizeof(geo->text), "%.2s", asking->country);
	return HA_LOOKUP_FOUND;
}

static bool
ours_allows(const char *allow, const char *deny, bool no_conditions)
{
	static const struct ha_resolver resolver = {
	    .name_of = name_of,
	    .addresses_of = addresses_of,
	    .netgroup_has = netgroup_has,
	    .is_account = is_account,
	    .geo_of = geo_of};
	const struct ha_rules rules = {.allow_file = allow,
				       .deny_file = deny,
				       .no_conditions = no_conditions};
	struct ha_request request;
	struct ha_verdict verdict;

	ha_request_init(&request, &resolver);
	ha_request_set_daemon(&request, ha_slice_of("sshd"));
	ha_request_set_user(&request, ha_slice_of("friend"));
	ha_request_set_local_user(&request, ha_slice_of(asking->user));
	ha_request_set_time(&request, NOON);
	ha_endpoint_set_name(&request.client, ha_slice_of("a.example.org"));
	ha_endpoint_set_address(&request.client, ha_slice_of(asking->address));
	ha_decide(&rules, &request, &verdict);
	return verdict.decision == HA_ALLOW;
}

/* Writes RULES to the file NAME. */
static void
put(const struct scratch *scratch, const char *name, const struct rules *rules,
    bool named, char path[SCRATCH_PATH_SIZE])
{
	char text[TEXT_MAX];
	struct model_file file = {.text = text};

	write_rules(rules, named, text);
	file.size = strlen(text);
	scratch_table(scratch, name, &file, path);
}

static void
complain(const struct sample *sample, uint64_t seed, const char *what,
	 size_t person)
{
	char allow[TEXT_MAX], deny[TEXT_MAX];

	write_rules(&sample->allow, false, allow);
	write_rules(&sample->deny, false, deny);
	fprintf(stderr, "seed %llu: %s, %s:\n%s---\n%s",
		(unsigned long long)seed, people[person].address, what, allow,
		deny);
}

static void
try_sample(const struct scratch *scratch, uint64_t seed, struct tally *tally)
{
	struct dice dice = {seed};
	struct sample sample;
	char allow[SCRATCH_PATH_SIZE], deny[SCRATCH_PATH_SIZE];
	char named_allow[SCRATCH_PATH_SIZE], named_deny[SCRATCH_PATH_SIZE];
	bool open;

	make_rules(&dice, &sample.allow);
	make_rules(&dice, &sample.deny);
	open = opens(&sample.allow, true) || opens(&sample.deny, false);
	put(scratch, "allow", &sample.allow, false, allow);
	put(scratch, "deny", &sample.deny, false, deny);
	put(scratch, "named-allow", &sample.allow, true, named_allow);
	put(scratch, "named-deny", &sample.deny, true, named_deny);
	for (size_t i = 0; i < COUNT(people); i++) {
		const struct model_client client = {.daemon = "sshd",
						    .name = "a.example.org",
						    .address =
							people[i].address,
						    .user = "friend"};
		bool ours, theirs;

		asking = &people[i];
		ours = ours_allows(allow, deny, false);
		theirs = libwrap_allows(allow, deny, &client);
		tally->decisions++;
		tally->allowed += ours;
		tally->stricter += ours && !theirs;
		tally->opened += theirs && !ours;
		if (ours != model_lets_in(&sample, i)) {
			tally->differ++;
			complain(&sample, seed, "not as the model", i);
		} else if (theirs && !ours && !open) {
			tally->unexplained++;
			complain(&sample, seed, "libwrap is open", i);
		} else if (theirs !=
			   libwrap_allows(named_allow, named_deny, &client)) {
			tally->unexplained++;
			complain(&sample, seed, "libwrap knows it", i);
		} else if (theirs != ours_allows(allow, deny, true)) {
			tally->differ++;
			complain(&sample, seed, "ours without conditions", i);
		}
	}
}

static void
write_file(const char *folder, const char *name, unsigned long number,
	   const char *text)
{
	char path[SCRATCH_PATH_SIZE];
	FILE *file;

	snprintf(path, sizeof(path), "%s/%s.%lu", folder, name, number);
	file = fopen(path, "w");
	if (!file || fputs(text, file) < 0 || fclose(file))
		err(2, "%s", path);
}

static void
write_samples(unsigned long count, const char *folder)
{
	char text[TEXT_MAX];

	for (unsigned long i = 0; i < count; i++) {
		struct dice dice = {i};
		struct sample sample;

		make_rules(&dice, &sample.allow);
		make_rules(&dice, &sample.deny);
		write_rules(&sample.allow, false, text);
		write_file(folder, "allow", i, text);
		write_rules(&sample.deny, false, text);
		write_file(folder, "deny", i, text);
		if (opens(&sample.allow, true) || opens(&sample.deny, false))
			write_file(folder, "open", i, "");
	}
}

int
main(int argc, char **argv)
{
	unsigned long count = 60000;
	uint64_t seed = 1;
	unsigned processes = workers_count();
	struct tally *tallies = workers_memory(sizeof(*tallies) * WORKERS_MAX);
	struct tally all = {0};
	pid_t pids[WORKERS_MAX];
	bool complete = true;

	if (argc == 4 && strcmp(argv[1], "--write") == 0) {
		write_samples(number_of(argv[2]), argv[3]);
		return 0;
	}
	if (argc > 2 && strcmp(argv[1], "--count") == 0)
		count = number_of(argv[2]);
	if (argc > 4 && strcmp(argv[3], "--seed") == 0)
		seed = number_of(argv[4]);
	for (unsigned i = 0; i < processes; i++) {
		struct scratch scratch;

		pids[i] = workers_start();
		if (pids[i] > 0)
			continue;
		scratch_make(&scratch);
		libwrap_open(&scratch);
		for (unsigned long j = i; j < count / COUNT(people);
		     j += processes)
			try_sample(&scratch, seed + j, &tallies[i]);
		scratch_remove(&scratch);
		exit(0);
	}
	for (unsigned i = 0; i < processes; i++) {
		complete &= workers_wait(pids[i], "a sample", seed);
		all.decisions += tallies[i].decisions;
		all.allowed += tallies[i].allowed;
		all.stricter += tallies[i].stricter;
		all.opened += tallies[i].opened;
		all.differ += tallies[i].differ;
		all.unexplained += tallies[i].unexplained;
	}
	printf("conditions: %lu decisions, %lu allowed; libwrap refuses %lu of "
	       "these, and allows %lu others, by condition-libwrap; %lu not as "
	       "the model, %lu unexplained\n",
	       all.decisions, all.allowed, all.stricter, all.opened, all.differ,
	       all.unexplained);
	return complete && all.decisions > 0 && all.stricter > 0 &&
		       all.opened > 0 && all.differ == 0 && all.unexplained == 0
		   ? 0
		   : 1;
}
