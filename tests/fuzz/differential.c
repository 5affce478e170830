/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * The library beside the installed libwrap: a verdict that differs must be
 * put down to the rows of tests/oracle/rows.h, by the model of both.  Lines
 * of the input:
 *   allow TEXT ...   a line of hosts.allow; deny of hosts.deny, list of the
 *                    file ~/random; `\c` at the end takes its newline away
 *   daemon, name, address, user TEXT   arguments of hosts_ctl(3)
 * Nothing is a condition: tests/oracle/conditions compares those.  In the files
 * `~/` is the folder of tests/oracle/generate.c's list files.
 */
#include "tests/fuzz/fuzz.h"

#include "tests/oracle/generate.h"
#include "tests/oracle/libwrap.h"
#include "tests/oracle/ours.h"
#include "tests/oracle/tally.h"
#include "tests/oracle/world.h"

#include <ctype.h>
#include <string.h>
#include <unistd.h>

/* What an input says. */
static struct {
	struct sample_text allow, deny, list;
	struct model_client client;
} sample;

static struct scratch scratch;

static void
remove_scratch(void)
{
	scratch_remove(&scratch);
}

static void
start(void)
{
	if (scratch.path[0] != '\0')
		return;
	scratch_make(&scratch);
	ours_no_conditions = true;
	atexit(remove_scratch);
	libwrap_open(&scratch);
	generate_lists(&scratch);
}

static void
add(struct sample_text *text, const char *bytes, size_t size)
{
	if (text->size + size >= SAMPLE_TEXT_SIZE)
		return;
	memcpy(text->bytes + text->size, bytes, size);
	text->size += size;
}

/*
 * Whether C behind LAST may stand in a rule: a path must not lead out of the
 * scratch folder, where files are that never end, and libwrap does not bear
 * words of a list file that begin with a NUL.
 */
static bool
is_safe(char last, char c, char next)
{
	bool inside = isgraph((unsigned char)last) && !strchr(",:@=", last);

	if (c == '/')
		return inside || isdigit((unsigned char)next);
	if (c == '.')
		return last != '/';
	return c != '\0' || inside;
}

/* Adds LINE, with the scratch folder for `~` if it is of a RULE file. */
static void
add_line(struct sample_text *text, struct ha_slice line, bool rule)
{
	bool cut = ha_slice_ends(line, ha_slice_of("\\c"));
	char last = ' ';

	line.size -= cut ? 2 : 0;
	for (size_t i = 0; i < line.size; i++) {
		char c = line.data[i], next = line.data[i + 1];

		if (c == '~' && next == '/' && rule) {
			add(text, scratch.path, strlen(scratch.path));
			last = '~';
			continue;
		}
		last = is_safe(last, c, next) ? c : 'x';
		add(text, &last, 1);
	}
	if (!cut)
		add(text, "\n", 1);
}

static void
read_line(const char *key, struct ha_slice text)
{
	struct model_client *client = &sample.client;

	if (strcmp(key, "allow") == 0)
		add_line(&sample.allow, text, true);
	else if (strcmp(key, "deny") == 0)
		add_line(&sample.deny, text, true);
	else if (strcmp(key, "list") == 0)
		add_line(&sample.list, text, false);
	else if (strcmp(key, "daemon") == 0)
		client->daemon = text.data;
	else if (strcmp(key, "name") == 0)
		client->name = text.data;
	else if (strcmp(key, "address") == 0)
		client->address = text.data;
	else if (strcmp(key, "user") == 0)
		client->user = text.data;
}

static void
read_sample(struct fuzz_input *input)
{
	struct ha_slice text;
	const char *key;

	sample.allow.size = sample.deny.size = sample.list.size = 0;
	sample.client = (struct model_client){.daemon = "sshd",
					      .name = "host.example.com",
					      .address = "192.0.2.10",
					      .user = "root"};
	while (fuzz_input_next(input, &key, &text))
		read_line(key, text);
	generate_limit_stars(&sample.allow);
	generate_limit_stars(&sample.deny);
	generate_limit_stars(&sample.list);
}

/* Puts TEXT in the place of the rule file NAME; none if it is empty. */
static struct model_file
lay_out(const struct sample_text *text, const char *name,
	char path[SCRATCH_PATH_SIZE])
{
	struct model_file file = {text->size > 0 ? MODEL_TEXT : MODEL_ABSENT,
				  text->bytes, text->size};

	scratch_table(&scratch, name, &file, path);
	return file;
}

static void
compare(void)
{
	char allow[SCRATCH_PATH_SIZE], deny[SCRATCH_PATH_SIZE];
	const struct model_rules rules = {
	    .allow = lay_out(&sample.allow, "hosts.allow", allow),
	    .deny = lay_out(&sample.deny, "hosts.deny", deny),
	    .succeeds = world_succeeds,
	    .netgroup_has = world_netgroup_has,
	    .no_netgroups = !libwrap_has_netgroups(),
	};
	bool theirs, ours;

	scratch_write(&scratch, GENERATE_LIST, sample.list.bytes,
		      sample.list.size);
	theirs = libwrap_allows(allow, deny, &sample.client);
	ours = ours_allow(allow, deny, &sample.client, false);
	if (model_allows(&rules, &sample.client, MODEL_NO_ROW) == theirs &&
	    model_allows(&rules, &sample.client, MODEL_ALL_ROWS) == ours)
		return;
	tally_show(stderr, "unexplained", &rules, &sample.client, theirs, ours);
	abort();
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct fuzz_input input;

	start();
	fuzz_input_open(data, size, &input);
	read_sample(&input);
	compare();
	fuzz_input_close(&input);
	return 0;
}
