/* SPDX-License-Identifier: BSD-3-Clause */
#include "hostsaccess/convert/sshd_part.h"

#include <string.h>

static void
add_name(const char **names, size_t *count, size_t max, const char *name,
	 bool *full)
{
	for (size_t i = 0; i < *count; i++)
		if (strcmp(names[i], name) == 0)
			return;
	if (*count == max)
		*full = true;
	else
		names[(*count)++] = name;
}

void
sshd_names_find(const struct rules_model *model, struct sshd_names *names)
{
	*names = (struct sshd_names){0};
	for (size_t i = 0; i < model->count; i++) {
		const struct terms *users = &model->rules[i].users;

		for (size_t j = 0; j < users->count; j++) {
			const struct term *term = &users->terms[j];

			if (term->kind == TERM_USER)
				add_name(names->users, &names->user_count,
					 SSHD_USERS_MAX, term->text,
					 &names->full);
			else if (term->kind == TERM_GROUP)
				add_name(names->groups, &names->group_count,
					 SSHD_GROUPS_MAX, term->text,
					 &names->full);
		}
	}
}

static bool
is_in_group(const struct sshd_part *part, const char *name)
{
	for (size_t i = 0; i < part->names->group_count; i++)
		if (strcmp(part->names->groups[i], name) == 0)
			return part->groups >> i & 1;
	return false;
}

static bool
is_meant(const struct sshd_part *part, const struct term *term)
{
	switch ((enum term_kind)term->kind) {
	case TERM_ALL:
		return true;
	case TERM_USER:
		return part->user && strcmp(part->user, term->text) == 0;
	case TERM_GROUP:
		return is_in_group(part, term->text);
	default:
		return false;
	}
}

/* From the last group to the first: each, but for what comes behind it. */
bool
sshd_part_is_meant(void *context, const struct terms *users)
{
	bool group = false, rest = false;

	for (size_t i = users->count; i > 0; i--) {
		const struct term *term = &users->terms[i - 1];

		if (term->kind != TERM_EXCEPT) {
			group |= is_meant(context, term);
			continue;
		}
		rest = group && !rest;
		group = false;
	}
	return group && !rest;
}
