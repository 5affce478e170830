/* SPDX-License-Identifier: BSD-3-Clause */
#include "hostsaccess/machine/machine.h"

#include "common/decide/rules.h"
#include "common/rule/pattern.h"
#include "common/rule/syntax.h"
#include "hostsaccess/machine/front.h"
#include "hostsaccess/machine/pam.h"
#include "hostsaccess/machine/service.h"
#include "hostsaccess/machine/setting.h"
#include "hostsaccess/machine/stack.h"
#include "hostsaccess/tool/memory.h"
#include "hostsaccess/tool/nearest.h"
#include "hostsaccess/tool/table.h"

#include <dirent.h>
#include <netdb.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define DEFAULT_FOLDER "/etc/pam.d"
#define VENDOR_FOLDER "/usr/lib/pam.d"

/* Longer names nobody mistypes; and nearest_word() takes none. */
#define SUGGESTED_MAX 16

/* What more unknown daemons than this may be is not guessed. */
#define GUESSES_MAX 256

/* A name under which rules speak of a service. */
struct name {
	char *daemon;
	char *service; /* NULL: the same */
	bool checked;  /* machine_check_stacks() looks at it */
	bool named;    /* by a rule */
};

struct machine {
	struct stack_folders folders;
	struct front front; /* of its programs, if the folder says where: */
	bool has_root;
	char root[PATH_MAX];
	/* The first netgroup of the rules; line 0: none.  Of it: */
	struct ha_place netgroup;
	char *group;
	const char *allow_file, *deny_file;
	char *sshd_config, *proftpd_conf;
	struct services services; /* what rules say of them */
	struct name *names;
	size_t count, capacity;
	struct table numbers; /* of the names, in small letters */
	struct table told;    /* names that were reported */
};

/* Longer names no file has. */
#define DAEMON_MAX 255

/* Takes DAEMON, in small letters, as a key.  Returns false if it is none. */
static bool
key_of(struct ha_slice daemon, char text[DAEMON_MAX], struct ha_slice *key)
{
	if (daemon.size > DAEMON_MAX)
		return false;
	for (size_t i = 0; i < daemon.size; i++)
		text[i] = (char)ha_fold(daemon.data[i]);
	*key = (struct ha_slice){text, daemon.size};
	return true;
}

static struct name *
find(const struct machine *machine, struct ha_slice daemon)
{
	char text[DAEMON_MAX];
	struct ha_slice key;
	uint32_t number;

	if (!key_of(daemon, text, &key))
		return NULL;
	number = table_find(&machine->numbers, key);
	return number == TABLE_NONE ? NULL : &machine->names[number];
}

static void
add_name(struct machine *machine, struct ha_slice daemon, const char *service)
{
	char text[DAEMON_MAX];
	struct ha_slice key;

	if (!key_of(daemon, text, &key) ||
	    table_add(&machine->numbers, key, (uint32_t)machine->count) !=
		machine->count)
		return;
	if (machine->count == machine->capacity) {
		machine->capacity = machine->capacity * 2 + 32;
		machine->names = memory_resize(
		    machine->names, machine->capacity, sizeof(*machine->names));
	}
	machine->names[machine->count++] = (struct name){
	    .daemon = memory_copy(daemon),
	    .service = service ? memory_copy(ha_slice_of(service)) : NULL,
	    .checked = ha_slice_is(daemon, "sshd")};
}

/* Adds the names that SERVICE gives itself with daemon=. */
static void
add_aliases(struct machine *machine, const char *service)
{
	static const struct ha_slice key = {"daemon=", 7};
	struct stack stack;

	for (enum stack_type type = 0; type < STACK_PASSWORD; type++) {
		stack_read(&machine->folders, service, type, &stack);
		for (size_t i = 0; i < stack.count; i++) {
			const struct stack_entry *entry = &stack.entries[i];
			struct ha_slice rest = entry->arguments, argument;

			if (!stack_is_ours(entry))
				continue;
			while (stack_argument_next(&rest, &argument))
				if (ha_slice_starts(argument, key))
					add_name(
					    machine,
					    ha_slice_from(argument, key.size),
					    service);
		}
		stack_free(&stack);
	}
}

/* Hidden files, and what editors and package managers leave, are none. */
static int
is_service(const struct dirent *entry)
{
	struct ha_slice name = ha_slice_of(entry->d_name);

	return ha_slice_all(name, HA_C_HOST_NAME) && name.data[0] != '.' &&
	       !strstr(entry->d_name, ".dpkg-") &&
	       !strstr(entry->d_name, ".rpm");
}

static void
read_folder(struct machine *machine, const char *folder)
{
	struct dirent **entries;
	int count = scandir(folder, &entries, is_service, alphasort);

	for (int i = 0; i < count; i++)
		add_name(machine, ha_slice_of(entries[i]->d_name), NULL);
	for (int i = 0; i < count; i++) {
		add_aliases(machine, entries[i]->d_name);
		free(entries[i]);
	}
	if (count >= 0)
		free(entries);
}

/* Returns the path of NAME in the folder that FOLDER is in. */
static char *
path_beside(const char *folder, const char *name)
{
	size_t size = strlen(folder);
	char *path;

	while (size > 1 && folder[size - 1] == '/')
		size--;
	while (size > 0 && folder[size - 1] != '/')
		size--;
	path = memory_resize(NULL, size + strlen(name) + 1, 1);
	memcpy(path, folder, size);
	memcpy(path + size, name, strlen(name) + 1);
	return path;
}

