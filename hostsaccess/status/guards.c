/* SPDX-License-Identifier: BSD-3-Clause */
#include "hostsaccess/status/guards.h"

#include "hostsaccess/machine/inetd.h"
#include "hostsaccess/machine/service.h"
#include "hostsaccess/status/rule_files.h"
#include "hostsaccess/tool/memory.h"

#include <dirent.h>
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
has_service(const struct guards *guards, struct ha_slice service)
{
	for (size_t i = 0; i < guards->count; i++)
		if (ha_slice_is(service, guards->all[i].obey.service))
			return true;
	return false;
}

/* Adds the services in FOLDER whose lines call the module. */
static void
add_folder(struct guards *guards, const char *folder)
{
	DIR *stream = folder ? opendir(folder) : NULL;
	const struct dirent *entry;

	while (stream && (entry = readdir(stream))) {
		struct ha_slice name = ha_slice_of(entry->d_name);
		struct calls calls;
		bool called;

		if (name.data[0] == '.' || has_service(guards, name))
			continue;
		calls_read(&guards->machine->folders, name,
			   guards->machine->arguments, NULL, &calls);
		called = calls.count > 0 && !calls.other;
		if (called && !find_daemon(guards, calls.all[0].daemon))
			add(guards, calls.all[0].daemon, NULL, entry->d_name);
		calls_free(&calls);
	}
	if (stream)
		closedir(stream);
}

/* Takes a name from the daemon list of a rule. */
static void
take_name(void *context, struct ha_slice daemon)
{
	struct guards *guards = context;

	if (!find_daemon(guards, daemon))
		add(guards, daemon, NULL, NULL)->named = true;
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

/* Whether GUARD is of a program that is only there. */
static bool
is_idle(const struct guard *guard)
{
	return !guard->named && !guard->listens &&
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

void
guards_find(const struct obey_machine *machine, struct guards *guards)
{
	struct rule_files files = {.root = machine->root};
	struct program sshd;

	*guards = (struct guards){.machine = machine};
	names_read(&guards->names, machine->folders.paths[0]);
	add_live(guards);
	inetd_visit(machine->root, take_server, guards);
	if (!find_daemon(guards, ha_slice_of(SSHD)) &&
	    program_of_daemon(machine->root, ha_slice_of(SSHD), &sshd))
		add(guards, ha_slice_of(SSHD), NULL, NULL);
	for (size_t i = 0; i < STACK_FOLDERS; i++)
		add_folder(guards, machine->folders.paths[i]);
	drop_idle(guards);
	rule_files_add(&files, machine->arguments->rules.allow_file,
		       machine->arguments->rules.deny_file);
	for (size_t i = 0; i < guards->count; i++)
		for (size_t j = 0; j < guards->all[i].obey.calls.count; j++)
			rule_files_add(
			    &files,
			    guards->all[i].obey.calls.all[j].rules.allow_file,
			    guards->all[i].obey.calls.all[j].rules.deny_file);
	rule_files_visit(&files, take_rule, take_name, guards);
	rule_files_free(&files);
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
	names_free(&guards->names);
}
