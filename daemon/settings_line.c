/* SPDX-License-Identifier: BSD-3-Clause */
#include "daemon/settings_line.h"

#include "daemon/settings.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

/* A line, DAEMON: WORD. */
struct parts {
	const struct ha_line *line;
	struct ha_slice whole, daemon, word;
};

enum ha_status
daemon_settings_fail(const struct daemon_settings_reader *reader,
		     enum ha_diagnostic_id id, struct ha_place place,
		     struct ha_slice text)
{
	const struct ha_diagnostic diagnostic = {
	    id, place, text, id == HA_D_FILE_UNREADABLE ? errno : 0};

	ha_fault_set(reader->fault, &diagnostic);
	return HA_ERR_BROKEN;
}

/* Nobody can say which files PARTS mean, and WHY. */
static enum ha_status
doubt(const struct daemon_settings_reader *reader, const struct parts *parts,
      const char *why)
{
	reader->text->why = why;
	return daemon_settings_fail(reader, HA_D_SETTINGS_DOUBT,
				    parts->line->place, parts->whole);
}

/* Whether TEXT, which is no setting as it stands, may mean a rule file. */
static bool
may_mean_file(struct ha_slice text)
{
	static const struct ha_slice word = {"file", 4};

	for (size_t i = 0; i < text.size; i++)
		if (text.data[i] == '/' ||
		    ha_slice_starts(ha_slice_from(text, i), word))
			return true;
	return false;
}

/* The words that say which rules are asked, and as whom. */
static bool
chooses_rules(struct ha_slice key)
{
	return ha_slice_is(key, "allowfile") || ha_slice_is(key, "denyfile") ||
	       ha_slice_is(key, "daemon");
}

/* Whether TEXT is one word of printable bytes, which begins as words do. */
static bool
is_word(struct ha_slice text)
{
	for (size_t i = 0; i < text.size; i++)
		if (text.data[i] <= ' ' || text.data[i] > '~')
			return false;
	return text.size > 0 && text.data[0] != '/' && text.data[0] != '=';
}

/* Whether TEXT may be the name of a daemon. */
static bool
is_daemon(struct ha_slice text)
{
	static const struct ha_slice others = {"/+@", 3};

	for (size_t i = 0; i < text.size; i++)
		if (!ha_in_class(text.data[i], HA_C_HOST_NAME) &&
		    ha_slice_find(others, text.data[i]) == others.size)
			return false;
	return text.size > 0;
}

/*
 * Takes `DAEMON:` from the front of the word of PARTS, which is no part of a
 * value.  Returns whether there is one.
 */
static bool
take_daemon(struct parts *parts)
{
	struct ha_slice text = parts->word;
	size_t colon = ha_slice_find(text, ':');
	struct ha_slice daemon = ha_slice_head(text, colon);

	if (colon == text.size || ha_slice_find(daemon, '=') < daemon.size)
		return false;
	parts->daemon = ha_slice_trim(daemon, HA_C_SPACE);
	parts->word = ha_slice_trim(ha_slice_from(text, colon + 1), HA_C_SPACE);
	return true;
}

/* Whether WORD is for one daemon, as OTHER is, and chooses other rules. */
static bool
contradicts(const struct daemon_setting *word,
	    const struct daemon_setting *other)
{
	struct ha_slice key = {word->word, word->key};

	return !other->fault &&
	       ha_slice_is(ha_slice_of(word->text), other->text) &&
	       ha_slice_equal((struct ha_slice){other->word, other->key},
			      key) &&
	       strcmp(other->word + other->key, word->word + word->key) != 0 &&
	       chooses_rules(key);
}

static struct daemon_setting *
make(const struct parts *parts, struct ha_slice word, const char *fault)
{
	size_t size = parts->daemon.size;
	struct daemon_setting *made =
	    malloc(sizeof(*made) + size + word.size + 2);

	if (!made)
		return NULL;
	*made = (struct daemon_setting){.line = parts->line->place.line,
					.fault = fault,
					.key = ha_slice_find(word, '=')};
	memcpy(made->text, parts->daemon.data ? parts->daemon.data : "", size);
	made->text[size] = '\0';
	made->word = made->text + size + 1;
	memcpy(made->word, word.data, word.size);
	made->word[word.size] = '\0';
	return made;
}

