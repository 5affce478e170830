/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * Whoever DenyUsers or DenyGroups names is refused; if there is AllowUsers or
 * AllowGroups, whoever those do not name is, too.  A Match block replaces a
 * list where it matches; several that match add to each other.
 *
 * So each set of blocks that may match together becomes rules that end with one
 * for everybody else, larger sets first: then none has to say that no other
 * block matches.
 */
#include "hostsaccess/convert/from.h"
#include "hostsaccess/convert/sshd_pattern.h"
#include "hostsaccess/convert/sshd_sets.h"
#include "hostsaccess/convert/sshd_words.h"
#include "hostsaccess/convert/terms_common.h"
#include "hostsaccess/tool/memory.h"

#include <stdlib.h>
#include <string.h>

#define FILE_DEFAULT "/etc/ssh/sshd_config"

struct making {
	struct conversion *conversion;
	const struct sshd_config *config;
};

/* Adds to LIST the net TERM without link-local addresses. */
static void
add_not_local(struct terms *list, const struct term *term)
{
	static const uint8_t link_local[16] = {0xfe, 0x80};
	struct ranges net = {0}, local = {0}, rest;

	ranges_add_net(&net, (enum ha_family)term->family, term->bytes,
		       term->length);
	ranges_add_net(&local, HA_FAMILY_IPV6, link_local, 10);
	ranges_without(&net, &local, &rest);
	terms_add_ranges(list, &rest);
	ranges_free(&net);
	ranges_free(&local);
	ranges_free(&rest);
}

/*
 * Takes out of CLIENTS the link-local addresses of nets that are granted
 * something: those have zones, by which sshd finds them in no net.  Where a
 * group is left empty, what stands before its EXCEPT has no exception.
 */
static void
take_out_local(struct terms *clients)
{
	struct terms list = {0};
	bool granted = true;
	size_t begin = 0, i = 0;

	for (; i < clients->count; i++) {
		const struct term *term = &clients->terms[i];

		if (term->kind == TERM_EXCEPT) {
			if (list.count == begin)
				break;
			granted = !granted;
			begin = list.count + 1;
		}
		if (granted && term->kind == TERM_NET &&
		    term->family == HA_FAMILY_IPV6)
			add_not_local(&list, term);
		else
			terms_add(&list, *term);
	}
	if (list.count > 0 && list.terms[list.count - 1].kind == TERM_EXCEPT)
		list.count--;
	terms_free(clients);
	*clients = list;
}

/* Adds a rule of LINE for those of SET that are USERS and CLIENTS, too. */
static void
add_rule(struct making *making, const struct sshd_set *set, bool grants,
	 const struct conversion_line *line, const struct terms *users,
	 const struct terms *clients)
{
	struct converted_rule rule = {.grants = grants,
				      .file = line->file,
				      .line = line->number,
				      .text = line->text.data};

	if (!terms_common(&set->users, users, false, &rule.users))
		return;
	if (!terms_common(&set->clients, clients, true, &rule.clients)) {
		terms_free(&rule.users);
		return;
	}
	if (grants)
		take_out_local(&rule.clients);
	model_add(&making->conversion->model, &rule);
}

static void
append(struct sshd_entries *all, const struct sshd_entries *more)
{
	for (size_t i = 0; i < more->count; i++) {
		all->entries = memory_grow(all->entries, all->count,
					   sizeof(*all->entries));
		all->entries[all->count++] = more->entries[i];
	}
}

/*
 * The words of LIST that count where SET matches: its blocks', or all's.  The
 * caller frees the array.
 */
static struct sshd_entries
entries_of(const struct making *making, const struct sshd_set *set,
	   enum sshd_list list)
{
	const struct sshd_block *blocks = making->config->blocks;
	struct sshd_entries all = {0};

	for (size_t i = 0; i < set->count; i++)
		append(&all, &blocks[set->blocks[i]].lists[list]);
	if (all.count == 0)
		append(&all, &blocks[0].lists[list]);
	return all;
}

/* What a word of a list means. */
struct meaning {
	struct terms users, clients;
};

/* Reads TEXT, USER or USER@HOST; false if it means nobody. */
static bool
read_user(struct making *making, const char *text, struct meaning *meaning)
{
	struct rules_model *model = &making->conversion->model;
	const char *at = strchr(text, '@');

	*meaning = (struct meaning){{0}, {0}};
	if (!at) {
		sshd_user(text, &meaning->users);
		terms_add_text(&meaning->clients, TERM_ALL, "");
		return true;
	}
	if (strchr(at + 1, '@')) {
		terms_add_unsaid(&meaning->users, text,
				 "more than one '@', of which sshd takes the "
				 "first or the last");
		terms_add_text(&meaning->clients, TERM_ALL, "");
		return true;
	}
	sshd_user(
	    model_keep(model, (struct ha_slice){text, (size_t)(at - text)}),
	    &meaning->users);
	return sshd_clients(model, at + 1, making->config->use_dns,
			    &meaning->clients);
}

