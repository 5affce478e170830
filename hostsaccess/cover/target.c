/* SPDX-License-Identifier: BSD-3-Clause */
#include "hostsaccess/cover/target.h"

#include "hostsaccess/tool/memory.h"

#include <stdlib.h>
#include <string.h>

static bool folds(enum word_class class)
{
	return class == WORD_DAEMON || class == WORD_USER ||
	       class == WORD_HOST || class == WORD_OPTIONS;
}

/* Makes the key of TEXT: its class, and the text, folded if need be. */
static struct ha_slice
make_key(struct words *words, enum word_class class, struct ha_slice text)
{
	if (words->capacity <= text.size) {
		words->capacity = text.size * 2 + 256;
		words->buffer =
		    memory_resize(words->buffer, words->capacity, 1);
	}
	words->buffer[0] = (char)class;
	for (size_t i = 0; i < text.size; i++) {
		char c = text.data[i];

		if (folds(class) && c >= 'A' && c <= 'Z')
			c = (char)(c - 'A' + 'a');
		words->buffer[i + 1] = c;
	}
	return (struct ha_slice){words->buffer, text.size + 1};
}

uint32_t
words_number(struct words *words, enum word_class class, struct ha_slice text)
{
	struct ha_slice key = make_key(words, class, text);
	uint32_t number = table_add(&words->table, key, words->count + 1);

	if (number > words->count)
		words->count = number;
	return number;
}

uint32_t
words_find(struct words *words, enum word_class class, struct ha_slice text)
{
	return table_find(&words->table, make_key(words, class, text));
}

void
words_free(struct words *words)
{
	table_free(&words->table);
	free(words->buffer);
}

/* The same tokens between other separators are the same list. */
static uint32_t
number_of_list(struct words *words, struct ha_slice list)
{
	char *text = memory_resize(NULL, list.size + 1, 1);
	struct ha_slice token;
	size_t size = 0;
	uint32_t number;

	while (ha_token_next(&list, &token)) {
		if (size > 0)
			text[size++] = ' ';
		memcpy(text + size, token.data, token.size);
		size += token.size;
	}
	number = words_number(words, WORD_LIST, (struct ha_slice){text, size});
	free(text);
	return number;
}

/*
 * Whether nobody knows for certain whom HOST means: a list file may hold
 * anything, and of a net with host bits only one address is certain.
 */
static bool
is_unsure(const struct ha_pattern *host)
{
	return host && (host->kind == HA_PATTERN_LIST || host->host_bits);
}

/* Returns whether PATTERN matches whatever the fact is: ALL, or stars. */
static bool
is_all(const struct ha_pattern *pattern)
{
	if (pattern->kind == HA_PATTERN_WILDCARD) {
		for (size_t i = 0; i < pattern->text.size; i++)
			if (pattern->text.data[i] != '*')
				return false;
		return true;
	}
	return pattern->kind == HA_PATTERN_ALL;
}

static void
set_net(struct words *words, const struct ha_pattern *pattern,
	struct target *target)
{
	const char *zone = target->net.base.zone;

	target->is_net = true;
	target->sure = target->net;
	if (pattern->host_bits)
		ha_net_of_address(&pattern->host, &target->sure);
	if (target->net.base.family == HA_FAMILY_IPV4) {
		memset(target->net.mask + 4, 0, 12);
		memset(target->sure.mask + 4, 0, 12);
	}
	if (zone[0] != '\0')
		target->zone =
		    words_number(words, WORD_ZONE, ha_slice_of(zone));
}

static void
set_text(struct words *words, const struct ha_pattern *pattern,
	 struct target *target)
{
	bool place = pattern->kind == HA_PATTERN_NETGROUP ||
		     pattern->kind == HA_PATTERN_LIST ||
		     pattern->kind == HA_PATTERN_PREDICATE;

	target->word =
	    words_number(words, place ? WORD_PLACE : WORD_HOST, pattern->text);
	if (pattern->kind == HA_PATTERN_SUFFIX ||
	    (pattern->kind == HA_PATTERN_TEXT && !pattern->numeric))
		target->name = pattern->text;
}

/*
 * Makes *TARGET of TOKEN, a client: USER and HOST.  Returns false if it never
 * matches.
 */
static bool
read_client(struct words *words, const struct ha_token *token,
	    const struct ha_pattern *user, const struct ha_pattern *host,
	    struct target *target)
{
	if (!host || host->kind == HA_PATTERN_NEVER)
		return false;
	*target = (struct target){.token = token->text,
				  .unsure = host->kind == HA_PATTERN_LIST ||
					    host->kind == HA_PATTERN_PREDICATE};
	if (ha_pattern_net(host, &target->net))
		set_net(words, host, target);
	else if (!is_all(host))
		set_text(words, host, target);
	if (user && !is_all(user))
		target->user = words_number(words, WORD_USER, token->left);
	return true;
}

static void
add_client(struct words *words, struct targets *targets,
	   const struct ha_token *token, const struct ha_pattern *user,
	   const struct ha_pattern *host)
{
	targets->clients = memory_grow(targets->clients, targets->client_count,
				       sizeof(*targets->clients));
	if (read_client(words, token, user, host,
			&targets->clients[targets->client_count]))
		targets->client_count++;
}

static void
add_daemon(struct words *words, struct targets *targets,
	   const struct ha_token *token, const struct ha_pattern *name,
	   const struct ha_pattern *server)
{
	struct target_daemon *daemon;

	targets->too_many = targets->daemon_count == TARGET_DAEMONS_MAX;
	if (targets->too_many)
		return;
	daemon = &targets->daemons[targets->daemon_count++];
	*daemon = (struct target_daemon){.token = token->text};
	if (token->split) {
		daemon->word = words_number(words, WORD_PLACE, token->text);
		daemon->unsure = is_unsure(server);
		return;
	}
	daemon->plain = name->kind == HA_PATTERN_TEXT;
	if (!is_all(name))
		daemon->word = words_number(words, WORD_DAEMON, token->text);
}

void
targets_add(struct words *words, struct targets *targets,
	    const struct ha_token *token, const struct ha_pattern *left,
	    const struct ha_pattern *host)
{
	if (token->client)
		add_client(words, targets, token, left, host);
	else
		add_daemon(words, targets, token, left, host);
}

void
targets_note(struct targets *targets, const struct ha_token *token,
	     const struct ha_pattern *host)
{
	struct targets_list *list =
	    token->client ? &targets->client_list : &targets->daemon_list;

	list->except = list->except || token->except;
	list->unsure = list->unsure || is_unsure(host);
}

void
targets_end(struct words *words, struct targets *targets,
	    const struct ha_rule *rule)
{
	if (targets->daemon_list.except)
		targets->daemons_whole = (struct target_daemon){
		    .word = number_of_list(words, rule->daemons),
		    .unsure = targets->daemon_list.unsure};
	if (targets->client_list.except)
		targets->clients_whole = (struct target){
		    .token = rule->clients,
		    .word = number_of_list(words, rule->clients),
		    .unsure = targets->client_list.unsure};
}

void
targets_clear(struct targets *targets)
{
	const struct targets_list plain = {false, false};

	targets->daemon_count = targets->client_count = 0;
	targets->too_many = false;
	targets->daemon_list = targets->client_list = plain;
}
