/* SPDX-License-Identifier: BSD-3-Clause */
#include "hostsaccess/machine/argument.h"

#include "daemon/settings.h"
#include "hostsaccess/tool/nearest.h"

#include <string.h>

#define NAMES_MAX 32
/* Longer names are not guessed. */
#define NAME_MAX_LETTERS 16

/* The setting that NAME probably is, if it is none; or NULL. */
static const char *
setting_meant(struct ha_slice name)
{
	const char *names[NAMES_MAX];
	size_t count = 0;

	while (count < NAMES_MAX &&
	       (names[count] = daemon_settings_name(count)))
		count++;
	return nearest_word(name, names, count);
}

/* Whether the module takes WORD as it stands. */
static bool
is_taken(const char *word)
{
	struct daemon_settings settings;

	daemon_settings_init(&settings);
	return !daemon_settings_word(word, &settings);
}

/* What people write for a setting whose name is too far away to be guessed. */
static const struct {
	const char *word, *name;
} others[] = {
    {"allow", "allowfile"},       {"deny", "denyfile"},
    {"hosts.allow", "allowfile"}, {"hosts.deny", "denyfile"},
    {"hosts_allow", "allowfile"}, {"hosts_deny", "denyfile"},
};

/* The name of the setting that TEXT is, or is meant to be; or NULL. */
static const char *
name_of(struct ha_slice text)
{
	const char *name;

	for (size_t i = 0; (name = daemon_settings_name(i)); i++)
		if (ha_slice_is(text, name))
			return name;
	for (size_t i = 0; i < sizeof(others) / sizeof(*others); i++)
		if (ha_slice_is(text, others[i].word))
			return others[i].name;
	return setting_meant(text);
}

/* What WORD, with a value VALUE for the setting NAME, was to be. */
static void
mend(const char *name, struct ha_slice value, bool valued, struct hint *hint)
{
	for (size_t i = 0; valued && i < 1 + (value.size > 0); i++) {
		struct hint whole = {.size = 0};

		hint_add(&whole, i == 0 ? "%s=%.*s" : "%s=/%.*s", name,
			 (int)value.size, value.data);
		if (!is_taken(whole.text))
			continue;
		hint_mean(hint, ha_slice_of(whole.text));
		return;
	}
	if (is_taken(name))
		hint_mean(hint, ha_slice_of(name));
	else if (!valued)
		hint_add(hint, "write \"%s=...\", without blanks", name);
}

void
argument_meant(const char *word, struct hint *hint)
{
	struct ha_slice text = ha_slice_of(word);
	size_t equals = ha_slice_find(text, '=');
	const char *name = name_of(ha_slice_head(text, equals));

	if (text.size > 0 && equals == 0)
		hint_add(hint, "no blanks stand around the \"=\" of an "
			       "argument");
	if (!name)
		return;
	/* Who writes that takes the module for one that lets in. */
	if (strcmp(name, "permissive") == 0)
		hint_add(hint, "clients are refused for real; ");
	mend(name, ha_slice_from(text, equals + 1), equals < text.size, hint);
}

bool
argument_is_module(struct ha_slice name)
{
	static const char *const ours[] = {"hostsaccess"};
	struct ha_slice rest = ha_slice_starts(name, ha_slice_of("pam"))
				   ? ha_slice_from(name, 3)
				   : name;
	char letters[NAME_MAX_LETTERS];
	size_t size = 0;

	for (size_t i = 0; i < rest.size; i++) {
		if (ha_slice_starts(ha_slice_from(rest, i), ha_slice_of(".so")))
			break;
		if (rest.data[i] == '_' || rest.data[i] == '-')
			continue;
		if (size == sizeof(letters))
			return false;
		letters[size++] = rest.data[i];
	}
	return nearest_word((struct ha_slice){letters, size}, ours, 1);
}
