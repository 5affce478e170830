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
is_unsure(struct ha_slice host)
{
	const struct ha_place nowhere = {0};
	struct ha_pattern pattern;

	if (host.size == 0)
		return false;
	ha_pattern_of_host(host, nowhere, NULL, &pattern);
	return pattern.kind == HA_PATTERN_LIST || pattern.host_bits;
}

/* Likewise of a list, of DAEMONS or of clients. */
static bool
is_unsure_list(struct ha_slice list, bool daemons)
{
	struct ha_slice token;

	while (ha_token_next(&list, &token)) {
		struct ha_slice left, host = token;

		if ((ha_token_split(token, &left, &host) || !daemons) &&
		    is_unsure(host))
			return true;
	}
	return false;
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

/* Takes `N.` from the front of TEXT, written as addresses are. */
static bool
take_part(struct ha_slice *text, uint8_t *part)
{
	size_t dot = ha_slice_find(*text, '.');
	struct ha_slice digits = ha_slice_head(*text, dot);
	unsigned long number;

	if (dot == text->size || !ha_slice_number(digits, 10, 255, &number) ||
	    (dot > 1 && digits.data[0] == '0'))
		return false;
	*part = (uint8_t)number;
	*text = ha_slice_from(*text, dot + 1);
	return true;
}

/* N. and N.N.* and their like, which mean the net of what begins so. */
static bool
net_of_beginning(struct ha_slice text, struct ha_net *net)
{
	uint8_t quad[4] = {0}, mask[4] = {0};
	size_t parts = 0;

	while (parts < 3 && take_part(&text, &quad[parts]))
		mask[parts++] = 0xff;
	if (parts == 0 || (text.size > 0 && !ha_slice_is(text, "*") &&
			   !(ha_slice_is(text, "*.*") && parts < 3) &&
			   !(ha_slice_is(text, "*.*.*") && parts < 2)))
		return false;
	ha_net_of_mask(quad, mask, net);
	return true;
}

/* Whether PATTERN means just the addresses of a net, of one perhaps. */
static bool
net_of(const struct ha_pattern *pattern, struct ha_net *net)
{
	struct ha_address address;

	if (pattern->kind == HA_PATTERN_NET) {
		*net = pattern->net;
		return true;
	}
	if (!pattern->numeric)
		return false;
	if (pattern->kind == HA_PATTERN_TEXT &&
	    ha_address_parse(pattern->text, &address)) {
		ha_net_of_address(&address, net);
		return true;
	}
	return (pattern->kind == HA_PATTERN_PREFIX ||
		pattern->kind == HA_PATTERN_WILDCARD) &&
	       net_of_beginning(pattern->text, net);
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
		     pattern->kind == HA_PATTERN_LIST;

	target->word =
	    words_number(words, place ? WORD_PLACE : WORD_HOST, pattern->text);
	if (pattern->kind == HA_PATTERN_SUFFIX ||
	    (pattern->kind == HA_PATTERN_TEXT && !pattern->numeric))
		target->name = pattern->text;
}

/* Makes *TARGET of TOKEN, a client.  Returns false if it never matches. */
static bool
read_client(struct words *words, struct ha_slice token, struct target *target)
{
	const struct ha_place nowhere = {0};
	struct ha_slice user, host = token;
	bool split = ha_token_split(token, &user, &host);
	struct ha_pattern pattern;

	*target = (struct target){.token = token};
	if (host.size == 0)
		return false;
	ha_pattern_of_host(host, nowhere, NULL, &pattern);
	target->unsure = pattern.kind == HA_PATTERN_LIST;
	if (pattern.kind == HA_PATTERN_NEVER)
		return false;
	if (net_of(&pattern, &target->net))
		set_net(words, &pattern, target);
	else if (!is_all(&pattern))
		set_text(words, &pattern, target);
	if (!split)
		return true;
	ha_pattern_of_user(user, &pattern);
	if (!is_all(&pattern))
		target->user = words_number(words, WORD_USER, user);
	return true;
}

static void
read_daemon(struct words *words, struct ha_slice token,
	    struct target_daemon *daemon)
{
	struct ha_slice name, server;
	struct ha_pattern pattern;

	*daemon = (struct target_daemon){.token = token};
	if (ha_token_split(token, &name, &server)) {
		daemon->word = words_number(words, WORD_PLACE, token);
		daemon->unsure = is_unsure(server);
		return;
	}
	ha_pattern_of_daemon(token, &pattern);
	daemon->plain = pattern.kind == HA_PATTERN_TEXT;
	if (!is_all(&pattern))
		daemon->word = words_number(words, WORD_DAEMON, token);
}

/* Takes the next token of LIST, if that is not EXCEPT. */
static bool
next_token(struct ha_slice *list, struct ha_slice *token, bool *except)
{
	*except = false;
	if (!ha_token_next(list, token))
		return false;
	*except = ha_slice_is(*token, "EXCEPT");
	return !*except;
}

static bool
read_daemons(struct words *words, struct ha_slice list, struct targets *targets)
{
	struct ha_slice token;
	size_t count = 0;

	targets->daemons_rest = list;
	while (next_token(&targets->daemons_rest, &token,
			  &targets->daemons_except)) {
		if (count == TARGET_DAEMONS_MAX)
			return false;
		read_daemon(words, token, &targets->daemons[count++]);
	}
	targets->daemon_count = count;
	if (targets->daemons_except)
		targets->daemons_whole = (struct target_daemon){
		    .word = number_of_list(words, list),
		    .unsure = is_unsure_list(list, true)};
	return true;
}

static void
read_clients(struct words *words, struct ha_slice list, struct targets *targets)
{
	struct ha_slice token;
	size_t count = 0;

	targets->clients_rest = list;
	while (next_token(&targets->clients_rest, &token,
			  &targets->clients_except)) {
		if (count == targets->client_capacity) {
			targets->client_capacity = count * 2 + 16;
			targets->clients = memory_resize(
			    targets->clients, targets->client_capacity,
			    sizeof(*targets->clients));
		}
		if (read_client(words, token, &targets->clients[count]))
			count++;
	}
	targets->client_count = count;
	if (targets->clients_except)
		targets->clients_whole =
		    (struct target){.token = list,
				    .word = number_of_list(words, list),
				    .unsure = is_unsure_list(list, false)};
}

bool
targets_read(struct words *words, struct ha_slice daemons,
	     struct ha_slice clients, struct targets *targets)
{
	if (!read_daemons(words, daemons, targets))
		return false;
	read_clients(words, clients, targets);
	return true;
}
