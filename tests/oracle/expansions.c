/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * expansions [DIR]: %-letters, against libwrap's percent_x().
 *
 * First every letter with every byte in every fact, and random texts.  Then,
 * if there is a folder of real rule files (DIR, or HA_CORPUS), the command
 * lines of each rule in them.
 */
#include "common/option/expand.h"
#include "common/rule/syntax.h"
#include "common/source/source.h"
#include "tests/oracle/commands.h"
#include "tests/oracle/dice.h"
#include "tests/oracle/escape.h"
#include "tests/oracle/scratch.h"

#include <dirent.h>
#include <err.h>
#include <stdlib.h>
#include <string.h>

#define RANDOM_TEXTS 200000
/* libwrap ends the program if a text gets longer (R5.19). */
#define LIBWRAP_SIZE 8192
#define PATH_SIZE 4096

static unsigned long compared, different, commands_seen;

static void
show(const char *what, const char *text)
{
	printf("  %-8s ", what);
	escape_write(stdout, text, strlen(text));
	putchar('\n');
}

/* Counts one comparison, and shows it if it failed. */
static void
compare(const char *value, const struct facts *facts, const char *theirs,
	const char *ours)
{
	compared++;
	if (strcmp(theirs, ours) == 0 || different++ >= 10)
		return;
	printf("different:\n");
	show("value", value);
	show("libwrap", theirs);
	show("ours", ours);
	show("daemon", facts->daemon);
	show("user", facts->user);
	show("name", facts->name);
	show("address", facts->address);
	show("server", facts->server_name);
	show("server", facts->server_address);
}

static void
expand_both(const char *value, const struct facts *facts)
{
	char theirs[LIBWRAP_SIZE], copy[LIBWRAP_SIZE], *ours = NULL;
	struct request_info libwrap;
	struct ha_request request;

	facts_for_ours(facts, &request);
	facts_for_libwrap(facts, -1, &libwrap);
	snprintf(copy, sizeof(copy), "%s", value);
	percent_x(theirs, sizeof(theirs), copy, &libwrap);
	if (ha_expand(ha_slice_of(value), false, &request, NULL,
		      (struct ha_place){0}, &ours) != HA_OK)
		errx(2, "ha_expand");
	compare(value, facts, theirs, ours);
	free(ours);
}

static const struct facts usual = {
    "sshd",       "root", "gw.example.net", "192.0.2.10", "here.example.net",
    "2001:db8::1"};

/* Every byte behind '%', and every byte in every fact. */
static void
try_bytes(void)
{
	static const char all[] = "%a|%A|%c|%d|%h|%H|%n|%N|%p|%r|%R|%s|%u|%%|%";

	for (int byte = 1; byte < 256; byte++) {
		const char letter[] = {'x', '%', (char)byte, 'y', '\0'};
		const char fact[] = {'a', (char)byte, 'b', '\0'};
		const char *const texts[] = {fact, fact + 1, "unknown",
					     "paranoid", "gw.example.net"};

		expand_both(letter, &usual);
		for (unsigned i = 0; i < 5 * 5 * 5; i++) {
			const char *one = texts[i % 5];
			const char *two = texts[i / 5 % 5];
			const char *three = texts[i / 25];
			const struct facts client = {one, two, three,
						     one, two, three};

			expand_both(all, &client);
		}
	}
}

/* Writes SIZE - 1 bytes at most, one at least, and a NUL to TEXT. */
static void
roll_text(struct dice *dice, char *text, size_t size)
{
	static const char letters[] = "aAcdhHnNprRsuz%%%";
	size_t length = 1 + dice_below(dice, (unsigned)size - 1);

	for (size_t i = 0; i < length; i++)
		text[i] = dice_one_in(dice, 3)
			      ? (char)(1 + dice_below(dice, 255))
			      : letters[dice_below(dice, sizeof(letters) - 1)];
	text[length] = '\0';
}

