/* SPDX-License-Identifier: BSD-3-Clause */
#include "hostsaccess/convert/sshd_sets.h"

#include "hostsaccess/convert/sshd_pattern.h"
#include "hostsaccess/convert/terms_common.h"
#include "hostsaccess/tool/memory.h"

#include <stdlib.h>

/* The sets of blocks that may match together. */
#define SETS_MAX 1024

/* Sets while they are found. */
struct finding {
	struct rules_model *model;
	const struct sshd_config *config;
	struct sshd_sets *sets;
	bool full;
};

/* Whether BLOCK says anything of who may log in. */
static bool
is_about_access(const struct sshd_block *block)
{
	for (size_t i = 0; i < SSHD_LISTS; i++)
		if (block->lists[i].count > 0)
			return true;
	return block->refuses != SSHD_UNSET;
}

/*
 * Reads CRITERION as a list of users or of clients; false if it never matches.
 */
static bool
read_criterion(struct finding *finding, const struct sshd_criterion *criterion,
	       struct terms *list, bool *clients)
{
	struct rules_model *model = finding->model;
	struct ha_slice key = ha_slice_of(criterion->key);

	*clients = false;
	if (ha_slice_is(key, "User"))
		return sshd_users(model, criterion->value, list);
	if (ha_slice_is(key, "Group"))
		return sshd_groups(model, criterion->value, list);
	*clients = true;
	if (ha_slice_is(key, "Address"))
		return sshd_clients(model, criterion->value, false, list);
	if (ha_slice_is(key, "Host"))
		return sshd_hosts(model, criterion->value,
				  finding->config->use_dns, list);
	if (ha_slice_is(key, "all"))
		terms_add_text(list, TERM_ALL, "");
	else
		terms_add_unsaid(list, criterion->key,
				 "Match asks for what others do not know");
	return true;
}

/* Makes *LIST what it and OTHER have in common; false if that is nothing. */
static bool
narrow(struct terms *list, const struct terms *other, bool clients)
{
	struct terms both;
	bool some = terms_common(list, other, clients, &both);

	terms_free(list);
	*list = both;
	return some;
}

/* Narrows SET to where BLOCK matches, too; false if that is nowhere. */
static bool
narrow_to_block(struct finding *finding, struct sshd_set *set,
		const struct sshd_block *block)
{
	bool some = true, clients;

	for (size_t i = 0; some && i < block->criteria_count; i++) {
		struct terms list = {0};

		some = read_criterion(finding, &block->criteria[i], &list,
				      &clients);
		if (some)
			some = narrow(clients ? &set->clients : &set->users,
				      &list, clients);
		terms_free(&list);
	}
	return some;
}

static struct terms
copy_of(const struct terms *list)
{
	struct terms copy = {0};

	for (size_t i = 0; i < list->count; i++)
		terms_add(&copy, list->terms[i]);
	return copy;
}

static void
free_set(struct sshd_set *set)
{
	terms_free(&set->users);
	terms_free(&set->clients);
}

/* Adds to the sets each one, of those before COUNT, that BLOCK joins. */
static void
join_block(struct finding *finding, size_t number)
{
	const struct sshd_block *block = &finding->config->blocks[number];
	size_t count = finding->sets->count;

	for (size_t i = 0; i < count && !finding->full; i++) {
		struct sshd_set set = finding->sets->sets[i];

		set.users = copy_of(&set.users);
		set.clients = copy_of(&set.clients);
		if (!narrow_to_block(finding, &set, block)) {
			free_set(&set);
			continue;
		}
		if (finding->sets->count == SETS_MAX ||
		    set.count == SSHD_SET_MAX) {
			free_set(&set);
			finding->full = true;
			return;
		}
		set.blocks[set.count++] = number;
		finding->sets->sets =
		    memory_grow(finding->sets->sets, finding->sets->count,
				sizeof(*finding->sets->sets));
		finding->sets->sets[finding->sets->count++] = set;
	}
}

/* Those with more blocks first. */
static int
order(const void *a, const void *b)
{
	const struct sshd_set *one = a, *other = b;

	if (one->count != other->count)
		return one->count > other->count ? -1 : 1;
	return memcmp(one->blocks, other->blocks,
		      one->count * sizeof(*one->blocks));
}

bool
sshd_sets_find(struct rules_model *model, const struct sshd_config *config,
	       struct sshd_sets *sets)
{
	struct finding finding = {model, config, sets, false};
	struct sshd_set none = {.count = 0};

	terms_add_text(&none.users, TERM_ALL, "");
	terms_add_text(&none.clients, TERM_ALL, "");
	sets->sets = memory_grow(NULL, 0, sizeof(*sets->sets));
	sets->sets[0] = none;
	sets->count = 1;
	for (size_t i = 1; i < config->count && !finding.full; i++)
		if (is_about_access(&config->blocks[i]))
			join_block(&finding, i);
	qsort(sets->sets, sets->count, sizeof(*sets->sets), order);
	return !finding.full;
}

void
sshd_sets_free(struct sshd_sets *sets)
{
	for (size_t i = 0; i < sets->count; i++)
		free_set(&sets->sets[i]);
	free(sets->sets);
}
