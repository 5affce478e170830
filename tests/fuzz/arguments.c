/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * The module's arguments: each line of the input is one.  Whatever they are,
 * the files have absolute paths and the times are bounded; and a word that is
 * rejected never makes the module laxer than it is without the word.
 */
#include "daemon/settings.h"

#include "tests/fuzz/fuzz.h"

#include <err.h>
#include <string.h>

#define WORDS_MAX 64

static const char *rejected[WORDS_MAX];
static size_t rejected_count;

static void
reject(const char *word, const char *fault)
{
	FUZZ_REQUIRE(fault && fault[0] != '\0');
	FUZZ_REQUIRE(rejected_count < WORDS_MAX);
	rejected[rejected_count++] = word;
}

static void
reject_nothing(const char *word, const char *fault)
{
	fprintf(stderr, "\"%s\" %s\n", word, fault);
	abort();
}

static bool
is_rejected(const char *word)
{
	for (size_t i = 0; i < rejected_count; i++)
		if (rejected[i] == word)
			return true;
	return false;
}

/* Cuts TEXT into its lines; returns their number. */
static int
split(char *text, const char *words[WORDS_MAX])
{
	int count = 0;

	while (text && count < WORDS_MAX) {
		char *next = strchr(text, '\n');

		if (next)
			*next++ = '\0';
		words[count++] = text;
		text = next;
	}
	return count;
}

static void
read_words(int count, const char **words,
	   void (*hear)(const char *word, const char *fault),
	   struct daemon_settings *settings)
{
	daemon_settings_init(settings);
	for (int i = 0; i < count; i++) {
		const char *fault = daemon_settings_word(words[i], settings);

		if (fault)
			hear(words[i], fault);
	}
}

static void
check_values(const struct daemon_settings *settings)
{
	FUZZ_REQUIRE(!settings->allow_file || settings->allow_file[0] == '/');
	FUZZ_REQUIRE(!settings->deny_file || settings->deny_file[0] == '/');
	FUZZ_REQUIRE(!settings->daemon || settings->daemon[0] != '\0');
	FUZZ_REQUIRE(settings->dns_timeout_ms >= 100);
	FUZZ_REQUIRE(settings->dns_timeout_ms <= 60000);
	FUZZ_REQUIRE(settings->command_timeout_ms >= 100);
	FUZZ_REQUIRE(settings->command_timeout_ms <= 600000);
	FUZZ_REQUIRE(settings->ident_timeout_ms <= 60000);
	FUZZ_REQUIRE(!settings->file || settings->file[0] == '/');
}

/* Whether two files are the same; NULL is the standard one. */
static bool
is_same(const char *a, const char *b)
{
	return a && b ? strcmp(a, b) == 0 : a == b;
}

/* Whether ALL may stand where GOOD, without the rejected words, would. */
static void
check_not_laxer(const struct daemon_settings *all,
		const struct daemon_settings *good)
{
	FUZZ_REQUIRE(all->strict >= good->strict);
	FUZZ_REQUIRE(all->noexec >= good->noexec);
	FUZZ_REQUIRE(all->unusable >= good->unusable);
	FUZZ_REQUIRE(all->permissive == good->permissive);
	FUZZ_REQUIRE(all->nodns == good->nodns);
	FUZZ_REQUIRE(all->quiet == good->quiet);
	FUZZ_REQUIRE(all->noaudit == good->noaudit);
	FUZZ_REQUIRE(all->nomessage == good->nomessage);
	FUZZ_REQUIRE(all->debug == good->debug);
	FUZZ_REQUIRE(all->two_lines <= good->two_lines);
	FUZZ_REQUIRE(all->dns_timeout_ms == good->dns_timeout_ms);
	FUZZ_REQUIRE(all->command_timeout_ms == good->command_timeout_ms);
	FUZZ_REQUIRE(!all->rhost_confirmed || good->rhost_confirmed);
	FUZZ_REQUIRE(all->norhost == good->norhost ||
		     all->norhost == NORHOST_DENY);
	FUZZ_REQUIRE(is_same(all->allow_file, good->allow_file));
	FUZZ_REQUIRE(is_same(all->deny_file, good->deny_file));
	FUZZ_REQUIRE(all->daemon == good->daemon);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	const char *words[WORDS_MAX], *good_words[WORDS_MAX];
	struct daemon_settings all, good;
	int count, good_count = 0;
	char *text = malloc(size + 1);

	if (!text)
		err(2, "memory");
	if (size > 0)
		memcpy(text, data, size);
	text[fuzz_unescape(text, size)] = '\0';
	count = split(text, words);
	rejected_count = 0;
	read_words(count, words, reject, &all);
	for (int i = 0; i < count; i++)
		if (!is_rejected(words[i]))
			good_words[good_count++] = words[i];
	read_words(good_count, good_words, reject_nothing, &good);
	check_values(&all);
	check_values(&good);
	check_not_laxer(&all, &good);
	free(text);
	return 0;
}