static void
try_random_texts(void)
{
	struct dice dice = {.state = 4};
	char value[64], fact[6][16];

	for (int i = 0; i < RANDOM_TEXTS; i++) {
		const struct facts facts = {fact[0], fact[1], fact[2],
					    fact[3], fact[4], fact[5]};

		roll_text(&dice, value, sizeof(value));
		for (size_t j = 0; j < 6; j++)
			roll_text(&dice, fact[j], sizeof(*fact));
		expand_both(value, &facts);
	}
}

static bool
runs_commands(struct ha_slice options)
{
	static const char *const names[] = {"aclexec", "spawn", "twist"};

	for (; options.size > 0; options = ha_slice_from(options, 1))
		for (size_t i = 0; i < sizeof(names) / sizeof(*names); i++)
			if (ha_slice_starts(options, ha_slice_of(names[i])))
				return true;
	return false;
}

/* Compares the commands of OPTIONS in a rule for everybody. */
static void
try_options(const struct scratch *scratch, struct ha_slice options)
{
	static const struct facts clients[] = {
	    {"sshd", "root", "gw.example.net", "192.0.2.10", "unknown",
	     "unknown"},
	    {"in.telnetd", "x;`id`", "unknown", "2001:db8::1",
	     "here.example.net", "192.0.2.1"},
	    {"vsftpd", "unknown", "paranoid", "unknown", "unknown",
	     "2001:db8::2"},
	};
	char path[SCRATCH_PATH_SIZE], *text;
	struct model_file file = {.kind = MODEL_TEXT};
	struct commands commands;
	int size = asprintf(&text, "ALL: ALL: %.*s\n", (int)options.size,
			    options.data);

	if (size < 0)
		err(2, NULL);
	file.text = text;
	file.size = (size_t)size;
	scratch_table(scratch, "rule", &file, path);
	for (size_t i = 0; i < sizeof(clients) / sizeof(*clients); i++) {
		commands_find(path, &clients[i], &commands);
		commands_seen += commands.libwrap[0] != '\0';
		compare(text, &clients[i], commands.libwrap, commands.ours);
		free(commands.libwrap);
		free(commands.ours);
	}
	free(text);
}

/* Returns how many rules of FILE, which may be missing, run commands. */
static unsigned
try_file(const struct scratch *scratch, const char *file)
{
	struct ha_source source;
	struct ha_line line;
	struct ha_rule rule;
	unsigned rules = 0;

	switch (ha_source_open(&source, file, true)) {
	case HA_ABSENT:
		return 0;
	case HA_OK:
		break;
	default:
		err(2, "%s", file);
	}
	while (ha_source_next(&source, &line) == HA_OK)
		if (ha_syntax_parse(&line, NULL, &rule) == HA_SYNTAX_RULE &&
		    runs_commands(rule.options)) {
			try_options(scratch, rule.options);
			rules++;
		}
	ha_source_close(&source);
	return rules;
}

/* Returns how many rules in the folders of ROOT run commands. */
static unsigned
try_corpus(const char *root)
{
	static const char *const names[] = {"hosts.allow", "hosts.deny"};
	struct scratch scratch;
	const struct dirent *entry;
	DIR *folder = opendir(root);
	unsigned rules = 0;

	if (folder == NULL)
		err(2, "%s", root);
	scratch_make(&scratch);
	while ((entry = readdir(folder)) != NULL) {
		for (size_t i = 0; entry->d_name[0] != '.' &&
				   entry->d_type == DT_DIR && i < 2;
		     i++) {
			char path[PATH_SIZE];

			snprintf(path, sizeof(path), "%s/%s/%s", root,
				 entry->d_name, names[i]);
			rules += try_file(&scratch, path);
		}
	}
	closedir(folder);
	scratch_remove(&scratch);
	return rules;
}

int
main(int argc, char **argv)
{
	const char *corpus = argc > 1 ? argv[1] : getenv("HA_CORPUS");
	unsigned rules = 0;

	try_bytes();
	try_random_texts();
	if (corpus != NULL)
		rules = try_corpus(corpus);
	printf("expansions: %lu compared, %lu different; corpus: %u rules, %lu "
	       "times with commands\n",
	       compared, different, rules, commands_seen);
	return different > 0 || (corpus != NULL && commands_seen == 0);
}
