/* SPDX-License-Identifier: BSD-3-Clause */
#include "hostsaccess/machine/stack.h"

#include "common/decide/report.h"
#include "common/decide/rules.h"
#include "daemon/settings.h"
#include "hostsaccess/machine/pam.h"
#include "hostsaccess/tool/memory.h"

#include <errno.h>
#include <glob.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

/* The file name of the module. */
#define MODULE "pam_hostsaccess.so"

bool
stack_is_ours(const struct stack_entry *entry)
{
	return ha_slice_same(stack_module_name(entry), ha_slice_of(MODULE));
}

const char *
stack_keep_argument(struct arena *texts, struct ha_slice argument)
{
	char *copy = memory_copy(argument);
	size_t size = 0;
	struct ha_slice kept;

	for (size_t i = 0; i < argument.size; i++)
		if (copy[i] != '\\' || copy[i + 1] != ']')
			copy[size++] = copy[i];
	kept = arena_keep(texts, (struct ha_slice){copy, size});
	free(copy);
	return kept.data;
}

void
stack_call_read(const struct stack_entry *entry, struct stack_call *call)
{
	struct ha_slice rest = entry->arguments, argument;
	struct daemon_settings values;
	const char *allow_file, *deny_file;

	*call = (struct stack_call){0};
	daemon_settings_init(&values);
	while (stack_argument_next(&rest, &argument))
		daemon_settings_word(
		    stack_keep_argument(&call->texts, argument), &values);
	allow_file = values.allow_file ? values.allow_file : HA_ALLOW_FILE;
	deny_file = values.deny_file ? values.deny_file : HA_DENY_FILE;
	call->allow_file = ha_slice_of(allow_file);
	call->deny_file = ha_slice_of(deny_file);
	call->permissive = values.permissive;
	call->confirmed = values.rhost_confirmed;
	call->renamed = values.daemon;
}

void
stack_call_free(struct stack_call *call)
{
	arena_free(&call->texts);
}

bool
stack_call_asks(const struct stack_call *call, const struct stack_check *check)
{
	return !check->allow_file ||
	       (ha_slice_same(call->allow_file,
			      ha_slice_of(check->allow_file)) &&
		ha_slice_same(call->deny_file, ha_slice_of(check->deny_file)));
}

static void
add(const struct stack_check *check, enum finding_id id,
    const struct stack_entry *entry)
{
	findings_add(check->findings, id, entry->place, entry->module, NULL);
}

static bool
exists(const char *folder, struct ha_slice path)
{
	char text[PATH_MAX];

	return snprintf(text, sizeof(text), "%s%.*s", folder, (int)path.size,
			path.data) < (int)sizeof(text) &&
	       access(text, F_OK) == 0;
}

bool
stack_is_installed(struct ha_slice path)
{
	static const char *const folders[] = {
	    "/lib*/security/",
	    "/lib/*/security/",
	    "/usr/lib*/security/",
	    "/usr/lib/*/security/",
	};
	bool found = false;
	glob_t files;

	if (ha_slice_find(path, '$') < path.size)
		return true;
	if (path.data[0] == '/')
		return exists("", path);
	for (size_t i = 0; i < sizeof(folders) / sizeof(*folders); i++) {
		if (found || glob(folders[i], 0, NULL, &files) != 0)
			continue;
		for (size_t j = 0; j < files.gl_pathc && !found; j++)
			found = exists(files.gl_pathv[j], path);
		globfree(&files);
	}
	return found;
}

/* A rule file that ENTRY names has to be there, unless it is STANDARD. */
static void
check_file(const struct stack_check *check, const struct stack_entry *entry,
	   struct ha_slice file, const char *standard)
{
	char path[PATH_MAX];

	if (!ha_slice_same(file, ha_slice_of(standard)) &&
	    ha_slice_copy(file, path, sizeof(path)) &&
	    access(path, F_OK) != 0 && errno == ENOENT)
		findings_add(check->findings, FINDING_PAM_NO_FILE, entry->place,
			     file, NULL);
}

static void
check_arguments(const struct stack_check *check,
		const struct stack_entry *entry)
{
	struct stack_call call;

	stack_call_read(entry, &call);
	if (call.permissive)
		add(check, FINDING_PAM_PERMISSIVE, entry);
	check_file(check, entry, call.allow_file, HA_ALLOW_FILE);
	check_file(check, entry, call.deny_file, HA_DENY_FILE);
	if (!stack_call_asks(&call, check))
		add(check, FINDING_PAM_OTHER_FILES, entry);
	stack_call_free(&call);
}

/* Whether the answer ANSWER of ENTRY keeps a client out. */
static bool
refuses(const struct stack_entry *entry, const char *answer)
{
	unsigned long skipped;
	enum stack_action action = stack_action_of(entry, answer, &skipped);

	return action == STACK_BAD || action == STACK_DIE;
}

bool
stack_is_binding(const struct stack_entry *entry)
{
	return refuses(entry, "perm_denied") && refuses(entry, "service_err");
}

