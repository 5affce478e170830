/* SPDX-License-Identifier: BSD-3-Clause */
#include "hostsaccess/explain/text.h"

#include "common/decide/report.h"
#include "hostsaccess/explain/advice.h"
#include "hostsaccess/explain/answer.h"
#include "hostsaccess/explain/effects.h"
#include "hostsaccess/explain/headline.h"
#include "hostsaccess/explain/hits.h"
#include "hostsaccess/explain/indexes.h"
#include "hostsaccess/explain/pam.h"
#include "hostsaccess/explain/question.h"
#include "hostsaccess/explain/rules.h"
#include "hostsaccess/explain/settings.h"
#include "hostsaccess/explain/tokens.h"
#include "hostsaccess/explain/words.h"
#include "hostsaccess/tool/output.h"

#include <string.h>

/* How many faults of the files are shown. */
#define FAULTS_SHOWN 10

static bool
refuses(const struct ha_verdict *verdict)
{
	return verdict->decision != HA_ALLOW;
}

static void
put_fault(FILE *stream, const struct ha_diagnostic *fault)
{
	char line[HA_REPORT_MAX];

	ha_report_diagnostic(fault, HA_FOR_PEOPLE, line, sizeof(line));
	fprintf(stream, "  %s\n", line);
}

/* The fault that no decision can be made with. */
static void
put_fatal(FILE *stream, const struct ha_fault *fault)
{
	char file[HA_EXCERPT_MAX + 1];
	const struct ha_diagnostic diagnostic =
	    ha_fault_diagnostic(fault, file);

	put_fault(stream, &diagnostic);
}

/*
 * What the file of the deciding rule, or an option of it, says.  %a and %d
 * stand for the names of the files, here and below.
 */
static const char *
rule_words(const struct ha_verdict *verdict, const struct ha_rules *rules)
{
	bool allow_file = verdict->place.file == rules->allow_file;

	if (allow_file && !refuses(verdict))
		return "%a lists who is allowed.  Its first rule that matches "
		       "decides:";
	if (allow_file)
		return "%a lists who is allowed, but its first rule that "
		       "matches ends in\ndeny:";
	if (refuses(verdict))
		return "%d lists who is refused; %a, which is\n"
		       "read before it, does not let this client in.  The rule "
		       "that matches:";
	return "%d lists who is refused, but its first rule that matches ends "
	       "in\nallow:";
}

static const char *
reason_words(const struct ha_verdict *verdict, const struct ha_rules *rules)
{
	switch (verdict->reason) {
	case HA_REASON_RULE:
		return rule_words(verdict, rules);
	case HA_REASON_DEFAULT:
		return "No rule of either file matches; whom no rule matches "
		       "is "
		       "allowed.";
	case HA_REASON_OPTION:
		return "The first rule that matches has options in error, so "
		       "it "
		       "refuses, whatever its file:";
	case HA_REASON_ACCOUNT:
		return "The first rule that matches names an account that "
		       "could not be looked up, so it\nrefuses, whatever its "
		       "file:";
	case HA_REASON_TWIST:
		return "The first rule that matches says twist: a command "
		       "instead of the service:";
	case HA_REASON_LOOKUP:
		return "Whether this rule matches could not be found out, "
		       "because a look-up failed;\nthen a rule that refuses "
		       "counts:";
	case HA_REASON_UNCONFIRMED:
		return "Whether this rule matches depends on a name or an "
		       "address that nobody has\nconfirmed; then a rule that "
		       "refuses counts:";
	case HA_REASON_NUL:
		return "The line of this rule, or of a list file that it "
		       "names, holds a NUL byte.\nSuch a line counts only "
		       "where "
		       "it refuses:";
	case HA_REASON_HOST_BITS:
		return "The address of this rule has bits behind its mask: it "
		       "names a host or a net.  By\none of the readings the "
		       "rule matches; then a rule that refuses counts:";
	case HA_REASON_NO_USER:
		return "This rule requires that a user is not, and there is "
		       "no user yet; then a\nrule that refuses counts:";
	case HA_REASON_TIME:
		return "Whether the time that this rule requires has come is "
		       "not certain; then a rule\nthat refuses counts:";
	case HA_REASON_MALFORMED:
		return "This rule has a condition that cannot be read; then a "
		       "rule that refuses counts:";
	case HA_REASON_COMMAND:
		return "Whether this rule refuses is for its command "
		       "(aclexec) to say:";
	case HA_REASON_FILE:
		return "Cannot decide, so the client is refused:";
	case HA_REASON_MEMORY:
		return "Out of memory: cannot decide, so the client is "
		       "refused.";
	case HA_REASON_NO_HOST:
		return "Nothing is known of the client, and norhost=deny "
		       "refuses whom no host is told of.";
	case HA_REASON_CALLER:
		return "An argument of the PAM line, or a word of the "
		       "settings, cannot be used,\nso everybody is refused.";
	case HA_REASON_NONE:
		break;
	}
	return "";
}

