/* SPDX-License-Identifier: BSD-3-Clause */
#include "hostsaccess/status/guards.h"

#include "hostsaccess/machine/inetd.h"
#include "hostsaccess/tool/memory.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define SSHD "sshd"

struct guard *
guards_find_daemon(struct guards *guards, struct ha_slice daemon)
{
	for (size_t i = 0; i < guards->count; i++)
		if (ha_slice_is(daemon, guards->all[i].obey.daemon))
			return &guards->all[i];
	return NULL;
}

/* Reads how the drop-in is set for GUARD. */
static void
read_wrapped(const struct obey_machine *machine, struct guard *guard)
{
	const char *conf = machine->arguments->conf;
	char path[PATH_MAX];

	if (guard->obey.program.wrap.wrap != LOADER_WRAP_OURS)
		return;
	if (!conf && snprintf(path, sizeof(path), "%s%s", machine->root,
			      DAEMON_SETTINGS_FILE) < (int)sizeof(path))
		conf = path;
	guard->wrapped = memory_resize(NULL, 1, sizeof(*guard->wrapped));
	settings_open(conf, ha_slice_of(guard->obey.daemon), NULL,
		      guard->wrapped);
	guard->conf = memory_copy(ha_slice_of(conf));
	guard->wrapped->file = guard->conf;
}

/* Lines of the service "other" are for programs that ask PAM. */
static void
look_for_pam(struct guard *guard)
{
	struct obey *obey = &guard->obey;

	guard->without_pam = !obey->calls.exists &&
			     obey->program.path[0] != '\0' &&
			     !obey->program.wrap.has_pam;
	if (guard->without_pam)
		obey->module = OBEY_MODULE_NEVER;
}

struct guard *
guards_add(struct guards *guards, struct ha_slice daemon, const char *path,
	   const char *service)
{
	struct guard *guard;

	guards->all =
	    memory_grow(guards->all, guards->count, sizeof(*guards->all));
	guard = &guards->all[guards->count++];
	*guard = (struct guard){.is_file = true};
	obey_read(guards->machine, daemon, path, service, &guard->obey);
	read_wrapped(guards->machine, guard);
	look_for_pam(guard);
	return guard;
}

/* The program of PROGRAM's file, if that is what runs. */
static struct guard *
find_program(struct guards *guards, const struct live_program *program)
{
	for (size_t i = 0; i < guards->count; i++) {
		struct guard *guard = &guards->all[i];

		if (guard->is_file == program->is_file &&
		    strcmp(guard->obey.program.path, program->path) == 0)
			return guard;
	}
	return NULL;
}

/* Of what runs, and is not the file, only what it has loaded is known. */
static void
forget_file(struct guard *guard, const struct live_program *program)
{
	struct program *what = &guard->obey.program;

	*what = (struct program){.path = ""};
	ha_slice_copy(ha_slice_of(program->path), what->path,
		      sizeof(what->path));
	memcpy(what->asks, what->path, sizeof(what->asks));
	if (program->libraries)
		loader_look_at_wrap("", program->libraries, &what->wrap);
	guard->is_file = false;
}

/* Those that listen, and those that are enabled: each file by itself. */
static void
add_live(struct guards *guards)
{
	struct live live;

	live_find(guards->machine->root, &live);
	for (size_t i = 0; i < live.count; i++) {
		struct live_program *program = &live.programs[i];
		struct ha_slice name = ha_slice_of(program_name(program->path));
		struct guard *guard = find_program(guards, program);

		if (!guard)
			guard = guards_add(guards, name, program->path, NULL);
		if (!program->is_file)
			forget_file(guard, program);
		guard->runs |= program->listens;
		guard->all_ask = program->all_ask;
		guard->listens |= program->listens || program->socket;
		guard->enabled |= program->enabled;
		guard->loaded = program->libraries;
		program->libraries = NULL;
	}
	guards->blind = live.blind;
	live_free(&live);
}

