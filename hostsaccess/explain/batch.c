/* SPDX-License-Identifier: BSD-3-Clause */
#include "hostsaccess/explain/batch.h"

#include "hostsaccess/explain/brief.h"
#include "hostsaccess/explain/json.h"
#include "hostsaccess/explain/unknown.h"
#include "hostsaccess/index/cache.h"
#include "hostsaccess/tool/arguments.h"
#include "hostsaccess/tool/json.h"
#include "hostsaccess/tool/memory.h"
#include "hostsaccess/tool/progress.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

/* How long a line may be, without its end. */
#define LINE_SIZE_MAX 65535

struct batch {
	FILE *output;
	const struct arguments *arguments;
	bool nodns, json;
	bool flush; /* after each line: somebody waits for it */
	bool faulty;
	struct progress progress;
	struct cache cache; /* of indexes */
	/* PAM services; without a folder, PAM is no matter. */
	struct names names;
	bool pam;
	/* Of the daemon asked for last. */
	char *daemon;
	struct ways ways;
	char unknown[EXPLAIN_UNKNOWN_MAX]; /* why there is none, or "" */
};

#define EXPECTED \
	"; expected: daemon, name, address, user, with TABs between them"

/*
 * Why TEXT is no daemon, or NULL.  Whoever writes no TABs, as where they are
 * no ARE_FIELDS, may have meant a client by any of the words.
 */
static const char *
daemon_fault(struct ha_slice text, bool are_fields)
{
	struct ha_address address;

	if (text.size == 0)
		return "it names no daemon";
	if (ha_address_parse(ha_slice_unbracket(text), &address))
		return "an address stands in the place of the daemon" EXPECTED;
	if (!are_fields && ha_slice_any(text, HA_C_SEPARATOR))
		return "no TAB stands in it" EXPECTED;
	return NULL;
}

/* Reads LINE: daemon, client name and address, remote user, local user. */
static const char *
parse(struct ha_slice line, struct ask_client *client)
{
	struct ha_slice *const fields[] = {&client->daemon, &client->name,
					   &client->address, &client->user,
					   &client->local_user};
	const size_t count = sizeof(fields) / sizeof(*fields);
	size_t i = 0, tab;

	*client = (struct ask_client){.confirmed = client->confirmed,
				      .local_user = client->local_user,
				      .at = client->at};
	if (ha_slice_find(line, '\0') < line.size)
		return "a NUL byte stands in it";
	for (;; i++) {
		tab = ha_slice_find(line, '\t');
		*fields[i] = ha_slice_head(line, tab);
		if (tab == line.size)
			break;
		if (i + 1 == count)
			return "it has more than five fields";
		line = ha_slice_from(line, tab + 1);
	}
	return daemon_fault(client->daemon, i > 0);
}

static void
put_error(const struct batch *batch, const char *fault)
{
	struct json json = {.stream = batch->output};

	if (!batch->json) {
		fprintf(batch->output, "error\t\t%s\n", fault);
		return;
	}
	json_object(&json, NULL);
	json_string(&json, "decision", "error");
	json_string(&json, "reason", fault);
	json_object_end(&json);
	json_end(&json);
}

/* Finds the ways for DAEMON, unless they are at hand. */
static void
use_ways(struct batch *batch, struct ha_slice daemon)
{
	const struct daemon_settings_critic critic = settings_critic("explain");

	if (batch->daemon && ha_slice_equal(ha_slice_of(batch->daemon), daemon))
		return;
	if (batch->daemon)
		ways_free(&batch->ways);
	free(batch->daemon);
	batch->daemon = memory_copy(daemon);
	ways_find(batch->pam ? &batch->names : NULL, ha_slice_of(batch->daemon),
		  batch->arguments, &critic, &batch->ways);
	batch->unknown[0] = '\0';
	if (!batch->ways.known)
		explain_unknown_words(&batch->ways, batch->arguments, daemon,
				      batch->unknown);
	for (size_t i = 0; i < batch->ways.count; i++) {
		if (!batch->ways.all[i].settings->unusable)
			continue;
		progress_clear(&batch->progress);
		settings_complain("explain", batch->ways.all[i].settings);
	}
}

/* Fills RECORD with what CLIENT, a struct explain_client, says. */
static void
fill(const void *client, const struct way *way, struct record *record)
{
	struct ask_client facts = explain_client_of(client, way);

	if (record->as_libwrap) /* which knows of no user */
		facts.local_user.size = 0;
	ask_fill(&facts, &record->resolver, &record->request);
}

static enum explain_outcome
put_json(const struct batch *batch, const struct explain_asked *asked,
	 const struct explain_client *client)
{
	bool nothing =
	    client->client.address.size == 0 && client->client.name.size == 0;
	struct explain_answer answer;

	explain_answer_find(asked, fill, client, nothing, &answer);
	explain_json(batch->output, &answer);
	explain_answer_end(&answer);
	return answer.outcome;
}