/* Writes WORDS, with the names of the files. */
static void
put_words(FILE *stream, const char *words, const struct ha_rules *rules)
{
	for (; *words != '\0'; words++) {
		if (*words != '%') {
			putc(*words, stream);
			continue;
		}
		words++;
		output_escaped(stream,
			       ha_slice_of(*words == 'a' ? rules->allow_file
							 : rules->deny_file));
	}
}

/* What a condition could not find out, where somebody is refused. */
static void
put_trouble(FILE *stream, const struct record *record)
{
	const char *trouble = ha_request_trouble(&record->request);

	if (record->verdict.decision == HA_ALLOW || trouble[0] == '\0')
		return;
	fputs("Not to be found out: ", stream);
	explain_quote(stream, ha_slice_of(trouble));
	putc('\n', stream);
}

static void
put_reason(FILE *stream, const struct record *record,
	   enum explain_outcome outcome, const struct ha_rules *rules)
{
	const struct ha_verdict *verdict = &record->verdict;

	fputs("\nWhy\n", stream);
	if (outcome == EXPLAIN_UNREADABLE)
		fputs("What cannot be read may decide otherwise than the "
		      "rest.",
		      stream);
	else if (outcome == EXPLAIN_DEPENDS)
		fputs("If the command fails, or cannot be run:\n", stream);
	if (outcome != EXPLAIN_UNREADABLE)
		put_words(stream, reason_words(verdict, rules), rules);
	putc('\n', stream);
	if (verdict->reason == HA_REASON_FILE) {
		put_fatal(stream, &verdict->fault);
		explain_settings_fault(stream, record->settings);
	} else if (verdict->place.line > 0)
		explain_tokens(stream, record, record_deciding(record));
	put_trouble(stream, record);
}

static void
put_files(FILE *stream, const struct record *record,
	  const struct ha_rules *rules)
{
	bool decided = false;

	if (record->file_count == 0)
		return;
	fputs("\nFile by file\n", stream);
	for (size_t i = 0; i < record->file_count; i++) {
		const struct record_file *file = &record->files[i];

		output_escaped(stream, ha_slice_of(file->name));
		if (file->absent)
			fputs(": there is no such file, so no rule", stream);
		else
			fprintf(stream, ": %zu rule%s compared",
				file->rule_count,
				file->rule_count == 1 ? "" : "s");
		putc('\n', stream);
		explain_file(stream, record, file);
		decided = file->name == rules->deny_file;
	}
	if (decided || record->verdict.reason == HA_REASON_FILE)
		return;
	output_escaped(stream, ha_slice_of(rules->deny_file));
	fputs(": not asked any more\n", stream);
}

/* What came out of LOOKUP; IS_TEST, if that is yes or no. */
static void
put_result(FILE *stream, const struct record_lookup *lookup, bool is_test)
{
	switch (lookup->result) {
	case HA_LOOKUP_FOUND:
		if (is_test)
			fputs("yes", stream);
		else
			explain_quote(stream, lookup->answer);
		if (lookup->source.size > 0) {
			fputs(" by ", stream);
			output_escaped(stream, lookup->source);
		}
		break;
	case HA_LOOKUP_NONE:
		fputs(is_test ? "no" : "there is none", stream);
		break;
	case HA_LOOKUP_FAILED:
		if (lookup->source.size > 0)
			output_escaped(stream, lookup->source);
		else
			fputs("failed for the moment", stream);
		break;
	}
}

