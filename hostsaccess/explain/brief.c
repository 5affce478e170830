/* SPDX-License-Identifier: BSD-3-Clause */
#include "hostsaccess/explain/brief.h"

#include "hostsaccess/tool/memory.h"
#include "hostsaccess/tool/output.h"

#include <string.h>

struct ask_client
explain_client_of(const struct explain_client *client, const struct way *way)
{
	const struct daemon_settings *values = &way->settings->values;
	struct ask_client facts = client->client;

	facts.daemon = way->daemon;
	facts.dns_timeout_ms = values->dns_timeout_ms;
	facts.geo_files = values->geo_files;
	if (!client->given)
		facts.confirmed = values->rhost_confirmed;
	return facts;
}

/* Notes in CONTEXT that something may not be read. */
static void
receive(void *context, const struct ha_diagnostic *diagnostic)
{
	bool *unreadable = context;

	*unreadable |= explain_lacks_right(diagnostic->error);
}

/* Decides on CLIENT by RULES, where each command ends with ANSWER. */
static bool
suppose(enum ha_run answer, const struct ha_rules *rules,
	const struct ask_client *client, bool nodns, struct ha_verdict *verdict)
{
	struct ask_commands commands = {.answer = answer};
	const struct ha_effects effects = ask_effects(&commands);
	struct ha_rules asked = *rules;

	asked.effects = &effects;
	ask_decide(&asked, client, nodns, verdict);
	memory_check(verdict->reason == HA_REASON_MEMORY ? HA_ERR_MEMORY
							 : HA_OK);
	return commands.asked;
}

/* Decides by the rules of WAY. */
static void
decide(const struct explain_asked *asked, const struct explain_client *client,
       const struct way *way, struct explain_brief *brief)
{
	const struct daemon_settings *values = &way->settings->values;
	struct ask_client facts = explain_client_of(client, way);
	bool nodns = asked->nodns || values->nodns, unreadable = false;
	const struct ha_sink sink = {receive, &unreadable};
	struct ha_verdict success, failure;
	struct ha_rules rules = way->rules;
	bool differs = false;

	if (explain_as_libwrap(asked, way)) /* which knows of no user */
		facts.local_user.size = 0;
	rules.indexes = asked->indexes;
	rules.sink = &sink;
	if (suppose(HA_RUN_ERROR, &rules, &facts, nodns, &brief->verdict)) {
		suppose(HA_RUN_SUCCESS, &rules, &facts, nodns, &success);
		suppose(HA_RUN_FAILURE, &rules, &facts, nodns, &failure);
		differs = success.decision != failure.decision;
	}
	brief->outcome = explain_outcome_of(&brief->verdict, differs,
					    unreadable, values->permissive);
}

void
explain_brief_find(const struct explain_asked *asked,
		   const struct explain_client *client,
		   struct explain_brief *brief)
{
	bool nothing =
	    client->client.address.size == 0 && client->client.name.size == 0;

	*brief = (struct explain_brief){.outcome = EXPLAIN_FAULT};
	for (size_t i = 0; i < asked->ways->count; i++) {
		const struct way *way = &asked->ways->all[i];
		struct explain_brief one;

		if (explain_refused_before(asked, way, nothing, &one.verdict))
			one.outcome = explain_outcome_of(
			    &one.verdict, false, false,
			    way->settings->values.permissive);
		else
			decide(asked, client, way, &one);
		if (i == 0 ||
		    explain_outweighs(one.outcome, &one.verdict, brief->outcome,
				      &brief->verdict))
			*brief = one;
	}
	if (brief->outcome < EXPLAIN_UNREADABLE &&
	    explain_ways_unreadable(asked->ways))
		brief->outcome = EXPLAIN_UNREADABLE;
}

/* An excerpt, marked if it is not the whole. */
static void
put_excerpt(FILE *output, const struct ha_excerpt *excerpt)
{
	output_escaped(output,
		       (struct ha_slice){excerpt->bytes, excerpt->size});
	if (excerpt->cut)
		fputs("...", output);
}

static void
put_fault(FILE *output, const struct ha_fault *fault)
{
	put_excerpt(output, &fault->file);
	if (fault->line > 0)
		fprintf(output, ":%lu", fault->line);
	fprintf(output, "\t%s", ha_diagnostic_message(fault->id));
	if (fault->error)
		fprintf(output, ": %s", strerror(fault->error));
}

void
explain_brief_put(FILE *output, const struct explain_brief *brief)
{
	const struct ha_verdict *verdict = &brief->verdict;

	fprintf(output, "%s\t", explain_outcome_name(brief->outcome));
	if (verdict->reason == HA_REASON_FILE) {
		put_fault(output, &verdict->fault);
	} else if (verdict->reason == HA_REASON_MEMORY) {
		fputs("\tout of memory", output);
	} else if (verdict->place.line > 0) {
		output_escaped(output, ha_slice_of(verdict->place.file));
		fprintf(output, ":%lu\t", verdict->place.line);
		put_excerpt(output, &verdict->rule);
	} else {
		fputs(verdict->decision == HA_ALLOW ? "default\t" : "\t",
		      output);
		fputs(verdict->decision == HA_ALLOW
			  ? ""
			  : ha_reason_name(verdict->reason),
		      output);
	}
	if (brief->outcome == EXPLAIN_UNREADABLE)
		fputs("; run as root", output);
	putc('\n', output);
}
