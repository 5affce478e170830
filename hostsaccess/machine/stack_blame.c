/* SPDX-License-Identifier: BSD-3-Clause */
#include "hostsaccess/machine/stack_blame.h"

#include "hostsaccess/machine/stack_steps.h"

/* Where entry INDEX, or the substack that has it, is among SCOPE's steps. */
static size_t
position_of(const struct stack_steps *steps, unsigned scope,
	    struct stack_step wanted)
{
	size_t i = steps->starts[scope];

	while (steps->all[i].entry != wanted.entry ||
	       steps->all[i].scope != wanted.scope)
		i++;
	return i;
}

/* Whether ENTRY may end its stack, or jump over more than LEFT steps. */
static bool
may_pass(const struct stack_entry *entry, size_t left)
{
	struct stack_control control;

	stack_control_read(entry, &control);
	for (size_t i = 0; i < STACK_ANSWERS; i++) {
		const struct stack_effect *effect = &control.effects[i];

		if (stack_may_answer(entry, i) &&
		    (effect->action == STACK_DONE ||
		     (effect->action == STACK_JUMP && effect->skipped > left)))
			return true;
	}
	return false;
}

/* Whether ENTRY does ACTION on ANSWER; STACK_ANSWERS: on any. */
static bool
does(const struct stack_entry *entry, size_t answer, enum stack_action action)
{
	struct stack_control control;

	stack_control_read(entry, &control);
	for (size_t i = 0; i < STACK_ANSWERS; i++)
		if ((answer == STACK_ANSWERS || answer == i) &&
		    control.effects[i].action == action)
			return true;
	return false;
}

/*
 * Returns the first entry before INDEX that makes libpam ask for a new password
 * in the end, whatever follows; INDEX if there is none.
 */
static size_t
changer_of(const struct stack *stack, size_t index)
{
	for (size_t i = 0; i < index; i++)
		if (does(&stack->entries[i], STACK_NEW_AUTHTOK_REQD,
			 STACK_BAD) ||
		    does(&stack->entries[i], STACK_NEW_AUTHTOK_REQD, STACK_DIE))
			return i;
	return index;
}

/*
 * Goes from the scope of INDEX outwards: only from those that it is in can it
 * be jumped over.
 */
size_t
stack_skip_of(const struct stack *stack, size_t index)
{
	struct stack_steps steps;
	struct stack_step step = {&stack->entries[index], 0};
	unsigned scope = step.entry->scope;
	const struct stack_entry *first = step.entry;

	stack_steps_find(stack, &steps);
	for (;;) {
		size_t to = position_of(&steps, scope, step);

		for (size_t i = steps.starts[scope]; i < to; i++) {
			const struct stack_entry *entry = steps.all[i].entry;

			if (entry && entry < first &&
			    may_pass(entry, to - i - 1))
				first = entry;
		}
		if (scope == 0)
			break;
		step = (struct stack_step){NULL, scope};
		scope = stack->scopes[scope].parent;
	}
	stack_steps_free(&steps);
	/* Else what dies of that a new password is needed. */
	return first < &stack->entries[index] ? (size_t)(first - stack->entries)
					      : changer_of(stack, index);
}

size_t
stack_undoer_of(const struct stack *stack, size_t index)
{
	for (size_t i = index + 1; i < stack->count; i++)
		if (does(&stack->entries[i], STACK_ANSWERS, STACK_RESET))
			return i;
	return changer_of(stack, index);
}

/* Whether each answer of ENTRY is bad. */
static bool
is_hopeless(const struct stack_entry *entry)
{
	struct stack_control control;

	stack_control_read(entry, &control);
	for (size_t i = 0; i < STACK_ANSWERS; i++)
		if (control.effects[i].action != STACK_BAD &&
		    control.effects[i].action != STACK_DIE &&
		    (!entry->fails || i == STACK_PERM_DENIED))
			return false;
	return true;
}

struct ha_place
stack_blamed_of(const struct stack *stack)
{
	size_t blamed = 0;

	if (stack->fatal.line > 0)
		return stack->fatal;
	while (blamed < stack->count && !is_hopeless(&stack->entries[blamed]))
		blamed++;
	if (stack->count == 0)
		return (struct ha_place){0};
	return stack->entries[blamed < stack->count ? blamed : 0].place;
}
