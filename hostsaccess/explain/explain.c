/* SPDX-License-Identifier: BSD-3-Clause */
/* hostsaccess explain: whether a client is allowed, by which rule, and why. */
#include "hostsaccess/explain/explain.h"

#include "hostsaccess/explain/answer.h"
#include "hostsaccess/explain/batch.h"
#include "hostsaccess/explain/from.h"
#include "hostsaccess/explain/hits.h"
#include "hostsaccess/explain/json.h"
#include "hostsaccess/explain/obeyed.h"
#include "hostsaccess/explain/question.h"
#include "hostsaccess/explain/text.h"
#include "hostsaccess/explain/unknown.h"
#include "hostsaccess/machine/service.h"
#include "hostsaccess/past/since.h"
#include "hostsaccess/tool/output.h"

#include <stdio.h>
#include <unistd.h>

/* What is asked, by ARGUMENTS, of WAYS. */
struct asked {
	const struct arguments *arguments;
	const struct ways *ways;
	const struct explain_question *question;
	/* For a client that is a name: which of its addresses; NULL: none. */
	const struct ha_address *address;
	const struct hits *hits; /* NULL: nobody asks for them */
};

/* Fills RECORD with what CLIENT, a struct asked, says: explain_fill_fn. */
static void
fill(const void *client, const struct way *way, struct record *record)
{
	const struct asked *asked = client;
	struct explain_question question = *asked->question;

	question.daemon = way->daemon;
	if (!(asked->arguments->given & ARGUMENT_RHOST))
		question.confirmed = way->settings->values.rhost_confirmed;
	if (record->as_libwrap) /* which knows of no user */
		question.local_user.size = 0;
	explain_question_fill(&question, asked->address, &record->resolver,
			      &record->request);
	if (asked->arguments->at != 0)
		ha_request_set_time(&record->request, asked->arguments->at);
}

/* Decides, and says so; returns the outcome. */
static enum explain_outcome
answer(const struct asked *asked)
{
	const struct arguments *arguments = asked->arguments;
	const struct explain_asked how = {
	    .ways = asked->ways,
	    .nodns = arguments->given & ARGUMENT_NODNS,
	    .as_libwrap = arguments->given & ARGUMENT_AS_LIBWRAP,
	    .hits = asked->hits};
	struct explain_answer answer;
	enum explain_outcome outcome;

	explain_answer_find(&how, fill, asked,
			    asked->question->kind == EXPLAIN_UNKNOWN, &answer);
	if (arguments->given & ARGUMENT_JSON)
		explain_json(stdout, &answer);
	else
		explain_text(stdout, asked->question, &answer);
	outcome = answer.outcome;
	explain_answer_end(&answer);
	return outcome;
}

/* Says what addresses of CLIENT, whose name QUESTION has, are decided. */
static void
say_addresses(const struct explain_question *question,
	      const struct ha_endpoint *client)
{
	char text[HA_ADDRESS_TEXT_MAX];

	output_escaped(stdout, question->client);
	if (client->candidate_count == 0) {
		fputs(": no address of it is known; the name alone is "
		      "decided\n\n",
		      stdout);
		return;
	}
	fputs(client->candidate_count > 1 ? " has several addresses:"
					  : " has the address",
	      stdout);
	for (size_t i = 0; i < client->candidate_count; i++) {
		ha_address_format(&client->candidates[i], true, text);
		putchar(' ');
		output_escaped(stdout, ha_slice_of(text));
	}
	fputs("\n\n", stdout);
}

/* Begins RECORD, which looks the addresses of the name of ASKED up. */
static void
look_up(const struct asked *asked, struct record *record)
{
	const struct way *way = &asked->ways->all[0];
	const struct daemon_settings *values = &way->settings->values;
	bool nodns = asked->arguments->given & ARGUMENT_NODNS || values->nodns;

	record_begin(record, nodns, values->dns_timeout_ms);
	fill(asked, way, record);
	ha_request_address(&record->request, &record->request.client);
}

/*
 * Looks the addresses of the name up, and decides for each of them, as where
 * it logs in; without one, for the name alone.  Returns the strictest outcome.
 */
