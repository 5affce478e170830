/* SPDX-License-Identifier: BSD-3-Clause */
#include "hostsaccess/machine/stack_run.h"

#include "hostsaccess/machine/stack_steps.h"
#include "hostsaccess/tool/memory.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

/* What a stack would end with: libpam's impression and status. */
enum outcome {
	UNDEFINED,  /* nothing counted yet */
	SUCCESS,    /* positive */
	CHANGE,     /* positive: the password has to be changed */
	OTHER,      /* positive, and yet no success */
	BAD,        /* negative */
	BAD_CHANGE, /* negative, with the answer that lets in to change it */
	OUTCOMES
};

/* Bits of outcomes, and those of them after the line in question was asked. */
typedef uint_fast16_t outcome_set;

#define BIT(outcome) ((outcome_set)1 << (outcome))
#define ASKED(set) ((outcome_set)(set) << OUTCOMES)
#define ALL (BIT(OUTCOMES) - 1)

/* No entry is in question. */
#define NONE SIZE_MAX

/* Answers that a stack takes alike. */
enum kind {
	KIND_SUCCESS,
	KIND_CHANGE,
	KIND_OTHER,
};

static enum kind
kind_of(size_t answer)
{
	if (answer == STACK_SUCCESS)
		return KIND_SUCCESS;
	return answer == STACK_NEW_AUTHTOK_REQD ? KIND_CHANGE : KIND_OTHER;
}

/* A run; none of it is the stack's own. */
struct run {
	const struct stack_entry *asked; /* in question, or NULL */
	struct stack_steps steps;
	/* What each substack may end with, by what it begins with. */
	outcome_set (*ends)[OUTCOMES];
};

/* Whether ENTRY may give ANSWER; the one in question refuses. */
static bool
may_answer(const struct run *run, const struct stack_entry *entry,
	   size_t answer)
{
	if (entry == run->asked)
		return answer == STACK_PERM_DENIED ||
		       answer == STACK_SERVICE_ERR;
	return stack_may_answer(entry, answer);
}

/* Where the steps of one scope stand while they run. */
struct walk {
	outcome_set *sets; /* before each step, and at the end */
	size_t count;
	outcome_set begun; /* what a reset goes back to */
};

static enum outcome
after_ok(enum outcome before, enum kind kind)
{
	if (before != UNDEFINED && before != SUCCESS)
		return before;
	return kind == KIND_SUCCESS ? SUCCESS
				    : (kind == KIND_CHANGE ? CHANGE : OTHER);
}

static enum outcome
after_bad(enum outcome before, enum kind kind)
{
	if (before == BAD || before == BAD_CHANGE)
		return before;
	return kind == KIND_CHANGE ? BAD_CHANGE : BAD;
}

/* What comes of OUTCOME at STEP; *TO is the step that follows. */
static outcome_set
after(const struct walk *walk, size_t step, enum outcome outcome,
      const struct stack_effect *effect, enum kind kind, size_t *to)
{
	size_t left = walk->count - (step + 1);

	*to = step + 1;
	switch (effect->action) {
	case STACK_IGNORED:
		break;
	case STACK_OK:
	case STACK_DONE:
		outcome = after_ok(outcome, kind);
		if (effect->action == STACK_DONE && outcome < BAD)
			*to = walk->count;
		break;
	case STACK_BAD:
	case STACK_DIE:
		outcome = after_bad(outcome, kind);
		if (effect->action == STACK_DIE)
			*to = walk->count;
		break;
	case STACK_RESET:
		return walk->begun;
	case STACK_JUMP:
		if (effect->skipped > left) {
			*to = walk->count;
			return BIT(BAD);
		}
		*to += effect->skipped;
		break;
	}
	return BIT(outcome);
}

/* Whether the effects of answers ONE and OTHER are the same. */
static bool
is_alike(const struct stack_control *control, size_t one, size_t other)
{
	const struct stack_effect *a = &control->effects[one];
	const struct stack_effect *b = &control->effects[other];

	return kind_of(one) == kind_of(other) && a->action == b->action &&
	       a->skipped == b->skipped;
}

/* Adds what each outcome before STEP, where ENTRY stands, may come to. */
static void
run_answer(const struct run *run, const struct stack_entry *entry,
	   const struct stack_control *control, size_t answer,
	   struct walk *walk, size_t step)
{
	outcome_set before = walk->sets[step];

