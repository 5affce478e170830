/* SPDX-License-Identifier: BSD-3-Clause */
/* hostsaccess explain: whether a client is allowed, by which rule, and why. */
#include "common/decide/rules.h"
#include "hostsaccess/ask/record.h"
#include "hostsaccess/explain/batch.h"
#include "hostsaccess/explain/json.h"
#include "hostsaccess/explain/question.h"
#include "hostsaccess/explain/text.h"
#include "hostsaccess/tool/commands.h"
#include "hostsaccess/tool/output.h"

#include <errno.h>
#include <getopt.h>
#include <stdio.h>
#include <string.h>

enum { REFUSED = 1 };

struct settings {
	struct ha_rules rules;
	struct ha_slice local_user;
	bool nodns, json, batch;
	bool name_alone, confirmed; /* of a client that is a name: --rhost */
};

/* Decides with ADDRESS for a client that is a name; returns the status. */
static int
answer(const struct settings *settings, const struct explain_question *question,
       const struct ha_address *address)
{
	struct record record;
	enum ha_reason reason;
	int status;

	record_begin(&record, settings->nodns);
	explain_question_fill(question, address, &record.resolver,
			      &record.request);
	record_decide(&record, &settings->rules);
	if (settings->json)
		explain_json(stdout, &record, question->local_user);
	else
		explain_text(stdout, question, &record, &settings->rules);
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
answer_name(const struct settings *settings,
	    const struct explain_question *question)
{
	const struct ha_endpoint *client;
	struct record record;
	int worst = 0;

	record_begin(&record, settings->nodns);
	explain_question_fill(question, NULL, &record.resolver,
			      &record.request);
	client = &record.request.client;
	ha_request_address(&record.request, &record.request.client);
	if (!settings->json)
		say_addresses(question, client);
	if (client->candidate_count == 0)
		worst = answer(settings, question, NULL);
	for (size_t i = 0; i < client->candidate_count; i++) {
		int status;

		if (i > 0 && !settings->json)
			fputs("\n\n", stdout);
		status = answer(settings, question, &client->candidates[i]);
		worst = status > worst ? status : worst;
	}
	record_end(&record);
	return worst;
}

static int
explain_one(const struct settings *settings, char **arguments)
{
	struct explain_question question = {.local_user = settings->local_user,
					    .confirmed = settings->confirmed};
	const char *fault =
	    explain_question_parse(arguments[0], arguments[1], &question);

	if (fault)
		return usage_error("explain", fault);
	if (settings->name_alone && question.kind != EXPLAIN_NAME)
		return usage_error("explain", "--rhost is for a client that "
					      "is a name");
	if (question.kind == EXPLAIN_NAME && !settings->name_alone)
		return answer_name(settings, &question);
	return answer(settings, &question, NULL);
}

/* Reads WORD, the value of --rhost. */
static bool
read_rhost(const char *word, struct settings *settings)
{
	settings->name_alone = true;
	settings->confirmed = strcmp(word, "confirmed") == 0;
	if (settings->confirmed || strcmp(word, "unconfirmed") == 0)
		return true;
	fputs("hostsaccess explain: --rhost takes confirmed or unconfirmed\n",
	      stderr);
	return false;
}

enum {
	OPTION_ALLOW_FILE = OPTION_FIRST,
	OPTION_BATCH,
	OPTION_DENY_FILE,
	OPTION_HELP,
	OPTION_JSON,
	OPTION_NODNS,
	OPTION_NOEXEC,
	OPTION_RHOST,
	OPTION_STRICT,
	OPTION_USER,
};

/*
 * Reads the options.  Returns false, and the exit status, if they are wrong or
 * ask for help.
 */
static bool
read_options(int argc, char **argv, struct settings *settings, int *status)
{
	static const struct option options[] = {
	    {"allow-file", required_argument, NULL, OPTION_ALLOW_FILE},
	    {"batch", no_argument, NULL, OPTION_BATCH},
	    {"deny-file", required_argument, NULL, OPTION_DENY_FILE},
	    {"help", no_argument, NULL, OPTION_HELP},
	    {"json", no_argument, NULL, OPTION_JSON},
	    {"nodns", no_argument, NULL, OPTION_NODNS},
	    {"noexec", no_argument, NULL, OPTION_NOEXEC},
	    {"rhost", required_argument, NULL, OPTION_RHOST},
	    {"strict", no_argument, NULL, OPTION_STRICT},
	    {"user", required_argument, NULL, OPTION_USER},
	    {0},
	};
	int option;

	while ((option = getopt_long(argc, argv, ":", options, NULL)) >= 0) {
		switch (option) {
		case OPTION_ALLOW_FILE:
			settings->rules.allow_file = optarg;
			break;
		case OPTION_BATCH:
			settings->batch = true;
			break;
		case OPTION_DENY_FILE:
			settings->rules.deny_file = optarg;
			break;
		case OPTION_JSON:
			settings->json = true;
			break;
		case OPTION_NODNS:
			settings->nodns = true;
			break;
		case OPTION_RHOST:
			if (read_rhost(optarg, settings))
				break;
			*status = STATUS_USAGE;
			return false;
		case OPTION_STRICT:
			settings->rules.strict = true;
			break;
		case OPTION_USER:
			settings->local_user = ha_slice_of(optarg);
			break;
		case OPTION_NOEXEC:
			settings->rules.noexec = true;
			break;
		case OPTION_HELP:
			*status = usage("explain");
			return false;
		default:
			*status =
			    usage_option("explain", option, argv[optind - 1]);
			return false;
		}
	}
	return true;
}

int
explain_main(int argc, char **argv)
{
	struct settings settings = {0};
	int status;

	if (!read_options(argc, argv, &settings, &status))
		return status;
	ha_rules_name(&settings.rules, settings.rules.allow_file,
		      settings.rules.deny_file);
	if (argc - optind != (settings.batch ? 0 : 2))
		return usage_error("explain", settings.batch
						  ? "--batch takes no arguments"
						  : "it takes a daemon and a "
						    "client");
	if (settings.batch)
		return explain_batch(stdin, stdout, &settings.rules,
				     settings.nodns, settings.json,
				     settings.confirmed);
	return explain_one(&settings, argv + optind);
}