/* Servers of inetd are enabled. */
static void
take_server(void *context, const struct server *server)
{
	struct guards *guards = context;
	struct guard *guard = guards_find_daemon(guards, server->daemon);

	if (!guard)
		guard = guards_add(guards, server->daemon, NULL, NULL);
	guard->enabled = guard->served = true;
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

/* Whether NAME is of lines that files of services include, as Debian has. */
static bool
is_part(const char *name)
{
	return strncmp(name, "common-", strlen("common-")) == 0;
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

		if (has_service(guards, service) || is_part(service) ||
		    !obey_calls_module(guards->machine, service))
			continue;
		calls_read(&guards->machine->folders, ha_slice_of(service),
			   guards->machine->arguments, NULL, &calls);
		if (calls.count > 0)
			guards_add(guards, calls.all[0].daemon, NULL, service);
		calls_free(&calls);
	}
}

/* Whether GUARD is that of who only starts others, and these are here. */
static bool
is_starter(const struct guards *guards, const struct guard *guard)
{
	if (!guard->obey.program.linked.starts || guard->served)
		return false;
	for (size_t i = 0; i < guards->count; i++)
		if (guards->all[i].served)
			return true;
	return false;
}

/* Whether GUARD is of a program that is there, and perhaps not for clients. */
static bool
is_idle(const struct guard *guard)
{
	/* those of the service "other" are for everybody */
	bool called = guard->obey.calls.count > 0 && guard->obey.calls.exists;

	return !guard->spelt && !guard->listens && !guard->served && !called &&
	       !ha_slice_is(ha_slice_of(guard->obey.daemon), SSHD) &&
	       !(guard->enabled && guard_asks_wrap(guard));
}

static void
free_guard(struct guard *guard)
{
	obey_free(&guard->obey);
	free(guard->loaded);
	if (guard->wrapped)
		settings_free(guard->wrapped);
	free(guard->wrapped);
	free(guard->conf);
	free(guard->unasked);
}

static void
drop_idle(struct guards *guards)
{
	size_t kept = 0;

	for (size_t i = 0; i < guards->count; i++)
		guards->all[i].starter = !guards->all[i].spelt &&
					 is_starter(guards, &guards->all[i]);
	for (size_t i = 0; i < guards->count; i++)
		if (guards->all[i].starter || is_idle(&guards->all[i]))
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
	const struct ha_slice sshd = ha_slice_of(SSHD);
	const struct server_visitor visitor = {machine->root, take_server,
					       guards};
	struct program program;

	*guards = (struct guards){.machine = machine};
	names_read(&guards->names, machine->folders.paths[0]);
	add_live(guards);
	inetd_visit(&visitor);
	if (!guards_find_daemon(guards, sshd) &&
	    program_of_daemon(machine->root, sshd, &program))
		guards_add(guards, sshd, NULL, NULL);
	add_callers(guards);
}

void
guards_settle(struct guards *guards)
{
	drop_idle(guards);
	if (guards->count > 0)
		qsort(guards->all, guards->count, sizeof(*guards->all),
		      compare);
}

bool
guard_asks_wrap(const struct guard *guard)
{
	const struct program *program = &guard->obey.program;
	bool itself = strcmp(program->asks, program->path) == 0;

	if ((guard->wrapped && guard->wrapped->values.permissive) ||
	    program->linked.idle)
		return false;
	/* What runs counts, and not what is there now. */
	if (guard->runs && (itself || !guard->is_file))
		return guard->all_ask;
	return obey_by_wrap(&guard->obey);
}

bool
guard_holds(const struct guard *guard)
{
	return !guard->unasked && ((guard->obey.module == OBEY_MODULE_REFUSES &&
				    !guard->misnamed) ||
				   guard_asks_wrap(guard));
}

bool
guards_are_known(const struct guards *guards)
{
	for (size_t i = 0; i < guards->count; i++)
		if (guards->all[i].obey.module == OBEY_MODULE_UNREADABLE &&
		    guards->all[i].named && !guard_asks_wrap(&guards->all[i]))
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
