/* SPDX-License-Identifier: BSD-3-Clause */
#include "hostsaccess/machine/pam.h"

#include "hostsaccess/tool/memory.h"

#include <limits.h>
#include <stdlib.h>
#include <string.h>

struct ha_slice
stack_module_name(const struct stack_entry *entry)
{
	struct ha_slice name = entry->module;
	size_t slash;

	while ((slash = ha_slice_find(name, '/')) < name.size)
		name = ha_slice_from(name, slash + 1);
	return name;
}

struct ha_place
stack_place_of(const struct stack_entry *entry, struct ha_slice text)
{
	struct ha_place place = entry->place;
	size_t offset = (size_t)(text.data - entry->line);

	const struct stack_part *part = entry->parts;

	for (size_t i = 1; i < entry->part_count; i++)
		if (entry->parts[i].offset <= offset)
			part = &entry->parts[i];
	place.line = part->line;
	place.column = part->column + (offset - part->offset);
	return place;
}

/* The control of ENTRY as [answer=action] pairs. */
static struct ha_slice
control_of(const struct stack_entry *entry)
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

static enum stack_action
read_action(struct ha_slice text, unsigned long *skipped)
{
	static const struct {
		const char *word;
		enum stack_action action;
	} rows[] = {{"ignore", STACK_IGNORED}, {"ok", STACK_OK},
		    {"done", STACK_DONE},      {"bad", STACK_BAD},
		    {"die", STACK_DIE},        {"reset", STACK_IGNORED}};

	for (size_t i = 0; i < sizeof(rows) / sizeof(*rows); i++)
		if (ha_slice_is(text, rows[i].word))
			return rows[i].action;
	return ha_slice_number(text, 10, UINT_MAX, skipped) ? STACK_JUMP
							    : STACK_BAD;
}

enum stack_action
stack_action_of(const struct stack_entry *entry, const char *answer,
		unsigned long *skipped)
{
	enum stack_action action = STACK_BAD;
	struct ha_slice rest = control_of(entry), pair;

	while (stack_argument_next(&rest, &pair)) {
		size_t equals = ha_slice_find(pair, '=');
		struct ha_slice key = ha_slice_head(pair, equals);
		struct ha_slice value = ha_slice_from(pair, equals + 1);

		if (ha_slice_is(key, answer))
			return read_action(value, skipped);
		if (ha_slice_is(key, "default"))
			action = read_action(value, skipped);
	}
	return action;
}

/* Whether scope INNER is OUTER, or lies in it. */
static bool
is_within(const struct stack *stack, unsigned inner, unsigned outer)
{
	while (inner != outer && inner != 0)
		inner = stack->parents[inner];
	return inner == outer;
}

/*
 * Returns the substack, right below OUTER, that scope INNER is or lies in;
 * INNER if that is OUTER.
 */
static unsigned
step_of(const struct stack *stack, unsigned inner, unsigned outer)
{
	while (inner != outer && stack->parents[inner] != outer)
		inner = stack->parents[inner];
	return inner;
}

/* Whether ENTRY may end its stack with success, or jump over COUNT steps. */
static bool
may_pass(const struct stack_entry *entry, unsigned long count)
{
	/* The answers that occur where all is well. */
	static const char *const answers[] = {"success", "ignore", "default"};

	for (size_t i = 0; i < sizeof(answers) / sizeof(*answers); i++) {
		unsigned long skipped = 0;
		enum stack_action action =
		    stack_action_of(entry, answers[i], &skipped);

		if (action == STACK_DONE ||
		    (action == STACK_JUMP && skipped > count))
			return true;
	}
	return false;
}

/* How many steps of a scope lie between an entry and a later one. */
struct distance {
	unsigned long steps;
	unsigned last; /* the substack counted last, which is one step */
};

/*
 * Goes from LATER back to the first entry, and counts for each scope that
 * LATER is in, as only those can be jumped from.
 */
size_t
stack_first_skip(const struct stack *stack, size_t later)
{
	unsigned inside = stack->entries[later].scope;
	struct distance *distances =
	    memory_resize(NULL, stack->scopes, sizeof(*distances));
	size_t first = later;

	memset(distances, 0, stack->scopes * sizeof(*distances));
	for (size_t i = later; i > 0; i--) {
		const struct stack_entry *entry = &stack->entries[i - 1];
		unsigned scope = entry->scope, step;

		while (!is_within(stack, inside, scope))
			scope = stack->parents[scope];
		step = step_of(stack, entry->scope, scope);
		if (step == scope && may_pass(entry, distances[scope].steps))
			first = i - 1;
		if (step == scope || distances[scope].last != step)
			distances[scope].steps++;
		distances[scope].last = step;
	}
	free(distances);
	return first;
}
