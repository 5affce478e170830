/* SPDX-License-Identifier: BSD-3-Clause */
#include "hostsaccess/machine/machine.h"

#include "common/decide/rules.h"
#include "common/rule/pattern.h"
#include "common/rule/syntax.h"
#include "hostsaccess/machine/call.h"
#include "hostsaccess/machine/call_check.h"
#include "hostsaccess/machine/front.h"
#include "hostsaccess/machine/names.h"
#include "hostsaccess/machine/pam.h"
#include "hostsaccess/machine/service.h"
#include "hostsaccess/machine/setting.h"
#include "hostsaccess/machine/stack.h"
#include "hostsaccess/tool/memory.h"
#include "hostsaccess/tool/table.h"

#include <stdlib.h>
#include <string.h>

/* What more unknown daemons than this may be is not guessed. */
#define GUESSES_MAX 256

struct machine {
	struct names names;
	struct arguments asked; /* settings only, over those of lines */
	struct front front;     /* of its programs, if the folder says where: */
	bool has_root;
	char root[PATH_MAX];
	/* The first netgroup of the rules; line 0: none.  Of it: */
	struct ha_place netgroup;
	char *group, *group_file;
	const char *allow_file, *deny_file;
	char *sshd_config, *proftpd_conf;
	struct services services; /* what rules say of them */
	struct table told;        /* names that were reported */
};

struct machine *
machine_new(const char *pam_folder, const struct arguments *arguments)
{
	struct machine *machine = memory_resize(NULL, 1, sizeof(*machine));

	*machine = (struct machine){.allow_file = HA_ALLOW_FILE,
				    .deny_file = HA_DENY_FILE,
				    .asked.conf = arguments->conf};
	ha_rules_name(&machine->asked.rules, NULL, NULL);
	names_read_by(&machine->names, pam_folder, &machine->asked);
	machine->has_root = machine_root(pam_folder, machine->root);
	machine->front.machine =
	    (struct obey_machine){.root = machine->root,
				  .folders = machine->names.folders,
				  .arguments = &machine->asked};
	machine->sshd_config = setting_path(pam_folder, "ssh/sshd_config");
	machine->proftpd_conf =
	    setting_path(pam_folder, "proftpd/proftpd.conf");
	return machine;
}

const struct names *
machine_names(const struct machine *machine)
{
	return &machine->names;
}

void
machine_set_files(struct machine *machine, const char *allow_file,
		  const char *deny_file)
{
	machine->allow_file = allow_file;
	machine->deny_file = deny_file;
}

/* Asks the program of DAEMON, which has no service of its own. */
static enum front_answer
ask_program(struct machine *machine, struct findings *findings,
	    struct ha_slice daemon)
{
	return machine->has_root
		   ? front_check(&machine->front, findings, daemon, NULL)
		   : FRONT_NO_PROGRAM;
}

static void
report(struct machine *machine, struct findings *findings,
       struct ha_place place, struct ha_slice daemon)
{
	enum front_answer answer = ask_program(machine, findings, daemon);
	enum finding_id id = FINDING_NO_SERVICE;
	const char *meant = NULL;
	bool network = false;

	if (answer == FRONT_UNGUARDED && machine->front.linked.idle)
		findings_add(findings, FINDING_UNGUARDED, place, daemon, "%s",
			     machine->front.linked.advice);
	else if (answer == FRONT_UNGUARDED)
		findings_add(findings, FINDING_UNGUARDED, place, daemon, NULL);
	if (answer != FRONT_NO_PROGRAM)
		return;
	if (machine->told.count < GUESSES_MAX)
		meant = names_meant(&machine->names, daemon, &network);
	if (network)
		id = FINDING_SERVICE_NAME;
	if (meant)
		findings_add(findings, id, place, daemon, "did you mean %s?",
			     meant);
	else
		findings_add(findings, id, place, daemon, NULL);
}

bool
machine_has(const struct machine *machine, struct ha_slice daemon)
{
	return names_find(&machine->names, daemon) != NULL;
}

bool
machine_is_of_libwrap(const struct machine *machine, const char *file)
{
	return machine->allow_file || machine->deny_file ||
	       strcmp(file, HA_ALLOW_FILE) == 0 ||
	       strcmp(file, HA_DENY_FILE) == 0;
}

/* Whether CALL asks FILE, or one that FILE may become. */
static bool
asks_file(const struct machine *machine, const struct call *call,
	  const char *file)
{
	const struct ha_rules *rules = &call->rules;

	return machine->allow_file || machine->deny_file ||
	       (rules->allow_file && strcmp(rules->allow_file, file) == 0) ||
	       (rules->deny_file && strcmp(rules->deny_file, file) == 0);
}

