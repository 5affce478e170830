/* SPDX-License-Identifier: BSD-3-Clause */
#include "hostsaccess/explain/pam.h"

#include "common/rule/predicate.h"
#include "common/rule/syntax.h"
#include "hostsaccess/explain/answer.h"
#include "hostsaccess/explain/repair.h"
#include "hostsaccess/explain/words.h"
#include "hostsaccess/machine/argument.h"
#include "hostsaccess/tool/json.h"
#include "hostsaccess/tool/output.h"

void
explain_pam_headline(FILE *stream, const struct explain_answer *answer)
{
	const struct calls *calls = &answer->ways->calls;

	if (!answer->ways->pam || calls->count > 0 || calls->overflow.line > 0)
		return;
	if (ways_wrap(answer->ways)) {
		fputs("by libwrap in its program alone: no line of PAM calls "
		      "pam_hostsaccess.so\n",
		      stream);
		return;
	}
	fputs("by the rules alone: nothing obeys them by PAM, as no line of "
	      "the PAM service\n",
	      stream);
	explain_quote(stream, calls->service);
	fputs(calls->exists ? " calls pam_hostsaccess.so\n"
			    : " calls pam_hostsaccess.so; there is no such "
			      "service\n",
	      stream);
}

static const char *
outcome_words(enum explain_outcome outcome)
{
	switch (outcome) {
	case EXPLAIN_ALLOWED:
		return "allowed";
	case EXPLAIN_TRIAL:
		return "refused, but let in (permissive)";
	case EXPLAIN_DEPENDS:
		return "depends on a command";
	case EXPLAIN_UNREADABLE:
		return "cannot be read by this user";
	case EXPLAIN_FAULT:
		return "refused, for an error";
	case EXPLAIN_REFUSED:
		break;
	}
	return "refused";
}

/* What WAY, number INDEX of ANSWER, asks, and what comes of it. */
static void
put_way(FILE *stream, const struct explain_answer *answer, size_t index)
{
	const struct way *way = &answer->ways->all[index];
	const struct record *record = &answer->records[index];
	const struct daemon_settings *values = &way->settings->values;

	output_escaped(stream, ha_slice_of(way->rules.allow_file));
	fputs(", ", stream);
	output_escaped(stream, ha_slice_of(way->rules.deny_file));
	if (!ha_slice_same(way->daemon, answer->ways->daemon) ||
	    !ha_slice_same(way->daemon, answer->ways->calls.service)) {
		fputs(", daemon ", stream);
		explain_quote(stream, way->daemon);
	}
	fputs(way->rules.strict ? ", strict" : "", stream);
	fputs(way->rules.noexec ? ", noexec" : "", stream);
	fputs(values->nodns ? ", nodns" : "", stream);
	fputs(values->permissive ? ", permissive" : "", stream);
	fputs(values->rhost_confirmed ? ", rhost=confirmed" : "", stream);
	fprintf(stream, ": %s", outcome_words(explain_outcome(record)));
	if (record->verdict.place.line > 0) {
		fputs(" by ", stream);
		explain_place(stream, record->verdict.place);
	}
	putc('\n', stream);
}

/* What is wrong with the arguments of CALL. */
static void
put_faults(FILE *stream, const struct call *call)
{
	for (size_t i = 0; i < call->word_count; i++) {
		const struct call_word *word = &call->words[i];
		struct hint hint = {.size = 0};

		if (!word->fault)
			continue;
		argument_meant(word->text, &hint);
		fputs("      ", stream);
		explain_quote(stream, ha_slice_of(word->text));
		fprintf(stream, ": %s", word->fault);
		if (hint.size > 0) {
			fputs("; ", stream);
			output_plain(stream, hint.text);
		}
		putc('\n', stream);
	}
}

/* That the stack does not obey CALL. */
static void
put_control(FILE *stream, const struct call *call)
{
	if (!call->binding)
		fputs("      but the control of the line lets refused clients "
		      "in\n",
		      stream);
}

/* That a call is by a name which the question does not have. */
static void
put_other_name(FILE *stream, const struct call *call, const struct way *way)
{
	if (ha_slice_equal(call->daemon, way->daemon))
		return;
	fputs("      but the module asks for the daemon ", stream);
	explain_quote(stream, call->daemon);
	fputs(" there, unless the line has daemon=", stream);
	explain_quote(stream, way->daemon);
	putc('\n', stream);
}

/* Whether TOKEN has a condition. */
static bool
has_condition(struct ha_slice token)
{
	struct ha_slice left, host = token, value;

	ha_token_split(token, &left, &host);
	return host.size > 0 && ha_predicate_find(host, &value);
}

/* Whether RECORD, of tcp_wrappers, met what only we know. */
static bool
has_unknown(const struct record *record)
{
	if (!record->no_conditions)
		return false;
	for (size_t i = 0; i < record->token_count; i++)
		if (has_condition(record->tokens[i].text))
			return true;
	for (size_t i = 0; i < record->fault_count; i++)
		if (explain_is_require(record, &record->faults[i]))
			return true;
	return false;
}

