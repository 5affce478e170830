/* SPDX-License-Identifier: BSD-3-Clause */
#include "hostsaccess/explain/obeyed.h"

#include "hostsaccess/explain/question.h"

void
explain_obeyed_look(const struct arguments *arguments, const struct ways *ways,
		    struct explain_question *question)
{
	struct obey_place place;
	struct obey obey;

	question->module = OBEY_MODULE_REFUSES;
	question->drops = false;
	if (!ways->pam ||
	    !obey_place_find(way_folder(arguments), arguments, &place))
		return;
	obey_read(&place.machine, question->daemon, NULL, arguments->service,
		  &obey);
	question->module = obey.module;
	question->drops = obey_has_penalties(&place.machine, &obey);
	obey_free(&obey);
}

static bool
is_refusal(enum explain_outcome outcome)
{
	return outcome == EXPLAIN_REFUSED || outcome == EXPLAIN_FAULT;
}

/* Whether libwrap refuses, before PAM is asked. */
static bool
wrap_refuses(const struct explain_answer *answer)
{
	const struct way *wrap = ways_wrap(answer->ways);

	return wrap && is_refusal(explain_outcome(
			   &answer->records[wrap - answer->ways->all]));
}

/* By the lines that refuse, whose control counts. */
static enum explain_obeyed
by_lines(const struct explain_question *question,
	 const struct explain_answer *answer)
{
	const struct calls *calls = &answer->ways->calls;
	bool always = false, password = false;

	for (size_t i = 0; i < calls->count; i++) {
		const struct call *call = &calls->all[i];
		size_t way = ways_of_call(answer->ways, call);

		if (!call->binding ||
		    !is_refusal(explain_outcome(&answer->records[way])))
			continue;
		password |= call->type == STACK_AUTH;
		always |= call->type != STACK_AUTH;
	}
	if (!always && !password)
		return EXPLAIN_OBEYED_LET_IN;
	/* Only sshd leaves out auth; others ask it of everybody. */
	if (!always && ha_slice_is(question->daemon, "sshd"))
		return EXPLAIN_OBEYED_NO_KEY;
	return question->module == OBEY_MODULE_SKIPPED ||
		       question->module == OBEY_MODULE_UNDONE
		   ? EXPLAIN_OBEYED_MAYBE
		   : EXPLAIN_OBEYED;
}

enum explain_obeyed
explain_obeyed(const struct explain_question *question,
	       const struct explain_answer *answer)
{
	const struct ways *ways = answer->ways;

	if (!ways->pam || ways->calls.overflow.line > 0 || wrap_refuses(answer))
		return EXPLAIN_OBEYED;
	if (question->module == OBEY_MODULE_BROKEN)
		return EXPLAIN_OBEYED_BROKEN;
	if (!is_refusal(answer->outcome))
		return EXPLAIN_OBEYED;
	if (ways->calls.count == 0)
		return EXPLAIN_OBEYED_NO_LINE;
	if (question->module == OBEY_MODULE_NO_PAM)
		return EXPLAIN_OBEYED_NO_PAM;
	return by_lines(question, answer);
}

const char *
explain_obeyed_words(enum explain_obeyed obeyed)
{
	switch (obeyed) {
	case EXPLAIN_OBEYED_NO_KEY:
		return "but a login with a key is let in: only lines of type "
		       "auth refuse, and sshd\nasks those for a password";
	case EXPLAIN_OBEYED_MAYBE:
		return "but maybe let in: a line of the PAM service may skip "
		       "the one that refuses";
	case EXPLAIN_OBEYED_LET_IN:
		return "but let in: the control of the lines that refuse "
		       "lets refused clients in";
	case EXPLAIN_OBEYED_NO_PAM:
		return "but let in: sshd does not ask PAM here; write "
		       "\"UsePAM yes\" into its\nconfiguration, and reload it";
	case EXPLAIN_OBEYED_BROKEN:
		return "but NOBODY gets in: libpam cannot use the lines of "
		       "its PAM service; `hostsaccess\ncheck` says which";
	case EXPLAIN_OBEYED:
	case EXPLAIN_OBEYED_NO_LINE: /* explain_pam_headline() says so */
		break;
	}
	return NULL;
}