bool
machine_asks_in_auth(const struct machine *machine, struct ha_slice daemon,
		     const char *file)
{
	const char *service = names_service(&machine->names, daemon);
	struct calls calls;
	bool found = false;

	calls_read(&machine->names.folders,
		   service ? ha_slice_of(service) : daemon, &machine->asked,
		   NULL, &calls);
	for (size_t i = 0; i < calls.count; i++)
		found |= calls.all[i].type == STACK_AUTH &&
			 asks_file(machine, &calls.all[i], file);
	calls_free(&calls);
	return found;
}

void
machine_check_daemon(struct machine *machine, struct findings *findings,
		     struct ha_place place, struct ha_slice daemon)
{
	struct name *name = names_find(&machine->names, daemon);

	if (name)
		name->checked = name->named = true;
	else if (table_find(&machine->told, daemon) == TABLE_NONE)
		report(machine, findings, place, daemon);
	if (!name)
		table_add(&machine->told, daemon, 0);
}

void
machine_check_token(struct machine *machine, const struct ha_token *token,
		    struct ha_place place, const struct ha_pattern *host)
{
	if (token->client && host && host->kind == HA_PATTERN_NETGROUP &&
	    machine->netgroup.line == 0 &&
	    machine_is_of_libwrap(machine, place.file)) {
		machine->group_file = memory_copy(ha_slice_of(place.file));
		machine->netgroup = place;
		machine->netgroup.file = machine->group_file;
		machine->group = memory_copy(token->host);
	}
	services_token(&machine->services, token, host);
}

void
machine_check_rule(struct machine *machine, const struct ha_rule *rule,
		   bool allows)
{
	struct name *sshd = names_find(&machine->names, ha_slice_of("sshd"));

	services_rule(&machine->services, rule, allows);
	if (sshd && !sshd->named)
		sshd->named = service_is_named(rule, sshd->daemon);
}

static void
check_sshd(const struct machine *machine, struct findings *findings)
{
	struct setting setting;

	if (!setting_read(machine->sshd_config, "UsePAM", &setting) ||
	    ha_slice_is(ha_slice_of(setting.value), "yes"))
		return;
	findings_add(findings, FINDING_SSHD_NO_PAM, setting.place,
		     ha_slice_of(""), NULL);
	findings_next_line(findings, NULL);
}

/* Looks at how each service calls the module. */
static void
check_calls(const struct machine *machine, struct findings *findings)
{
	struct call_check check = {.folders = &machine->names.folders,
				   .findings = findings};

	for (size_t i = 0; i < machine->names.count; i++)
		if (!machine->names.all[i].service)
			call_check(&check, machine->names.all[i].daemon);
	table_free(&check.told);
}

/* What the program of NAME, of SERVICE, does, as far as that is asked for. */
static enum stack_program
program_of(struct machine *machine, struct findings *findings,
	   const struct name *name, const char *service)
{
	if (!machine->has_root || !name->named)
		return STACK_PROGRAM_UNKNOWN;
	switch (front_check(&machine->front, findings,
			    ha_slice_of(name->daemon), service)) {
	case FRONT_NO_PROGRAM:
		break;
	case FRONT_OBEYS:
		return STACK_PROGRAM_GUARDED;
	case FRONT_UNGUARDED:
		return STACK_PROGRAM_BARE;
	}
	return STACK_PROGRAM_UNKNOWN;
}

void
machine_check_stacks(struct machine *machine, struct findings *findings)
{
	struct stack_check check = {.folders = &machine->names.folders,
				    .arguments = &machine->asked,
				    .allow_file = machine->allow_file,
				    .deny_file = machine->deny_file,
				    .findings = findings};

	findings_next_line(findings, NULL);
	for (size_t i = 0; i < machine->names.count; i++) {
		const struct name *name = &machine->names.all[i];
		const char *service =
		    names_service(&machine->names, ha_slice_of(name->daemon));

		if (!name->checked)
			continue;
		machine->front.linked.idle = false;
		check.program = program_of(machine, findings, name, service);
		check.advice = machine->front.linked.idle
				   ? machine->front.linked.advice
				   : NULL;
		stack_check(&check, service);
		if (ha_slice_is(ha_slice_of(name->daemon), "sshd"))
			check_sshd(machine, findings);
	}
	services_check(&machine->services, &machine->names, &check,
		       machine->proftpd_conf);
	if (machine->group)
		front_check_netgroup(&machine->front, findings,
				     machine->netgroup,
				     ha_slice_of(machine->group));
	check_calls(machine, findings);
}

void
machine_free(struct machine *machine)
{
	names_free(&machine->names);
	table_free(&machine->told);
	free(machine->group);
	free(machine->group_file);
	free(machine->sshd_config);
	free(machine->proftpd_conf);
	free(machine);
}