/* What libwrap decides, before PAM is asked at all. */
static void
put_wrap(FILE *stream, const struct explain_answer *answer)
{
	const struct ways *ways = answer->ways;
	const struct program *program = &ways->program;
	bool ours = program->wrap.wrap == LOADER_WRAP_OURS;

	if (!ways_wrap(ways))
		return;
	fputs("\nAsked first by libwrap in ", stream);
	output_escaped(stream, ha_slice_of(program->asks));
	fputs("\n  ", stream);
	output_escaped(stream, ha_slice_of(program->wrap.path));
	fputs(ours ? " (the drop-in): " : " (tcp_wrappers): ", stream);
	put_way(stream, answer, 0);
	if (!program->wrap.has_netgroups)
		fputs("  This libwrap knows no netgroups: @NETGROUP matches "
		      "nobody there.\n",
		      stream);
	if (has_unknown(&answer->records[0]))
		fputs("  tcp_wrappers knows no conditions: NAME=VALUE is the "
		      "name of a host there, which\n  none has, and whom a "
		      "rule with require matches is refused.\n",
		      stream);
	if (!ours)
		fputs("  Whom it refuses may wait for seconds, and is told no "
		      "reason; the log has no rule.\n",
		      stream);
}

void
explain_pam(FILE *stream, const struct explain_answer *answer)
{
	const struct ways *ways = answer->ways;
	const struct calls *calls = &ways->calls;

	put_wrap(stream, answer);
	if (!ways->pam || (calls->count == 0 && calls->overflow.line == 0))
		return;
	fputs("\nAsked by the PAM service ", stream);
	explain_quote(stream, calls->service);
	fputs(calls->other ? ", by lines of the service other\n" : "\n",
	      stream);
	for (size_t i = 0; i < calls->count; i++) {
		const struct call *call = &calls->all[i];
		size_t way = ways_of_call(ways, call);

		fputs("  ", stream);
		explain_place(stream, call->place);
		fprintf(stream, " %s: ", stack_type_name(call->type));
		put_way(stream, answer, way);
		put_control(stream, call);
		put_faults(stream, call);
		put_other_name(stream, call, &ways->all[way]);
	}
	if (ways->count > 1)
		fputs("  One of them that refuses is enough.\n", stream);
	if (calls->overflow.line > 0) {
		fputs("  ", stream);
		explain_place(stream, calls->overflow);
		fputs(": cannot be read, and may call the module too\n",
		      stream);
	}
}

static void
put_call(struct json *json, const struct explain_answer *answer,
	 const struct call *call)
{
	size_t index = ways_of_call(answer->ways, call);
	const struct way *way = &answer->ways->all[index];
	const struct record *record = &answer->records[index];
	const struct ha_place *place = &record->verdict.place;

	json_object(json, NULL);
	json_string(json, "file", call->place.file);
	json_number(json, "line", call->place.line);
	json_string(json, "type", stack_type_name(call->type));
	json_string(json, "allow_file", way->rules.allow_file);
	json_string(json, "deny_file", way->rules.deny_file);
	json_text(json, "daemon", way->daemon);
	json_array(json, "arguments");
	for (size_t i = 0; i < call->word_count; i++)
		json_string(json, NULL, call->words[i].text);
	json_array_end(json);
	json_bool(json, "binding", call->binding);
	json_bool(json, "permissive", way->settings->values.permissive);
	json_string(json, "decision",
		    explain_outcome_name(explain_outcome(record)));
	json_string(json, "by_file", place->line > 0 ? place->file : "");
	json_number(json, "by_line", place->line);
	json_object_end(json);
}

static void
put_wrap_json(struct json *json, const struct explain_answer *answer)
{
	const struct program *program = &answer->ways->program;
	const struct record *record = &answer->records[0];
	const struct ha_place *place = &record->verdict.place;
	const struct way *way = ways_wrap(answer->ways);

	if (!way)
		return;
	json_object(json, "libwrap");
	json_string(json, "asked_by", program->asks);
	json_string(json, "path", program->wrap.path);
	json_string(json, "kind",
		    program->wrap.wrap == LOADER_WRAP_OURS ? "drop-in"
							   : "tcp_wrappers");
	json_string(json, "allow_file", way->rules.allow_file);
	json_string(json, "deny_file", way->rules.deny_file);
	json_string(json, "decision",
		    explain_outcome_name(explain_outcome(record)));
	json_string(json, "by_file", place->line > 0 ? place->file : "");
	json_number(json, "by_line", place->line);
	json_object_end(json);
}

void
explain_pam_json(struct json *json, const struct explain_answer *answer)
{
	const struct calls *calls = &answer->ways->calls;

	if (!answer->ways->pam)
		return;
	json_text(json, "service", calls->service);
	put_wrap_json(json, answer);
	json_array(json, "calls");
	for (size_t i = 0; i < calls->count; i++)
		put_call(json, answer, &calls->all[i]);
	json_array_end(json);
}
