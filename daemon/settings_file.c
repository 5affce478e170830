/* SPDX-License-Identifier: BSD-3-Clause */
#include "daemon/settings_file.h"

#include "common/source/settle.h"
#include "common/source/trust.h"

#include <errno.h>
#include <limits.h>
#include <stdlib.h>
#include <string.h>

/* How often a file that changes while it is read is read again. */
#define ATTEMPTS 5

/* The file while it is read. */
struct reader {
	struct ha_source source;
	struct ha_slice daemon;
	struct daemon_settings_text *text;
	struct ha_fault *fault;
};

/* A line, DAEMON: WORD. */
struct parts {
	const struct ha_line *line;
	struct ha_slice whole, daemon, word;
};

static enum ha_status
fail(const struct reader *reader, enum ha_diagnostic_id id,
     struct ha_place place, struct ha_slice text)
{
	const struct ha_diagnostic diagnostic = {
	    id, place, text, id == HA_D_FILE_UNREADABLE ? errno : 0};

	ha_fault_set(reader->fault, &diagnostic);
	return HA_ERR_BROKEN;
}

/* Nobody can say which files PARTS mean, and WHY. */
static enum ha_status
doubt(const struct reader *reader, const struct parts *parts, const char *why)
{
	reader->text->why = why;
	return fail(reader, HA_D_SETTINGS_DOUBT, parts->line->place,
		    parts->whole);
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
keep(const struct reader *reader, const struct parts *parts, const char *fault)
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
 * What comes of a line that is no word, as FAULT says.  If it begins as one
 * that makes things stricter, that is set all the same.
 */
static enum ha_status
reject(const struct reader *reader, const struct parts *parts,
       const char *fault)
{
	struct parts strict = *parts;
	enum ha_status status;

	if (may_mean_file(parts->whole))
		return doubt(reader, parts, fault);
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
take_word(const struct reader *reader, const struct parts *parts)
{
	struct daemon_settings settings;
	const char *fault;
	char *word = strndup(parts->word.data, parts->word.size);

	if (!word)
		return HA_ERR_MEMORY;
	daemon_settings_init(&settings);
	fault = daemon_settings_word(word, &settings);
	free(word);
	if (settings.unusable || (fault && may_mean_file(parts->word)))
		return doubt(reader, parts, fault);
	if (settings.file)
		return doubt(reader, parts, "not in this file");
	return keep(reader, parts, NULL);
}

static enum ha_status
read_line(const struct reader *reader, const struct ha_line *line)
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
		return reject(reader, &parts, "no daemon; ignored");
	if (for_one && ha_slice_is(parts.daemon, "ALL"))
		return reject(reader, &parts,
			      "ALL is no daemon: leave it out; ignored");
	if (for_one && daemon_settings_has(parts.daemon))
		return reject(reader, &parts, "a word, and no daemon; ignored");
	if (!is_word(parts.word))
		return reject(reader, &parts, "not one word; ignored");
	if (for_one && reader->daemon.data &&
	    !ha_slice_equal(parts.daemon, reader->daemon))
		return HA_OK;
	return take_word(reader, &parts);
}

static enum ha_status
read_lines(struct reader *reader)
{
	struct ha_source *source = &reader->source;
	enum ha_status status;
	struct ha_line line;

	do {
		status = ha_source_next(source, &line);
		if (status == HA_OK)
			status = read_line(reader, &line);
	} while (status == HA_OK);
	if (status == HA_ERR_LIMIT)
		return fail(reader, HA_D_FILE_LINE_LENGTH, line.place,
			    ha_slice_of(""));
	if (status == HA_END)
		status = ha_source_unchanged(source, NULL);
	return status;
}

/* Says what of FILE, which READER has open, others could have written. */
static enum ha_status
fail_unsafe(const struct reader *reader, const char *file)
{
	const struct ha_place place = {file, 0, 0};
	struct ha_trust_flaw flaw;
	bool found =
	    ha_trust_examine(file, reader->source.fd, &reader->source.status,
			     &flaw) == HA_ERR_UNSAFE;

	return fail(reader, HA_D_SETTINGS_UNSAFE, place,
		    ha_slice_of(found ? flaw.path : ""));
}

/* Whether only root could have written the open file. */
static enum ha_status
check_trust(const struct reader *reader, const char *file)
{
	enum ha_status status =
	    ha_trust_file(file, reader->source.fd, &reader->source.status,
			  strcmp(file, DAEMON_SETTINGS_FILE) == 0);

	if (status != HA_ERR_UNSAFE)
		return status;
	return ha_source_unchanged(&reader->source, NULL) == HA_ERR_CHANGED
		   ? HA_ERR_CHANGED
		   : fail_unsafe(reader, file);
}

/* Whether there is no FILE because there is no folder for it. */
static bool
has_no_folder(const char *file)
{
	const char *slash = strrchr(file, '/');
	char folder[PATH_MAX];
	struct stat status;

	return slash &&
	       ha_slice_copy((struct ha_slice){file, (size_t)(slash - file)},
			     folder, sizeof(folder)) &&
	       lstat(folder, &status) && errno == ENOENT;
}

static enum ha_status
read_once(struct reader *reader, const char *file, unsigned settle_ms)
{
	struct ha_source *source = &reader->source;
	enum ha_status status =
	    ha_settle_open(source, file, false, settle_ms, NULL);

	if (status == HA_ABSENT ||
	    (status == HA_ERR_IO && errno == ENOENT && has_no_folder(file)))
		return HA_OK;
	if (status != HA_OK)
		return status;
	reader->text->status = source->status;
	status = check_trust(reader, file);
	if (status == HA_OK)
		status = read_lines(reader);
	/* What is wrong with it counts only if it is what it was. */
	if (status != HA_OK &&
	    ha_source_unchanged(source, NULL) == HA_ERR_CHANGED)
		status = HA_ERR_CHANGED;
	else if (status == HA_ERR_IO)
		fail(reader, HA_D_FILE_UNREADABLE,
		     (struct ha_place){file, 0, 0}, ha_slice_of(""));
	ha_source_close(source);
	return status;
}

void
daemon_settings_free(struct daemon_settings_text *text)
{
	while (text->first) {
		struct daemon_setting *next = text->first->next;

		free(text->first);
		text->first = next;
	}
	text->end = &text->first;
}

enum ha_status
daemon_settings_read(const char *file, struct ha_slice daemon,
		     unsigned settle_ms, struct daemon_settings_text *text,
		     struct ha_fault *fault)
{
	const struct ha_place place = {file, 0, 0};
	struct reader reader = {.daemon = daemon, .text = text, .fault = fault};
	enum ha_status status = HA_ERR_CHANGED;

	*text = (struct daemon_settings_text){0};
	text->end = &text->first;
	for (int i = 0; i < ATTEMPTS && status == HA_ERR_CHANGED; i++) {
		if (i > 0)
			ha_settle_wait(settle_ms);
		daemon_settings_free(text);
		*fault = (struct ha_fault){0};
		status = read_once(&reader, file, settle_ms);
	}
	if (status == HA_ERR_CHANGED)
		return fail(&reader, HA_D_FILE_UNSTABLE, place,
			    ha_slice_of(""));
	if (status == HA_ERR_IO && fault->id == HA_D_NONE)
		return fail(&reader, HA_D_FILE_UNREADABLE, place,
			    ha_slice_of(""));
	return status == HA_ERR_IO ? HA_ERR_BROKEN : status;
}

void
daemon_settings_apply(const struct daemon_settings_text *text, const char *file,
		      const struct daemon_settings_critic *critic,
		      struct daemon_settings *settings)
{
	for (int general = 1; general >= 0; general--)
		for (const struct daemon_setting *word = text->first; word;
		     word = word->next) {
			const struct ha_place place = {file, word->line, 0};
			const char *fault = word->fault;

			if ((word->text[0] == '\0') != general)
				continue;
			if (!fault)
				fault =
				    daemon_settings_word(word->word, settings);
			if (fault)
				critic->reject(critic->context, &place,
					       ha_slice_of(word->word), fault);
		}
}