static bool
read_group(struct making *making, const char *text, struct meaning *meaning)
{
	(void)making;
	*meaning = (struct meaning){{0}, {0}};
	sshd_group(text, &meaning->users);
	terms_add_text(&meaning->clients, TERM_ALL, "");
	return true;
}

static void
free_meaning(struct meaning *meaning)
{
	terms_free(&meaning->users);
	terms_free(&meaning->clients);
}

typedef bool read_fn(struct making *making, const char *text,
		     struct meaning *meaning);

/* Reads ENTRY by READ, unless it is not what it looks like. */
static bool
read_entry(struct making *making, const struct sshd_entry *entry, read_fn *read,
	   struct meaning *meaning)
{
	if (!entry->joined)
		return read(making, entry->text, meaning);
	*meaning = (struct meaning){{0}, {0}};
	terms_add_unsaid(&meaning->users, entry->text, SSHD_JOINED);
	terms_add_text(&meaning->clients, TERM_ALL, "");
	return true;
}

/* Adds the refusals of LIST, whose words READ reads. */
static void
add_refusals(struct making *making, const struct sshd_set *set,
	     enum sshd_list list, read_fn *read)
{
	struct sshd_entries entries = entries_of(making, set, list);
	struct meaning meaning;

	for (size_t i = 0; i < entries.count; i++) {
		if (read_entry(making, &entries.entries[i], read, &meaning))
			add_rule(making, set, false, &entries.entries[i].line,
				 &meaning.users, &meaning.clients);
		free_meaning(&meaning);
	}
	free(entries.entries);
}

/* Adds what is granted to MEANING, a user, in one of GROUPS, if there are. */
static void
add_grant(struct making *making, const struct sshd_set *set,
	  const struct conversion_line *line, const struct meaning *meaning,
	  const struct sshd_entries *groups)
{
	if (groups->count == 0)
		add_rule(making, set, true, line, &meaning->users,
			 &meaning->clients);
	for (size_t i = 0; i < groups->count; i++) {
		struct meaning group;
		struct terms both;

		read_entry(making, &groups->entries[i], read_group, &group);
		if (terms_common(&meaning->users, &group.users, false, &both))
			add_rule(making, set, true, line, &both,
				 &meaning->clients);
		terms_free(&both);
		free_meaning(&group);
	}
}

/* Adds what AllowUsers and AllowGroups, both of which must hold, grant. */
static void
add_grants(struct making *making, const struct sshd_set *set,
	   const struct terms *all)
{
	struct sshd_entries users = entries_of(making, set, SSHD_ALLOW_USERS);
	struct sshd_entries groups = entries_of(making, set, SSHD_ALLOW_GROUPS);
	const struct sshd_entries *any = users.count > 0 ? &users : &groups;
	struct meaning meaning;

	for (size_t i = 0; i < users.count; i++) {
		if (read_entry(making, &users.entries[i], read_user, &meaning))
			add_grant(making, set, &users.entries[i].line, &meaning,
				  &groups);
		free_meaning(&meaning);
	}
	if (users.count == 0 && groups.count > 0)
		add_grant(making, set, &groups.entries[0].line,
			  &(struct meaning){*all, *all}, &groups);
	if (any->count > 0)
		add_rule(making, set, false, &any->entries[0].line, all, all);
	else if (set->count > 0)
		add_rule(
		    making, set, true,
		    &making->config->blocks[set->blocks[set->count - 1]].line,
		    all, all);
	free(users.entries);
	free(groups.entries);
}

/* The block that says whether connections are refused where SET matches. */
static const struct sshd_block *
refusing_block(const struct making *making, const struct sshd_set *set)
{
	for (size_t i = 0; i < set->count; i++) {
		const struct sshd_block *block =
		    &making->config->blocks[set->blocks[i]];

		if (block->refuses != SSHD_UNSET)
			return block;
	}
	return &making->config->blocks[0];
}

static void
add_set(struct making *making, const struct sshd_set *set)
{
	const struct sshd_block *refusing = refusing_block(making, set);
	struct terms all = {0};

	terms_add_text(&all, TERM_ALL, "");
	if (refusing->refuses == SSHD_YES)
		add_rule(making, set, false, &refusing->refuses_line, &all,
			 &all);
	add_refusals(making, set, SSHD_DENY_USERS, read_user);
	add_refusals(making, set, SSHD_DENY_GROUPS, read_group);
	add_grants(making, set, &all);
	terms_free(&all);
}

void
from_sshd(struct conversion *conversion)
{
	const char *file = conversion->file ? conversion->file : FILE_DEFAULT;
	struct sshd_config config;
	struct making making = {conversion, &config};
	struct sshd_sets sets;

	sshd_config_read(conversion, file, &config);
	if (sshd_sets_find(&conversion->model, &config, &sets)) {
		for (size_t i = 0; i < sets.count; i++)
			add_set(&making, &sets.sets[i]);
	} else {
		conversion_fault(conversion, file, 0, 0,
				 (struct ha_slice){NULL, 0},
				 "too many Match blocks that may match "
				 "together");
		conversion->unreadable = true;
	}
	sshd_sets_free(&sets);
	sshd_config_free(&config);
}
