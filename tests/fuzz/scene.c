/* SPDX-License-Identifier: BSD-3-Clause */
#include "tests/fuzz/scene.h"

#include <errno.h>
#include <stddef.h>
#include <string.h>

static const char *const call_names[] = {
#define CALL_NAME(id, name) #name,
    SCENE_CALLS(CALL_NAME)
#undef CALL_NAME
};

static const struct {
	const char *key;
	size_t offset;
} texts[] = {
    {"service", offsetof(struct scene, service)},
    {"user", offsetof(struct scene, user)},
    {"ruser", offsetof(struct scene, ruser)},
    {"rhost", offsetof(struct scene, rhost)},
    {"connection", offsetof(struct scene, connection)},
    {"reverse", offsetof(struct scene, reverse)},
    {"forward", offsetof(struct scene, forward)},
};

static const char *const file_keys[] = {
    [SCENE_ALLOW] = "allow",
    [SCENE_DENY] = "deny",
    [SCENE_LIST] = "list",
    [SCENE_BANNER] = "banner",
};

/* Takes the word from the front of *REST. */
static struct ha_slice
next_word(struct ha_slice *rest)
{
	struct ha_slice word = ha_slice_head(*rest, ha_slice_find(*rest, ' '));

	*rest = ha_slice_from(*rest, word.size + 1);
	return word;
}

/* CALL N[+] [ERRNO] */
static void
read_failure(struct scene *scene, struct ha_slice text)
{
	struct ha_slice call = next_word(&text);
	struct ha_slice number = next_word(&text);
	bool all = ha_slice_ends(number, ha_slice_of("+"));
	struct scene_failure failure = {.error = EIO};
	unsigned long error;

	if (!ha_slice_number(ha_slice_head(number, number.size - all), 10,
			     10000, &failure.first))
		return;
	failure.last = all ? 10000 : failure.first;
	/* What is interrupted for ever hangs; what does not exist is none. */
	if (ha_slice_number(text, 10, 133, &error) && error != 0 &&
	    error != ENOENT && (error != EINTR || !all))
		failure.error = (int)error;
	for (size_t i = 0; i < SCENE_CALL_COUNT; i++)
		if (ha_slice_is(call, call_names[i]))
			scene->failures[i] = failure;
}

/* Adds TEXT, a line, to FILE. */
static void
add_line(struct scene *scene, enum scene_file file, struct ha_slice text)
{
	size_t used = scene->files[file].size;
	bool cut = ha_slice_ends(text, ha_slice_of("\\c"));
	size_t size = text.size - (cut ? 2 : 0);

	scene->files[file].exists = true;
	if (used + size + 1 > SCENE_FILE_MAX)
		return;
	memcpy(scene->files[file].text + used, text.data, size);
	used += size;
	if (!cut)
		scene->files[file].text[used++] = '\n';
	scene->files[file].size = used;
}

static void
read_call(struct scene *scene, struct ha_slice text)
{
	if (ha_slice_starts(text, ha_slice_of("auth")))
		scene->function = pam_sm_authenticate;
	if (ha_slice_starts(text, ha_slice_of("session")))
		scene->function = pam_sm_open_session;
	if (ha_slice_ends(text, ha_slice_of("silent")))
		scene->flags = (int)PAM_SILENT;
}

static void
read_line(struct scene *scene, const char *key, struct ha_slice text)
{
	for (size_t i = 0; i < sizeof(texts) / sizeof(*texts); i++)
		if (strcmp(key, texts[i].key) == 0)
			*(const char **)(void *)((char *)scene +
						 texts[i].offset) = text.data;
	for (size_t i = 0; i < SCENE_FILE_COUNT; i++)
		if (strcmp(key, file_keys[i]) == 0)
			add_line(scene, (enum scene_file)i, text);
	if (strcmp(key, "argument") == 0 &&
	    scene->argument_count < SCENE_ARGUMENTS_MAX)
		scene->arguments[scene->argument_count++] = text.data;
	if (strcmp(key, "call") == 0)
		read_call(scene, text);
	if (strcmp(key, "untrusted") == 0)
		scene->untrusted = true;
	if (strcmp(key, "fail") == 0)
		read_failure(scene, text);
	if (strcmp(key, "short") == 0)
		ha_slice_number(text, 10, 100000, &scene->read_size);
	if (strcmp(key, "torn") == 0)
		scene->tears =
		    ha_slice_number(text, 10, 100000, &scene->answer_size);
	if (strcmp(key, "changed") == 0)
		ha_slice_number(text, 10, 100, &scene->changes);
}

void
scene_read(struct fuzz_input *input, struct scene *scene)
{
	struct ha_slice text;
	const char *key;

	memset(scene, 0, sizeof(*scene));
	scene->function = pam_sm_acct_mgmt;
	scene->arguments[scene->argument_count++] = "allowfile=/allow";
	scene->arguments[scene->argument_count++] = "denyfile=/deny";
	while (fuzz_input_next(input, &key, &text))
		read_line(scene, key, text);
}

bool
scene_has_argument(const struct scene *scene, const char *word)
{
	for (int i = 0; i < scene->argument_count; i++)
		if (ha_slice_is(ha_slice_of(scene->arguments[i]), word))
			return true;
	return false;
}
