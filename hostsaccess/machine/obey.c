/* SPDX-License-Identifier: BSD-3-Clause */
#include "hostsaccess/machine/obey.h"

#include "hostsaccess/machine/setting.h"
#include "hostsaccess/machine/stack.h"
#include "hostsaccess/machine/stack_control.h"
#include "hostsaccess/machine/stack_run.h"
#include "hostsaccess/tool/memory.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define SSHD "sshd"
#define VENDOR_FOLDER "/usr/lib/pam.d"

/* Reads what the configuration of sshd says of KEYWORD. */
static bool
sshd_setting(const struct obey_machine *machine, const char *keyword,
	     struct setting *setting)
{
	char path[PATH_MAX];

	return snprintf(path, sizeof(path), "%s/etc/ssh/sshd_config",
			machine->root) < (int)sizeof(path) &&
	       setting_read(path, keyword, setting);
}

/* Whether sshd asks PAM; where that cannot be read, it may. */
static bool
asks_pam(const struct obey_machine *machine, struct ha_slice daemon)
{
	struct setting setting;

	return !ha_slice_is(daemon, SSHD) ||
	       !sshd_setting(machine, "UsePAM", &setting) ||
	       ha_slice_is(ha_slice_of(setting.value), "yes");
}

/* Returns the name of DAEMON's service, which the caller frees. */
static char *
service_of(const struct obey_machine *machine, struct ha_slice daemon)
{
	struct setting setting;

	if (ha_slice_is(daemon, SSHD) &&
	    sshd_setting(machine, "PAMServiceName", &setting) &&
	    setting.value[0] != '\0')
		return memory_copy(ha_slice_of(setting.value));
	return memory_copy(daemon);
}

/* The service whose lines count for a service that has none of a type. */
#define OTHER "other"

/* Reads the lines of accounts that count for SERVICE. */
static void
read_accounts(const struct obey_machine *machine, const char *service,
	      struct stack *stack)
{
	stack_read(&machine->folders, service, STACK_ACCOUNT, stack);
	if (stack->count > 0 || stack->overflow.line > 0 ||
	    stack->fatal.line > 0)
		return;
	stack_free(stack);
	stack_read(&machine->folders, OTHER, STACK_ACCOUNT, stack);
}

/* Returns the call by ENTRY, which is one of CALLS of the type account. */
static const struct call *
call_of(const struct stack_entry *entry, const struct calls *calls)
{
	const struct call *call = calls->all;

	while (call->type != STACK_ACCOUNT ||
	       call->place.line != entry->place.line ||
	       strcmp(call->place.file, entry->place.file) != 0)
		call++;
	return call;
}

/* What entry INDEX of STACK does, by which CALL is made. */
static enum obey_module
module_of(const struct stack *stack, size_t index, const struct call *call)
{
	const struct stack_entry *entry = &stack->entries[index];
	enum stack_worth worth = stack_worth_of(stack, index);

	if (stack_is_loose(entry) ||
	    (worth != STACK_BINDS && !stack_is_binding(entry)))
		return OBEY_MODULE_LETS_IN;
	if (worth == STACK_UNDONE)
		return OBEY_MODULE_UNDONE;
	if (worth == STACK_SKIPPED)
		return OBEY_MODULE_SKIPPED;
	return call->settings.values.permissive ? OBEY_MODULE_PERMISSIVE
						: OBEY_MODULE_REFUSES;
}

/* Whether ONE and OTHER ask the same rules. */
static bool
asks_same(const struct call *one, const struct call *other)
{
	return strcmp(one->rules.allow_file, other->rules.allow_file) == 0 &&
	       strcmp(one->rules.deny_file, other->rules.deny_file) == 0 &&
	       ha_slice_same(one->daemon, other->daemon);
}

/*
 * What the lines of STACK that ask the same rules as CALL do: the best counts,
 * as each is asked.
 */
static enum obey_module
best_of(const struct stack *stack, const struct calls *calls,
	const struct call *call)
{
	enum obey_module best = OBEY_MODULE_NO_ACCOUNT;

	for (size_t i = 0; i < stack->count; i++) {
		const struct stack_entry *entry = &stack->entries[i];
		const struct call *other;
		enum obey_module found;

		if (!stack_is_ours(entry))
			continue;
		other = call_of(entry, calls);
		if (!asks_same(call, other))
			continue;
		found = module_of(stack, i, other);
		best = found > best ? found : best;
	}
	return best;
}

