/* SPDX-License-Identifier: BSD-3-Clause */
#include "tests/skim/pair.h"

#include "common/rule/list.h"
#include "common/source/skim.h"
#include "tests/skim/record.h"
#include "tests/support/index_of.h"

#include <err.h>
#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

/*
 * What the library is made to do by the functions below.  With EVERY_LINE,
 * each way of its not to read a line is shut.
 */
static struct {
	bool every_line;
	const struct pair *indexed; /* with the indexes of its files */
	size_t opened, named;       /* indexes, and lines of them */
	size_t block;
	size_t passed_rules, passed_lists;
} way;

size_t __real_ha_skim_lines(const struct ha_skim *skim, struct ha_slice text,
			    bool rules, unsigned long *lines);
size_t __wrap_ha_skim_lines(const struct ha_skim *skim, struct ha_slice text,
			    bool rules, unsigned long *lines);
ssize_t __real_read(int fd, void *buffer, size_t size);
ssize_t __wrap_read(int fd, void *buffer, size_t size);

void __wrap_ha_filter_open_index(struct ha_filter *filter, const char *file,
				 const struct stat *status,
				 struct ha_index_use use,
				 const struct ha_indexes *indexes);
enum ha_index_next __real_ha_index_find(struct ha_index *index,
					const struct ha_endpoint *client,
					struct ha_index_place *place);
enum ha_index_next __wrap_ha_index_find(struct ha_index *index,
					const struct ha_endpoint *client,
					struct ha_index_place *place);

static int
open_index(void *context, const char *file, const struct stat *status,
	   bool rules)
{
	const struct pair *pair = context;

	(void)status;
	for (unsigned i = 0; i < SAMPLE_FILES; i++)
		if (strcmp(pair->paths[i], file) == 0 &&
		    pair->indexes[i][rules] >= 0)
			return fcntl(pair->indexes[i][rules], F_DUPFD_CLOEXEC,
				     0);
	return -1;
}

/* Takes an index of small files, too. */
void
__wrap_ha_filter_open_index(struct ha_filter *filter, const char *file,
			    const struct stat *status, struct ha_index_use use,
			    const struct ha_indexes *indexes)
{
	const struct ha_indexes ours = {open_index, (void *)way.indexed};

	(void)indexes;
	if (!way.indexed || !filter->skim.usable)
		return;
	filter->index = ha_index_open(file, status, use, &ours);
	way.opened += filter->index != NULL;
}

enum ha_index_next
__wrap_ha_index_find(struct ha_index *index, const struct ha_endpoint *client,
		     struct ha_index_place *place)
{
	enum ha_index_next next = __real_ha_index_find(index, client, place);

	way.named += next == HA_INDEX_LINE;
	return next;
}

size_t
__wrap_ha_skim_lines(const struct ha_skim *skim, struct ha_slice text,
		     bool rules, unsigned long *lines)
{
	size_t size;

	if (way.every_line)
		return 0;
	size = __real_ha_skim_lines(skim, text, rules, lines);
	*(rules ? &way.passed_rules : &way.passed_lists) += size;
	return size;
}

ssize_t
__wrap_read(int fd, void *buffer, size_t size)
{
	return __real_read(fd, buffer, size < way.block ? size : way.block);
}

/* Who answers: of one client, for one record. */
struct world {
	const struct client *client;
	struct record *record;
};

static enum ha_lookup
lookup_of(enum answer answer)
{
	switch (answer) {
	case ANSWER_NONE:
		return HA_LOOKUP_NONE;
	case ANSWER_FOUND:
		return HA_LOOKUP_FOUND;
	case ANSWER_FAILED:
		break;
	}
	return HA_LOOKUP_FAILED;
}

static enum ha_lookup
name_of(void *context, const struct ha_address *address,
	char name[HA_NAME_MAX + 1])
{
	const struct world *world = context;

	text_format(&world->record->heard, "name of %u.%u.%u.%u\n",
		    address->bytes[0], address->bytes[1], address->bytes[2],
		    address->bytes[3]);
	if (world->client->reverse == ANSWER_FOUND)
		strcpy(name, "host.example.com");
	return lookup_of(world->client->reverse);
}

