/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * tails: whom a word of a client list matches is the same whatever options
 * stand behind it, so that no deny is lost.  Random words, in hosts.deny
 * alone and in hosts.allow before options that refuse.
 */
#include "tests/oracle/generate_parts.h"
#include "tests/oracle/ours.h"

#include <stdio.h>
#include <string.h>

#define WORDS 20000
#define SHOWN_MAX 10

static const char *const tails[] = {
    ": deny",
    ":deny",
    " :\tdeny",
    ": severity info: deny",
    ":severity info:deny",
    ": deny # why",
    ": \\\n deny",
    ":",
    ":nosuch",
};

static unsigned long compared, matched, different;

/* Tells whether TEXT is one word that no tail can become part of. */
static bool
is_word(const struct sample_text *text)
{
	const char *bytes = text->bytes;

	return text->size > 0 && strlen(bytes) == text->size &&
	       strcspn(bytes, ", \t\r\n") == text->size && bytes[0] != '#' &&
	       strchr("\\:", bytes[text->size - 1]) == NULL;
}

/* Returns whether CLIENT is refused by "ALL: WORD TAIL" in the file NAME. */
static bool
is_refused(const struct scratch *scratch, const char *name, const char *word,
	   const char *tail, const struct model_client *client)
{
	const bool allow = strcmp(name, "hosts.allow") == 0;
	char line[SAMPLE_TEXT_SIZE + 64], path[SCRATCH_PATH_SIZE];
	struct model_file file = {.kind = MODEL_TEXT, .text = line};

	file.size =
	    (size_t)snprintf(line, sizeof(line), "ALL: %s%s\n", word, tail);
	scratch_table(scratch, name, &file, path);
	return !ours_allow(allow ? path : "/dev/null",
			   allow ? "/dev/null" : path, client, false);
}

static void
try_word(const struct scratch *scratch, const char *word,
	 const struct model_client *client)
{
	const bool expected =
	    is_refused(scratch, "hosts.deny", word, "", client);

	matched += expected;
	for (size_t i = 0; i < sizeof(tails) / sizeof(tails[0]); i++) {
		const bool refused =
		    is_refused(scratch, "hosts.allow", word, tails[i], client);

		compared++;
		if (refused != expected && different++ < SHOWN_MAX)
			printf("%s%s: %smatches %s\n", word, tails[i],
			       refused ? "" : "no longer ", client->address);
	}
}

int
main(void)
{
	struct scene scene = {
	    .dice = {7}, .name = "host.example.com", .user = "root"};
	struct scratch scratch;

	scratch_make(&scratch);
	generate_lists(&scratch);
	scene.directory = scratch.path;
	scene.in_list = true; /* there is no random list file */
	for (int i = 0; i < WORDS; i++) {
		struct sample_text word = {.size = 0}, address = {.size = 0};
		const struct model_client client = {.daemon = "sshd",
						    .name = scene.name,
						    .address = address.bytes,
						    .user = scene.user};

		scene.spot = spot_random(&scene.dice);
		token_client(&scene, &word);
		word.bytes[word.size] = '\0';
		spot_spell_client(&scene.dice, &scene.spot, &address);
		address.bytes[address.size] = '\0';
		if (is_word(&word))
			try_word(&scratch, word.bytes, &client);
	}
	scratch_remove(&scratch);
	printf("tails: %lu compared, %lu of the words match, %lu different\n",
	       compared, matched, different);
	return different > 0 || matched == 0;
}
