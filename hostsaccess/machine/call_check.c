/* SPDX-License-Identifier: BSD-3-Clause */
#include "hostsaccess/machine/call_check.h"

#include "hostsaccess/machine/argument.h"
#include "hostsaccess/machine/call.h"
#include "hostsaccess/machine/stack.h"
#include "hostsaccess/machine/stack_control.h"

#include <limits.h>
#include <stdio.h>
#include <string.h>

/* Whether PLACE is looked at for the first time; NUMBER tells those of a line
 * apart. */
static bool
is_new(struct call_check *check, const struct ha_place *place, size_t number)
{
	char key[PATH_MAX + 64];
	uint32_t count = check->told.count;

	snprintf(key, sizeof(key), "%zu:%lu:%s", number, place->line,
		 place->file);
	table_add(&check->told, ha_slice_of(key), 0);
	return check->told.count > count;
}

/* What the module does not take of the arguments of CALL. */
static void
check_words(struct call_check *check, const struct call *call)
{
	for (size_t i = 0; i < call->word_count; i++) {
		const struct call_word *word = &call->words[i];
		struct hint hint = {.size = 0};

		if (!word->fault || !is_new(check, &word->place, i + 1))
			continue;
		argument_meant(word->text, &hint);
		findings_add(check->findings, FINDING_PAM_ARGUMENT, word->place,
			     ha_slice_of(word->text),
			     hint.size > 0 ? "%s; %s" : "%s", word->fault,
			     hint.text);
	}
}

/* Settings that CALL names, and not those of the machine, which others check,
 * and that cannot be used. */
static void
check_conf(struct call_check *check, const struct call *call)
{
	const struct settings *settings = &call->settings;
	char file[HA_EXCERPT_MAX + 1];
	const struct ha_diagnostic fault =
	    ha_fault_diagnostic(&settings->fault, file);

	if (!settings->unusable ||
	    strcmp(settings->file, DAEMON_SETTINGS_FILE) == 0 ||
	    !is_new(check, &fault.place, 0))
		return;
	findings_add_diagnostic(check->findings, &fault, NULL);
}

/* What becomes of clients at ENTRY, whose module is not there. */
static const char *
missing_words(const struct stack_entry *entry)
{
	struct stack_control control;
	enum stack_action action;

	stack_control_read(entry, &control);
	action = control.effects[STACK_MODULE_UNKNOWN].action;
	return control.faulty || action == STACK_BAD || action == STACK_DIE
		   ? "libpam fails here and refuses everybody"
		   : "the control of this line lets everybody past";
}

/* Tells of lines of TYPE that are to call the module, by another name. */
static void
check_names(struct call_check *check, const char *service, enum stack_type type)
{
	struct stack stack;

	stack_read(check->folders, service, type, &stack);
	for (size_t i = 0; i < stack.count; i++) {
		const struct stack_entry *entry = &stack.entries[i];
		const struct ha_place place =
		    stack_place_of(entry, entry->module);

		if (stack_is_ours(entry) ||
		    !argument_is_module(stack_module_name(entry)) ||
		    stack_is_installed(entry->module) ||
		    !is_new(check, &place, 0))
			continue;
		findings_add(check->findings, FINDING_PAM_MISSPELT, place,
			     entry->module,
			     "%s; did you mean \"pam_hostsaccess.so\"?",
			     missing_words(entry));
	}
	findings_next_line(check->findings, NULL);
	stack_free(&stack);
}

void
call_check_setting(struct findings *findings, const struct ha_place *place,
		   struct ha_slice word, const char *fault)
{
	struct hint hint = {.size = 0};
	char text[HINT_MAX];

	if (ha_slice_copy(word, text, sizeof(text)))
		argument_meant(text, &hint);
	findings_add(findings, FINDING_SETTING, *place, word,
		     hint.size > 0 ? "%s; %s" : "%s", fault, hint.text);
}

/* Hears of words of settings that CONTEXT, a struct call_check, checks. */
static void
reject(void *context, const struct ha_place *place, struct ha_slice word,
       const char *fault)
{
	struct call_check *check = context;

	if (strcmp(place->file, DAEMON_SETTINGS_FILE) != 0 &&
	    is_new(check, place, 0))
		call_check_setting(check->findings, place, word, fault);
}

void
call_check(struct call_check *check, const char *service)
{
	const struct daemon_settings_critic critic = {reject, check};
	struct calls calls;

	for (enum stack_type type = 0; type < STACK_TYPES; type++)
		check_names(check, service, type);
	calls_read(check->folders, ha_slice_of(service), NULL, &critic, &calls);
	for (size_t i = 0; i < calls.count; i++) {
		check_words(check, &calls.all[i]);
		check_conf(check, &calls.all[i]);
	}
	findings_next_line(check->findings, NULL);
	calls_free(&calls);
}
