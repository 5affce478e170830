/* SPDX-License-Identifier: BSD-3-Clause */
#include "hostsaccess/machine/program.h"

#include "hostsaccess/machine/elf.h"
#include "hostsaccess/machine/inetd.h"
#include "hostsaccess/machine/live.h"

#include <stdio.h>
#include <string.h>
#include <unistd.h>

/* Where programs of daemons are, and some have their own. */
static const char *const folders[] = {
    "/usr/sbin", "/usr/bin", "/usr/local/sbin", "/usr/local/bin",
    "/sbin",     "/bin",     "/usr/libexec",
};

/* Daemons that give another name to libwrap, or PAM, than their program has. */
static const struct {
	const char *daemon, *program;
	const char *wrap; /* libwrap hears this, and not DAEMON; or NULL */
} names[] = {
    {"mountd", "rpc.mountd", NULL},
    {"statd", "rpc.statd", NULL},
    {"rquotad", "rpc.rquotad", NULL},
    {"portmap", "rpcbind", "the name rpcbind"},
    {"sockd", "danted", "the name danted"},
};

/* Programs that others start, and that ask in their place (OpenSSH 9.8). */
static const struct {
	const char *program, *helper;
} helpers[] = {
    {"sshd", "/usr/lib/openssh/sshd-session"},
    {"sshd", "/usr/libexec/openssh/sshd-session"},
    {"sshd", "/usr/lib/ssh/sshd-session"},
    {"sshd", "/usr/libexec/sshd-session"},
};

bool
machine_root(const char *folder, char root[PATH_MAX])
{
	static const struct ha_slice end = {"/etc/pam.d", 10};
	struct ha_slice path = ha_slice_of(folder);

	while (path.size > 1 && path.data[path.size - 1] == '/')
		path.size--;
	return ha_slice_ends(path, end) &&
	       ha_slice_copy(ha_slice_head(path, path.size - end.size), root,
			     PATH_MAX);
}

const char *
program_name(const char *path)
{
	const char *slash = strrchr(path, '/');

	return slash ? slash + 1 : path;
}

/* Whether the program at PATH has the name of helper INDEX in it. */
static bool
has_helper(const char *root, const char *path, size_t index)
{
	char full[PATH_MAX];

	return strcmp(helpers[index].program, program_name(path)) == 0 &&
	       snprintf(full, sizeof(full), "%s%s", root, path) <
		   (int)sizeof(full) &&
	       elf_has_text(full, helpers[index].helper);
}

bool
program_has_helper(const char *root, const char *path)
{
	for (size_t i = 0; i < sizeof(helpers) / sizeof(*helpers); i++)
		if (has_helper(root, path, i))
			return true;
	return false;
}

bool
program_at(const char *root, const char *path, struct program *program)
{
	*program = (struct program){.path = ""};
	if (!loader_find_wrap(root, path, &program->wrap))
		return false;
	ha_slice_copy(ha_slice_of(path), program->path, sizeof(program->path));
	memcpy(program->asks, program->path, sizeof(program->asks));
	if (program->wrap.wrap != LOADER_WRAP_NONE)
		linked_find(root, path, &program->linked);
	for (size_t i = 0; i < sizeof(helpers) / sizeof(*helpers); i++) {
		struct loader_wrap_file wrap;

		if (program->wrap.wrap != LOADER_WRAP_NONE ||
		    !has_helper(root, path, i) ||
		    !loader_find_wrap(root, helpers[i].helper, &wrap))
			continue;
		program->wrap = wrap;
		ha_slice_copy(ha_slice_of(helpers[i].helper), program->asks,
			      sizeof(program->asks));
	}
	return true;
}

static bool
find_named(const char *root, struct ha_slice name, struct program *program)
{
	char path[PATH_MAX];

	if (name.size == 0 || ha_slice_find(name, '/') < name.size)
		return false;
	for (size_t i = 0; i < sizeof(folders) / sizeof(*folders); i++)
		if (snprintf(path, sizeof(path), "%s/%.*s", folders[i],
			     (int)name.size, name.data) < (int)sizeof(path) &&
		    program_at(root, path, program))
			return true;
	return false;
}

static void
find_file(const char *root, struct ha_slice daemon, struct program *program)
{
	if (find_named(root, daemon, program)) {
		linked_name(&program->linked);
		return;
	}
	for (size_t i = 0; i < sizeof(names) / sizeof(*names); i++) {
		if (!ha_slice_is(daemon, names[i].daemon) ||
		    !find_named(root, ha_slice_of(names[i].program), program))
			continue;
		program->linked.names = names[i].wrap;
		linked_name(&program->linked);
	}
}

/* A server that another program may start, which asks for it. */
struct started {
	const char *root;
	struct ha_slice daemon;
	struct program *program;
};

static void
take_started(void *context, const struct server *server)
{
	const struct started *started = context;
	struct program *program = started->program;
	struct loader_wrap_file wrap;

	if (!ha_slice_equal(server->daemon, started->daemon) ||
	    program_asks_wrap(program) ||
	    !loader_find_wrap(started->root, server->asker, &wrap))
		return;
	program->wrap = wrap;
	program->linked = (struct linked){.idle = server->idle};
	if (server->idle)
		ha_slice_copy(ha_slice_of(server->idle), program->linked.advice,
			      sizeof(program->linked.advice));
	ha_slice_copy(ha_slice_of(server->asker), program->asks,
		      sizeof(program->asks));
	if (program->path[0] == '\0')
		memcpy(program->path, program->asks, sizeof(program->path));
}

/* Whether the program at PATH listens itself, or a unit starts it. */
static bool
is_alone(const char *root, const char *path)
{
	struct live live;
	bool found = false;

	live_find(root, &live);
	for (size_t i = 0; i < live.count && !found; i++)
		found = strcmp(program_name(live.programs[i].path),
			       program_name(path)) == 0;
	live_free(&live);
	return found;
}

bool
program_of_daemon(const char *root, struct ha_slice daemon,
		  struct program *program)
{
	struct started started = {root, daemon, program};
	const struct server_visitor visitor = {root, take_started, &started};
	struct program own;

	*program = (struct program){.path = ""};
	find_file(root, daemon, program);
	if (program_asks_wrap(program))
		return true;
	own = *program;
	inetd_visit(&visitor);
	/* A line of inetd may be left over from before it ran by itself. */
	if (own.path[0] != '\0' && strcmp(own.asks, program->asks) != 0 &&
	    is_alone(root, own.path))
		*program = own;
	return program->path[0] != '\0';
}

bool
program_asks_wrap(const struct program *program)
{
	return !program->linked.idle &&
	       (program->wrap.wrap == LOADER_WRAP_STOCK ||
		program->wrap.wrap == LOADER_WRAP_OURS);
}
