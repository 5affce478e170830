/* SPDX-License-Identifier: BSD-3-Clause */
#include "hostsaccess/finding/group.h"

#include "common/base/text.h"
#include "hostsaccess/finding/show.h"
#include "hostsaccess/tool/memory.h"

#include <stdlib.h>
#include <string.h>

/* So many alike are shown one by one. */
#define FEW 5

/* What findings that say the same have in common. */
struct group {
	const char *name;
	enum ha_severity severity;
	char *key;                       /* their hint, up to what differs */
	unsigned long count, lines[FEW]; /* different ones */
	size_t line_count;
	size_t first; /* of those that are kept */
};

struct groups {
	struct group *groups;
	size_t count, last; /* LAST: the one that was added to before */
	struct kept {
		struct finding finding;
		size_t group;
	} * kept;
	size_t kept_count;
};

/* Returns the words of HINT before any quotation, number or place. */
static struct ha_slice
key_of(const char *hint)
{
	return hint ? (struct ha_slice){hint, strcspn(hint, "\"0123456789:/")}
		    : (struct ha_slice){"", 0};
}

static bool
is_of(const struct group *group, const struct finding *finding,
      struct ha_slice key)
{
	return group->name == finding->name &&
	       group->severity == finding->severity &&
	       ha_slice_same(ha_slice_of(group->key), key);
}

/* Returns the number of the group that FINDING belongs to. */
static size_t
group_of(struct groups *groups, const struct finding *finding)
{
	struct ha_slice key = key_of(finding->hint);

	if (groups->last < groups->count &&
	    is_of(&groups->groups[groups->last], finding, key))
		return groups->last;
	for (size_t i = 0; i < groups->count; i++)
		if (is_of(&groups->groups[i], finding, key))
			return i;
	groups->groups =
	    memory_grow(groups->groups, groups->count, sizeof(*groups->groups));
	groups->groups[groups->count] =
	    (struct group){.name = finding->name,
			   .severity = finding->severity,
			   .key = memory_copy(key)};
	return groups->count++;
}

void
groups_add(struct findings *findings, const struct finding *finding)
{
	struct groups *groups = findings->groups;
	struct group *group;
	struct finding rest = *finding;

	if (groups && groups->kept_count > 0 &&
	    strcmp(groups->kept[0].finding.file, finding->file) != 0) {
		groups_show(findings);
		groups = NULL;
	}
	if (!groups) {
		groups = memory_resize(NULL, 1, sizeof(*groups));
		*groups = (struct groups){.last = 0};
		findings->groups = groups;
	}
	groups->last = group_of(groups, finding);
	group = &groups->groups[groups->last];
	if (group->line_count < FEW &&
	    (group->line_count == 0 ||
	     group->lines[group->line_count - 1] != finding->place.line))
		group->lines[group->line_count++] = finding->place.line;
	if (group->count++ >= FEW) {
		finding_free(&rest);
		return;
	}
	if (group->count == 1)
		group->first = finding->order;
	groups->kept = memory_grow(groups->kept, groups->kept_count,
				   sizeof(*groups->kept));
	groups->kept[groups->kept_count++] = (struct kept){rest, groups->last};
}

/* Shows FINDING, the first of GROUP, and how many there are. */
static void
show_first(const struct findings *findings, const struct group *group,
	   const struct finding *finding)
{
	char more[256];
	struct ha_text text = {more, sizeof(more), 0};

	ha_text_add(&text, "%lu of these in this file", group->count);
	for (size_t i = 0; i < group->line_count && group->lines[i] > 0; i++)
		ha_text_add(&text, "%s %lu", i == 0 ? ", in lines" : ",",
			    group->lines[i]);
	ha_text_add(&text, "%s --all shows each",
		    group->line_count == FEW ? " ...;" : ";");
	finding_show(findings, finding, more);
}

void
groups_show(struct findings *findings)
{
	struct groups *groups = findings->groups;

	if (!groups)
		return;
	qsort(groups->kept, groups->kept_count, sizeof(*groups->kept),
	      finding_compare);
	for (size_t i = 0; i < groups->kept_count; i++) {
		struct finding *finding = &groups->kept[i].finding;
		const struct group *group =
		    &groups->groups[groups->kept[i].group];

		if (group->count <= FEW)
			finding_show(findings, finding, NULL);
		else if (group->first == finding->order)
			show_first(findings, group, finding);
		finding_free(finding);
	}
	for (size_t i = 0; i < groups->count; i++)
		free(groups->groups[i].key);
	free(groups->groups);
	free(groups->kept);
	free(groups);
	findings->groups = NULL;
}
