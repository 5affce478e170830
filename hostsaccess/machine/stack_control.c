/* SPDX-License-Identifier: BSD-3-Clause */
#include "hostsaccess/machine/stack_control.h"

#include <limits.h>

/* In the order of their numbers; the last is for those not named before it. */
static const char *const answer_names[STACK_ANSWERS + 1] = {
    "success",
    "open_err",
    "symbol_err",
    "service_err",
    "system_err",
    "buf_err",
    "perm_denied",
    "auth_err",
    "cred_insufficient",
    "authinfo_unavail",
    "user_unknown",
    "maxtries",
    "new_authtok_reqd",
    "acct_expired",
    "session_err",
    "cred_unavail",
    "cred_expired",
    "cred_err",
    "no_module_data",
    "conv_err",
    "authtok_err",
    "authtok_recover_err",
    "authtok_lock_busy",
    "authtok_disable_aging",
    "try_again",
    "ignore",
    "abort",
    "authtok_expired",
    "module_unknown",
    "bad_item",
    "conv_again",
    "incomplete",
    "default",
};

static const struct {
	const char *word;
	enum stack_action action;
} action_names[] = {
    {"ignore", STACK_IGNORED}, {"ok", STACK_OK},   {"done", STACK_DONE},
    {"bad", STACK_BAD},        {"die", STACK_DIE}, {"reset", STACK_RESET},
};

/* Returns the control of ENTRY as [answer=action] pairs. */
static struct ha_slice
pairs_of(const struct stack_entry *entry)
{
	static const struct {
		const char *word, *pairs;
	} rows[] = {
	    {"required", "success=ok new_authtok_reqd=ok ignore=ignore "
			 "default=bad"},
	    {"requisite", "success=ok new_authtok_reqd=ok ignore=ignore "
			  "default=die"},
	    {"sufficient", "success=done new_authtok_reqd=done "
			   "default=ignore"},
	    {"optional", "success=ok new_authtok_reqd=ok default=ignore"},
	};
	struct ha_slice control = entry->control;

	for (size_t i = 0; i < sizeof(rows) / sizeof(*rows); i++)
		if (ha_slice_is(control, rows[i].word))
			return ha_slice_of(rows[i].pairs);
	return control;
}

static struct ha_slice
skip_space(struct ha_slice text)
{
	while (text.size > 0 && ha_in_class(text.data[0], HA_C_SPACE))
		text = ha_slice_from(text, 1);
	return text;
}

/* Takes WORD from the start of *TEXT: its case counts, not what follows. */
static bool
take(struct ha_slice *text, const char *word)
{
	struct ha_slice part = ha_slice_of(word);

	if (!ha_slice_same(ha_slice_head(*text, part.size), part))
		return false;
	*text = ha_slice_from(*text, part.size);
	return true;
}

static bool
take_answer(struct ha_slice *text, size_t *answer)
{
	for (*answer = 0; *answer <= STACK_ANSWERS; ++*answer)
		if (take(text, answer_names[*answer]))
			return true;
	return false;
}

static bool
take_action(struct ha_slice *text, struct stack_effect *effect)
{
	size_t digits = 0;

	effect->skipped = 0;
	for (size_t i = 0; i < sizeof(action_names) / sizeof(*action_names);
	     i++)
		if (take(text, action_names[i].word)) {
			effect->action = action_names[i].action;
			return true;
		}
	while (digits < text->size &&
	       ha_in_class(text->data[digits], HA_C_DIGIT))
		digits++;
	if (!ha_slice_number(ha_slice_head(*text, digits), 10, INT_MAX,
			     &effect->skipped) ||
	    effect->skipped == 0)
		return false;
	effect->action = STACK_JUMP;
	*text = ha_slice_from(*text, digits);
	return true;
}

/*
 * Takes a pair from *TEXT.  The last action of an answer counts; "default" is
 * for those that have none SET yet, so that its first counts.
 */
static bool
take_pair(struct ha_slice *text, struct stack_control *control, bool *set)
{
	struct stack_effect effect;
	size_t answer;

	if (!take_answer(text, &answer))
		return false;
	*text = skip_space(*text);
	if (!take(text, "="))
		return false;
	*text = skip_space(*text);
	if (!take_action(text, &effect))
		return false;
	for (size_t i = 0; i < STACK_ANSWERS; i++)
		if (i == answer || (answer == STACK_ANSWERS && !set[i])) {
			control->effects[i] = effect;
			set[i] = true;
		}
	return true;
}

static void
all_bad(struct stack_control *control)
{
	for (size_t i = 0; i < STACK_ANSWERS; i++)
		control->effects[i] = (struct stack_effect){STACK_BAD, 0};
}

void
stack_control_read(const struct stack_entry *entry,
		   struct stack_control *control)
{
	struct ha_slice text = skip_space(pairs_of(entry));
	bool set[STACK_ANSWERS] = {false};

	control->faulty = false;
	all_bad(control);
	while (text.size > 0 && !control->faulty) {
		control->faulty = !take_pair(&text, control, set);
		text = skip_space(text);
	}
	if (control->faulty)
		all_bad(control);
}

/* Whether a refusal by ENTRY always does one of the COUNT ACTIONS. */
static bool
refusal_is(const struct stack_entry *entry, const enum stack_action *actions,
	   size_t count)
{
	struct stack_control control;
	bool first = false, second = false;

	stack_control_read(entry, &control);
	for (size_t i = 0; i < count; i++) {
		first |=
		    control.effects[STACK_PERM_DENIED].action == actions[i];
		second |=
		    control.effects[STACK_SERVICE_ERR].action == actions[i];
	}
	return first && second;
}

bool
stack_is_binding(const struct stack_entry *entry)
{
	static const enum stack_action actions[] = {STACK_BAD, STACK_DIE};

	return refusal_is(entry, actions, sizeof(actions) / sizeof(*actions));
}

bool
stack_is_loose(const struct stack_entry *entry)
{
	static const enum stack_action actions[] = {STACK_BAD, STACK_DIE,
						    STACK_JUMP};

	return !refusal_is(entry, actions, sizeof(actions) / sizeof(*actions));
}
