/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * Rules that never decide: what is said of random files is held against the
 * decisions of the library about every client of a grid.
 */
#include "hostsaccess/cover/cover.h"
#include "hostsaccess/cover/earlier.h"

#include "common/decide/decide.h"
#include "common/source/source.h"
#include "tests/tool/cover_text.h"
#include "tests/unit/folder.h"
#include "tests/unit/unit.h"

#include <stdlib.h>

#define FILES 2

/* hosts.allow and hosts.deny. */
static const char *const names[FILES] = {"allow", "deny"};

static char list_path[64];

static void
write_file(const char *name, const struct text *text)
{
	FILE *file = fopen(name, "w");

	assert_non_null(file);
	for (size_t i = 0; i < text->count; i++)
		fprintf(file, "%s\n", text->lines[i]);
	assert_int_equal(fclose(file), 0);
}

/* A claim: that a line, or a token of it, changes nothing. */
struct claim {
	unsigned file;
	size_t line, column, size;
	bool whole;
};

#define CLAIMS_MAX 256

struct claims {
	struct claim claims[CLAIMS_MAX];
	size_t count;
};

/* Reads `FILE:LINE:COLUMN: severity: "TEXT": ... [NAME]`. */
static void
read_claim(struct ha_slice line, struct claims *claims)
{
	struct claim *claim = &claims->claims[claims->count++];
	struct ha_slice rest;
	size_t colon = ha_slice_find(line, ':');
	unsigned long number = 0;

	assert_true(claims->count <= CLAIMS_MAX);
	claim->file = ha_slice_is(ha_slice_head(line, colon), names[1]);
	rest = ha_slice_from(line, colon + 1);
	colon = ha_slice_find(rest, ':');
	assert_true(
	    ha_slice_number(ha_slice_head(rest, colon), 10, 99, &number));
	claim->line = number - 1;
	rest = ha_slice_from(rest, colon + 1);
	colon = ha_slice_find(rest, ':');
	assert_true(
	    ha_slice_number(ha_slice_head(rest, colon), 10, 999, &number));
	claim->column = number - 1;
	rest = ha_slice_from(rest, ha_slice_find(rest, '"') + 1);
	claim->size = ha_slice_find(rest, '"');
	claim->whole =
	    ha_slice_find(ha_slice_head(rest, claim->size), ' ') < claim->size;
}

static void
take_token(void *context, const struct ha_token *token,
	   const struct ha_pattern *left, const struct ha_pattern *host)
{
	cover_token(context, token, left, host);
}

static void
read_file(struct cover *cover, struct findings *findings, const char *name,
	  bool deny_file)
{
	const struct ha_option_context context = {0};
	struct ha_options options;
	struct ha_source source;
	struct saying saying;
	struct ha_line line;
	struct ha_rule rule;

	assert_int_equal(ha_source_open(&source, name, true), HA_OK);
	while (ha_source_next(&source, &line) == HA_OK) {
		findings_next_line(findings, &line);
		if (ha_syntax_parse(&line, NULL, &rule) != HA_SYNTAX_RULE)
			continue;
		assert_int_equal(ha_options_read(&rule, &context, &options),
				 HA_OK);
		saying_read(&options, deny_file, &saying);
		ha_visit_lists(&rule, NULL, take_token, cover);
		cover_rule(cover, findings, &rule, &saying, deny_file);
	}
	findings_next_line(findings, NULL);
	ha_source_close(&source);
}

/* Returns what the tool says of the files, terminated; the caller frees. */
static char *
findings_of_files(void)
{
	struct cover *cover = cover_new();
	struct findings findings;
	char *output = NULL;
	size_t size = 0;
	FILE *stream = open_memstream(&output, &size);

	assert_non_null(stream);
	findings_begin(&findings, stream, false);
	read_file(cover, &findings, names[0], false);
	read_file(cover, &findings, names[1], true);
	cover_free(cover);
	findings_end(&findings);
	assert_int_equal(fclose(stream), 0);
	return output;
}

static void
find_claims(struct claims *claims)
{
	char *output = findings_of_files();
	struct ha_slice rest = ha_slice_of(output);

	claims->count = 0;
	while (rest.size > 0) {
		size_t end = ha_slice_find(rest, '\n');

		read_claim(ha_slice_head(rest, end), claims);
		rest = ha_slice_from(rest, end + 1);
	}
	free(output);
}

/* The grid. */
static const char *const grid_daemons[] = {"sshd", "vsftpd", "ftpd", "unknown"};
static const char *const grid_users[] = {"root", "bob", "unknown"};
static const char *const grid_addresses[] = {
    "10.1.2.3",      "10.1.2.4", "10.1.9.9",     "10.9.2.9",
    "10.200.0.1",    "11.1.2.3", "192.0.2.1",    "2001:db8::1",
    "2001:db8:ff::", "fe80::1",  "fe80::1%eth0", "fe80::1%eth1",
    "::1",           "unknown",
};
static const char *const grid_names[] = {
    "host.a.example.org",
    "host.a.example.org.",
    "a.example.org",
    "example.org",
    "b.example.org",
    "host",
    "unknown",
    "paranoid",
};

#define GRID \
	(COUNT(grid_daemons) * COUNT(grid_users) * COUNT(grid_addresses) * \
	 COUNT(grid_names))