/* Decides on CLIENT, whose daemon has its ways. */
static void
decide(struct batch *batch, const struct explain_client *client)
{
	const struct ha_indexes indexes = cache_indexes(&batch->cache);
	const struct explain_asked asked = {
	    .ways = &batch->ways,
	    .nodns = batch->nodns,
	    .as_libwrap = batch->arguments->given & ARGUMENT_AS_LIBWRAP,
	    .indexes = &indexes};
	struct explain_brief brief;

	if (batch->json) {
		brief.outcome = put_json(batch, &asked, client);
	} else {
		explain_brief_find(&asked, client, &brief);
		explain_brief_put(batch->output, &brief);
	}
	if (brief.outcome == EXPLAIN_UNREADABLE)
		batch->faulty = true;
}

/* Why nothing can be decided for the daemon whose ways these are, or NULL. */
static const char *
ways_fault(const struct batch *batch)
{
	if (!batch->ways.known)
		return batch->unknown;
	for (size_t i = 0; i < batch->ways.count; i++)
		if (batch->ways.all[i].settings->unusable)
			return "the settings are unusable";
	return NULL;
}

/* LINE without its end, which may be CR LF. */
static struct ha_slice
chomp(struct ha_slice line)
{
	if (line.size > 0 && line.data[line.size - 1] == '\n')
		line.size--;
	if (line.size > 0 && line.data[line.size - 1] == '\r')
		line.size--;
	return line;
}

static void
answer(struct batch *batch, struct ha_slice whole)
{
	struct ha_slice line = chomp(whole);
	struct explain_client client = {
	    .client = {.confirmed = batch->arguments->confirmed,
		       .local_user = ha_slice_of(batch->arguments->user
						     ? batch->arguments->user
						     : ""),
		       .at = batch->arguments->at},
	    .given = batch->arguments->given & ARGUMENT_RHOST};
	const char *fault = line.size > LINE_SIZE_MAX
				? "it is too long"
				: parse(line, &client.client);

	batch->progress.bytes += (off_t)whole.size;
	progress_step(&batch->progress);
	/* sshd tells none; rules alone may be asked for any daemon */
	if (batch->pam && ha_slice_is(client.client.daemon, "sshd"))
		client.client.user = (struct ha_slice){"", 0};
	if (!fault) {
		use_ways(batch, client.client.daemon);
		fault = ways_fault(batch);
	}
	if (!fault) {
		decide(batch, &client);
	} else {
		progress_clear(&batch->progress);
		fprintf(stderr, "hostsaccess explain: line %lu: %s\n",
			batch->progress.done, fault);
		put_error(batch, fault);
		batch->faulty = true;
	}
	if (batch->flush)
		fflush(batch->output);
}

/*
 * Reads a line of INPUT to BUFFER, of LINE_SIZE_MAX and 2 bytes, and of a
 * longer one the beginning.  Returns false at the end and for an error.
 */
static bool
read_line(FILE *input, char *buffer, struct ha_slice *line)
{
	size_t size = 0;
	int byte;

	while ((byte = getc_unlocked(input)) != EOF) {
		if (size < LINE_SIZE_MAX + 2)
			buffer[size++] = (char)byte;
		if (byte == '\n')
			break;
	}
	*line = (struct ha_slice){buffer, size};
	return size > 0 && !ferror(input);
}

static bool
is_regular(FILE *stream)
{
	struct stat status;

	return fstat(fileno(stream), &status) == 0 && S_ISREG(status.st_mode);
}

int
explain_batch(FILE *input, FILE *output, const struct arguments *arguments)
{
	struct batch batch = {.output = output,
			      .arguments = arguments,
			      .nodns = arguments->given & ARGUMENT_NODNS,
			      .json = arguments->given & ARGUMENT_JSON,
			      .flush = !is_regular(input),
			      .pam = way_folder(arguments)};
	char buffer[LINE_SIZE_MAX + 2];
	struct ha_slice line;

	if (batch.pam)
		names_read_by(&batch.names, way_folder(arguments), arguments);
	progress_begin(&batch.progress, "clients");
	progress_of_file(&batch.progress, fileno(input));
	batch.progress.silent |= isatty(fileno(output)) != 0;
	while (!ferror(output) && read_line(input, buffer, &line))
		answer(&batch, line);
	progress_clear(&batch.progress);
	if (ferror(input)) {
		fprintf(stderr, "hostsaccess explain: standard input: %s\n",
			strerror(errno));
		batch.faulty = true;
	}
	cache_free(&batch.cache);
	if (batch.daemon)
		ways_free(&batch.ways);
	names_free(&batch.names);
	free(batch.daemon);
	return batch.faulty ? STATUS_USAGE : 0;
}