/* Keeps the word of PARTS, or the whole line with its FAULT. */
static enum ha_status
keep(const struct daemon_settings_reader *reader, const struct parts *parts,
     const char *fault)
{
	struct daemon_settings_text *text = reader->text;
	struct daemon_setting *kept =
	    make(parts, fault ? parts->whole : parts->word, fault);

	if (!kept)
		return HA_ERR_MEMORY;
	for (const struct daemon_setting *other = text->first; other;
	     other = other->next)
		if (!fault && contradicts(kept, other)) {
			free(kept);
			return doubt(reader, parts, "given twice");
		}
	*text->end = kept;
	text->end = &kept->next;
	return HA_OK;
}

/* What TEXT begins with, up to what is in no name of a setting. */
static struct ha_slice
first_name(struct ha_slice text)
{
	size_t size = 0;

	while (size < text.size && ha_in_class(text.data[size], HA_C_HOST_NAME))
		size++;
	return ha_slice_head(text, size);
}

/*
 * What comes of a line that is no word, as FAULT says: it is ignored; IN_DOUBT,
 * where it may mean a rule file, everybody is refused.  If it begins as one
 * that makes things stricter, that is set all the same.
 */
static enum ha_status
reject(const struct daemon_settings_reader *reader, const struct parts *parts,
       const char *in_doubt, const char *fault)
{
	struct parts strict = *parts;
	enum ha_status status;

	if (may_mean_file(parts->whole))
		return doubt(reader, parts, in_doubt);
	status = keep(reader, parts, fault);
	if (!is_word(parts->word))
		strict.word = first_name(parts->word);
	if (parts->word.size == 0)
		strict.word = first_name(parts->daemon);
	if (status == HA_OK && (ha_slice_is(strict.word, "strict") ||
				ha_slice_is(strict.word, "noexec"))) {
		strict.daemon = ha_slice_head(strict.daemon, 0);
		status = keep(reader, &strict, NULL);
	}
	return status;
}

/* Takes a word: what the setting is worth does not count yet. */
static enum ha_status
take_word(const struct daemon_settings_reader *reader,
	  const struct parts *parts)
{
	struct daemon_settings settings;
	const char *fault;
	char *word = strndup(parts->word.data, parts->word.size);

	if (!word)
		return HA_ERR_MEMORY;
	daemon_settings_init(&settings);
	fault = daemon_settings_word(word, &settings);
	free(word);
	/* of geodb it is certain that no rule file is meant */
	if (settings.unusable ||
	    (fault && !settings.geo_files && may_mean_file(parts->word)))
		return doubt(reader, parts, fault);
	if (settings.file)
		return doubt(reader, parts, "not in this file");
	return keep(reader, parts, NULL);
}

enum ha_status
daemon_settings_take(const struct daemon_settings_reader *reader,
		     const struct ha_line *line)
{
	struct parts parts = {.line = line,
			      .whole = ha_slice_trim(line->text, HA_C_SPACE)};
	bool for_one;

	parts.word = parts.whole;
	/* A NUL is a blank to slices, and no part of any file here. */
	if (ha_slice_find(line->text, '\0') < line->text.size)
		return doubt(reader, &parts, "a NUL byte stands in it");
	/* Some files have it in the place of a newline. */
	if (ha_slice_find(parts.whole, '\r') < parts.whole.size)
		return doubt(reader, &parts, "a carriage return within a line");
	if (parts.whole.size == 0 || parts.whole.data[0] == '#')
		return HA_OK;
	for_one = take_daemon(&parts);
	if (for_one && !is_daemon(parts.daemon))
		return reject(reader, &parts, "no daemon",
			      "no daemon; ignored");
	if (for_one && ha_slice_is(parts.daemon, "ALL"))
		return reject(reader, &parts, "ALL is no daemon: leave it out",
			      "ALL is no daemon: leave it out; ignored");
	if (for_one && daemon_settings_has(parts.daemon))
		return reject(reader, &parts, "a word, and no daemon",
			      "a word, and no daemon; ignored");
	if (!is_word(parts.word))
		return reject(reader, &parts,
			      "not one word: write a line for each",
			      "not one word; ignored");
	if (for_one && reader->daemon.data &&
	    !ha_slice_equal(parts.daemon, reader->daemon))
		return HA_OK;
	return take_word(reader, &parts);
}
