/* SPDX-License-Identifier: BSD-3-Clause */
/* hostsaccess explain: whether a client is allowed, by which rule, and why. */
#include "hostsaccess/explain/explain.h"

#include "hostsaccess/ask/record.h"
#include "hostsaccess/explain/batch.h"
#include "hostsaccess/explain/json.h"
#include "hostsaccess/explain/question.h"
#include "hostsaccess/explain/text.h"
#include "hostsaccess/tool/output.h"
#include "hostsaccess/tool/settings.h"

#include <errno.h>
#include <stdio.h>

enum { REFUSED = 1 };

/* What is asked, by ARGUMENTS with the rules of SETTINGS. */
struct asked {
	const struct arguments *arguments;
	const struct settings *settings;
	const struct explain_question *question;
};

/* By unusable settings nobody gets in. */
static void
decide(struct record *record, const struct asked *asked)
{
	if (asked->settings->unusable)
		record->verdict =
		    (struct ha_verdict){.decision = HA_REFUSE,
					.reason = HA_REASON_FILE,
					.severity = -1,
					.fault = asked->settings->fault};
	else
		record_decide(record, &asked->arguments->rules);
}

/* Decides with ADDRESS for a client that is a name; returns the status. */
static int
answer(const struct asked *asked, const struct ha_address *address)
{
	const struct arguments *arguments = asked->arguments;
	const struct explain_question *question = asked->question;
	struct record record;
	enum ha_reason reason;
	int status;

	record_begin(&record, arguments->given & ARGUMENT_NODNS,
		     asked->settings->values.dns_timeout_ms);
	record.as_libwrap = arguments->given & ARGUMENT_AS_LIBWRAP;
	record.settings = asked->settings;
	explain_question_fill(question, address, &record.resolver,
			      &record.request);
	decide(&record, asked);
	if (arguments->given & ARGUMENT_JSON)
		explain_json(stdout, &record, &arguments->rules);
	else
		explain_text(stdout, question, &record, &arguments->rules);
	reason = record.verdict.reason;
	status = record.verdict.decision == HA_ALLOW ? 0 : REFUSED;
	if (reason == HA_REASON_FILE || reason == HA_REASON_MEMORY)
		status = STATUS_USAGE;
	record_end(&record);
	return status;
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

/*
 * Looks the addresses of the name up, and decides for each of them, as where
 * it logs in; without one, for the name alone.  Returns the worst of the
 * statuses: of the strictest decision.
 */
static int
answer_name(const struct asked *asked)
{
	const struct arguments *arguments = asked->arguments;
	const struct explain_question *question = asked->question;
	const struct ha_endpoint *client;
	struct record record;
	int worst = 0;

	record_begin(&record, arguments->given & ARGUMENT_NODNS,
		     asked->settings->values.dns_timeout_ms);
	explain_question_fill(question, NULL, &record.resolver,
			      &record.request);
	client = &record.request.client;
	ha_request_address(&record.request, &record.request.client);
	if (!(arguments->given & ARGUMENT_JSON))
		say_addresses(question, client);
	if (client->candidate_count == 0)
		worst = answer(asked, NULL);
	for (size_t i = 0; i < client->candidate_count; i++) {
		int status;

		if (i > 0 && !(arguments->given & ARGUMENT_JSON))
			fputs("\n\n", stdout);
		status = answer(asked, &client->candidates[i]);
		worst = status > worst ? status : worst;
	}
	record_end(&record);
	return worst;
}

/* Explains QUESTION by the settings for its daemon. */
static int
explain_with(const struct arguments *arguments,
	     struct explain_question *question, struct settings *settings)
{
	const struct daemon_settings_critic critic =
	    settings_critic(explain_command.name);
	const struct daemon_settings *values = &settings->values;
	bool name_alone = arguments->given & ARGUMENT_RHOST;
	struct arguments changed = *arguments;
	const struct asked asked = {&changed, settings, question};

	if (!settings_read(arguments, question->daemon, &critic, settings,
			   &changed.rules))
		return answer(&asked, NULL);
	if (values->daemon)
		question->daemon = ha_slice_of(values->daemon);
	if (values->nodns)
		changed.given |= ARGUMENT_NODNS;
	return question->kind == EXPLAIN_NAME && !name_alone
		   ? answer_name(&asked)
		   : answer(&asked, NULL);
}

static int
explain_one(const struct arguments *arguments)
{
	bool name_alone = arguments->given & ARGUMENT_RHOST;
	struct settings settings;
	int status;
	struct explain_question question = {
	    .local_user = ha_slice_of(arguments->user ? arguments->user : ""),
	    .confirmed = arguments->confirmed};
	const char *fault = explain_question_parse(
	    arguments->words[0], arguments->words[1], &question);

	if (fault)
		return usage_error(&explain_command, fault);
	if (name_alone && question.kind != EXPLAIN_NAME)
		return usage_error(&explain_command,
				   "--rhost is for a client that is a name");
	status = explain_with(arguments, &question, &settings);
	settings_free(&settings);
	return status;
}

static int
run(const struct arguments *arguments)
{
	bool batch = arguments->given & ARGUMENT_BATCH;

	if (batch && arguments->count > 0)
		return usage_error(&explain_command,
				   "--batch takes no arguments");
	if (batch)
		return explain_batch(stdin, stdout, arguments);
	if (arguments->count != 2)
		return usage_error(&explain_command,
				   "it takes a daemon and a client");
	return explain_one(arguments);
}

const struct command explain_command = {
    "explain",
    ARGUMENT_ALLOW_FILE | ARGUMENT_AS_LIBWRAP | ARGUMENT_BATCH | ARGUMENT_CONF |
	ARGUMENT_DENY_FILE | ARGUMENT_JSON | ARGUMENT_NODNS | ARGUMENT_NOEXEC |
	ARGUMENT_RHOST | ARGUMENT_STRICT | ARGUMENT_USER,
    "usage: hostsaccess explain [OPTION]... DAEMON[@SERVER[:PORT]]"
    " [USER@]CLIENT\n"
    "       hostsaccess explain --batch [OPTION]... <CLIENTS\n"
    "Says whether the client is allowed, by which rule, and why.\n"
    "  --allow-file FILE  instead of /etc/hosts.allow\n"
    "  --deny-file FILE   instead of /etc/hosts.deny\n"
    "  --conf FILE        instead of /etc/security/hostsaccess.conf\n"
    "  --as-libwrap       a daemon that asks libwrap.so.0, and not PAM\n"
    "  --user USER        the local user\n"
    "  --nodns            look nothing up\n"
    "  --rhost WORD       a daemon tells the client's name alone, which it\n"
    "                     has confirmed, or unconfirmed\n"
    "  --strict           as the argument of the module\n"
    "  --noexec           as the argument of the module\n"
    "  --json             one JSON object for each decision\n"
    "  --batch            standard input has a client a line, between TABs:\n"
    "                     daemon, client name, client address, remote user\n"
    "Exit status: 0 allowed, 1 refused, 2 error; --batch: 0 or 2.\n",
    run,
};
