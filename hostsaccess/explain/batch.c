/* SPDX-License-Identifier: BSD-3-Clause */
#include "hostsaccess/explain/batch.h"

#include "hostsaccess/ask/ask.h"
#include "hostsaccess/ask/record.h"
#include "hostsaccess/explain/json.h"
#include "hostsaccess/index/cache.h"
#include "hostsaccess/tool/arguments.h"
#include "hostsaccess/tool/json.h"
#include "hostsaccess/tool/memory.h"
#include "hostsaccess/tool/output.h"
#include "hostsaccess/tool/progress.h"
#include "hostsaccess/tool/settings.h"

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
	/* Of the daemon asked for last, whose settings these are. */
	char *daemon;
	struct settings settings;
	struct ha_rules rules;
	bool unusable;
};

/* Reads LINE: daemon, client name, client address, remote user. */
static const char *
parse(struct ha_slice line, struct ask_client *client)
{
	struct ha_slice *const fields[] = {&client->daemon, &client->name,
					   &client->address, &client->user};
	const size_t count = sizeof(fields) / sizeof(*fields);
	size_t i = 0, tab;

	*client = (struct ask_client){0};
	if (ha_slice_find(line, '\0') < line.size)
		return "a NUL byte stands in it";
	for (;; i++) {
		tab = ha_slice_find(line, '\t');
		*fields[i] = ha_slice_head(line, tab);
		if (tab == line.size)
			break;
		if (i + 1 == count)
			return "it has more than four fields";
		line = ha_slice_from(line, tab + 1);
	}
	return client->daemon.size > 0 ? NULL : "it names no daemon";
}

/* An excerpt, marked if it is not the whole. */
static void
put_excerpt(FILE *output, const struct ha_excerpt *excerpt)
{
	output_escaped(output,
		       (struct ha_slice){excerpt->bytes, excerpt->size});
	if (excerpt->cut)
		fputs("...", output);
}

static void
put_fault(FILE *output, const struct ha_fault *fault)
{
	put_excerpt(output, &fault->file);
	if (fault->line > 0)
		fprintf(output, ":%lu", fault->line);
	fprintf(output, "\t%s", ha_diagnostic_message(fault->id));
	if (fault->error)
		fprintf(output, ": %s", strerror(fault->error));
}

static void
put_verdict(FILE *output, const struct ha_verdict *verdict)
{
	fputs(verdict->decision == HA_ALLOW ? "allow\t" : "refuse\t", output);
	if (verdict->reason == HA_REASON_FILE) {
		put_fault(output, &verdict->fault);
	} else if (verdict->reason == HA_REASON_MEMORY) {
		fputs("\tout of memory", output);
	} else if (verdict->place.line > 0) {
		output_escaped(output, ha_slice_of(verdict->place.file));
		fprintf(output, ":%lu\t", verdict->place.line);
		put_excerpt(output, &verdict->rule);
	} else {
		fputs("default\t", output);
	}
	putc('\n', output);
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

/* Reads the settings for DAEMON, unless they are at hand. */
static void
use_settings(struct batch *batch, struct ha_slice daemon)
{
	const struct daemon_settings_critic critic = settings_critic("explain");

	if (batch->daemon && ha_slice_equal(ha_slice_of(batch->daemon), daemon))
		return;
	if (batch->daemon)
		settings_free(&batch->settings);
	free(batch->daemon);
	batch->daemon = memory_copy(daemon);
	batch->unusable = !settings_read(batch->arguments, daemon, &critic,
					 &batch->settings, &batch->rules);
	if (!batch->unusable)
		return;
	progress_clear(&batch->progress);
	settings_complain("explain", &batch->settings);
}

/* Decides CLIENT, whose daemon has its settings. */
static void
decide(struct batch *batch, const struct ask_client *client)
{
	struct ask_commands commands = {.answer = HA_RUN_ERROR};
	const struct ha_effects effects = ask_effects(&commands);
	const struct ha_indexes indexes = cache_indexes(&batch->cache);
	bool nodns = batch->nodns || batch->settings.values.nodns;
	struct ha_rules rules = batch->rules;
	struct ha_verdict verdict;
	struct record record;

	rules.effects = &effects;
	rules.indexes = &indexes;
	if (!batch->json) {
		ask_decide(&rules, client, nodns, &verdict);
		put_verdict(batch->output, &verdict);
		return;
	}
	record_begin(&record, nodns, batch->settings.values.dns_timeout_ms);
	record.as_libwrap = batch->arguments->given & ARGUMENT_AS_LIBWRAP;
	record.settings = &batch->settings;
	ask_fill(client, &record.resolver, &record.request);
	record_decide(&record, &rules);
	explain_json(batch->output, &record, &rules);
	record_end(&record);
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
	struct ask_client client;
	const char *fault =
	    line.size > LINE_SIZE_MAX ? "it is too long" : parse(line, &client);

	batch->progress.bytes += (off_t)whole.size;
	progress_step(&batch->progress);
	client.confirmed = batch->arguments->confirmed;
	if (!fault) {
		use_settings(batch, client.daemon);
		client.dns_timeout_ms = batch->settings.values.dns_timeout_ms;
		if (batch->settings.values.daemon)
			client.daemon =
			    ha_slice_of(batch->settings.values.daemon);
		if (batch->unusable)
			fault = "the settings are unusable";
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
			      .flush = !is_regular(input)};
	char buffer[LINE_SIZE_MAX + 2];
	struct ha_slice line;

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
		settings_free(&batch.settings);
	free(batch.daemon);
	return batch.faulty ? STATUS_USAGE : 0;
}
