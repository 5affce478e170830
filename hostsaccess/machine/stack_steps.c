/* SPDX-License-Identifier: BSD-3-Clause */
#include "hostsaccess/machine/stack_steps.h"

#include "hostsaccess/tool/memory.h"

#include <stdlib.h>
#include <string.h>

static void
add_step(struct stack_steps *steps, size_t *used, unsigned scope,
	 struct stack_step step)
{
	steps->all[steps->starts[scope] + used[scope]++] = step;
}

/* Sets where the steps of each scope start. */
static void
count_steps(const struct stack *stack, size_t *starts)
{
	memset(starts, 0, (stack->scope_count + 1) * sizeof(*starts));
	for (size_t i = 0; i < stack->count; i++)
		starts[stack->entries[i].scope + 1]++;
	for (unsigned i = 1; i < stack->scope_count; i++)
		starts[stack->scopes[i].parent + 1]++;
	for (unsigned i = 0; i < stack->scope_count; i++)
		starts[i + 1] += starts[i];
}

void
stack_steps_find(const struct stack *stack, struct stack_steps *steps)
{
	unsigned count = stack->scope_count, scope = 1;
	size_t *used = memory_resize(NULL, count, sizeof(*used));

	steps->all =
	    memory_resize(NULL, stack->count + count, sizeof(*steps->all));
	steps->starts = memory_resize(NULL, count + 1, sizeof(*steps->starts));
	count_steps(stack, steps->starts);
	memset(used, 0, count * sizeof(*used));
	for (size_t i = 0; i <= stack->count; i++) {
		for (; scope < count && stack->scopes[scope].before == i;
		     scope++)
			add_step(steps, used, stack->scopes[scope].parent,
				 (struct stack_step){NULL, scope});
		if (i < stack->count)
			add_step(steps, used, stack->entries[i].scope,
				 (struct stack_step){&stack->entries[i], 0});
	}
	free(used);
}

void
stack_steps_free(struct stack_steps *steps)
{
	free(steps->all);
	free(steps->starts);
}

bool
stack_may_answer(const struct stack_entry *entry, size_t answer)
{
	if (entry->fails)
		return answer == STACK_PERM_DENIED;
	if (ha_slice_is(stack_module_name(entry), "pam_deny.so"))
		return answer != STACK_SUCCESS && answer != STACK_IGNORE &&
		       answer != STACK_NEW_AUTHTOK_REQD;
	return true;
}
