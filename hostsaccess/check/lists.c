/* SPDX-License-Identifier: BSD-3-Clause */
#include "hostsaccess/check/lists.h"

#include "hostsaccess/tool/memory.h"

#include <search.h>
#include <stdlib.h>
#include <string.h>

struct lists *
lists_new(void)
{
	struct lists *lists = memory_resize(NULL, 1, sizeof(*lists));

	*lists = (struct lists){0};
	lists->end = &lists->first;
	return lists;
}

static int
compare(const void *a, const void *b)
{
	const struct list *one = a, *other = b;

	return strcmp(one->path, other->path);
}

struct list *
lists_add(struct check *check, struct ha_slice path, struct ha_place place)
{
	struct lists *lists = check->lists;
	struct list *list = memory_resize(NULL, 1, sizeof(*list)), **found;

	*list = (struct list){.path = memory_copy(path),
			      .place = place,
			      .in_rule = check->rule != NULL,
			      .except = check->except,
			      .opens = check_opens(check)};
	found = tsearch(list, &lists->tree, compare);
	if (!found)
		memory_out();
	lists->nested = lists->nested || !check->rule;
	if (*found != list) {
		(*found)->opens |= list->opens;
		free(list->path);
		free(list);
		return NULL;
	}
	*lists->end = list;
	lists->end = &list->next;
	return list;
}

void
lists_free(struct lists *lists)
{
	while (lists->first) {
		struct list *list = lists->first;

		lists->first = list->next;
		tdelete(list, &lists->tree, compare);
		free(list->path);
		free(list);
	}
	free(lists);
}
