/* SPDX-License-Identifier: BSD-3-Clause */
#include "hostsaccess/machine/obey.h"

#include "hostsaccess/machine/setting.h"
#include "hostsaccess/machine/stack.h"
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

/* Whether the answer "refused" of ENTRY keeps a client out. */
static bool
refuses(const struct stack_entry *entry)
{
	unsigned long skipped;
	enum stack_action action =
	    stack_action_of(entry, "perm_denied", &skipped);

	return action == STACK_BAD || action == STACK_DIE;
}

/* What the lines of ours in the stack of accounts do; the best counts. */
static enum obey_module
read_account(const struct stack *stack, const struct calls *calls)
{
	enum obey_module best = OBEY_MODULE_NO_ACCOUNT;
	size_t call = 0;

	for (size_t i = 0; i < stack->count; i++) {
		enum obey_module found = OBEY_MODULE_REFUSES;

		if (!stack_is_ours(&stack->entries[i]))
			continue;
		while (call < calls->count &&
		       calls->all[call].type != STACK_ACCOUNT)
			call++;
		if (!refuses(&stack->entries[i]))
			found = OBEY_MODULE_LETS_IN;
		else if (stack_first_skip(stack, i) < i)
			found = OBEY_MODULE_SKIPPED;
		else if (call < calls->count &&
			 calls->all[call].settings.values.permissive)
			found = OBEY_MODULE_PERMISSIVE;
		if (found > best)
			best = found;
		call++;
	}
	return best;
}

static enum obey_module
read_module(const struct obey_machine *machine, struct obey *obey)
{
	const char *service = obey->calls.other ? "other" : obey->service;
	enum obey_module found;
	struct stack stack;

	if (obey->calls.count == 0)
		return OBEY_MODULE_NEVER;
	if (!asks_pam(machine, ha_slice_of(obey->daemon)))
		return OBEY_MODULE_NO_PAM;
	stack_read(&machine->folders, service, STACK_ACCOUNT, &stack);
	found = read_account(&stack, &obey->calls);
	stack_free(&stack);
	return found;
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

bool
obey_drops_clients(const char *folder, struct ha_slice daemon,
		   const char *service)
{
	struct obey_place place;
	struct obey obey;
	bool drops;

	if (!ha_slice_is(daemon, SSHD) ||
	    !obey_place_find(folder, NULL, &place))
		return false;
	obey_read(&place.machine, daemon, NULL, service, &obey);
	drops = obey_has_penalties(&place.machine, &obey);
	obey_free(&obey);
	return drops;
}

void
obey_free(struct obey *obey)
{
	calls_free(&obey->calls);
	free(obey->daemon);
	free(obey->service);
}