static enum ha_lookup
netgroup_has(void *context, const char *group, const char *host)
{
	(void)context;
	return strcmp(group, "group") == 0 &&
		       (strcmp(host, "10.1.2.3") == 0 ||
			strcmp(host, "a.example.org") == 0)
		   ? HA_LOOKUP_FOUND
		   : HA_LOOKUP_NONE;
}

/* A command succeeds, fails or cannot be run, as the client has it. */
static enum ha_run
run(void *context, enum ha_command_kind kind, const char *text,
    char *const *environment)
{
	static const enum ha_run runs[] = {HA_RUN_SUCCESS, HA_RUN_FAILURE,
					   HA_RUN_ERROR};

	(void)kind;
	(void)text;
	(void)environment;
	return runs[*(const size_t *)context % COUNT(runs)];
}

/* Decides client INDEX of the grid by the files ALLOW and DENY. */
static void
decide(size_t index, const char *allow, const char *deny,
       struct ha_verdict *verdict)
{
	static const struct ha_resolver resolver = {.netgroup_has =
							netgroup_has};
	const struct ha_effects effects = {.run = run, .context = &index};
	const struct ha_rules rules = {.allow_file = allow,
				       .deny_file = deny,
				       .allow_optional = true,
				       .deny_optional = true,
				       .effects = &effects};
	struct ha_request request;
	size_t rest = index;

#define TAKE(array) \
	ha_slice_of((array)[rest % COUNT(array)]); \
	rest /= COUNT(array)
	struct ha_slice daemon = TAKE(grid_daemons);
	struct ha_slice user = TAKE(grid_users);
	struct ha_slice address = TAKE(grid_addresses);
	struct ha_slice name = TAKE(grid_names);
#undef TAKE

	ha_request_init(&request, &resolver);
	ha_request_set_daemon(&request, daemon);
	ha_request_set_user(&request, user);
	ha_endpoint_set_address(&request.client, address);
	ha_endpoint_set_name(&request.client, name);
	ha_endpoint_set_address(
	    &request.server, ha_slice_of(index % 2 ? "10.7.7.7" : "192.0.2.9"));
	ha_endpoint_set_name(&request.server, ha_slice_of("unknown"));
	request.server.port = index % 3 ? 22 : 21;
	ha_decide(&rules, &request, verdict);
}

/* What is decided about every client of the grid. */
static struct {
	enum ha_decision decision;
	struct ha_place place;
} verdicts[GRID];

static void
decide_all(void)
{
	for (size_t index = 0; index < GRID; index++) {
		struct ha_verdict verdict;

		decide(index, names[0], names[1], &verdict);
		verdicts[index].decision = verdict.decision;
		verdicts[index].place = verdict.place;
	}
}

/* A whole line: nobody is decided by it. */
static void
check_line(const struct claim *claim, uint64_t seed)
{
	for (size_t index = 0; index < GRID; index++)
		if (verdicts[index].place.file == names[claim->file] &&
		    verdicts[index].place.line == claim->line + 1)
			fail_msg("seed %lu: %s:%zu decides somebody", seed,
				 names[claim->file], claim->line + 1);
}

/* A token: without it, everybody gets the same verdict, from the same line. */
static void
check_token(const struct claim *claim, const struct text *texts, uint64_t seed)
{
	struct text changed = texts[claim->file];
	const char *files[FILES] = {names[0], names[1]};

	files[claim->file] = "changed";
	memset(changed.lines[claim->line] + claim->column, ' ', claim->size);
	write_file("changed", &changed);
	for (size_t index = 0; index < GRID; index++) {
		struct ha_verdict other;

		decide(index, files[0], files[1], &other);
		if (other.decision != verdicts[index].decision ||
		    other.place.line != verdicts[index].place.line)
			fail_msg("seed %lu: %s:%zu:%zu changes something", seed,
				 names[claim->file], claim->line + 1,
				 claim->column + 1);
	}
}

/* How many pairs of files are tried, if COVER_SAMPLES does not say. */
#define SAMPLES 100

static void
test_random_files(void **state)
{
	const char *wish = getenv("COVER_SAMPLES");
	unsigned long samples = SAMPLES, whole = 0, tokens = 0;
	struct text texts[FILES];

	(void)state;
	if (wish)
		assert_true(
		    ha_slice_number(ha_slice_of(wish), 10, ~0U, &samples));
	for (uint64_t seed = 0; seed < samples; seed++) {
		struct dice dice = {seed};
		struct claims claims;

		for (size_t i = 0; i < FILES; i++) {
			text_make(&dice, list_path, &texts[i]);
			write_file(names[i], &texts[i]);
		}
		find_claims(&claims);
		if (claims.count > 0)
			decide_all();
		for (size_t i = 0; i < claims.count; i++) {
			const struct claim *claim = &claims.claims[i];

			if (claim->whole)
				check_line(claim, seed);
			else
				check_token(claim, texts, seed);
			whole += claim->whole;
			tokens += !claim->whole;
		}
	}
	print_message("%lu pairs of files, %lu lines, %lu tokens, %zu clients "
		      "each\n",
		      samples, whole, tokens, GRID);
	assert_true(whole > samples / 10 && tokens > samples / 10);
}

static int
set_up(void **state)
{
	struct text list = {{"10.1.2.0/24", "host", "10.9.9.9/16"}, 3};

	if (folder_make(state))
		return -1;
	snprintf(list_path, sizeof(list_path), "%s/list", folder);
	write_file(list_path, &list);
	return 0;
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_random_files),
	};

	return cmocka_run_group_tests_name("cover", tests, set_up,
					   folder_remove);
}
