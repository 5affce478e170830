/* SPDX-License-Identifier: BSD-3-Clause */
#include "daemon/settings_file.h"

#include "common/source/settle.h"
#include "common/source/trust.h"
#include "daemon/settings_line.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

/* How often a file that changes while it is read is read again. */
#define ATTEMPTS 5

/* The file while it is read. */
struct reader {
	struct ha_source source;
	struct daemon_settings_reader to;
};

static enum ha_status
read_lines(struct reader *reader)
{
	struct ha_source *source = &reader->source;
	enum ha_status status;
	struct ha_line line;

	do {
		status = ha_source_next(source, &line);
		if (status == HA_OK)
			status = daemon_settings_take(&reader->to, &line);
	} while (status == HA_OK);
	if (status == HA_ERR_LIMIT)
		return daemon_settings_fail(&reader->to, HA_D_FILE_LINE_LENGTH,
					    line.place, ha_slice_of(""));
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

	return daemon_settings_fail(&reader->to, HA_D_SETTINGS_UNSAFE, place,
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

static enum ha_status
read_once(struct reader *reader, const char *file, unsigned settle_ms)
{
	struct ha_source *source = &reader->source;
	enum ha_status status =
	    ha_settle_open(source, file, false, settle_ms, NULL);

	if (status == HA_ABSENT || (status == HA_ERR_IO && errno == ENOENT &&
				    ha_source_lacks_folder(file)))
		return HA_OK;
	if (status != HA_OK)
		return status;
	reader->to.text->status = source->status;
	status = check_trust(reader, file);
	if (status == HA_OK)
		status = read_lines(reader);
	/* What is wrong with it counts only if it is what it was. */
	if (status != HA_OK &&
	    ha_source_unchanged(source, NULL) == HA_ERR_CHANGED)
		status = HA_ERR_CHANGED;
	else if (status == HA_ERR_IO)
		daemon_settings_fail(&reader->to, HA_D_FILE_UNREADABLE,
				     (struct ha_place){file, 0, 0},
				     ha_slice_of(""));
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
	struct reader reader = {.to = {daemon, text, fault}};
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
		return daemon_settings_fail(&reader.to, HA_D_FILE_UNSTABLE,
					    place, ha_slice_of(""));
	if (status == HA_ERR_IO && fault->id == HA_D_NONE)
		return daemon_settings_fail(&reader.to, HA_D_FILE_UNREADABLE,
					    place, ha_slice_of(""));
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
			if (fault && critic)
				critic->reject(critic->context, &place,
					       ha_slice_of(word->word), fault);
		}
}