static enum explain_outcome
answer_name(const struct asked *asked)
{
	struct asked one = *asked;
	bool json = asked->arguments->given & ARGUMENT_JSON;
	enum explain_outcome strictest = EXPLAIN_ALLOWED;
	const struct ha_endpoint *client;
	struct record record;

	look_up(asked, &record);
	client = &record.request.client;
	if (!json)
		say_addresses(asked->question, client);
	if (client->candidate_count == 0)
		strictest = answer(asked);
	for (size_t i = 0; i < client->candidate_count; i++) {
		enum explain_outcome outcome;

		if (i > 0 && !json)
			fputs("\n\n", stdout);
		one.address = &client->candidates[i];
		outcome = answer(&one);
		strictest = outcome > strictest ? outcome : strictest;
	}
	record_end(&record);
	return strictest;
}

/* Whether the daemon may tell the client's name, and no address. */
static bool
tells_names(const struct ways *ways, const struct arguments *arguments)
{
	if (arguments->given & ARGUMENT_RHOST)
		return true;
	for (size_t i = 0; i < ways->count; i++)
		if (ways->all[i].settings->values.rhost_confirmed &&
		    !service_tells_address(ways->calls.service) &&
		    !service_tells_address(ways->daemon))
			return true;
	return false;
}

/* Explains QUESTION by WAYS.  Returns the exit status. */
static int
explain_by(const struct arguments *arguments, const struct ways *ways,
	   struct explain_question *question)
{
	struct hits hits = {.count = 0};
	struct asked asked = {arguments, ways, question, NULL,
			      arguments->given & ARGUMENT_HITS ? &hits : NULL};
	bool by_name = question->kind == EXPLAIN_NAME &&
		       !ways->all[0].settings->unusable &&
		       !tells_names(ways, arguments);
	bool good = true;
	int status;

	question->no_user = ha_slice_is(question->daemon, "sshd") &&
			    !(arguments->given & ARGUMENT_AS_LIBWRAP);
	explain_obeyed_look(arguments, ways, question);
	if (asked.hits)
		good = explain_hits_read(arguments, ways, &hits);
	if (!good)
		asked.hits = NULL;
	status = explain_outcome_status(by_name ? answer_name(&asked)
						: answer(&asked));
	hits_free(&hits);
	return good ? status : STATUS_USAGE;
}

/* Says that there is no such daemon; and what was meant. */
static int
explain_unknown(const struct arguments *arguments, const struct names *names,
		const struct ways *ways,
		const struct explain_question *question)
{
	char fault[EXPLAIN_UNKNOWN_MAX];

	explain_unknown_words(ways, arguments, question->daemon, fault);
	output_message(stderr, "hostsaccess explain: %s", fault);
	if (names_find(names, question->client))
		output_message(
		    stderr,
		    "hostsaccess explain: did you mean: hostsaccess "
		    "explain %.*s %.*s?",
		    (int)question->client.size, question->client.data,
		    (int)question->daemon.size, question->daemon.data);
	return STATUS_USAGE;
}

/* Explains QUESTION by what this machine or ARGUMENTS say of its daemon. */
static int
explain_question(const struct arguments *arguments,
		 struct explain_question *question)
{
	const struct daemon_settings_critic critic =
	    settings_critic(explain_command.name);
	const char *folder = way_folder(arguments);
	struct names names = {0};
	struct ways ways;
	int status;

	if (folder)
		names_read_by(&names, folder, arguments);
	ways_find(folder ? &names : NULL, question->daemon, arguments, &critic,
		  &ways);
	status = ways.known
		     ? explain_by(arguments, &ways, question)
		     : explain_unknown(arguments, &names, &ways, question);
	ways_free(&ways);
	names_free(&names);
	return status;
}

/* Says what FAULT DAEMON and CLIENT have, and if they are swapped. */
static int
explain_misread(const char *daemon, const char *client, const char *fault)
{
	struct explain_question question;

	if (!explain_question_parse(client, daemon, &question) &&
	    question.kind == EXPLAIN_ADDRESS)
		output_message(stderr,
			       "hostsaccess explain: did you mean: hostsaccess "
			       "explain %s %s?",
			       client, daemon);
	return usage_error(&explain_command, fault);
}

/* Explains what DAEMON and CLIENT say, for USER, or NULL. */
static int
explain_named(const struct arguments *arguments, const char *daemon,
	      const char *client, const char *user)
{
	struct explain_question question = {.local_user =
						ha_slice_of(user ? user : ""),
					    .confirmed = arguments->confirmed};
	const char *fault = explain_question_parse(daemon, client, &question);

	if (fault)
		return explain_misread(daemon, client, fault);
	if (arguments->given & ARGUMENT_RHOST && question.kind != EXPLAIN_NAME)
		return usage_error(&explain_command,
				   "--rhost is for a client that is a name");
	return explain_question(arguments, &question);
}

