/* SPDX-License-Identifier: BSD-3-Clause */
#include "common/decide/decide_rule.h"

#include "common/option/option.h"
#include "common/rule/visit.h"

static void
conclude(struct ha_deciding *decision, const struct ha_rule *rule,
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
	verdict->left_alone = options->left_alone;
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
	case HA_OPTIONS_LOOKUP:
		*reason = HA_REASON_ACCOUNT;
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
is_vetoed(struct ha_deciding *decision, const struct ha_options *options,
	  enum ha_decision outcome)
{
	if (options->result != HA_OPTIONS_NONE)
		return false;
	switch (options->aclexec) {
	case HA_ACLEXEC_NONE:
	case HA_ACLEXEC_YES:
		break;
	case HA_ACLEXEC_NO:
		decision->rest = HA_REST_ENDS;
		return true;
	case HA_ACLEXEC_UNDECIDED:
		if (outcome != HA_ALLOW)
			break;
		decision->rest = HA_REST_REFUSES;
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
	case HA_MATCH_UNREAD:
	case HA_MATCH_YES:
		break;
	case HA_MATCH_NUL:
		return HA_REASON_NUL;
	case HA_MATCH_HOST_BITS:
		return HA_REASON_HOST_BITS;
	case HA_MATCH_UNCONFIRMED:
		return HA_REASON_UNCONFIRMED;
	case HA_MATCH_NO_USER:
		return HA_REASON_NO_USER;
	case HA_MATCH_TIME:
		return HA_REASON_TIME;
	case HA_MATCH_MALFORMED:
		return HA_REASON_MALFORMED;
	case HA_MATCH_FAILED:
		return HA_REASON_LOOKUP;
	}
	return reason;
}

/* Tells that an aclexec of RULE was not carried out. */
static void
tell_aclexec(const struct ha_deciding *decision, const struct ha_rule *rule)
{
	struct ha_slice text = ha_slice_trim(rule->options, HA_C_SPACE);

	ha_diagnose(&decision->sink, HA_D_OPTION_ACLEXEC,
		    ha_rule_place(rule, text), text, 0);
}

/*
 * Concludes by RULE, of a file that says FILE, with its OPTIONS, if it MATCHes,
 * may, or, as its conditions say, does not.  One that may match, and one in a
 * HA_REST_REFUSES, counts only if it refuses.
 */
static void
settle(struct ha_deciding *decision, const struct ha_rule *rule,
       const struct ha_options *options, enum ha_decision file,
       enum ha_match match)
{
	bool dry = match != HA_MATCH_YES || decision->rest == HA_REST_REFUSES;
	enum ha_reason reason;
	enum ha_decision outcome = outcome_of(options, file, &reason);

	/* also before a condition that does not hold: that is behind it */
	if (is_vetoed(decision, options, outcome)) {
		if (options->skipped & HA_OPTION_ACLEXEC)
			tell_aclexec(decision, rule);
		return;
	}
	if (match == HA_MATCH_NO || (dry && outcome == HA_ALLOW))
		return;
	if (match != HA_MATCH_YES)
		reason = reason_of_doubt(match, reason);
	else if (decision->rules->effects &&
		 options->result == HA_OPTIONS_NONE &&
		 options->aclexec == HA_ACLEXEC_UNDECIDED)
		reason = HA_REASON_COMMAND;
	conclude(decision, rule, options, outcome, reason);
}

/*
 * Takes RULE, which matches or may *MATCH, and has its options carried out if
 * that is certain.  What it requires besides may make *MATCH no, and then it is
 * passed over.
 */
static enum ha_status
take(struct ha_deciding *decision, const struct ha_rule *rule,
     enum ha_decision file, enum ha_match *match)
{
	const struct ha_rules *rules = decision->rules;
	const struct ha_option_context context = {
	    .request = decision->matcher.request,
	    .dry = *match != HA_MATCH_YES || decision->rest == HA_REST_REFUSES,
	    .effects = rules->effects,
	    .resolver = decision->matcher.request->resolver,
	    .source = &decision->source,
	    .root_only = rules->root_only,
	    .no_conditions = rules->no_conditions,
	    .noexec = rules->noexec,
	    .sink = &decision->sink,
	    .trace = rules->trace};
	struct ha_options options;
	enum ha_status status = ha_options_read(rule, &context, &options);

	decision->acted |= options.acted;
	*match = ha_match_and(*match, options.required);
	if (status == HA_OK)
		settle(decision, rule, &options, file, *match);
	return status;
}

/* Strict: finds what is broken in RULE, whoever asks. */
static enum ha_status
check(struct ha_deciding *decision, const struct ha_rule *rule)
{
	const struct ha_option_context context = {
	    .resolver = decision->matcher.request->resolver,
	    .no_conditions = decision->rules->no_conditions,
	    .noexec = decision->rules->noexec,
	    .sink = &decision->fatal};
	struct ha_options options;

	ha_visit_lists(rule, &decision->fatal, NULL, NULL);
	return ha_options_read(rule, &context, &options);
}

static void
trace_rule(const struct ha_deciding *decision, const struct ha_rule *rule,
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
compare(struct ha_deciding *decision, const struct ha_rule *rule,
	enum ha_decision file)
{
	const struct ha_matcher *matcher = &decision->matcher;
	enum ha_match match;
	enum ha_status status = ha_match_daemons(matcher, rule, &match);

	if (status == HA_OK && match == HA_MATCH_NO)
		ha_source_dismiss(&decision->source);
	else if (status == HA_OK)
		status = ha_match_clients(matcher, rule, &match);
	/* Before commands run: they may well change the file. */
	if (status == HA_OK && match != HA_MATCH_NO)
		status =
		    ha_source_unchanged(&decision->source, &decision->sink);
	if (status == HA_OK && match != HA_MATCH_NO)
		status = take(decision, rule, file, &match);
	if (status == HA_OK && decision->rules->trace)
		trace_rule(decision, rule, match);
	return status;
}

enum ha_status
ha_decide_line(struct ha_deciding *decision, const struct ha_line *line,
	       enum ha_decision file)
{
	const struct ha_verdict *verdict = decision->verdict;
	enum ha_status status = HA_OK;
	struct ha_rule rule;

	if (ha_syntax_parse(line, &decision->sink, &rule) == HA_SYNTAX_RULE) {
		if (decision->rules->strict)
			status = check(decision, &rule);
		if (status == HA_OK && decision->rest != HA_REST_ENDS &&
		    verdict->decision == HA_UNDECIDED)
			status = compare(decision, &rule, file);
	}
	return status == HA_OK && verdict->fault.id != HA_D_NONE ? HA_ERR_BROKEN
								 : status;
}
