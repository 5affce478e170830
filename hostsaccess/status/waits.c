/* SPDX-License-Identifier: BSD-3-Clause */
#include "hostsaccess/status/waits.h"

#include "hostsaccess/tool/json.h"
#include "hostsaccess/tool/output.h"

#include <string.h>
#include <unistd.h>

static const char ends[] =
    "they go back, unless `hostsaccess apply --keep' confirms them; `--revert' "
    "goes back now";

void
waits_find(const char *root, struct waits *waits)
{
	char folder[PATH_MAX];

	*waits = (struct waits){.found = STATE_NONE};
	if (snprintf(folder, sizeof(folder), "%s" STATE_FOLDER, root) >=
	    (int)sizeof(folder))
		return;
	if (access(folder, R_OK | X_OK) == 0)
		waits->found = state_read(folder, &waits->state, waits->why);
}

/* A file whose rules wait; without PATH, WORDS say what is broken. */
static void
show(FILE *stream, const char *path, const char *words)
{
	fputs("rules wait to be confirmed: ", stream);
	output_escaped(stream, ha_slice_of(path));
	fputs(path[0] != '\0' ? ": " : "", stream);
	output_escaped(stream, ha_slice_of(words));
	putc('\n', stream);
}

static void
show_json(FILE *stream, const char *path, const char *words)
{
	struct json json = {.stream = stream};

	json_object(&json, NULL);
	json_string(&json, "waits", path);
	json_string(&json, "words", words);
	json_object_end(&json);
	json_end(&json);
}

/* Writes each by WRITE. */
static void
each(FILE *stream, const struct waits *waits,
     void (*write)(FILE *stream, const char *path, const char *words))
{
	if (waits->found == STATE_BROKEN)
		write(stream, "", waits->why);
	if (waits->found != STATE_FOUND)
		return;
	if (waits->state.allow.path)
		write(stream, waits->state.allow.path, ends);
	if (waits->state.deny.path)
		write(stream, waits->state.deny.path, ends);
}

void
waits_show(FILE *stream, const struct waits *waits)
{
	each(stream, waits, show);
}

void
waits_show_json(FILE *stream, const struct waits *waits)
{
	each(stream, waits, show_json);
}

void
waits_free(struct waits *waits)
{
	state_free(&waits->state);
}