static enum ha_lookup
addresses_of(void *context, const char *name, enum ha_family family,
	     bool (*visit)(void *visitor, const struct ha_address *address),
	     void *visitor)
{
	const struct world *world = context;
	const struct spot *spot = &world->client->spot;
	struct ha_address address = {.family = spot->v6 ? HA_FAMILY_IPV6
							: HA_FAMILY_IPV4};
	bool more = true;

	text_format(&world->record->heard, "addresses of %s\n", name);
	if (world->client->forward != ANSWER_FOUND)
		return lookup_of(world->client->forward);
	if (family != HA_FAMILY_NONE && family != address.family)
		return HA_LOOKUP_NONE;
	memcpy(address.bytes, spot->bytes, spot->v6 ? 16 : 4);
	address.bytes[3] ^= 1;
	if (world->client->reverse == ANSWER_FOUND)
		more = visit(visitor, &address);
	address.bytes[3] ^= 1;
	if (more && world->client->confirmed)
		visit(visitor, &address);
	return HA_LOOKUP_FOUND;
}

static enum ha_lookup
netgroup_has(void *context, const char *group, const char *host)
{
	const struct world *world = context;

	text_format(&world->record->heard, "netgroup %s %s\n", group, host);
	return strcmp(group, "trusted") == 0 ? HA_LOOKUP_FOUND : HA_LOOKUP_NONE;
}

static enum ha_run
run(void *context, enum ha_command_kind kind, const char *command,
    char *const *environment)
{
	const struct world *world = context;

	(void)environment;
	text_format(&world->record->heard, "run %d %s\n", kind, command);
	if (strcmp(command, "true") == 0)
		return HA_RUN_SUCCESS;
	return strcmp(command, "false") == 0 ? HA_RUN_FAILURE : HA_RUN_ERROR;
}

static bool
set_variable(void *context, const char *name, const char *value)
{
	const struct world *world = context;

	text_format(&world->record->heard, "set %s %s\n", name, value);
	return true;
}

static void
show_banner(void *context, const char *banner)
{
	const struct world *world = context;

	text_format(&world->record->heard, "banner %s\n", banner);
}

static void
ask(const struct client *client, const struct ha_resolver *resolver,
    struct ha_request *request)
{
	ha_request_init(request, client->nodns ? NULL : resolver);
	ha_request_set_daemon(request, ha_slice_of(client->daemon));
	ha_request_set_user(request, ha_slice_of("root"));
	if (client->address[0])
		ha_endpoint_set_address(&request->client,
					ha_slice_of(client->address));
	if (client->name[0] && client->claimed)
		ha_endpoint_claim_name(&request->client,
				       ha_slice_of(client->name));
	else if (client->name[0])
		ha_endpoint_set_name(&request->client,
				     ha_slice_of(client->name));
	request->server.port = 22;
	if (client->server)
		ha_endpoint_set_address(&request->server,
					ha_slice_of(client->address));
}

/* Every second letter is that of an account. */
static enum ha_lookup
has_account(void *context, enum ha_account kind, const char *name)
{
	struct world *world = context;

	text_format(&world->record->heard, "account %d %s\n", (int)kind, name);
	return name[0] % 2 ? HA_LOOKUP_FOUND : HA_LOOKUP_NONE;
}

/* Decides PAIR and fills *RECORD. */
static void
decide(const struct pair *pair, const struct ha_trace *trace,
       struct record *record)
{
	const struct sample *sample = pair->sample;
	struct world world = {pair->client, record};
	const struct ha_resolver resolver = {name_of, addresses_of,
					     netgroup_has, has_account,
					     .context = &world};
	const struct ha_effects effects = {.run = run,
					   .set_variable = set_variable,
					   .show_banner = show_banner,
					   .context = &world};
	const struct ha_sink sink = {record_diagnostic, record};
	const struct ha_rules rules = {.allow_file = pair->paths[SAMPLE_ALLOW],
				       .deny_file = pair->paths[SAMPLE_DENY],
				       .strict = sample->strict,
				       .sink = &sink,
				       .effects =
					   sample->effects ? &effects : NULL,
				       .noexec = sample->noexec,
				       .trace = trace};
	struct ha_request request;

	record_clear(record);
	ask(pair->client, &resolver, &request);
	ha_decide(&rules, &request, &record->verdict);
}

/* Matches a list file of PAIR, read to its end, and fills *RECORD. */
static void
match_list(const struct pair *pair, struct record *record)
{
	const char *path = pair->paths[SAMPLE_FIRST_LIST];
	struct world world = {pair->client, record};
	const struct ha_resolver resolver = {name_of, addresses_of,
					     netgroup_has, has_account,
					     .context = &world};
	const struct ha_sink sink = {record_diagnostic, record};
	struct ha_request request;
	const struct ha_matcher matcher = {
	    .request = &request, .sink = &sink, .exhaustive = true};

	record_clear(record);
	ask(pair->client, &resolver, &request);
	record->status = ha_list_match(&matcher, ha_slice_of(path),
				       (struct ha_place){"", 0, 0},
				       &request.client, &record->match);
}

static void
no_step(void *context, const struct ha_step *step)
{
	(void)context;
	(void)step;
}