static int
explain_from(const struct arguments *arguments)
{
	struct explain_from from;
	int status = STATUS_USAGE;

	if (explain_from_find(arguments, &from))
		status = explain_named(arguments, from.daemon, from.client,
				       arguments->user ? arguments->user
						       : from.user);
	arena_free(&from.texts);
	return status;
}

static int
run(const struct arguments *arguments)
{
	const char *fault = explain_from_misuse(arguments);
	time_t since;

	if (fault)
		return usage_error(&explain_command, fault);
	if (!since_argument(&explain_command, arguments, time(NULL), &since))
		return STATUS_USAGE;
	if (arguments->pam_folder && access(arguments->pam_folder, F_OK)) {
		output_message(stderr, "hostsaccess explain: %s: %m",
			       arguments->pam_folder);
		return STATUS_USAGE;
	}
	if (arguments->given & ARGUMENT_BATCH)
		return explain_batch(stdin, stdout, arguments);
	if (explain_from_asked(arguments))
		return explain_from(arguments);
	if (arguments->count != 2)
		return usage_error(&explain_command,
				   "it takes a daemon and a client");
	return explain_named(arguments, arguments->words[0],
			     arguments->words[1], arguments->user);
}

const struct command explain_command = {
    "explain",
    ARGUMENT_ALLOW_FILE | ARGUMENT_AS_LIBWRAP | ARGUMENT_AT | ARGUMENT_BATCH |
	ARGUMENT_CONF | ARGUMENT_DENY_FILE | ARGUMENT_GEODB | ARGUMENT_HITS |
	ARGUMENT_JSON | ARGUMENT_LAST | ARGUMENT_LOG | ARGUMENT_ME |
	ARGUMENT_NODNS | ARGUMENT_NOEXEC | ARGUMENT_PAM | ARGUMENT_RHOST |
	ARGUMENT_SERVICE | ARGUMENT_SINCE | ARGUMENT_STRICT | ARGUMENT_USER,
    "usage: hostsaccess explain [OPTION]... DAEMON[@SERVER[:PORT]]"
    " [USER@]CLIENT\n"
    "       hostsaccess explain [OPTION]... --me | --last [DAEMON]\n"
    "       hostsaccess explain [OPTION]... 'LINE OF A LOG'\n"
    "       hostsaccess explain --batch [OPTION]... <CLIENTS\n"
    "Says whether the client is allowed, by which rule, and why.  Files and\n"
    "all else are those that the lines of the daemon's PAM service say.\n"
    "  --me               the client of this session\n"
    "  --last             the last one that was refused, by the log\n"
    "  --log FILE         likewise, by this log\n"
    "  --hits             how often the rule decided, by the log\n"
    "  --since WHEN       likewise, since 2026-11-01, yesterday, 7d\n"
    "  --service NAME     the PAM service, where it is not the daemon's name\n"
    "  --pam[=FOLDER]     instead of /etc/pam.d\n"
    "  --allow-file FILE  instead of /etc/hosts.allow, and PAM is not asked\n"
    "  --deny-file FILE   instead of /etc/hosts.deny, likewise\n"
    "  --conf FILE        instead of /etc/security/hostsaccess.conf\n"
    "  --as-libwrap       a daemon that asks libwrap.so.0, and not PAM\n"
    "  --user USER        the local user, for conditions (require user=)\n"
    "  --at TIME          as if it were that time: 2026-12-01T10:00Z\n"
    "  --geodb FILES      databases of networks, with commas between them\n"
    "  --nodns            look nothing up\n"
    "  --rhost WORD       a daemon tells the client's name alone, which it\n"
    "                     has confirmed, or unconfirmed\n"
    "  --strict           as the argument of the module\n"
    "  --noexec           as the argument of the module\n"
    "  --json             one JSON object for each decision\n"
    "  --batch            standard input has a client a line, between TABs:\n"
    "                     daemon, client name, client address, remote user,\n"
    "                     local user\n"
    "Exit status: 0 allowed, 1 refused, 2 error, 3 a command has to say;\n"
    "--batch: 0 or 2.\n",
    run,
};
