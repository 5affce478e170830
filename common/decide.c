/* SPDX-License-Identifier: BSD-3-Clause */
#include "decide.h"

#include "match.h"
#include "settle.h"

#include <errno.h>

/* How often files that change while they are read are read again. */
#define ATTEMPTS 5

/* A decision while it is made. */
struct decision {
	const struct ha_rules *rules;
	struct ha_sink sink; /* hears all that the steps below report */
	struct ha_matcher matcher;
	struct ha_source source; /* the rule file that is read */
	struct ha_skim skim;     /* what its lines are passed over by */
	struct ha_verdict *verdict;
	/* Which of the rules in the rest of the file count. */
	enum { REST_COUNTS, REST_REFUSES, REST_ENDS } rest;
	unsigned watches; /* of ha_settle_open() */
	bool acted;       /* the file has: what is done is not done again */
};

/* Keeps the first fatal fault, strictly any error, for the verdict. */
static void
receive_fatal(void *context, const struct ha_diagnostic *diagnostic)
{
	const struct decision *decision = context;
	struct ha_fault *fault = &decision->verdict->fault;
	enum ha_severity fatal = decision->rules->strict ? HA_ERROR : HA_FATAL;

	if (ha_diagnostic_severity(diagnostic->id) >= fatal &&
	    fault->id == HA_D_NONE)
		ha_fault_set(fault, diagnostic);
}

/* Likewise, and passes on what does not end the decision. */
static void
receive(void *context, const struct ha_diagnostic *diagnostic)
{
	const struct decision *decision = context;
	const struct ha_sink *sink = decision->rules->sink;

	receive_fatal(context, diagnostic);
	if (sink && decision->verdict->fault.id == HA_D_NONE)
		sink->receive(sink->context, diagnostic);
}

static void
conclude(struct decision *decision, const struct ha_rule *rule,
	 const struct ha_options *options, enum ha_decision outcome,
	 enum ha_reason reason)
{
	struct ha_verdict *verdict = decision->verdict;
	struct ha_slice text = ha_slice_trim(rule->line->text, HA_C_BLANK);

	verdict->decision = outcome;
	verdict->reason = reason;
	verdict->place = ha_rule_place(rule, text);
	verdict->severity = options->severity;
	verdict->skipped = options->skipped;
	verdict->idle = options->idle;
	ha_excerpt_set(&verdict->rule, text);
}

/* What RULE says of whom it matches, by its OPTIONS or its file. */
static enum ha_decision
outcome_of(const struct ha_options *options, enum ha_decision file,
	   enum ha_reason *reason)
{
	*reason = HA_REASON_RULE;
	switch (options->result) {
	case HA_OPTIONS_ALLOW:
		return HA_ALLOW;
	case HA_OPTIONS_NONE:
		return file;
	case HA_OPTIONS_DENY:
		return HA_REFUSE;
	case HA_OPTIONS_TWIST:
		*reason = HA_REASON_TWIST;
		return HA_REFUSE;
	case HA_OPTIONS_ERROR:
		break;
	}
	*reason = HA_REASON_OPTION;
	return HA_REFUSE;
}

/*
 * Whether an aclexec keeps the rule of OUTCOME from matching, and what that
 * means for the REST of its file.  A command that fails ends it.  If it could
 * not be found out whether it fails, only refusals count behind it.
 */
static bool
is_vetoed(struct decision *decision, const struct ha_options *options,
	  enum ha_decision outcome)
{
	if (options->result != HA_OPTIONS_NONE)
		return false;
	switch (options->aclexec) {
	case HA_ACLEXEC_NONE:
	case HA_ACLEXEC_YES:
		break;
	case HA_ACLEXEC_NO:
		decision->rest = REST_ENDS;
		return true;
	case HA_ACLEXEC_UNDECIDED:
		if (outcome != HA_ALLOW)
			break;
		decision->rest = REST_REFUSES;
		return true;
	}
	return false;
}

