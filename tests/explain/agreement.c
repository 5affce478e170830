/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * agreement [COUNT [SEED]]: random rule files and clients through the built
 * module, which libpam loads, and through the built `hostsaccess explain
 * --batch`, as text and as JSON: the verdict and the line that decides must be
 * the same.
 *
 * Both are called with noexec: that a command is never run is all in which
 * explain is to differ.  Clients that PAM cannot tell of are left out.  Both
 * find names by the table of recorder.h; batch is told what the module finds,
 * unless a name is all there is, which half of the daemons confirm.
 * A failure can be had again with its seed and a COUNT of 8.
 */
#include "tests/explain/answer.h"
#include "tests/explain/client.h"

#include "tests/module/driver.h"
#include "tests/oracle/escape.h"
#include "tests/support/number.h"

#include <err.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define COUNT_DEFAULT 5000
/* How many mismatches are shown, and seconds that a sample may take. */
#define SHOWN_MAX 3
#define PATIENCE 60

struct trial {
	struct scratch scratch;
	struct sample sample;
	uint64_t seed;
	bool strict, confirmed;
	char allow[SCRATCH_PATH_SIZE], deny[SCRATCH_PATH_SIZE];
	struct client clients[SAMPLE_CLIENTS];
	size_t client_count;
	struct answer answers[SAMPLE_CLIENTS]; /* of batch ... */
	struct answer json[SAMPLE_CLIENTS];    /* ... and with --json */
};

static struct trial the_trial;

static struct tally {
	unsigned long decisions, left_out, mismatches;
	unsigned long allowed_by_rule, allowed_by_default, refused_by_rule,
	    refused_for_errors;
} tally;

static struct model_file
file_of(enum model_kind kind, const struct sample_text *text)
{
	return (struct model_file){kind, text->bytes, text->size};
}

static void
make_trial(struct trial *trial, uint64_t seed)
{
	struct dice dice = {seed ^ UINT64_C(0x5eed)};
	struct sample *sample = &trial->sample;
	struct model_file allow, deny;

	trial->seed = seed;
	trial->strict = dice_one_in(&dice, 8);
	trial->confirmed = dice_one_in(&dice, 2);
	generate_sample(seed, &trial->scratch, sample);
	allow = file_of(sample->allow_kind, &sample->allow);
	deny = file_of(sample->deny_kind, &sample->deny);
	scratch_write(&trial->scratch, GENERATE_LIST, sample->list.bytes,
		      sample->list.size);
	scratch_table(&trial->scratch, "hosts.allow", &allow, trial->allow);
	scratch_table(&trial->scratch, "hosts.deny", &deny, trial->deny);
	trial->client_count = 0;
	for (size_t i = 0; i < SAMPLE_CLIENTS; i++) {
		if (client_make(&dice, &sample->clients[i],
				&trial->clients[trial->client_count]))
			trial->client_count++;
		else
			tally.left_out++;
	}
}

static void
write_clients(struct trial *trial)
{
	char *input = NULL;
	size_t size = 0;
	FILE *stream = open_memstream(&input, &size);

	if (!stream)
		err(2, "memory");
	for (size_t i = 0; i < trial->client_count; i++)
		fprintf(stream, "%s\t%s\t%s\t%s\n", trial->clients[i].daemon,
			trial->clients[i].name, trial->clients[i].address,
			trial->clients[i].user);
	if (fclose(stream) != 0)
		err(2, "memory");
	scratch_write(&trial->scratch, "clients", input, size);
	free(input);
}

/*
 * Asks batch, with OPTION, about all clients of TRIAL at once; READ takes each
 * line.
 */
static void
ask_batch(struct trial *trial, const char *option,
	  void (*read)(char *line, struct answer *answer),
	  struct answer *answers)
{
	const char *top = getenv("HA_BUILDDIR");
	char *command = NULL, *line = NULL;
	size_t capacity = 0;
	FILE *stream;

	if (asprintf(&command,
		     "LD_PRELOAD='%s/tests/explain/.libs/names.so' "
		     "exec '%s/hostsaccess/hostsaccess' explain --batch "
		     "--noexec %s %s %s --allow-file %s --deny-file %s "
		     "<%s/clients",
		     top ? top : ".", top ? top : ".", option,
		     trial->strict ? "--strict" : "",
		     trial->confirmed ? "--rhost confirmed" : "", trial->allow,
		     trial->deny, trial->scratch.path) < 0)
		err(2, "memory");
	stream = popen(command, "re");
	if (!stream)
		err(2, "popen");
	for (size_t i = 0; i < trial->client_count; i++) {
		if (getline(&line, &capacity, stream) < 0)
			errx(2, "batch wrote too few lines, seed %llu",
			     (unsigned long long)trial->seed);
		read(line, &answers[i]);
	}
	if (pclose(stream) != 0)
		errx(2, "batch failed, seed %llu",
		     (unsigned long long)trial->seed);
	free(line);
	free(command);
}

