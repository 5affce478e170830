/* SPDX-License-Identifier: BSD-3-Clause */
#include "common/decide/decide.h"

#include "common/decide/decide_rule.h"
#include "common/source/settle.h"

#include <errno.h>

/* How often files that change while they are read are read again. */
#define ATTEMPTS 5

/* Keeps the first fault that ends the decision; with strict, any error. */
static void
receive_fatal(void *context, const struct ha_diagnostic *diagnostic)
{
	const struct ha_deciding *decision = context;
	struct ha_fault *fault = &decision->verdict->fault;
	enum ha_severity fatal = decision->rules->strict ? HA_ERROR : HA_FATAL;

	if (ha_diagnostic_severity(diagnostic->id) >= fatal &&
	    fault->id == HA_D_NONE)
		ha_fault_set(fault, diagnostic);
}

/* Likewise, and passes the others on to the sink of the caller. */
static void
receive(void *context, const struct ha_diagnostic *diagnostic)
{
	const struct ha_deciding *decision = context;
	const struct ha_sink *sink = decision->rules->sink;

	receive_fatal(context, diagnostic);
	if (sink && decision->verdict->fault.id == HA_D_NONE)
		sink->receive(sink->context, diagnostic);
}

/* Reads the open file until a rule decides; strictly, to its end. */
static enum ha_status
read_rules(struct ha_deciding *decision, enum ha_decision file)
{
	const struct ha_verdict *verdict = decision->verdict;
	struct ha_source *source = &decision->source;
	struct ha_line line;

	if (!decision->rules->trace)
		ha_source_filter(source, &decision->matcher.request->client,
				 decision->rules->strict,
				 decision->rules->indexes);
	decision->rest = HA_REST_COUNTS;
	while (decision->rules->strict || (decision->rest != HA_REST_ENDS &&
					   verdict->decision == HA_UNDECIDED)) {
		enum ha_status status = ha_source_next(source, &line);

		if (status == HA_END)
			break;
		ha_source_diagnose(&decision->sink, status, line.place, errno);
		if (status == HA_OK)
			status = ha_decide_line(decision, &line, file);
		if (status != HA_OK)
			return status;
	}
	if (decision->rest == HA_REST_ENDS || verdict->decision != HA_UNDECIDED)
		return HA_OK;
	return ha_source_unchanged(source, &decision->sink);
}

/* Opens FILE; if it is not there and has to be, that is an error. */
static enum ha_status
open_rules(struct ha_deciding *decision, const char *file, bool optional)
{
	enum ha_status status =
	    ha_settle_open(&decision->source, file, true,
			   decision->rules->settle_ms, &decision->watches);

	if (status == HA_ABSENT && !optional) {
		errno = ENOENT;
		status = HA_ERR_IO;
	}
	return status;
}

/* Asks the rules of one file; OUTCOME is what a rule there says. */
static enum ha_status
ask_file(struct ha_deciding *decision, const char *file,
	 enum ha_decision outcome)
{
	const struct ha_rules *rules = decision->rules;
	struct ha_source *source = &decision->source;
	bool optional =
	    outcome == HA_ALLOW ? rules->allow_optional : rules->deny_optional;
	enum ha_status status = open_rules(decision, file, optional);

	if (status == HA_ABSENT) {
		ha_trace_file(rules->trace, HA_STEP_ABSENT, file);
		return HA_OK;
	}
	if (status != HA_OK) {
		ha_source_diagnose(&decision->sink, status,
				   (struct ha_place){file, 0, 0}, errno);
		return status;
	}
	ha_trace_file(rules->trace, HA_STEP_FILE, file);
	status = read_rules(decision, outcome);
	if (status != HA_OK &&
	    ha_source_unchanged(source, NULL) == HA_ERR_CHANGED)
		status = HA_ERR_CHANGED;
	if (status == HA_ERR_CHANGED)
		ha_trace_file(rules->trace, HA_STEP_CHANGED, file);
	ha_source_close(source);
	return status;
}

static enum ha_status
ask_file_until_settled(struct ha_deciding *decision, const char *file,
		       enum ha_decision outcome)
{
	const int attempts = decision->rules->at_once ? 1 : ATTEMPTS;
	enum ha_status status = HA_ERR_CHANGED;

	if (!file)
		return HA_OK;
	decision->acted_before = decision->acted;
	decision->acted = false;
	for (int i = 0; i < attempts && status == HA_ERR_CHANGED; i++) {
		if (i > 0)
			ha_settle_wait(decision->rules->settle_ms);
		*decision->verdict = (struct ha_verdict){.severity = -1};
		status = ask_file(decision, file, outcome);
		if (decision->acted)
			break;
	}
	if (status == HA_ERR_CHANGED)
		ha_diagnose(&decision->sink, HA_D_FILE_UNSTABLE,
			    (struct ha_place){file, 0, 0}, ha_slice_of(""), 0);
	return status;
}

/* Whatever went wrong: refuse, and say why. */
static void
refuse_for(bool memory, const struct ha_rules *rules,
	   struct ha_verdict *verdict)
{
	*verdict = (struct ha_verdict){.decision = HA_REFUSE,
				       .reason = memory ? HA_REASON_MEMORY
							: HA_REASON_FILE,
				       .severity = -1,
				       .fault = verdict->fault};
	if (memory || verdict->fault.id != HA_D_NONE)
		return;
	verdict->fault.id = HA_D_FILE_UNREADABLE;
	ha_excerpt_set(&verdict->fault.file,
		       ha_slice_of(rules->deny_file ? rules->deny_file : ""));
}

void
ha_decide(const struct ha_rules *rules, struct ha_request *request,
	  struct ha_verdict *verdict)
{
	struct ha_deciding decision = {
	    .rules = rules,
	    .verdict = verdict,
	    .watches = rules->at_once ? HA_SETTLE_NO_WATCH : 0};
	void *memo = NULL;
	enum ha_status status;

	*verdict = (struct ha_verdict){.severity = -1};
	decision.sink = (struct ha_sink){receive, &decision};
	decision.fatal = (struct ha_sink){receive_fatal, &decision};
	decision.matcher =
	    (struct ha_matcher){.request = request,
				.sink = &decision.sink,
				.exhaustive = rules->strict,
				.no_conditions = rules->no_conditions,
				.trace = rules->trace,
				.memo = &memo,
				.settle_ms = rules->settle_ms,
				.watches = &decision.watches,
				.indexes = rules->indexes};
	status = ask_file_until_settled(&decision, rules->allow_file, HA_ALLOW);
	if (status == HA_OK && verdict->decision == HA_UNDECIDED)
		status = ask_file_until_settled(&decision, rules->deny_file,
						HA_REFUSE);
	ha_list_memo_free(&memo);
	if (status != HA_OK) {
		refuse_for(status == HA_ERR_MEMORY, rules, verdict);
	} else if (verdict->decision == HA_UNDECIDED) {
		verdict->decision = HA_ALLOW;
		verdict->reason = HA_REASON_DEFAULT;
	}
	verdict->acted = decision.acted_before || decision.acted;
}