	for (enum outcome outcome = 0; outcome < OUTCOMES; outcome++) {
		outcome_set set;
		size_t to;

		if (!((before | before >> OUTCOMES) & BIT(outcome)))
			continue;
		set = after(walk, step, outcome, &control->effects[answer],
			    kind_of(answer), &to);
		if (entry == run->asked || (before & ASKED(BIT(outcome))))
			walk->sets[to] |= ASKED(set);
		if (entry != run->asked && (before & BIT(outcome)))
			walk->sets[to] |= set;
	}
}

static void
run_entry(const struct run *run, const struct stack_entry *entry,
	  struct walk *walk, size_t step)
{
	struct stack_control control;

	stack_control_read(entry, &control);
	for (size_t i = 0; i < STACK_ANSWERS; i++) {
		bool known = false;

		if (!may_answer(run, entry, i))
			continue;
		for (size_t j = 0; j < i && !known; j++)
			known = may_answer(run, entry, j) &&
				is_alike(&control, i, j);
		if (!known)
			run_answer(run, entry, &control, i, walk, step);
	}
}

static void
run_substack(const struct run *run, unsigned scope, struct walk *walk,
	     size_t step)
{
	outcome_set before = walk->sets[step], *next = &walk->sets[step + 1];

	for (enum outcome outcome = 0; outcome < OUTCOMES; outcome++) {
		outcome_set ends = run->ends[scope][outcome];

		if (before & BIT(outcome))
			*next |= ends;
		if (before & ASKED(BIT(outcome)))
			*next |= ASKED((ends | ends >> OUTCOMES) & ALL);
	}
}

/* Runs SCOPE, which begins with OUTCOME, and returns what it may end with. */
static outcome_set
run_scope(const struct run *run, unsigned scope, enum outcome outcome)
{
	const struct stack_step *steps =
	    run->steps.all + run->steps.starts[scope];
	struct walk walk = {.begun = BIT(outcome)};
	outcome_set ends;

	walk.count = run->steps.starts[scope + 1] - run->steps.starts[scope];
	walk.sets = memory_resize(NULL, walk.count + 1, sizeof(*walk.sets));
	memset(walk.sets, 0, (walk.count + 1) * sizeof(*walk.sets));
	walk.sets[0] = BIT(outcome);
	for (size_t i = 0; i < walk.count; i++) {
		if (walk.sets[i] == 0)
			continue;
		if (steps[i].entry)
			run_entry(run, steps[i].entry, &walk, i);
		else
			run_substack(run, steps[i].scope, &walk, i);
	}
	ends = walk.sets[walk.count];
	free(walk.sets);
	return ends;
}

/* What STACK may end with; entry INDEX, unless that is NONE, refuses. */
static outcome_set
run_stack(const struct stack *stack, size_t index)
{
	struct run run = {.asked = NULL};
	outcome_set ends;

	if (index != NONE)
		run.asked = &stack->entries[index];
	stack_steps_find(stack, &run.steps);
	run.ends = memory_resize(NULL, stack->scope_count, sizeof(*run.ends));
	/* A substack has a higher number than what it stands in. */
	for (unsigned i = stack->scope_count; i-- > 1;)
		for (enum outcome outcome = 0; outcome < OUTCOMES; outcome++)
			run.ends[i][outcome] = run_scope(&run, i, outcome);
	ends = run_scope(&run, 0, UNDEFINED);
	stack_steps_free(&run.steps);
	free(run.ends);
	return ends;
}

enum stack_worth
stack_worth_of(const struct stack *stack, size_t index)
{
	outcome_set ends = run_stack(stack, index), in = BIT(SUCCESS);

	/* That the password has to be changed is no answer but of accounts. */
	if (stack->type == STACK_ACCOUNT)
		in |= BIT(CHANGE) | BIT(BAD_CHANGE);
	if (ends & in)
		return STACK_SKIPPED;
	return ends & ASKED(in) ? STACK_UNDONE : STACK_BINDS;
}

bool
stack_lets_in(const struct stack *stack)
{
	return stack->fatal.line == 0 &&
	       (run_stack(stack, NONE) & BIT(SUCCESS)) != 0;
}
