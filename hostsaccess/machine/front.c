/* SPDX-License-Identifier: BSD-3-Clause */
#include "hostsaccess/machine/front.h"

#include "common/decide/rules.h"
#include "common/source/source.h"
#include "hostsaccess/machine/service.h"
#include "hostsaccess/machine/way.h"
#include "hostsaccess/tool/memory.h"

#include <stdio.h>
#include <string.h>

/* Whether a line of FILE, below the root, speaks of DAEMON. */
static bool
speaks_of(const struct obey_machine *machine, const char *file,
	  const char *daemon)
{
	char path[PATH_MAX];
	struct ha_source source;
	enum ha_status status;
	struct ha_line line;
	struct ha_rule rule;
	bool found = false;

	if (snprintf(path, sizeof(path), "%s%s", machine->root, file) >=
	    (int)sizeof(path))
		return false;
	status = ha_source_open(&source, path, true);
	memory_check(status);
	if (status != HA_OK)
		return false;
	while (!found && (status = ha_source_next(&source, &line)) == HA_OK)
		found = ha_syntax_parse(&line, NULL, &rule) == HA_SYNTAX_RULE &&
			service_is_named(&rule, daemon);
	memory_check(status);
	ha_source_close(&source);
	return found;
}

/* Whether CALL asks the files that the libwrap of OBEY asks. */
static bool
asks_same(const struct front *front, const struct call *call,
	  const struct obey *obey)
{
	struct arguments arguments = {0};
	struct settings settings = {0};
	struct ha_rules rules;
	bool same;

	if (front->machine.arguments)
		arguments.conf = front->machine.arguments->conf;
	ha_rules_name(&arguments.rules, NULL, NULL);
	wrap_rules(&obey->program, ha_slice_of(obey->daemon), &arguments, NULL,
		   &settings, &rules);
	same = strcmp(call->rules.allow_file, rules.allow_file) == 0 &&
	       strcmp(call->rules.deny_file, rules.deny_file) == 0;
	settings_free(&settings);
	return same;
}

void
front_check_netgroup(const struct front *front, struct findings *findings,
		     struct ha_place place, struct ha_slice group)
{
	if (!front->lacks_netgroups)
		return;
	findings_add(findings, FINDING_LIBWRAP_NETGROUPS, place, group,
		     "%s loads %s", front->lacking.asks,
		     front->lacking.wrap.path);
	findings_next_line(findings, NULL);
}

/* Looks at what the libwrap of OBEY decides before CALL. */
static enum finding_id
finding_of(const struct front *front, const struct obey *obey,
	   const struct call *call)
{
	if (!asks_same(front, call, obey))
		return speaks_of(&front->machine, HA_DENY_FILE, obey->daemon) ||
			       speaks_of(&front->machine, HA_ALLOW_FILE,
					 obey->daemon)
			   ? FINDING_LIBWRAP_OTHER
			   : FINDING_COUNT;
	return obey->program.wrap.wrap == LOADER_WRAP_STOCK
		   ? FINDING_LIBWRAP_FIRST
		   : FINDING_COUNT;
}

/* One finding of each kind for a service, at its first line. */
static void
check_calls(const struct front *front, struct findings *findings,
	    const struct obey *obey)
{
	bool told[FINDING_COUNT + 1] = {[FINDING_COUNT] = true};

	for (size_t i = 0; i < obey->calls.count; i++) {
		const struct call *call = &obey->calls.all[i];
		enum finding_id id = finding_of(front, obey, call);

		if (told[id])
			continue;
		told[id] = true;
		findings_add(findings, id, call->place, call->module,
			     "%s loads %s", obey->program.asks,
			     obey->program.wrap.path);
	}
	findings_next_line(findings, NULL);
}

/* Whether libwrap reads lines otherwise, and decides first by them. */
static void
check_differing(const struct front *front, struct findings *findings,
		const struct obey *obey)
{
	const struct calls *calls = &obey->calls;

	if (!findings->differing_file || calls->count == 0 ||
	    !asks_same(front, &calls->all[0], obey))
		return;
	findings_add(findings, FINDING_LIBWRAP_DIFFERS, calls->all[0].place,
		     calls->all[0].module, "see %s:%lu",
		     findings->differing_file, findings->differing_line);
	findings_next_line(findings, NULL);
}

/* Whether rules know the service by the name DAEMON of its program. */
static void
check_name(struct findings *findings, const struct obey *obey)
{
	const struct calls *calls = &obey->calls;

	if (strcmp(obey->service, obey->daemon) == 0 || calls->count == 0 ||
	    ha_slice_is(calls->all[0].daemon, obey->daemon))
		return;
	findings_add(findings, FINDING_PAM_SERVICE_NAME, calls->all[0].place,
		     calls->all[0].daemon, "write daemon=%s", obey->daemon);
	findings_next_line(findings, NULL);
}

static void
check_penalties(const struct front *front, struct findings *findings,
		const struct obey *obey)
{
	if (!obey_has_penalties(&front->machine, obey) ||
	    (obey_by_wrap(obey) && asks_same(front, &obey->calls.all[0], obey)))
		return; /* libwrap has refused before */
	findings_add(findings, FINDING_SSHD_PENALTIES, obey->calls.all[0].place,
		     ha_slice_of(obey->daemon),
		     "PerSourcePenaltyExemptList in sshd_config");
	findings_next_line(findings, NULL);
}

/* Whether what the module does for OBEY is right, or told of its lines. */
static bool
is_looked_at(const struct front *front, const struct obey *obey)
{
	return obey->module == OBEY_MODULE_REFUSES ||
	       obey->module == OBEY_MODULE_UNREADABLE ||
	       (obey->module > OBEY_MODULE_NO_PAM &&
		obey_calls_module(&front->machine, obey->service));
}

enum front_answer
front_check(struct front *front, struct findings *findings,
	    struct ha_slice daemon, const char *service)
{
	enum front_answer answer = FRONT_OBEYS;
	struct obey obey;

	obey_read(&front->machine, daemon, NULL, service, &obey);
	if (!obey_by_wrap(&obey) && !is_looked_at(front, &obey))
		answer = obey.program.path[0] == '\0' ? FRONT_NO_PROGRAM
						      : FRONT_UNGUARDED;
	if (obey_by_wrap(&obey)) {
		if (!obey.program.wrap.has_netgroups && !front->lacks_netgroups)
			front->lacking = obey.program;
		front->lacks_netgroups |= !obey.program.wrap.has_netgroups;
		if (obey.module > OBEY_MODULE_NO_PAM)
			check_calls(front, findings, &obey);
	}
	front->linked = obey.program.linked;
	if (obey_by_wrap(&obey) && obey.program.wrap.wrap == LOADER_WRAP_STOCK)
		check_differing(front, findings, &obey);
	check_name(findings, &obey);
	check_penalties(front, findings, &obey);
	obey_free(&obey);
	return answer;
}
