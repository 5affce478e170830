/* SPDX-License-Identifier: BSD-3-Clause */
#include "hostsaccess/convert/convert.h"

#include "hostsaccess/convert/aggregate.h"
#include "hostsaccess/convert/from.h"
#include "hostsaccess/convert/to.h"
#include "hostsaccess/tool/output.h"

#include <stdio.h>
#include <string.h>

/* The exit status where something cannot be said. */
#define STATUS_UNSAID 1

static const struct {
	const char *name;
	void (*read)(struct conversion *conversion);
} sources[] = {{"access", from_access},
	       {"sshd", from_sshd},
	       {"list", from_list},
	       {"csv", from_csv},
	       {"hosts", from_hosts}};

static const struct format *const targets[] = {&to_hosts,  &to_list, &to_nft,
					       &to_access, &to_sshd, &to_json};

#define SOURCES (sizeof(sources) / sizeof(*sources))
#define TARGETS (sizeof(targets) / sizeof(*targets))

static const struct format *
find_target(const char *name)
{
	for (size_t i = 0; i < TARGETS; i++)
		if (strcmp(targets[i]->name, name) == 0)
			return targets[i];
	return NULL;
}

static size_t
find_source(const char *name)
{
	size_t i = 0;

	while (i < SOURCES && strcmp(sources[i].name, name) != 0)
		i++;
	return i;
}

/* What is wrong with ARGUMENTS, whose formats are there; NULL: nothing. */
static const char *
arguments_fault(const struct arguments *arguments, const char *to)
{
	bool hosts = strcmp(arguments->from, "hosts") == 0;
	uint64_t files =
	    arguments->given & (ARGUMENT_ALLOW_FILE | ARGUMENT_DENY_FILE);

	if (arguments->count > (hosts ? 0 : 1))
		return hosts ? "--from hosts reads --allow-file and "
			       "--deny-file"
			     : "there is a word too many";
	if (hosts && !arguments->daemon && strcmp(to, "sshd") != 0)
		return "--from hosts wants --daemon, whose rules they are";
	if (arguments->daemon &&
	    (arguments->daemon[0] == '\0' ||
	     !ha_slice_all(ha_slice_of(arguments->daemon), HA_C_HOST_NAME) ||
	     (to_name_fault(arguments->daemon) &&
	      (hosts || strcmp(arguments->daemon, "ALL") != 0))))
		return "--daemon takes the name of a daemon";
	if (!hosts && files != 0 && strcmp(to, "hosts") != 0)
		return "--allow-file and --deny-file are of --to hosts";
	if (!hosts &&
	    (files == ARGUMENT_ALLOW_FILE || files == ARGUMENT_DENY_FILE))
		return "--allow-file and --deny-file belong together: both are "
		       "written";
	return NULL;
}

/* Says what cannot be said, a line each. */
static void
tell(const struct rules_model *model)
{
	for (size_t i = 0; i < model->unsaid_count; i++) {
		to_unsaid(&model->unsaid[i], stderr);
		putc('\n', stderr);
	}
}

/* Says what is in error; returns whether there is anything to write. */
static bool
is_sound(const struct conversion *conversion)
{
	bool partial = conversion->arguments->given & ARGUMENT_PARTIAL;
	unsigned long faults = conversion->faults;

	if (faults > CONVERSION_FAULTS_SHOWN)
		fprintf(stderr, "hostsaccess convert: %lu more\n",
			faults - CONVERSION_FAULTS_SHOWN);
	if (faults == 0 || (partial && !conversion->unreadable))
		return true;
	fputs(conversion->unreadable
		  ? "hostsaccess convert: nothing is written\n"
		  : "hostsaccess convert: nothing is written; --partial leaves "
		    "out what is in error\n",
	      stderr);
	return false;
}

/* Whether MODEL can be written as it is now. */
static bool
may_write(const struct conversion *conversion)
{
	if (conversion->arguments->given & ARGUMENT_PARTIAL ||
	    !model_loses_refusals(&conversion->model))
		return true;
	fprintf(stderr,
		"hostsaccess convert: refusals would be lost for %s: nothing "
		"is written; --partial writes the rest\n",
		conversion->daemon);
	return false;
}

