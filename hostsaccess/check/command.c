/* SPDX-License-Identifier: BSD-3-Clause */
#include "hostsaccess/check/command.h"

#include "hostsaccess/check/trust.h"
#include "hostsaccess/finding/hint.h"

#include <errno.h>
#include <limits.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

/* Returns the word that COMMAND, for a shell, begins with: its program. */
static struct ha_slice
program_of(struct ha_slice command)
{
	static const char ends[] = " \t;|&<>()`\"'";
	size_t size = 0;

	while (command.size > 0 && (ha_in_class(command.data[0], HA_C_SPACE) ||
				    command.data[0] == '('))
		command = ha_slice_from(command, 1);
	while (size < command.size &&
	       !memchr(ends, command.data[size], sizeof(ends) - 1))
		size++;
	return ha_slice_head(command, size);
}

/* Returns what stands behind the last '/' of PATH. */
static struct ha_slice
base_of(struct ha_slice path)
{
	size_t start = path.size;

	while (start > 0 && path.data[start - 1] != '/')
		start--;
	return ha_slice_from(path, start);
}

static bool
is_one_of(struct ha_slice word, const char *const *words, size_t count)
{
	for (size_t i = 0; i < count; i++)
		if (ha_slice_is(word, words[i]))
			return true;
	return false;
}

/* Adds to HINT why the program at PATH cannot be run, as far as is known. */
static void
add_state(const char *path, struct hint *hint)
{
	struct stat status;

	if (stat(path, &status) == 0) {
		if (S_ISDIR(status.st_mode))
			hint_add(hint, "it is a folder");
		else if (!(status.st_mode & 0111))
			hint_add(hint, "its mode is %04o: it is not executable",
				 (unsigned)(status.st_mode & 07777));
	} else if (errno == ENOENT || errno == ENOTDIR) {
		hint_add(hint, "there is no such file");
	} else if (errno != EACCES) { /* which daemons may have a right to */
		hint_add(hint, "%s", strerror(errno));
	}
}

/* Says why PROGRAM, a path, cannot be run, or that others may change it. */
static void
check_program(struct check *check, struct ha_slice program,
	      struct ha_slice option)
{
	struct ha_place place = ha_rule_place(check->rule, program);
	struct hint hint = {.size = 0};
	char path[PATH_MAX];

	if (program.size == 0 || program.data[0] != '/' ||
	    ha_slice_find(program, '%') < program.size ||
	    ha_slice_find(program, '$') < program.size ||
	    ha_slice_find(program, '\\') < program.size ||
	    !ha_slice_copy(program, path, sizeof(path)))
		return;
	add_state(path, &hint);
	if (hint.size == 0) {
		trust_check_program(check->findings, place, path);
		return;
	}
	if (ha_slice_is(option, "aclexec"))
		hint_add(&hint, "; the rule does not match, and behind it only "
				"rules that refuse count");
	else if (ha_slice_is(option, "spawn"))
		hint_add(&hint, "; the rule decides without it");
	else
		hint_add(&hint, "; the client is refused, and told nothing");
	check_find(check, FINDING_COMMAND_MISSING, place, program, &hint);
}

/* Whether TEXT has one of the %-letters that tell of the client. */
static bool
tells_client(struct ha_slice text)
{
	static const char letters[] = "achnru";

	for (size_t i = 0; i + 1 < text.size; i++) {
		if (text.data[i] != '%')
			continue;
		i++;
		if (memchr(letters, text.data[i], sizeof(letters) - 1))
			return true;
	}
	return false;
}

/* So much of the options is looked at, for each aclexec among them. */
#define OPTIONS_MAX 4096

/* An aclexec that knows nothing of the client, as the hour of the day does. */
static void
check_aclexec(struct check *check, const struct ha_option_field *field)
{
	static const char *const same[] = {"true", "false", "test", "[",
					   "date"};
	struct ha_slice name = base_of(program_of(field->value));

	if (tells_client(ha_slice_head(check->rule->options, OPTIONS_MAX)) ||
	    is_one_of(name, same, sizeof(same) / sizeof(*same)))
		return;
	check_find(check, FINDING_ACLEXEC_BLIND,
		   ha_rule_place(check->rule, field->text), field->text, NULL);
}

/* A spawn whose program is by its name one that says yes or no. */
static void
check_spawn(struct check *check, const struct ha_option_field *field)
{
	static const char *const parts[] = {
	    "filter",    "geo",       "country",   "whitelist",
	    "blacklist", "allowlist", "blocklist", "ipcheck",
	    "checkip",   "check-ip",  "check_ip",  "allow",
	};
	struct ha_slice name = base_of(program_of(field->value));

	for (size_t i = 0; i < sizeof(parts) / sizeof(*parts); i++)
		for (size_t at = 0; at < name.size; at++)
			if (ha_slice_starts(ha_slice_from(name, at),
					    ha_slice_of(parts[i]))) {
				check_find(
				    check, FINDING_SPAWN_FILTER,
				    ha_rule_place(check->rule, field->text),
				    field->text, NULL);
				return;
			}
}

void
command_check(struct check *check, const struct ha_option_field *field)
{
	bool aclexec = ha_slice_is(field->keyword, "aclexec");
	bool spawn = ha_slice_is(field->keyword, "spawn");

	if (!aclexec && !spawn && !ha_slice_is(field->keyword, "twist"))
		return;
	check_program(check, program_of(field->value), field->keyword);
	if (aclexec)
		check_aclexec(check, field);
	else if (spawn)
		check_spawn(check, field);
}