/* Calls the module about CLIENT; returns the line that it logs, to be freed. */
static char *
ask_module(const struct trial *trial, const struct client *client, int *result)
{
	struct scenario row = {.name = "agreement",
			       .bare = true,
			       .service = client->daemon,
			       .rhost = client->rhost,
			       .ruser = client->user,
			       .ssh_connection = client->connection,
			       .call = ACCOUNT};
	struct driver driver;
	char *arguments, *line = NULL;
	const char *at;

	if (asprintf(&arguments,
		     "allowfile=%s denyfile=%s debug noexec noaudit %s %s",
		     trial->allow, trial->deny, trial->strict ? "strict" : "",
		     trial->confirmed ? "rhost=confirmed" : "") < 0)
		err(2, "memory");
	row.arguments = arguments;
	driver_start(&driver, &row);
	*result = driver_call(&driver);
	/* each line: FACILITY.LEVEL TEXT */
	for (at = recorder.log; *at != '\0'; at = strchr(at, '\n') + 1) {
		const char *text = strchr(at, ' ') + 1;

		if (strncmp(text, "connect from ", 13) == 0 ||
		    strncmp(text, "refused connect from ", 21) == 0 ||
		    strncmp(text, "cannot decide on connect from ", 30) == 0)
			line = strndup(text, strcspn(text, "\n"));
	}
	driver_stop(&driver);
	free(arguments);
	return line;
}

/* Returns whether LINE of the log names PLACE as what decides. */
static bool
names_place(const char *line, const char *place)
{
	char wanted[PLACE_SIZE + 16];
	bool error = strncmp(line, "cannot decide", 13) == 0;

	if (strcmp(place, "default") == 0)
		return strstr(line, " rule=none") != NULL;
	snprintf(wanted, sizeof(wanted), error ? "): %s:" : " rule=%s \"",
		 place);
	return strstr(line, wanted) != NULL;
}

static void
count(const char *line, const struct answer *answer)
{
	bool allowed = strcmp(answer->verdict, "allow") == 0;

	tally.decisions++;
	if (strncmp(line, "cannot decide", 13) == 0)
		tally.refused_for_errors++;
	else if (!allowed)
		tally.refused_by_rule++;
	else if (strcmp(answer->place, "default") == 0)
		tally.allowed_by_default++;
	else
		tally.allowed_by_rule++;
}

static void
show_text(const char *title, const char *bytes, size_t size)
{
	printf("  %-12s", title);
	escape_write(stdout, bytes, size);
	putchar('\n');
}

static void
show(const struct trial *trial, size_t index, int result, const char *line)
{
	const struct client *client = &trial->clients[index];
	const struct answer *answer = &trial->answers[index];
	const struct sample *sample = &trial->sample;

	if (++tally.mismatches > SHOWN_MAX)
		return;
	printf("mismatch, seed %llu%s\n", (unsigned long long)trial->seed,
	       trial->strict ? ", strict" : "");
	show_text("hosts.allow", sample->allow.bytes, sample->allow.size);
	show_text("hosts.deny", sample->deny.bytes, sample->deny.size);
	show_text("random", sample->list.bytes, sample->list.size);
	show_text("daemon", client->daemon, strlen(client->daemon));
	show_text("PAM_RHOST", client->rhost, strlen(client->rhost));
	show_text("name", client->name, strlen(client->name));
	show_text("address", client->address, strlen(client->address));
	show_text("user", client->user, strlen(client->user));
	printf("  module: %d %s\n  batch:  %s %s\n  --json: %s %s\n", result,
	       line ? line : "logs nothing", answer->verdict, answer->place,
	       trial->json[index].verdict, trial->json[index].place);
}

static void
run_trial(struct trial *trial, uint64_t seed)
{
	alarm(PATIENCE);
	make_trial(trial, seed);
	if (trial->client_count == 0)
		return;
	write_clients(trial);
	ask_batch(trial, "", answer_of_text, trial->answers);
	ask_batch(trial, "--json", answer_of_json, trial->json);
	for (size_t i = 0; i < trial->client_count; i++) {
		const struct answer *answer = &trial->answers[i];
		int result;
		char *line = ask_module(trial, &trial->clients[i], &result);
		bool allowed = strcmp(answer->verdict, "allow") == 0;

		if (!line || allowed != (result == PAM_SUCCESS) ||
		    !names_place(line, answer->place) ||
		    strcmp(answer->verdict, trial->json[i].verdict) != 0 ||
		    strcmp(answer->place, trial->json[i].place) != 0)
			show(trial, i, result, line);
		count(line ? line : "", answer);
		free(line);
	}
}

/* Returns whether the trials met every kind of answer. */
static bool
is_covered(void)
{
	return tally.allowed_by_rule > 0 && tally.allowed_by_default > 0 &&
	       tally.refused_by_rule > 0 && tally.refused_for_errors > 0;
}

static void
clean_up(void)
{
	scratch_remove(&the_trial.scratch);
}

int
main(int argc, char **argv)
{
	const char *variable = getenv("AGREEMENT_COUNT");
	unsigned long wanted = COUNT_DEFAULT, seed = 1;

	if (argc > 3)
		errx(2, "usage: agreement [COUNT [SEED]]");
	if (argc > 1 || variable)
		wanted = number_of(argc > 1 ? argv[1] : variable);
	if (argc > 2)
		seed = number_of(argv[2]);
	setvbuf(stdout, NULL, _IOLBF, 0);
	scratch_make(&the_trial.scratch);
	atexit(clean_up);
	generate_lists(&the_trial.scratch);
	while (tally.decisions < wanted)
		run_trial(&the_trial, seed++);
	printf("agreement: %lu decisions, %lu mismatches; allowed by rule %lu, "
	       "by default %lu; refused by rule %lu, for errors %lu; "
	       "left out %lu\n",
	       tally.decisions, tally.mismatches, tally.allowed_by_rule,
	       tally.allowed_by_default, tally.refused_by_rule,
	       tally.refused_for_errors, tally.left_out);
	if (wanted >= COUNT_DEFAULT && !is_covered())
		errx(1, "a kind of answer was never met");
	return tally.mismatches == 0 ? 0 : 1;
}
