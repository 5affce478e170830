/* SPDX-License-Identifier: BSD-3-Clause */
#include "hostsaccess/machine/stack.h"

#include "common/decide/report.h"
#include "common/decide/rules.h"
#include "hostsaccess/machine/stack_blame.h"
#include "hostsaccess/machine/stack_control.h"
#include "hostsaccess/machine/stack_run.h"

#include <errno.h>
#include <limits.h>
#include <string.h>
#include <unistd.h>

const struct call *
stack_call_of(const struct calls *calls, const struct stack_entry *entry,
	      enum stack_type type)
{
	for (size_t i = 0; i < calls->count; i++) {
		const struct call *call = &calls->all[i];

		if (call->type == type &&
		    call->place.line == entry->place.line &&
		    strcmp(call->place.file, entry->place.file) == 0)
			return call;
	}
	return NULL;
}

bool
stack_call_asks(const struct call *call, const struct stack_check *check)
{
	return !check->allow_file || call->settings.unusable ||
	       (strcmp(call->rules.allow_file, check->allow_file) == 0 &&
		strcmp(call->rules.deny_file, check->deny_file) == 0);
}

static void
add(const struct stack_check *check, enum finding_id id,
    const struct stack_entry *entry)
{
	findings_add(check->findings, id, entry->place, entry->module, NULL);
}

/*
 * A rule file that CALL, of ENTRY, names as NAME has to be there, unless it is
 * STANDARD, or the settings of the machine name it, which others check.
 */
static void
check_file(const struct stack_check *check, const struct stack_entry *entry,
	   const struct call *call, const char *name, const char *file,
	   const char *standard)
{
	const char *conf = check->arguments->conf ? check->arguments->conf
						  : DAEMON_SETTINGS_FILE;

	if (strcmp(file, standard) != 0 &&
	    (strcmp(call->settings.file, conf) != 0 ||
	     call_has_word(call, name, file)) &&
	    access(file, F_OK) != 0 && errno == ENOENT)
		findings_add(check->findings, FINDING_PAM_NO_FILE, entry->place,
			     ha_slice_of(file), NULL);
}

static void
check_call(const struct stack_check *check, const struct stack_entry *entry,
	   const struct call *call)
{
	if (call->settings.values.permissive)
		add(check, FINDING_PAM_PERMISSIVE, entry);
	check_file(check, entry, call, "allowfile", call->rules.allow_file,
		   HA_ALLOW_FILE);
	check_file(check, entry, call, "denyfile", call->rules.deny_file,
		   HA_DENY_FILE);
	if (!stack_call_asks(call, check))
		add(check, FINDING_PAM_OTHER_FILES, entry);
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
check_password(const struct stack_check *check, const struct stack *stack,
	       size_t index)
{
	size_t password = 0;

	while (password < index && !takes_password(&stack->entries[password]))
		password++;
	if (password < index)
		add_because(check, FINDING_PAM_AFTER_PASSWORD,
			    &stack->entries[index], &stack->entries[password]);
}

/* Looks at what a refusal by entry INDEX, which is ours, is worth. */
static void
check_worth(const struct stack_check *check, const struct stack *stack,
	    size_t index, bool skips)
{
	const struct stack_entry *entry = &stack->entries[index];
	enum stack_worth worth = stack_worth_of(stack, index);

	if (worth == STACK_SKIPPED && skips)
		add_because(check, FINDING_PAM_SKIPPED, entry,
			    &stack->entries[stack_skip_of(stack, index)]);
	if (stack_is_loose(entry) ||
	    (worth != STACK_BINDS && !stack_is_binding(entry)))
		add(check, FINDING_PAM_CONTROL, entry);
	else if (worth == STACK_UNDONE && stack_lets_in(stack))
		add_because(check, FINDING_PAM_UNDONE, entry,
			    &stack->entries[stack_undoer_of(stack, index)]);
}

/*
 * Checks the lines of ours in STACK, of TYPE, which are among CALLS.  Returns
 * whether there are any.
 */
static bool
check_type(const struct stack_check *check, const struct stack *stack,
	   enum stack_type type, const struct calls *calls)
{
	bool found = false;

	for (size_t i = 0; i < stack->count; i++) {
		const struct stack_entry *entry = &stack->entries[i];
		const struct call *call = stack_call_of(calls, entry, type);

		if (!stack_is_ours(entry))
			continue;
		if (!stack_is_installed(entry->module))
			add(check, FINDING_PAM_NO_MODULE, entry);
		if (type == STACK_PASSWORD) {
			add(check, FINDING_PAM_PASSWORD_TYPE, entry);
			continue;
		}
		if (!found && type == STACK_AUTH)
			check_password(check, stack, i);
		check_worth(check, stack, i, !found && type != STACK_SESSION);
		if (call)
			check_call(check, entry, call);
		found = true;
	}
	return found;
}

/* Tells that no line of NAME calls the module, if that matters. */
static void
check_missing(const struct stack_check *check, struct ha_place place,
	      struct ha_slice name)
{
	enum finding_id id = check->program == STACK_PROGRAM_BARE
				 ? FINDING_UNGUARDED
				 : FINDING_PAM_MISSING;

	if (check->program == STACK_PROGRAM_GUARDED)
		return;
	if (check->advice)
		findings_add(check->findings, id, place, name, "%s",
			     check->advice);
	else
		findings_add(check->findings, id, place, name, NULL);
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

/* Tells if STACK lets in nobody, once for each line, *TOLD being the last. */
static void
check_use(const struct stack_check *check, const struct stack *stack,
	  const char *service, struct ha_place *told)
{
	struct ha_place place;

	if ((stack->count == 0 && stack->fatal.line == 0) ||
	    stack->overflow.line > 0 || stack_lets_in(stack))
		return;
	place = stack_blamed_of(stack);
	if ((told->line == place.line && strcmp(told->file, place.file) == 0))
		return;
	*told = place;
	findings_add(check->findings, FINDING_PAM_BROKEN, place,
		     ha_slice_of(service), NULL);
}

void
stack_check(const struct stack_check *check, const char *service)
{
	struct stack stacks[STACK_TYPES];
	struct ha_place place = {0}, overflow = {0}, odd = {0}, broken = {0};
	bool has[STACK_TYPES];
	struct calls calls;

	calls_read(check->folders, ha_slice_of(service), check->arguments, NULL,
		   &calls);
	for (enum stack_type type = 0; type < STACK_TYPES; type++) {
		stack_read(check->folders, service, type, &stacks[type]);
		has[type] = check_type(check, &stacks[type], type, &calls);
		check_use(check, &stacks[type], service, &broken);
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
	calls_free(&calls);
}