/* Why a rule that may MATCH refuses, in spite of REASON if it is certain. */
static enum ha_reason
reason_of_doubt(enum ha_match match, enum ha_reason reason)
{
	switch (match) {
	case HA_MATCH_NO:
	case HA_MATCH_UNLIKELY:
	case HA_MATCH_YES:
		break;
	case HA_MATCH_NUL:
		return HA_REASON_NUL;
	case HA_MATCH_HOST_BITS:
		return HA_REASON_HOST_BITS;
	case HA_MATCH_UNCONFIRMED:
		return HA_REASON_UNCONFIRMED;
	case HA_MATCH_FAILED:
		return HA_REASON_LOOKUP;
	}
	return reason;
}

/*
 * Takes RULE, which matches or may MATCH.  One that may, and one in a
 * REST_REFUSES, counts only if it refuses, and has no effects.
 */
static enum ha_status
take(struct decision *decision, const struct ha_rule *rule,
     enum ha_decision file, enum ha_match match)
{
	const struct ha_rules *rules = decision->rules;
	bool undecided = ha_match_is_undecided(match);
	bool dry = undecided || decision->rest == REST_REFUSES;
	const struct ha_option_context context = {
	    .request = dry ? NULL : decision->matcher.request,
	    .effects = rules->effects,
	    .resolver = decision->matcher.request->resolver,
	    .source = &decision->source,
	    .noexec = rules->noexec,
	    .sink = &decision->sink};
	struct ha_slice text = ha_slice_trim(rule->options, HA_C_SPACE);
	struct ha_options options;
	enum ha_decision outcome;
	enum ha_reason reason;
	enum ha_status status = ha_options_read(rule, &context, &options);

	decision->acted |= options.acted;
	if (status != HA_OK)
		return status;
	outcome = outcome_of(&options, file, &reason);
	if (is_vetoed(decision, &options, outcome)) {
		if (options.skipped & HA_OPTION_ACLEXEC)
			ha_diagnose(&decision->sink, HA_D_OPTION_ACLEXEC,
				    ha_rule_place(rule, text), text, 0);
		return HA_OK;
	}
	if (dry && outcome == HA_ALLOW)
		return HA_OK;
	if (undecided)
		reason = reason_of_doubt(match, reason);
	else if (rules->effects && options.result == HA_OPTIONS_NONE &&
		 options.aclexec == HA_ACLEXEC_UNDECIDED)
		reason = HA_REASON_COMMAND;
	conclude(decision, rule, &options, outcome, reason);
	return HA_OK;
}

/* Strict: finds what is broken in RULE, whoever asks. */
static enum ha_status
check(struct decision *decision, const struct ha_rule *rule)
{
	const struct ha_sink sink = {receive_fatal, decision};
	const struct ha_option_context context = {
	    .resolver = decision->matcher.request->resolver,
	    .noexec = decision->rules->noexec,
	    .sink = &sink};
	struct ha_options options;
	enum ha_status status = ha_match_check(rule, &sink);

	if (status == HA_OK)
		status = ha_options_read(rule, &context, &options);
	return status;
}

static void
trace_rule(const struct decision *decision, const struct ha_rule *rule,
	   enum ha_match match)
{
	struct ha_slice text = ha_slice_trim(rule->line->text, HA_C_BLANK);
	const struct ha_step step = {.kind = HA_STEP_RULE,
				     .place = ha_rule_place(rule, text),
				     .text = text,
				     .match = match,
				     .decides = decision->verdict->decision !=
						HA_UNDECIDED};

	ha_trace_step(decision->rules->trace, &step);
}

/* Compares RULE with the request; if it matches, it may decide. */
static enum ha_status
compare(struct decision *decision, const struct ha_rule *rule,
	enum ha_decision file)
{
	enum ha_match match;
	enum ha_status status = ha_match_rule(&decision->matcher, rule, &match);

