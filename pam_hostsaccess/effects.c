/* SPDX-License-Identifier: BSD-3-Clause */
#include "pam_hostsaccess/effects.h"

#include "daemon/run.h"

#include <security/pam_modules.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* How much of what twist prints the client is told. */
#define OUTPUT_MAX 4096
/* How much it is told in all. */
#define WORDS_MAX 65536

/* Adds TEXT to what the client is told, as far as there is room for it. */
static void
add_words(struct call *call, const char *text)
{
	size_t before = call->words ? strlen(call->words) : 0;
	size_t size = strnlen(text, WORDS_MAX - before);
	char *words = realloc(call->words, before + size + 1);

	if (!words)
		return;
	memcpy(words + before, text, size);
	words[before + size] = '\0';
	call->words = words;
}

static enum ha_run
run(void *context, enum ha_command_kind kind, const char *text,
    char *const *environment)
{
	struct call *call = context;
	bool twist = kind == HA_COMMAND_TWIST;
	char output[OUTPUT_MAX + 1] = "";
	const struct ha_command command = {
	    text, environment, call->settings.command_timeout_ms,
	    twist ? output : NULL, sizeof(output)};
	enum ha_run result;

	/* On trial, everybody is served as without the rules. */
	if (twist && call->settings.permissive)
		return HA_RUN_SUCCESS;
	result = daemon_run(&call->log, kind, &command);
	if (output[0] != '\0')
		add_words(call, output);
	return result;
}

static bool
set_variable(void *context, const char *name, const char *value)
{
	const struct call *call = context;
	char *variable;
	int result;

	if (asprintf(&variable, "%s=%s", name, value) < 0)
		return false;
	result = pam_putenv(call->pamh, variable);
	free(variable);
	return result == PAM_SUCCESS;
}

static void
show_banner(void *context, const char *text)
{
	add_words(context, text);
}

struct ha_effects
effects_of(struct call *call)
{
	return (struct ha_effects){.run = run,
				   .set_variable = set_variable,
				   .show_banner = show_banner,
				   .context = call};
}