/*
 * What the lines for accounts, STACK, do.  Where they ask different rules, the
 * worst counts: each may refuse whom the others do not.
 */
static enum obey_module
worst_of(const struct stack *stack, const struct calls *calls)
{
	enum obey_module worst = OBEY_MODULE_REFUSES;
	bool found = false;

	for (size_t i = 0; i < calls->count; i++) {
		const struct call *call = &calls->all[i];
		enum obey_module best;
		bool known = false;

		if (call->type != STACK_ACCOUNT)
			continue;
		found = true;
		for (size_t j = 0; j < i && !known; j++)
			known = calls->all[j].type == STACK_ACCOUNT &&
				asks_same(call, &calls->all[j]);
		best = known ? worst : best_of(stack, calls, call);
		worst = best < worst ? best : worst;
	}
	return found ? worst : OBEY_MODULE_NO_ACCOUNT;
}

/* What the module does for the service of OBEY. */
static enum obey_module
read_module(const struct obey_machine *machine, struct obey *obey)
{
	enum obey_module module;
	struct stack stack;

	if (obey->calls.overflow.line > 0)
		return OBEY_MODULE_UNREADABLE;
	if (obey->calls.count == 0)
		return OBEY_MODULE_NEVER;
	if (!asks_pam(machine, ha_slice_of(obey->daemon)))
		return OBEY_MODULE_NO_PAM;
	read_accounts(machine, obey->calls.service.data, &stack);
	module = worst_of(&stack, &obey->calls);
	if ((stack.count > 0 || stack.fatal.line > 0) && !stack_lets_in(&stack))
		module = OBEY_MODULE_BROKEN;
	stack_free(&stack);
	return module;
}

void
obey_read(const struct obey_machine *machine, struct ha_slice daemon,
	  const char *path, const char *service, struct obey *obey)
{
	*obey = (struct obey){.daemon = memory_copy(daemon)};
	obey->service = service ? memory_copy(ha_slice_of(service))
				: service_of(machine, daemon);
	calls_read(&machine->folders, ha_slice_of(obey->service),
		   machine->arguments, NULL, &obey->calls);
	obey->module = read_module(machine, obey);
	if (path)
		program_at(machine->root, path, &obey->program);
	else
		program_of_daemon(machine->root, daemon, &obey->program);
}

bool
obey_place_find(const char *folder, const struct arguments *arguments,
		struct obey_place *place)
{
	struct obey_machine *machine = &place->machine;

	*machine = (struct obey_machine){.root = "", .arguments = arguments};
	machine->folders.paths[0] = folder;
	if (!machine_root(folder, place->root))
		return false;
	machine->root = place->root;
	if (snprintf(place->vendor, sizeof(place->vendor), "%s" VENDOR_FOLDER,
		     place->root) < (int)sizeof(place->vendor))
		machine->folders.paths[1] = place->vendor;
	return true;
}

bool
obey_calls_module(const struct obey_machine *machine, const char *service)
{
	bool found = false;
	char *name = memory_copy(ha_slice_of(service));
	struct stack stack;

	for (char *c = name; *c != '\0'; c++)
		*c = (char)ha_fold(*c);
	for (enum stack_type type = 0; type < STACK_PASSWORD && !found;
	     type++) {
		stack_read(&machine->folders, name, type, &stack);
		for (size_t i = 0; i < stack.count && !found; i++)
			found = stack_is_ours(&stack.entries[i]);
		stack_free(&stack);
	}
	free(name);
	return found;
}

bool
obey_by_wrap(const struct obey *obey)
{
	return program_asks_wrap(&obey->program);
}

bool
obey_is_guarded(const struct obey *obey)
{
	return obey->module == OBEY_MODULE_REFUSES || obey_by_wrap(obey);
}

bool
obey_has_penalties(const struct obey_machine *machine, const struct obey *obey)
{
	struct setting setting;

	if (!ha_slice_is(ha_slice_of(obey->daemon), SSHD) ||
	    obey->module != OBEY_MODULE_REFUSES ||
	    !program_has_helper(machine->root, obey->program.path))
		return false;
	return !sshd_setting(machine, "PerSourcePenalties", &setting) ||
	       !ha_slice_is(ha_slice_of(setting.value), "no");
}

void
obey_free(struct obey *obey)
{
	calls_free(&obey->calls);
	free(obey->daemon);
	free(obey->service);
}
