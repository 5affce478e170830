/* SPDX-License-Identifier: BSD-3-Clause */
#include "hostsaccess/explain/headline.h"

#include "hostsaccess/explain/answer.h"
#include "hostsaccess/explain/obeyed.h"
#include "hostsaccess/explain/pam.h"
#include "hostsaccess/explain/question.h"
#include "hostsaccess/explain/settings.h"
#include "hostsaccess/explain/words.h"
#include "hostsaccess/tool/output.h"

static bool
refuses(const struct ha_verdict *verdict)
{
	return verdict->decision != HA_ALLOW;
}

static void
put_client(FILE *stream, const struct explain_question *question,
	   const struct ha_endpoint *client)
{
	if (question->user.size > 0) {
		output_escaped(stream, question->user);
		putc('@', stream);
	}
	output_escaped(stream, question->client);
	if (question->kind == EXPLAIN_NAME &&
	    client->address.family != HA_FAMILY_NONE &&
	    client->candidate_count == 0)
		fprintf(stream, " (%s)", client->address_text);
}

/* The word that answers, and the colour that it has on a terminal. */
static const char *
outcome_word(enum explain_outcome outcome, const char **colour)
{
	*colour = "\033[1;31m";
	switch (outcome) {
	case EXPLAIN_ALLOWED:
		*colour = "\033[1;32m";
		return "ALLOWED";
	case EXPLAIN_DEPENDS:
		*colour = "\033[1;33m";
		return "DEPENDS";
	case EXPLAIN_UNREADABLE:
		return "NOT KNOWN";
	case EXPLAIN_TRIAL:
	case EXPLAIN_FAULT:
	case EXPLAIN_REFUSED:
		break;
	}
	return "REFUSED";
}

/* What is to be known of OUTCOME before anything else. */
static void
put_condition(FILE *stream, const struct record *record,
	      enum explain_outcome outcome)
{
	if (outcome == EXPLAIN_DEPENDS)
		fprintf(stream,
			"on a command (aclexec), which is not run here: "
			"%s if it succeeds, else %s\n",
			refuses(&record->if_success) ? "refused" : "allowed",
			refuses(&record->if_failure) ? "refused" : "allowed");
	else if (outcome == EXPLAIN_UNREADABLE)
		fputs("run as root: this user may not read what the module "
		      "reads\n",
		      stream);
	else if (outcome == EXPLAIN_TRIAL)
		explain_settings_trial(stream, record->settings);
}

/* That a user who is asked about counts for nothing. */
static void
put_no_user(FILE *stream, const struct explain_question *question)
{
	if (!question->no_user || question->user.size == 0)
		return;
	fputs("without the user ", stream);
	explain_quote(stream, question->user);
	fputs(": sshd tells no remote user, so no pattern USER@HOST "
	      "matches for it\n",
	      stream);
}

void
explain_headline(FILE *stream, const struct explain_question *question,
		 const struct explain_answer *answer)
{
	const struct record *record = explain_answer_record(answer);
	const struct ha_verdict *verdict = &record->verdict;
	bool colour = output_has_colour(stream);
	const char *on, *word = outcome_word(answer->outcome, &on);
	enum explain_obeyed obeyed = explain_obeyed(question, answer);

	fprintf(stream, "%s%s%s%s: ", colour ? on : "", word,
		colour ? "\033[0m" : "",
		obeyed > EXPLAIN_OBEYED_NO_KEY ? " by the rules" : "");
	output_escaped(stream, question->daemon);
	fputs(" from ", stream);
	put_client(stream, question, &record->request.client);
	if (question->local_user.size > 0) {
		fputs(", to log in as ", stream);
		output_escaped(stream, question->local_user);
	}
	putc('\n', stream);
	if (explain_obeyed_words(obeyed))
		fprintf(stream, "%s\n", explain_obeyed_words(obeyed));
	put_condition(stream, record, answer->outcome);
	put_no_user(stream, question);
	explain_pam_headline(stream, answer);
	if (verdict->place.line == 0 || answer->outcome == EXPLAIN_DEPENDS ||
	    answer->outcome == EXPLAIN_UNREADABLE)
		return;
	fputs("by ", stream);
	explain_place(stream, verdict->place);
	fputs(" \"", stream);
	explain_quote(
	    stream, (struct ha_slice){verdict->rule.bytes, verdict->rule.size});
	fputs("\"\n", stream);
}