struct machine *
machine_new(const char *pam_folder)
{
	struct machine *machine = memory_resize(NULL, 1, sizeof(*machine));
	const char *vendor =
	    strcmp(pam_folder, DEFAULT_FOLDER) == 0 ? VENDOR_FOLDER : NULL;

	*machine = (struct machine){.folders = {{pam_folder, vendor}},
				    .allow_file = HA_ALLOW_FILE,
				    .deny_file = HA_DENY_FILE};
	machine->has_root = machine_root(pam_folder, machine->root);
	machine->front.machine = (struct obey_machine){
	    .root = machine->root, .folders = machine->folders};
	machine->sshd_config = path_beside(pam_folder, "ssh/sshd_config");
	machine->proftpd_conf = path_beside(pam_folder, "proftpd/proftpd.conf");
	read_folder(machine, pam_folder);
	if (vendor)
		read_folder(machine, vendor);
	return machine;
}

void
machine_set_files(struct machine *machine, const char *allow_file,
		  const char *deny_file)
{
	machine->allow_file = allow_file;
	machine->deny_file = deny_file;
}

/* The service whose name is DAEMON and "d", or that has it in its name. */
static const char *
service_behind(const struct machine *machine, struct ha_slice daemon)
{
	const char *found = NULL;

	for (size_t i = 0; i < machine->count; i++) {
		struct ha_slice name = ha_slice_of(machine->names[i].daemon);

		if (name.size <= daemon.size || name.data[name.size - 1] != 'd')
			continue;
		name.size--;
		if (ha_slice_equal(name, daemon))
			return machine->names[i].daemon;
		if (ha_slice_ends(name, daemon))
			found = machine->names[i].daemon;
	}
	return found;
}

static const char *
nearest_service(const struct machine *machine, struct ha_slice daemon)
{
	const char **words =
	    memory_resize(NULL, machine->count + 1, sizeof(*words));
	const char *nearest;
	size_t count = 0;

	for (size_t i = 0; i < machine->count; i++)
		if (strlen(machine->names[i].daemon) <= SUGGESTED_MAX)
			words[count++] = machine->names[i].daemon;
	nearest = nearest_word(daemon, words, count);
	free(words);
	return nearest;
}

/* Whether services(5) knows NAME. */
static bool
is_network_service(struct ha_slice name)
{
	char text[64];

	return ha_slice_copy(name, text, sizeof(text)) &&
	       getservbyname(text, NULL);
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
	bool guess = machine->told.count < GUESSES_MAX;
	const char *meant = guess ? service_behind(machine, daemon) : NULL;
	enum finding_id id = FINDING_NO_SERVICE;

	if (answer == FRONT_UNGUARDED)
		findings_add(findings, FINDING_UNGUARDED, place, daemon, NULL);
	if (answer != FRONT_NO_PROGRAM)
		return;
	if (meant || (guess && is_network_service(daemon)))
		id = FINDING_SERVICE_NAME;
	else if (guess)
		meant = nearest_service(machine, daemon);
	if (meant)
		findings_add(findings, id, place, daemon, "did you mean %s?",
			     meant);
	else
		findings_add(findings, id, place, daemon, NULL);
}

bool
machine_has(const struct machine *machine, struct ha_slice daemon)
{
	return find(machine, daemon) != NULL;
}

void
machine_check_daemon(struct machine *machine, struct findings *findings,
		     struct ha_place place, struct ha_slice daemon)
{
	struct name *name = find(machine, daemon);

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
	    machine->netgroup.line == 0) {
		machine->netgroup = place;
		machine->group = memory_copy(token->host);
	}
	services_token(&machine->services, token, host);
}

void
machine_check_rule(struct machine *machine, const struct ha_rule *rule,
		   bool allows)
{
	struct name *sshd = find(machine, ha_slice_of("sshd"));

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

/* What the program of NAME does, as far as that is asked for. */
static enum stack_program
program_of(struct machine *machine, struct findings *findings,
	   const struct name *name)
{
	if (!machine->has_root || !name->named)
		return STACK_PROGRAM_UNKNOWN;
	switch (front_check(&machine->front, findings,
			    ha_slice_of(name->daemon), name->service)) {
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
	struct stack_check check = {.folders = &machine->folders,
				    .allow_file = machine->allow_file,
				    .deny_file = machine->deny_file,
				    .findings = findings};

	findings_next_line(findings, NULL);
	for (size_t i = 0; i < machine->count; i++) {
		const struct name *name = &machine->names[i];

		if (!name->checked)
			continue;
		check.program = program_of(machine, findings, name);
		stack_check(&check,
			    name->service ? name->service : name->daemon);
		if (ha_slice_is(ha_slice_of(name->daemon), "sshd"))
			check_sshd(machine, findings);
	}
	services_check(&machine->services, &check, machine->proftpd_conf);
	if (machine->group)
		front_check_netgroup(&machine->front, findings,
				     machine->netgroup,
				     ha_slice_of(machine->group));
}

void
machine_free(struct machine *machine)
{
	for (size_t i = 0; i < machine->count; i++) {
		free(machine->names[i].daemon);
		free(machine->names[i].service);
	}
	table_free(&machine->numbers);
	table_free(&machine->told);
	free(machine->names);
	free(machine->group);
	free(machine->sshd_config);
	free(machine->proftpd_conf);
	free(machine);
}