static void
check_control(const struct stack_check *check, const struct stack_entry *entry)
{
	if (!stack_is_binding(entry))
		add(check, FINDING_PAM_CONTROL, entry);
}

/* Whether ENTRY is of a module that looks at passwords. */
static bool
takes_password(const struct stack_entry *entry)
{
	static const char *const modules[] = {
	    "pam_unix.so",  "pam_sss.so",     "pam_ldap.so",
	    "pam_krb5.so",  "pam_winbind.so", "pam_userdb.so",
	    "pam_unix2.so", "pam_pwdfile.so", "pam_radius_auth.so",
	};
	struct ha_slice name = stack_module_name(entry);

	for (size_t i = 0; i < sizeof(modules) / sizeof(*modules); i++)
		if (ha_slice_same(name, ha_slice_of(modules[i])))
			return true;
	return false;
}

/* Reports ID about the line OURS, because of the line BEFORE it. */
static void
add_because(const struct stack_check *check, enum finding_id id,
	    const struct stack_entry *ours, const struct stack_entry *before)
{
	char line[HA_REPORT_MAX];

	ha_quote(ha_slice_trim(ha_slice_of(before->line), HA_C_SPACE), line,
		 sizeof(line));
	findings_add(check->findings, id, ours->place, ours->module,
		     "see %s:%lu %s", before->place.file, before->place.line,
		     line);
}

/* Looks at what stands before entry INDEX, the first that is ours. */
static void
check_place(const struct stack_check *check, const struct stack *stack,
	    size_t index, bool auth)
{
	const struct stack_entry *ours = &stack->entries[index];
	size_t skip = stack_first_skip(stack, index), password = 0;

	while (password < index && !takes_password(&stack->entries[password]))
		password++;
	if (auth && password < index)
		add_because(check, FINDING_PAM_AFTER_PASSWORD, ours,
			    &stack->entries[password]);
	if (skip < index)
		add_because(check, FINDING_PAM_SKIPPED, ours,
			    &stack->entries[skip]);
}

/*
 * Checks the lines of ours in STACK, of TYPE.  Returns whether there are
 * any.
 */
static bool
check_type(const struct stack_check *check, const struct stack *stack,
	   enum stack_type type)
{
	bool found = false;

	for (size_t i = 0; i < stack->count; i++) {
		const struct stack_entry *entry = &stack->entries[i];

		if (!stack_is_ours(entry))
			continue;
		if (!stack_is_installed(entry->module))
			add(check, FINDING_PAM_NO_MODULE, entry);
		if (type == STACK_PASSWORD) {
			add(check, FINDING_PAM_PASSWORD_TYPE, entry);
			continue;
		}
		if (!found && type != STACK_SESSION)
			check_place(check, stack, i, type == STACK_AUTH);
		check_control(check, entry);
		check_arguments(check, entry);
		found = true;
	}
	return found;
}

/* Tells that no line of NAME calls the module, if that matters. */
static void
check_missing(const struct stack_check *check, struct ha_place place,
	      struct ha_slice name)
{
	if (check->program == STACK_PROGRAM_GUARDED)
		return;
	findings_add(check->findings,
		     check->program == STACK_PROGRAM_BARE ? FINDING_UNGUARDED
							  : FINDING_PAM_MISSING,
		     place, name, NULL);
}

/* Tells that SERVICE, whose types of lines HAS says, lacks some. */
static void
check_types(const struct stack_check *check, const char *service,
	    struct ha_place place, const bool has[STACK_TYPES])
{
	struct ha_slice name = ha_slice_of(service);

	if (!has[STACK_AUTH] && !has[STACK_ACCOUNT] && !has[STACK_SESSION])
		check_missing(check, place, name);
	else if (!has[STACK_ACCOUNT])
		findings_add(check->findings, FINDING_PAM_NO_ACCOUNT, place,
			     name, NULL);
	else if (!has[STACK_AUTH])
		findings_add(check->findings, FINDING_PAM_NO_AUTH, place, name,
			     NULL);
}

void
stack_check(const struct stack_check *check, const char *service)
{
	struct stack stacks[STACK_TYPES];
	struct ha_place place = {0}, overflow = {0}, odd = {0};
	bool has[STACK_TYPES];

	for (enum stack_type type = 0; type < STACK_TYPES; type++) {
		stack_read(check->folders, service, type, &stacks[type]);
		has[type] = check_type(check, &stacks[type], type);
		if (overflow.line == 0)
			overflow = stacks[type].overflow;
		if (odd.line == 0)
			odd = stacks[type].odd;
	}
	place.file = stacks[0].file_count > 0 ? stacks[0].files[0] : service;
	if (odd.line > 0)
		findings_add(check->findings, FINDING_PAM_LINE, odd,
			     ha_slice_of(service), NULL);
	if (overflow.line > 0)
		findings_add(check->findings, FINDING_PAM_INCLUDES, overflow,
			     ha_slice_of(service), NULL);
	else
		check_types(check, service, place, has);
	/* What is held points into the stacks. */
	findings_next_line(check->findings, NULL);
	for (enum stack_type type = 0; type < STACK_TYPES; type++)
		stack_free(&stacks[type]);
}
