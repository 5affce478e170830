/* SPDX-License-Identifier: BSD-3-Clause */
#include "hostsaccess/cover/except.h"

#include "hostsaccess/cover/target.h"
#include "hostsaccess/tool/memory.h"

#include <stdlib.h>
#include <string.h>

struct exception {
	uint32_t number;
	struct targets included, excepted;
};

/* Copies TARGETS with the clients, of which no text is kept. */
static void
copy_targets(const struct targets *targets, struct targets *copy)
{
	size_t size = targets->client_count * sizeof(*targets->clients);

	*copy = *targets;
	copy->clients = memory_resize(NULL, size + 1, 1);
	if (size > 0)
		memcpy(copy->clients, targets->clients, size);
}

/* Whether EXCEPTED are daemons and nets, so that one knows whom they hold. */
static bool
is_clear(const struct targets *excepted)
{
	if (excepted->too_many)
		return false;
	for (size_t i = 0; i < excepted->daemon_count; i++)
		if (!excepted->daemons[i].plain)
			return false;
	for (size_t i = 0; i < excepted->client_count; i++)
		if (!excepted->clients[i].is_net)
			return false;
	return excepted->client_count <= EXCEPTION_TOKENS_MAX;
}

void
exceptions_add(struct exceptions *exceptions, const struct targets *included,
	       const struct targets *excepted, uint32_t number)
{
	struct exception *rule;

	if (exceptions->count == EXCEPTIONS_MAX ||
	    included->client_count > EXCEPTION_TOKENS_MAX ||
	    !is_clear(excepted))
		return;
	rule = memory_resize(NULL, 1, sizeof(*rule));
	rule->number = number;
	copy_targets(included, &rule->included);
	copy_targets(excepted, &rule->excepted);
	exceptions->rules[exceptions->count++] = rule;
}

static bool
has_daemon(const struct targets *targets, const struct target_daemon *daemon)
{
	for (size_t i = 0; i < targets->daemon_count; i++)
		if (targets->daemons[i].word == WORD_ALL ||
		    targets->daemons[i].word == daemon->word)
			return true;
	return false;
}

/* Whether every address of INNER surely lies in OUTER; both are nets. */
static bool
contains(const struct target *outer, const struct target *inner)
{
	const struct ha_net *sure = &outer->sure;

	if (sure->base.family != inner->net.base.family ||
	    (outer->zone != WORD_ALL && outer->zone != inner->zone))
		return false;
	for (size_t i = 0; i < sizeof(sure->mask); i++)
		if ((sure->mask[i] & ~inner->net.mask[i]) ||
		    (inner->net.base.bytes[i] & sure->mask[i]) !=
			sure->base.bytes[i])
			return false;
	return true;
}

/* Whether no address lies in A and in B; both are nets. */
static bool
are_apart(const struct target *a, const struct target *b)
{
	if (a->net.base.family != b->net.base.family)
		return true;
	for (size_t i = 0; i < sizeof(a->net.mask); i++)
		if ((a->net.base.bytes[i] ^ b->net.base.bytes[i]) &
		    a->net.mask[i] & b->net.mask[i])
			return true;
	return false;
}

static bool
has_client(const struct targets *targets, const struct target *client)
{
	for (size_t i = 0; i < targets->client_count; i++) {
		const struct target *one = &targets->clients[i];
		bool all = !one->is_net && one->word == WORD_ALL;

		if ((one->user == WORD_ALL || one->user == client->user) &&
		    (all ||
		     (one->is_net && client->is_net && contains(one, client))))
			return true;
	}
	return false;
}

static bool
decides(const struct exception *rule, const struct target_daemon *daemon,
	const struct target *client)
{
	const struct targets *excepted = &rule->excepted;

	if (!has_daemon(&rule->included, daemon) ||
	    !has_client(&rule->included, client))
		return false;
	if (excepted->daemon_count > 0 &&
	    (!daemon->plain || has_daemon(excepted, daemon)))
		return false;
	if (excepted->client_count > 0 && !client->is_net)
		return false;
	for (size_t i = 0; i < excepted->client_count; i++)
		if (!are_apart(&excepted->clients[i], client))
			return false;
	return true;
}

uint32_t
exceptions_find(struct exceptions *exceptions,
		const struct target_daemon *daemon, const struct target *client)
{
	for (size_t i = 0; i < exceptions->count; i++) {
		const struct exception *rule = exceptions->rules[i];

		exceptions->work += 1 + (rule->included.daemon_count +
					 rule->included.client_count +
					 rule->excepted.daemon_count +
					 rule->excepted.client_count) /
					    8;
		if (decides(rule, daemon, client))
			return rule->number;
	}
	return TABLE_NONE;
}

void
exceptions_free(struct exceptions *exceptions)
{
	for (size_t i = 0; i < exceptions->count; i++) {
		free(exceptions->rules[i]->included.clients);
		free(exceptions->rules[i]->excepted.clients);
		free(exceptions->rules[i]);
	}
}
