/* SPDX-License-Identifier: BSD-3-Clause */
#include "hostsaccess/status/named.h"

#include "hostsaccess/machine/service.h"
#include "hostsaccess/status/rule_files.h"
#include "hostsaccess/tool/memory.h"

#include <string.h>

/* Sets RULES to what libwrap asks for GUARD. */
static void
wrapped_rules(const struct guard *guard, struct ha_rules *rules)
{
	struct arguments arguments = {0};

	ha_rules_name(rules, NULL, NULL);
	arguments.rules = *rules;
	if (guard->wrapped)
		settings_use(&guard->wrapped->values, &arguments, rules);
}

/* Whether the libwrap of GUARD asks FILE. */
static bool
wrap_asks_file(const struct guard *guard, const char *file)
{
	struct ha_rules rules = {0};

	wrapped_rules(guard, &rules);
	return strcmp(rules.allow_file, file) == 0 ||
	       strcmp(rules.deny_file, file) == 0;
}

static bool
call_asks_file(const struct call *call, const char *file)
{
	return strcmp(call->rules.allow_file, file) == 0 ||
	       strcmp(call->rules.deny_file, file) == 0;
}

/* Whether libwrap or a line of PAM asks FILE for GUARD. */
static bool
asks_file(const struct guard *guard, const char *file)
{
	const struct calls *calls = &guard->obey.calls;

	if (guard_asks_wrap(guard) && wrap_asks_file(guard, file))
		return true;
	for (size_t i = 0; i < calls->count && !guard->without_pam; i++)
		if (call_asks_file(&calls->all[i], file))
			return true;
	return false;
}

/* Whether something asks anything for GUARD. */
static bool
asks(const struct guard *guard)
{
	return guard_asks_wrap(guard) ||
	       (guard->obey.calls.count > 0 && !guard->without_pam);
}

/* Takes a name from the daemon list of a rule in FILE. */
static void
take_name(void *context, struct ha_slice daemon, const char *file)
{
	struct guards *guards = context;

	if (!guards_find_daemon(guards, daemon))
		guards_add(guards, daemon, NULL, NULL);
	for (size_t i = 0; i < guards->count; i++) {
		struct guard *guard = &guards->all[i];

		if (!ha_slice_is(daemon, guard->obey.daemon))
			continue;
		guard->spelt = guard->named = true;
		linked_name(&guard->obey.program.linked);
		if (!guard->unasked && asks(guard) && !asks_file(guard, file))
			guard->unasked = memory_copy(ha_slice_of(file));
	}
}

/* Whether RULE names a daemon that lines of GUARD are known as. */
static bool
is_for_calls(const struct guard *guard, const struct ha_rule *rule)
{
	const struct calls *calls = &guard->obey.calls;

	bool accounts = false;

	for (size_t i = 0; i < calls->count; i++)
		accounts |= calls->all[i].type == STACK_ACCOUNT;
	/* Who comes with a key is asked about by lines for accounts alone. */
	for (size_t i = 0; i < calls->count; i++)
		if ((!accounts || calls->all[i].type == STACK_ACCOUNT) &&
		    service_is_named(rule, calls->all[i].daemon.data))
			return true;
	return false;
}

/* Notes who is named by RULE of FILE, by its program or for the module. */
static void
take_rule(void *context, const struct ha_rule *rule, const char *file)
{
	struct guards *guards = context;

	for (size_t i = 0; i < guards->count; i++) {
		struct guard *guard = &guards->all[i];
		bool program = service_is_named(rule, guard->obey.daemon);
		bool module = is_for_calls(guard, rule);

		/* ALL, in files of others, is for the others. */
		if (asks(guard) && !asks_file(guard, file))
			continue;
		guard->named |= program || module;
		guard->misnamed |=
		    program && !module && guard->obey.calls.count > 0 &&
		    !guard->without_pam && !guard_asks_wrap(guard);
	}
}

/* Adds the rule files that the services ask. */
static void
find_files(const struct guards *guards, struct rule_files *files)
{
	const struct ha_rules *rules = &guards->machine->arguments->rules;

	rule_files_add(files, rules->allow_file, rules->allow_optional);
	rule_files_add(files, rules->deny_file, rules->deny_optional);
	for (size_t i = 0; i < guards->count; i++) {
		const struct calls *calls = &guards->all[i].obey.calls;

		if (guards->all[i].wrapped) {
			struct ha_rules wrapped = {0};

			wrapped_rules(&guards->all[i], &wrapped);
			rule_files_add(files, wrapped.allow_file,
				       wrapped.allow_optional);
			rule_files_add(files, wrapped.deny_file,
				       wrapped.deny_optional);
		}
		for (size_t j = 0; j < calls->count; j++) {
			rules = &calls->all[j].rules;
			rule_files_add(files, rules->allow_file,
				       rules->allow_optional);
			rule_files_add(files, rules->deny_file,
				       rules->deny_optional);
		}
	}
}

/* Takes what RULE of FILE asks, as all that ask FILE would for GUARD. */
static bool
take_asks_of(struct guards *guards, const struct guard *guard,
	     const struct ha_rule *rule, const char *file)
{
	const struct calls *calls = &guard->obey.calls;
	bool asked = false;

	/* that of tcp_wrappers asks no databases */
	if (guard->wrapped && guard_asks_wrap(guard) &&
	    wrap_asks_file(guard, file)) {
		asks_take_rule(&guards->asks, rule,
			       guard->wrapped->values.geo_files);
		asked = true;
	}
	for (size_t i = 0; i < calls->count && !guard->without_pam; i++) {
		const struct call *call = &calls->all[i];

		if (!call_asks_file(call, file))
			continue;
		asks_take_rule(&guards->asks, rule,
			       call->settings.values.geo_files);
		asked = true;
	}
	return asked;
}

/* Takes what RULE of FILE asks, by whoever asks FILE; nobody may. */
static void
take_asks(void *context, const struct ha_rule *rule, const char *file)
{
	struct guards *guards = context;
	const char *geo_files = guards->machine->arguments->geo_files;
	bool asked = false;

	for (size_t i = 0; i < guards->count && !geo_files; i++)
		asked |= take_asks_of(guards, &guards->all[i], rule, file);
	if (!asked)
		asks_take_rule(&guards->asks, rule, geo_files);
}

void
names_of_rules_read(struct guards *guards)
{
	struct rule_files files = {.root = guards->machine->root};

	find_files(guards, &files);
	/* All names come first, so that each rule finds whom it is for. */
	rule_files_visit(&files, NULL, take_name, guards);
	rule_files_visit(&files, take_rule, NULL, guards);
	if (files.root[0] == '\0') {
		rule_files_visit(&files, take_asks, NULL, guards);
		asks_try(&guards->asks);
	}
	guards->unreadable = files.unreadable;
	files.unreadable = NULL;
	guards->error = files.error;
	rule_files_free(&files);
}