static void
put_lookup(FILE *stream, const struct record_lookup *lookup)
{
	static const char *const before[] = {
	    [RECORD_NAME] = "the name of ",
	    [RECORD_ADDRESSES] = "the addresses of ",
	    [RECORD_IPV4_ADDRESSES] = "the IPv4 addresses of ",
	    [RECORD_IPV6_ADDRESSES] = "the IPv6 addresses of ",
	    [RECORD_NETGROUP] = "whether the netgroup ",
	    [RECORD_USER] = "whether the user ",
	    [RECORD_GROUP] = "whether the group ",
	    [RECORD_COUNTRY] = "the country of ",
	    [RECORD_CONTINENT] = "the continent of ",
	    [RECORD_ASN] = "the autonomous system of "};
	bool is_test = lookup->group.size > 0;

	fprintf(stream, "  %s", before[lookup->question]);
	if (is_test) {
		explain_quote(stream, lookup->group);
		fputs(lookup->question == RECORD_USER ? " is " : " has ",
		      stream);
	}
	explain_quote(stream, lookup->subject);
	fputs(": ", stream);
	put_result(stream, lookup, is_test);
	fprintf(stream, " (%lu ms)\n", lookup->ms);
}

/* What the look-ups mean for the name of the client. */
static const char *
name_words(const struct ha_endpoint *client)
{
	switch (client->name_fault) {
	case HA_NAME_NO_FAULT:
		break;
	case HA_NAME_NONE:
		return "so the client has no name";
	case HA_NAME_UNSOUND:
		return "that is no host name; it is not believed (PARANOID)";
	case HA_NAME_NO_ADDRESS:
		return "that name has no such address; it is not believed "
		       "(PARANOID)";
	case HA_NAME_MISMATCH:
		return "that name has other addresses; it is not believed "
		       "(PARANOID)";
	case HA_NAME_REVERSE_FAILED:
	case HA_NAME_FORWARD_FAILED:
		return "so the client's name is not known for the moment";
	}
	return NULL;
}

static void
put_lookups(FILE *stream, const struct record *record)
{
	const char *words = name_words(&record->request.client);

	if (record->lookup_count == 0)
		return;
	fputs("\nLook-ups\n", stream);
	for (size_t i = 0; i < record->lookup_count; i++)
		put_lookup(stream, &record->lookups[i]);
	if (words)
		fprintf(stream, "  %s\n", words);
}

static void
put_faults(FILE *stream, const struct record *record)
{
	if (record->fault_count == 0)
		return;
	fputs("\nMet on the way\n", stream);
	for (size_t i = 0; i < record->fault_count && i < FAULTS_SHOWN; i++)
		put_fault(stream, &record->faults[i]);
	if (record->fault_count > FAULTS_SHOWN)
		fprintf(stream,
			"  (and %zu more; `hostsaccess check` shows them)\n",
			record->fault_count - FAULTS_SHOWN);
}

/* Whether a way refuses by other files than RULES. */
static bool
others_refuse(const struct explain_answer *answer, const struct ha_rules *rules)
{
	for (size_t i = 0; i < answer->ways->count; i++) {
		const struct ha_rules *other = &answer->rules[i];

		if (explain_outcome(&answer->records[i]) == EXPLAIN_REFUSED &&
		    (strcmp(other->allow_file, rules->allow_file) != 0 ||
		     strcmp(other->deny_file, rules->deny_file) != 0))
			return true;
	}
	return false;
}

void
explain_text(FILE *stream, const struct explain_question *question,
	     const struct explain_answer *answer)
{
	const struct record *record = explain_answer_record(answer);
	const struct ha_rules *rules = explain_answer_rules(answer);
	enum explain_outcome outcome = answer->outcome;

	explain_headline(stream, question, answer);
	explain_hits(stream, answer);
	put_reason(stream, record, outcome, rules);
	explain_commands(stream, record);
	explain_options(stream, record);
	explain_root(stream, record);
	explain_pam(stream, answer);
	explain_settings(stream, record->settings);
	put_files(stream, record, rules);
	put_lookups(stream, record);
	put_faults(stream, record);
	explain_indexes(stream, record, rules);
	if (refuses(&record->verdict) && outcome != EXPLAIN_DEPENDS &&
	    outcome != EXPLAIN_UNREADABLE)
		explain_advice(stream, record, rules, question->drops);
	if (outcome == EXPLAIN_REFUSED && others_refuse(answer, rules))
		fputs("  The other files that refuse, above, want a change, "
		      "too.\n",
		      stream);
}
