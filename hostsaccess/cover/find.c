/* SPDX-License-Identifier: BSD-3-Clause */
#include "hostsaccess/cover/find.h"

unsigned long
cover_work(const struct cover *cover)
{
	return cover->decided.work + cover->undecided.work +
	       cover->exceptions.work;
}

bool
cover_may_work(const struct cover *cover)
{
	return cover_work(cover) - cover->done < cover->allowed;
}

static void
add_coverer(const struct cover *cover, const struct saying *saying,
	    uint32_t number, struct coverers *coverers)
{
	bool same = saying_covers(&cover->earlier.rules[number].saying, saying);

	if (coverers->first == number)
		return;
	coverers->others = coverers->first != TABLE_NONE;
	if (!coverers->others || (coverers->same && !same))
		coverers->first = number;
	coverers->same = coverers->same && same;
}

static uint32_t
lower(uint32_t a, uint32_t b)
{
	return a < b ? a : b;
}

/*
 * Returns the first rule that decides CLIENT for DAEMON, as far as a rule of
 * SAYING is concerned, or TABLE_NONE.
 */
static uint32_t
find_coverer(struct cover *cover, const struct saying *saying,
	     const struct target_daemon *daemon, const struct target *client)
{
	uint32_t best = lower(
	    decided_find(&cover->decided, &cover->words, daemon->word, client),
	    exceptions_find(&cover->exceptions, daemon, client));

	if (saying->decision != HA_ALLOW)
		return best;
	return lower(best, decided_find(&cover->undecided, &cover->words,
					daemon->word, client));
}

bool
cover_find(struct cover *cover, const struct saying *saying,
	   const struct target *client, struct coverers *coverers)
{
	const struct targets *targets = &cover->targets;
	uint32_t found = TABLE_NONE;

	if (targets->daemon_list.except)
		found = find_coverer(cover, saying, &targets->daemons_whole,
				     client);
	if (found != TABLE_NONE) {
		add_coverer(cover, saying, found, coverers);
		return true;
	}
	for (size_t i = 0; i < targets->daemon_count; i++) {
		if (!cover_may_work(cover))
			return false;
		found =
		    find_coverer(cover, saying, &targets->daemons[i], client);
		if (found == TABLE_NONE)
			return false;
		add_coverer(cover, saying, found, coverers);
	}
	return targets->daemon_count > 0;
}

bool
cover_find_all(struct cover *cover, const struct saying *saying,
	       struct coverers *coverers)
{
	const struct targets *targets = &cover->targets;
	size_t i = 0;

	*coverers = (struct coverers){TABLE_NONE, false, true};
	while (i < targets->client_count &&
	       cover_find(cover, saying, &targets->clients[i], coverers))
		i++;
	if (i == targets->client_count)
		return i > 0;
	*coverers = (struct coverers){TABLE_NONE, false, true};
	return targets->client_list.except &&
	       cover_find(cover, saying, &targets->clients_whole, coverers);
}