	/* Before commands run: they may well change the file. */
	if (status == HA_OK && match != HA_MATCH_NO)
		status =
		    ha_source_unchanged(&decision->source, &decision->sink);
	if (status == HA_OK && match != HA_MATCH_NO)
		status = take(decision, rule, file, match);
	if (status == HA_OK && decision->rules->trace)
		trace_rule(decision, rule, match);
	return status;
}

static enum ha_status
consider(struct decision *decision, const struct ha_line *line,
	 enum ha_decision file)
{
	const struct ha_verdict *verdict = decision->verdict;
	enum ha_status status = HA_OK;
	struct ha_rule rule;

	if (ha_syntax_parse(line, &decision->sink, &rule) == HA_SYNTAX_RULE) {
		if (decision->rules->strict)
			status = check(decision, &rule);
		if (status == HA_OK && decision->rest != REST_ENDS &&
		    verdict->decision == HA_UNDECIDED)
			status = compare(decision, &rule, file);
	}
	return status == HA_OK && verdict->fault.id != HA_D_NONE ? HA_ERR_BROKEN
								 : status;
}

/* Reads the open file until a rule decides; strictly, to its end. */
static enum ha_status
read_rules(struct decision *decision, enum ha_decision file)
{
	const struct ha_verdict *verdict = decision->verdict;
	struct ha_source *source = &decision->source;
	struct ha_line line;

	ha_skim_prepare(&decision->matcher.request->client, &decision->skim);
	source->skim = decision->rules->trace ? NULL : &decision->skim;
	decision->rest = REST_COUNTS;
	while (decision->rules->strict || (decision->rest != REST_ENDS &&
					   verdict->decision == HA_UNDECIDED)) {
		enum ha_status status = ha_source_next(source, &line);

		if (status == HA_END)
			break;
		ha_source_diagnose(&decision->sink, status, line.place, errno);
		if (status == HA_OK)
			status = consider(decision, &line, file);
		if (status != HA_OK)
			return status;
	}
	if (decision->rest == REST_ENDS || verdict->decision != HA_UNDECIDED)
		return HA_OK;
	return ha_source_unchanged(source, &decision->sink);
}

/* Opens FILE; if it is not there and has to be, that is an error. */
static enum ha_status
open_rules(struct decision *decision, const char *file, bool optional)
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
ask_file(struct decision *decision, const char *file, enum ha_decision outcome)
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
ask_file_until_settled(struct decision *decision, const char *file,
		       enum ha_decision outcome)
{
	enum ha_status status = HA_ERR_CHANGED;

	decision->acted = false;
	for (int i = 0; i < ATTEMPTS && status == HA_ERR_CHANGED; i++) {
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
	ha_excerpt_set(&verdict->fault.file, ha_slice_of(rules->deny_file));
}

void
ha_decide(const struct ha_rules *rules, struct ha_request *request,
	  struct ha_verdict *verdict)
{
	struct decision decision = {.rules = rules, .verdict = verdict};
	void *known = NULL;
	enum ha_status status;

	decision.sink = (struct ha_sink){receive, &decision};
	decision.matcher = (struct ha_matcher){.request = request,
					       .sink = &decision.sink,
					       .exhaustive = rules->strict,
					       .trace = rules->trace,
					       .known = &known,
					       .settle_ms = rules->settle_ms,
					       .watches = &decision.watches};
	status = ask_file_until_settled(&decision, rules->allow_file, HA_ALLOW);
	if (status == HA_OK && verdict->decision == HA_UNDECIDED)
		status = ask_file_until_settled(&decision, rules->deny_file,
						HA_REFUSE);
	ha_known_free(&known);
	if (status != HA_OK) {
		refuse_for(status == HA_ERR_MEMORY, rules, verdict);
	} else if (verdict->decision == HA_UNDECIDED) {
		verdict->decision = HA_ALLOW;
		verdict->reason = HA_REASON_DEFAULT;
	}
}