static void
count(struct tally *tally, const struct record *record)
{
	tally->pairs++;
	tally->allowed += record->verdict.decision == HA_ALLOW;
	tally->refused += record->verdict.decision == HA_REFUSE;
	tally->faults += record->verdict.fault.id != HA_D_NONE;
	tally->heard += record->heard.size > 0;
	tally->passed_rules += way.passed_rules > 0;
	tally->passed_lists += way.passed_lists > 0;
}

/* Returns whether A and B agree; tells OUT, if not. */
static bool
compare(FILE *out, const char *title, const struct record *a,
	const struct record *b, bool heard)
{
	if (record_equal(a, b, heard))
		return true;
	if (out)
		record_tell(out, title, a, b);
	return false;
}

static void
decide_untraced(const struct pair *pair, struct record *record)
{
	decide(pair, NULL, record);
}

/* Whether ASK has the same outcome, READ, with the indexes of the files. */
static bool
indexed_agrees(const struct pair *pair, struct tally *tally,
	       const struct record *read,
	       void (*ask_pair)(const struct pair *pair, struct record *record),
	       FILE *out)
{
	static struct record indexed;
	size_t block = way.block;

	way.indexed = pair;
	way.block = pair->sample->block;
	way.opened = way.named = 0;
	ask_pair(pair, &indexed);
	way.indexed = NULL;
	way.block = block;
	tally->indexed += way.opened > 0;
	tally->jumps += way.named > 0;
	return compare(out, "with indexes and all read", &indexed, read, true);
}

bool
pair_agrees(const struct pair *pair, struct tally *tally, FILE *out)
{
	static const struct ha_trace trace = {no_step, NULL};
	static struct record passed, read, other;
	bool agrees;

	way.block = pair->sample->block;
	way.passed_rules = way.passed_lists = 0;
	way.every_line = false;
	decide(pair, NULL, &passed);
	match_list(pair, &other);
	count(tally, &passed);
	way.every_line = true;
	way.block = SIZE_MAX;
	match_list(pair, &read);
	agrees = compare(out, "a list file, lines passed over and all read",
			 &other, &read, true);
	agrees = indexed_agrees(pair, tally, &read, match_list, out) && agrees;
	decide(pair, NULL, &read);
	agrees =
	    indexed_agrees(pair, tally, &read, decide_untraced, out) && agrees;
	agrees = compare(out, "lines passed over and all read", &passed, &read,
			 true) &&
		 agrees;
	if (pair->traced) {
		decide(pair, &trace, &other);
		agrees = compare(out, "lines passed over and traced", &passed,
				 &other, false) &&
			 agrees;
	}
	tally->different += !agrees;
	return agrees;
}

/* Makes the index of the text FILE; -1 if nobody could read that as well. */
static int
make_index(const char *file, bool rules)
{
	int fd;
	enum ha_status status = index_in_memory(file, rules, &fd);

	if (status != HA_OK && status != HA_ERR_LIMIT)
		err(2, "index of %s", file);
	return fd;
}

void
pair_close(struct pair *pair)
{
	for (unsigned i = 0; i < SAMPLE_FILES; i++)
		for (unsigned rules = 0; rules < 2; rules++) {
			if (pair->indexes[i][rules] >= 0)
				close(pair->indexes[i][rules]);
			pair->indexes[i][rules] = -1;
		}
}

bool
pair_is_decided(const struct pair *pair)
{
	static struct record record;

	way.every_line = true;
	way.block = SIZE_MAX;
	decide(pair, NULL, &record);
	return record.verdict.reason != HA_REASON_DEFAULT;
}

void
pair_write(struct pair *pair)
{
	for (unsigned i = 0; i < SAMPLE_FILES; i++) {
		const struct text *file = &pair->sample->files[i];
		FILE *stream;

		snprintf(pair->paths[i], PATH_SIZE, "%s/%s", pair->folder,
			 sample_names[i]);
		unlink(pair->paths[i]);
		if (pair->sample->absent[i])
			continue;
		stream = fopen(pair->paths[i], "we");
		if (!stream ||
		    (file->size > 0 &&
		     fwrite(file->bytes, file->size, 1, stream) != 1) ||
		    fclose(stream) != 0)
			err(2, "%s", pair->paths[i]);
	}
}

void
pair_files(struct pair *pair)
{
	way.block = SIZE_MAX;
	way.every_line = true;
	pair_close(pair);
	pair_write(pair);
	for (unsigned i = 0; i < SAMPLE_FILES; i++)
		for (unsigned rules = 0; rules < 2 && !pair->sample->absent[i];
		     rules++)
			pair->indexes[i][rules] =
			    make_index(pair->paths[i], rules);
}
