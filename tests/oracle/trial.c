/* SPDX-License-Identifier: BSD-3-Clause */
#include "tests/oracle/trial.h"

#include "tests/oracle/escape.h"
#include "tests/oracle/drop_in.h"
#include "tests/oracle/libwrap.h"
#include "tests/oracle/ours.h"
#include "tests/oracle/shrink.h"
#include "tests/oracle/world.h"

#include <err.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* Seconds that a sample may take, and that making it small may take. */
#define PATIENCE 60
#define LONG_PATIENCE 600

static struct model_file
file_of(enum model_kind kind, const struct sample_text *text)
{
	return (struct model_file){kind, text->bytes, text->size};
}

/* Makes the files and the model's rules what the sample says. */
static void
lay_out(struct trial *trial)
{
	const struct sample *sample = trial->sample;

	trial->rules = (struct model_rules){
	    .allow = file_of(sample->allow_kind, &sample->allow),
	    .deny = file_of(sample->deny_kind, &sample->deny),
	    .succeeds = world_succeeds,
	    .carries_out = ours_elsewhere != NULL,
	    .netgroup_has = world_netgroup_has,
	    .no_netgroups = !libwrap_has_netgroups(),
	};
	scratch_table(trial->scratch, "hosts.allow", &trial->rules.allow,
		      trial->allow);
	scratch_table(trial->scratch, "hosts.deny", &trial->rules.deny,
		      trial->deny);
}

static struct model_client
client_of(const struct sample_client *client)
{
	struct model_client result = {
	    .daemon = client->daemon,
	    .name = client->name,
	    .address = client->address,
	    .user = client->user,
	    .server_name = client->server_name,
	    .server_address = client->server_address,
	    .server_port = client->server_port,
	};

	if (ours_elsewhere)
		drop_in_fit(&result);
	return result;
}

/* Asks libwrap and ours, or the model in its place, about CLIENT. */
static void
ask(struct trial *trial, const struct model_client *client, bool *theirs,
    bool *ours)
{
	trial->post->phase = "libwrap";
	*theirs = libwrap_allows(trial->allow, trial->deny, client);
	trial->post->phase = "ours";
	*ours = trial->self
		    ? model_allows(&trial->rules, client, MODEL_ALL_ROWS)
		    : ours_allow(trial->allow, trial->deny, client, false);
	trial->post->phase = "the model";
}

/* Tells whether the verdicts on the first client are still unexplained. */
static bool
is_unexplained(void *context)
{
	struct trial *trial = context;
	struct sample *sample = trial->sample;
	const struct model_client client = client_of(&sample->clients[0]);
	struct tally tally = {0};
	bool theirs, ours;

	generate_limit_stars(&sample->allow);
	generate_limit_stars(&sample->deny);
	lay_out(trial);
	ask(trial, &client, &theirs, &ours);
	return !tally_add(&tally, &trial->rules, &client, theirs, ours);
}

static void
shrink_fact(struct trial *trial, char *fact)
{
	size_t size = strlen(fact);

	shrink_bytes(fact, &size, is_unexplained, trial);
}

static void
write_bytes(FILE *out, const char *title, const char *bytes, size_t size)
{
	fprintf(out, "  %-12s", title);
	escape_write(out, bytes, size);
	putc('\n', out);
}

static void
write_file(FILE *out, const char *title, const struct model_file *file)
{
	static const char *const kinds[] = {
	    [MODEL_ABSENT] = "absent",
	    [MODEL_DIRECTORY] = "a directory",
	    [MODEL_UNOPENABLE] = "cannot be opened",
	};

	if (file->kind == MODEL_TEXT)
		write_bytes(out, title, file->text, file->size);
	else
		fprintf(out, "  %-12s(%s)\n", title, kinds[file->kind]);
}

/* Prints all about the first client of the sample, in one write. */
static void
show(struct trial *trial)
{
	const struct sample *sample = trial->sample;
	const struct model_client client = client_of(&sample->clients[0]);
	bool theirs, ours;
	char title[64], *text;
	size_t size;
	FILE *out = open_memstream(&text, &size);

	if (out == NULL)
		err(2, "memory");
	lay_out(trial);
	ask(trial, &client, &theirs, &ours);
	snprintf(title, sizeof(title), "unexplained, --seed %llu",
		 (unsigned long long)trial->post->seed);
	tally_show(out, title, &trial->rules, &client, theirs, ours);
	write_file(out, "hosts.allow", &trial->rules.allow);
	write_file(out, "hosts.deny", &trial->rules.deny);
	write_bytes(out, "random", sample->list.bytes, sample->list.size);
	write_bytes(out, "daemon", client.daemon, strlen(client.daemon));
	write_bytes(out, "name", client.name, strlen(client.name));
	write_bytes(out, "address", client.address, strlen(client.address));
	write_bytes(out, "user", client.user, strlen(client.user));
	write_bytes(out, "server", client.server_name,
		    strlen(client.server_name));
	write_bytes(out, "its address", client.server_address,
		    strlen(client.server_address));
	fprintf(out, "  %-12s%u\n", "its port", client.server_port);
	if (fclose(out) != 0)
		err(2, "memory");
	fputs(text, stdout);
	fflush(stdout);
	free(text);
}

/* Makes small and shows what is unexplained about the client at INDEX. */
static void
report(struct trial *trial, int index)
{
	struct sample *sample = trial->sample;
	const struct sample whole = *sample;

	alarm(LONG_PATIENCE);
	sample->clients[0] = sample->clients[index];
	shrink_bytes(sample->deny.bytes, &sample->deny.size, is_unexplained,
		     trial);
	shrink_bytes(sample->allow.bytes, &sample->allow.size, is_unexplained,
		     trial);
	shrink_fact(trial, sample->clients[0].name);
	shrink_fact(trial, sample->clients[0].user);
	show(trial);
	*sample = whole;
	lay_out(trial);
	alarm(PATIENCE);
}

void
trial_run(struct trial *trial, uint64_t seed, unsigned long shown)
{
	struct sample *sample = trial->sample;
	struct tally *tally = &trial->post->tally;

	alarm(PATIENCE);
	trial->post->seed = seed;
	trial->post->phase = "the generator";
	generate_sample(seed, trial->scratch, sample);
	scratch_write(trial->scratch, GENERATE_LIST, sample->list.bytes,
		      sample->list.size);
	lay_out(trial);
	for (int i = 0; i < SAMPLE_CLIENTS; i++) {
		const struct model_client client =
		    client_of(&sample->clients[i]);
		bool theirs, ours;

		ask(trial, &client, &theirs, &ours);
		if (!tally_add(tally, &trial->rules, &client, theirs, ours) &&
		    tally->unexplained <= shown)
			report(trial, i);
	}
}
