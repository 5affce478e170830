/* SPDX-License-Identifier: BSD-3-Clause */
#include "hostsaccess/machine/way.h"

#include "hostsaccess/tool/memory.h"

#include <limits.h>
#include <stdlib.h>

const char *
way_folder(const struct arguments *arguments)
{
	const unsigned files = ARGUMENT_ALLOW_FILE | ARGUMENT_DENY_FILE;
	const unsigned pam = ARGUMENT_PAM | ARGUMENT_SERVICE;

	if (arguments->given & ARGUMENT_AS_LIBWRAP)
		return NULL;
	if (arguments->given & files && !(arguments->given & pam))
		return NULL;
	return arguments->pam_folder ? arguments->pam_folder : PAM_FOLDER;
}

/* Whether DAEMON has a program on the machine of NAMES. */
static bool
has_program(const struct names *names, struct ha_slice daemon)
{
	char root[PATH_MAX];
	struct program program;

	/* Of a folder that is no machine's, this one counts. */
	if (!machine_root(names->folders.paths[0], root))
		root[0] = '\0';
	return program_of_daemon(root, daemon, &program);
}

/* Which PAM service has the clients of DAEMON. */
static struct ha_slice
service_of(const struct names *names, struct ha_slice daemon,
	   const struct arguments *arguments)
{
	const char *service = names_service(names, daemon);

	if (arguments->service)
		return ha_slice_of(arguments->service);
	return service ? ha_slice_of(service) : daemon;
}

/*
 * Finds out whether there is a daemon of that name: it has a PAM service, or is
 * a program, but no client such as ssh(1), whose daemon is sshd.
 */
static void
find_known(const struct names *names, struct ha_slice daemon,
	   const struct arguments *arguments, struct ways *ways)
{
	struct ha_slice name =
	    arguments->service ? ha_slice_of(arguments->service) : daemon;
	bool network = false;

	ways->known = ways->calls.exists;
	if (ways->known)
		return;
	ways->meant = names_meant(names, name, &network);
	ways->known = !(network && ways->meant) && !arguments->service &&
		      (has_program(names, daemon) || ways->calls.count > 0);
}

static void
add_way(struct ways *ways, const struct way *way)
{
	ways->all = memory_grow(ways->all, ways->count, sizeof(*way));
	ways->all[ways->count++] = *way;
}

/*
 * The name that rules are asked for by CALL.  Where somebody says that SERVICE
 * is that of DAEMON, it is that, unless the call has another.
 */
static struct ha_slice
daemon_of(const struct call *call, struct ha_slice daemon,
	  const struct arguments *arguments)
{
	return arguments->service && !call->settings.values.daemon
		   ? daemon
		   : call->daemon;
}

static void
add_calls(struct ways *ways, struct ha_slice daemon,
	  const struct arguments *arguments)
{
	for (size_t i = 0; i < ways->calls.count; i++) {
		const struct call *call = &ways->calls.all[i];
		const struct way way = {.daemon =
					    daemon_of(call, daemon, arguments),
					.rules = call->rules,
					.settings = &call->settings,
					.call = call};

		if (call->like == i)
			add_way(ways, &way);
	}
}

bool
wrap_rules(const struct program *program, struct ha_slice daemon,
	   const struct arguments *arguments,
	   const struct daemon_settings_critic *critic,
	   struct settings *settings, struct ha_rules *rules)
{
	*rules = arguments->rules;
	if (program->wrap.wrap == LOADER_WRAP_STOCK) {
		rules->no_conditions = true;
		rules->strict = rules->noexec = false;
	}
	*settings = (struct settings){0};
	daemon_settings_init(&settings->values);
	return program->wrap.wrap != LOADER_WRAP_OURS ||
	       settings_read(arguments, daemon, critic, settings, rules);
}

/* The way of libwrap in the program of DAEMON, if that loads it. */
static void
add_wrap(struct ways *ways, const struct names *names, struct ha_slice daemon,
	 const struct arguments *arguments,
	 const struct daemon_settings_critic *critic)
{
	struct way way = {
	    .daemon = daemon, .settings = &ways->wrapped, .wrap = true};
	char root[PATH_MAX];

	/* Of another machine's rule files only their names would be known. */
	if (!machine_root(names->folders.paths[0], root) || root[0] != '\0' ||
	    !program_of_daemon(root, daemon, &ways->program) ||
	    !program_asks_wrap(&ways->program))
		return;
	wrap_rules(&ways->program, daemon, arguments, critic, &ways->wrapped,
		   &way.rules);
	if (ways->wrapped.values.daemon)
		way.daemon = ha_slice_of(ways->wrapped.values.daemon);
	add_way(ways, &way);
}

const struct way *
ways_wrap(const struct ways *ways)
{
	return ways->all[0].wrap ? &ways->all[0] : NULL;
}

/* The way of the settings of this machine alone. */
static void
add_plain(struct ways *ways, struct ha_slice daemon,
	  const struct arguments *arguments,
	  const struct daemon_settings_critic *critic)
{
	struct way way = {.daemon = daemon, .settings = &ways->plain};

	settings_read(arguments, daemon, critic, &ways->plain, &way.rules);
	if (ways->plain.values.daemon)
		way.daemon = ha_slice_of(ways->plain.values.daemon);
	add_way(ways, &way);
}

void
ways_find(const struct names *names, struct ha_slice daemon,
	  const struct arguments *arguments,
	  const struct daemon_settings_critic *critic, struct ways *ways)
{
	*ways = (struct ways){.daemon = daemon, .pam = names, .known = true};
	if (names) {
		calls_read(&names->folders,
			   service_of(names, daemon, arguments), arguments,
			   critic, &ways->calls);
		find_known(names, daemon, arguments, ways);
		add_wrap(ways, names, daemon, arguments, critic);
	}
	add_calls(ways, daemon, arguments);
	if (ways->count == 0)
		add_plain(ways, daemon, arguments, critic);
}

void
ways_of_arguments(const struct arguments *arguments, struct ha_slice daemon,
		  struct ways *ways)
{
	const struct way way = {.daemon = daemon,
				.rules = arguments->rules,
				.settings = &ways->plain};

	*ways = (struct ways){.daemon = daemon, .known = true};
	daemon_settings_init(&ways->plain.values);
	settings_override(arguments, &ways->plain.values);
	add_way(ways, &way);
}

size_t
ways_of_call(const struct ways *ways, const struct call *call)
{
	size_t way = 0;

	while (way + 1 < ways->count &&
	       ways->all[way].call != &ways->calls.all[call->like])
		way++;
	return way;
}

void
ways_free(struct ways *ways)
{
	calls_free(&ways->calls);
	settings_free(&ways->plain);
	settings_free(&ways->wrapped);
	free(ways->all);
}
