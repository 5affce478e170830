/* SPDX-License-Identifier: BSD-3-Clause */
#include "hostsaccess/status/guards.h"

#include "hostsaccess/machine/inetd.h"
#include "hostsaccess/machine/service.h"
#include "hostsaccess/status/rule_files.h"
#include "hostsaccess/tool/memory.h"

#include <stdlib.h>
#include <string.h>

#define SSHD "sshd"

static struct guard *
find_daemon(struct guards *guards, struct ha_slice daemon)
{
	for (size_t i = 0; i < guards->count; i++)
		if (ha_slice_is(daemon, guards->all[i].obey.daemon))
			return &guards->all[i];
	return NULL;
}

static struct guard *
add(struct guards *guards, struct ha_slice daemon, const char *path,
    const char *service)
{
	struct guard *guard;

	guards->all =
	    memory_grow(guards->all, guards->count, sizeof(*guards->all));
	guard = &guards->all[guards->count++];
	*guard = (struct guard){.named = false};
	obey_read(guards->machine, daemon, path, service, &guard->obey);
	return guard;
}

/* Those that listen, and of those that are enabled those that ask libwrap. */
static void
add_live(struct guards *guards)
{
	struct live live;

	live_find(guards->machine->root, &live);
	for (size_t i = 0; i < live.count; i++) {
		struct live_program *program = &live.programs[i];
		struct ha_slice name = ha_slice_of(program_name(program->path));
		struct guard *guard = find_daemon(guards, name);

		if (!guard)
			guard = add(guards, name, program->path, NULL);
		guard->listens |= program->listens;
		guard->enabled |= program->enabled;
		if (!guard->loaded) {
			guard->loaded = program->libraries;
			program->libraries = NULL;
		}
	}
	guards->blind = live.blind;
	live_free(&live);
}

/* Servers of inetd are enabled. */
static void
take_server(void *context, struct ha_slice daemon, const char *asker)
{
	struct guards *guards = context;
	struct guard *guard = find_daemon(guards, daemon);

	(void)asker;
	if (!guard)
		guard = add(guards, daemon, NULL, NULL);
	guard->enabled = true;
}

/* Whether a program has been found whose service in PAM is SERVICE. */
static bool
has_service(const struct guards *guards, const char *service)
{
	for (size_t i = 0; i < guards->count; i++)
		if (strcmp(service, guards->all[i].obey.service) == 0)
			return true;
	return false;
}

/* Adds the services whose own lines call the module, by their first name. */
static void
add_callers(struct guards *guards)
{
	for (size_t i = 0; i < guards->names.count; i++) {
		const struct name *name = &guards->names.all[i];
		const char *service =
		    name->service ? name->service : name->daemon;
		struct calls calls;

		if (has_service(guards, service) ||
		    !obey_calls_module(guards->machine, service))
			continue;
		calls_read(&guards->machine->folders, ha_slice_of(service),
			   guards->machine->arguments, NULL, &calls);
		if (calls.count > 0 &&
		    !find_daemon(guards, calls.all[0].daemon))
			add(guards, calls.all[0].daemon, NULL, service);
		calls_free(&calls);
	}
}

/* Takes a name from the daemon list of a rule. */
static void
take_name(void *context, struct ha_slice daemon)
{
	struct guards *guards = context;
	struct guard *guard = find_daemon(guards, daemon);

	if (!guard)
		guard = add(guards, daemon, NULL, NULL);
	guard->spelt = true;
}

/* Whether RULE names a daemon that lines of GUARD are known as. */
static bool
is_for_calls(const struct guard *guard, const struct ha_rule *rule)
{
	const struct calls *calls = &guard->obey.calls;

	for (size_t i = 0; i < calls->count; i++)
		if (service_is_named(rule, calls->all[i].daemon.data))
			return true;
	return false;
}

/* Notes who is named by RULE, by its program or for the module. */
static void
take_rule(void *context, const struct ha_rule *rule)
{
	struct guards *guards = context;

	for (size_t i = 0; i < guards->count; i++) {
		struct guard *guard = &guards->all[i];
		bool program = service_is_named(rule, guard->obey.daemon);
		bool module = is_for_calls(guard, rule);

		guard->named |= program || module;
		guard->misnamed |= program && !module &&
				   guard->obey.calls.count > 0 &&
				   !obey_by_wrap(&guard->obey);
	}
}

/* Whether GUARD is of a program that is there, and perhaps not for clients. */
static bool
is_idle(const struct guard *guard)
{
	return !guard->spelt && !guard->listens &&
	       guard->obey.calls.count == 0 &&
	       !ha_slice_is(ha_slice_of(guard->obey.daemon), SSHD) &&
	       !(guard->enabled && obey_by_wrap(&guard->obey));
}

static void
free_guard(struct guard *guard)
{
	obey_free(&guard->obey);
	free(guard->loaded);
}

static void
drop_idle(struct guards *guards)
{
	size_t kept = 0;

	for (size_t i = 0; i < guards->count; i++)
		if (is_idle(&guards->all[i]))
			free_guard(&guards->all[i]);
		else
			guards->all[kept++] = guards->all[i];
	guards->count = kept;
}

static int
compare(const void *a, const void *b)
{
	const struct guard *one = a, *other = b;

	return strcmp(one->obey.daemon, other->obey.daemon);
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

		for (size_t j = 0; j < calls->count; j++) {
			rules = &calls->all[j].rules;
			rule_files_add(files, rules->allow_file,
				       rules->allow_optional);
			rule_files_add(files, rules->deny_file,
				       rules->deny_optional);
		}
	}
}

static void
read_files(struct guards *guards)
{
	struct rule_files files = {.root = guards->machine->root};

	find_files(guards, &files);
	/* All names come first, so that each rule finds whom it is for. */
	rule_files_visit(&files, NULL, take_name, guards);
	rule_files_visit(&files, take_rule, NULL, guards);
	guards->unreadable = files.unreadable;
	files.unreadable = NULL;
	guards->error = files.error;
	rule_files_free(&files);
}

void
guards_find(const struct obey_machine *machine, struct guards *guards)
{
	const struct ha_slice sshd = ha_slice_of(SSHD);
	struct program program;

	*guards = (struct guards){.machine = machine};
	names_read(&guards->names, machine->folders.paths[0]);
	add_live(guards);
	inetd_visit(machine->root, take_server, guards);
	if (!find_daemon(guards, sshd) &&
	    program_of_daemon(machine->root, sshd, &program))
		add(guards, sshd, NULL, NULL);
	add_callers(guards);
	read_files(guards);
	drop_idle(guards);
	if (guards->count > 0)
		qsort(guards->all, guards->count, sizeof(*guards->all),
		      compare);
}

bool
guard_holds(const struct guard *guard)
{
	return obey_is_guarded(&guard->obey) && !guard->misnamed;
}

bool
guards_are_known(const struct guards *guards)
{
	for (size_t i = 0; i < guards->count; i++)
		if (guards->all[i].obey.module == OBEY_MODULE_UNREADABLE &&
		    guards->all[i].named && !obey_by_wrap(&guards->all[i].obey))
			return false;
	return !guards->unreadable;
}

bool
guards_are_whole(const struct guards *guards)
{
	for (size_t i = 0; i < guards->count; i++)
		if (guards->all[i].named && !guard_holds(&guards->all[i]))
			return false;
	return true;
}

void
guards_free(struct guards *guards)
{
	for (size_t i = 0; i < guards->count; i++)
		free_guard(&guards->all[i]);
	free(guards->all);
	free(guards->unreadable);
	names_free(&guards->names);
}