/* Aggregates; says to BUFFER, of SIZE, what it came to. */
static void
make_few(struct conversion *conversion, char *buffer, size_t size)
{
	struct aggregated result;

	aggregate(&conversion->model, &result);
	snprintf(buffer, size, "%lu nets became %lu, which hold %s addresses",
		 result.before, result.after, result.addresses);
	conversion->held = buffer;
	output_message(stderr, "hostsaccess convert: %s", buffer);
}

static int
convert(struct conversion *conversion, const struct format *target)
{
	struct rules_model *model = &conversion->model;
	char held[128];
	int status;

	sources[find_source(conversion->from)].read(conversion);
	if (!is_sound(conversion))
		return STATUS_USAGE;
	say(model, &target->language);
	tell(model);
	if (!may_write(conversion))
		return STATUS_UNSAID;
	if (conversion->arguments->given & ARGUMENT_AGGREGATE)
		make_few(conversion, held, sizeof(held));
	status = target->write(conversion);
	if (status == 0 && (model->unsaid_count > 0 || conversion->faults > 0))
		status = STATUS_UNSAID;
	return status;
}

/* The daemon that rules are for: sshd where a format is of sshd. */
static const char *
daemon_of(const struct arguments *arguments, const char *to)
{
	if (arguments->daemon)
		return arguments->daemon;
	return strcmp(arguments->from, "sshd") == 0 || strcmp(to, "sshd") == 0
		   ? "sshd"
		   : "ALL";
}

static int
run(const struct arguments *arguments)
{
	const char *to = arguments->to ? arguments->to : "hosts", *fault;
	const struct format *target = find_target(to);
	struct conversion conversion = {.arguments = arguments, .to = to};
	int status;

	if (!arguments->from || find_source(arguments->from) == SOURCES)
		return usage_error(&convert_command,
				   "--from takes access, sshd, list, csv or "
				   "hosts");
	if (!target)
		return usage_error(&convert_command,
				   "--to takes hosts, list, nft, access, sshd "
				   "or json");
	fault = arguments_fault(arguments, to);
	if (fault)
		return usage_error(&convert_command, fault);
	conversion.from = arguments->from;
	conversion.daemon = daemon_of(arguments, to);
	if (arguments->count > 0)
		conversion.file = arguments->words[0];
	status = convert(&conversion, target);
	model_free(&conversion.model);
	return status;
}

const struct command convert_command = {
    "convert",
    ARGUMENT_AGGREGATE | ARGUMENT_ALLOW_FILE | ARGUMENT_DAEMON |
	ARGUMENT_DENY_FILE | ARGUMENT_FIELDSEP | ARGUMENT_FORMAT |
	ARGUMENT_LISTSEP | ARGUMENT_NODEFGROUP | ARGUMENT_PARTIAL |
	ARGUMENT_REFUSE_CONNECTION | ARGUMENT_RHOST | ARGUMENT_TO,
    "usage: hostsaccess convert --from FORMAT [OPTION]... [FILE]\n"
    "Writes rules of another system as hosts.allow and hosts.deny, or these\n"
    "for others.  Nobody is let in whom FILE refuses: what cannot be said is\n"
    "named, and where that is a refusal, nothing is written.\n"
    "  --from FORMAT         access (access.conf of pam_access), sshd\n"
    "                        (AllowUsers and its like), list (nets and "
    "ranges),\n"
    "                        csv (likewise, in columns), hosts\n"
    "  --to FORMAT           hosts (the default), list, nft, access, sshd, "
    "json\n"
    "  --daemon NAME         whose rules they are; ALL, or sshd for sshd\n"
    "  --aggregate           as few nets as hold the same addresses\n"
    "  --partial             writes the rest, though refusals are lost\n"
    "  --allow-file FILE     --from hosts reads it, --to hosts makes it\n"
    "  --deny-file FILE      likewise\n"
    "  --fieldsep BYTES      as pam_access is called with\n"
    "  --listsep BYTES       likewise\n"
    "  --nodefgroup          likewise\n"
    "  --rhost confirmed     daemons tell pam_access names, as sshd does with\n"
    "                        UseDNS yes\n"
    "  --refuse-connection   --to sshd: RefuseConnection, for sshd from 9.9 "
    "on\n"
    "FILE is the file of the system if it is not named, standard input for\n"
    "lists and `-'.\n"
    "Exit status: 0 done, 1 not all can be said, 2 error.\n",
    run,
};
