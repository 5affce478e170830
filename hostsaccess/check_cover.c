/* SPDX-License-Identifier: BSD-3-Clause */
#include "check_cover.h"

#include "check_decided.h"
#include "check_earlier.h"
#include "check_except.h"
#include "check_target.h"
#include "memory.h"
#include "report.h"

#include <stdlib.h>

struct cover {
	struct words words;
	struct decided decided;
	/*
	 * Whom rules that allow may mean, but not for certain.  Only rules
	 * that allow, too, say nothing new about them: what is undecided
	 * refuses.
	 */
	struct decided undecided;
	struct exceptions exceptions;
	struct earlier earlier; /* rules, by their numbers */
	bool deny_file;         /* which file is read */
	bool unsure;   /* a rule of it may end it: no later one surely counts */
	uint32_t last; /* the rule for everybody, or TABLE_NONE */
	/* What is behind that is said once a file, each way. */
	bool told_same, told_otherwise;
	struct targets targets; /* of the rule that is read */
	/* How much work was done before it, and how much may be done for it. */
	unsigned long done, allowed;
};

/*
 * Rules can multiply daemons, clients, masks and exceptions.  So that the time
 * stays in proportion to the text, nothing more is found out about a rule
 * after so much work, and so much for each of its bytes.
 */
#define WORK_RULE 4096
#define WORK_BYTE 32

/* The rules that decide a client, or all clients of a rule. */
struct coverers {
	uint32_t first; /* the first that says otherwise, if any does */
	bool others;    /* there are more than this one */
	bool same;      /* all of them say the same as the rule */
};

struct cover *
cover_new(void)
{
	struct cover *cover = memory_resize(NULL, 1, sizeof(*cover));

	*cover = (struct cover){.last = TABLE_NONE};
	return cover;
}

void
cover_free(struct cover *cover)
{
	earlier_free(&cover->earlier);
	free(cover->targets.clients);
	decided_free(&cover->decided);
	decided_free(&cover->undecided);
	exceptions_free(&cover->exceptions);
	words_free(&cover->words);
	free(cover);
}

static unsigned long
work_of(const struct cover *cover)
{
	return cover->decided.work + cover->undecided.work +
	       cover->exceptions.work;
}

/* Whether more may be done for the rule that is read. */
static bool
may_work(const struct cover *cover)
{
	return work_of(cover) - cover->done < cover->allowed;
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

/*
 * Adds the rules that decide CLIENT for all daemons of the rule that is read.
 * Returns false if somebody is left undecided.
 */
static bool
find_coverers(struct cover *cover, const struct saying *saying,
	      const struct target *client, struct coverers *coverers)
{
	const struct targets *targets = &cover->targets;
	uint32_t found = TABLE_NONE;

	if (targets->daemons_except)
		found = find_coverer(cover, saying, &targets->daemons_whole,
				     client);
	if (found != TABLE_NONE) {
		add_coverer(cover, saying, found, coverers);
		return true;
	}
	for (size_t i = 0; i < targets->daemon_count; i++) {
		if (!may_work(cover))
			return false;
		found =
		    find_coverer(cover, saying, &targets->daemons[i], client);
		if (found == TABLE_NONE)
			return false;
		add_coverer(cover, saying, found, coverers);
	}
	return targets->daemon_count > 0;
}

/* Likewise for all clients of the rule. */
static bool
find_all_coverers(struct cover *cover, const struct saying *saying,
		  struct coverers *coverers)
{
	const struct targets *targets = &cover->targets;
	size_t i = 0;

	*coverers = (struct coverers){TABLE_NONE, false, true};
	while (i < targets->client_count &&
	       find_coverers(cover, saying, &targets->clients[i], coverers))
		i++;
	if (i == targets->client_count)
		return i > 0;
	*coverers = (struct coverers){TABLE_NONE, false, true};
	return targets->clients_except &&
	       find_coverers(cover, saying, &targets->clients_whole, coverers);
}

/* Tells FINDINGS ID of TEXT, of RULE, because of COVERERS. */
static void
report(const struct cover *cover, struct findings *findings,
       const struct ha_rule *rule, struct ha_slice text, enum finding_id id,
       const struct coverers *coverers)
{
	const char *more = coverers->others ? ", and other rules" : "";
	char see[EARLIER_SEE_MAX];

	if (coverers->first == cover->last)
		more = "; nothing behind that decides";
	earlier_see(&cover->earlier, coverers->first, see);
	findings_add(findings, id, ha_rule_place(rule, text), text, "see %s%s",
		     see, more);
}

static void
report_rule(struct cover *cover, struct findings *findings,
	    const struct ha_rule *rule, const struct coverers *coverers)
{
	struct ha_slice text = ha_slice_trim(rule->line->text, HA_C_BLANK);
	bool *told =
	    coverers->same ? &cover->told_same : &cover->told_otherwise;

	if (coverers->first == cover->last) {
		if (*told)
			return;
		*told = true;
	}
	report(cover, findings, rule, text,
	       coverers->same ? FINDING_DUPLICATE : FINDING_UNREACHABLE,
	       coverers);
}

/* The tokens of a rule that mean nobody new: the first, and how many. */
struct redundant {
	struct ha_slice token;
	unsigned count;
	char see[EARLIER_SEE_MAX];
};

static void
add_redundant(struct redundant *redundant, struct ha_slice token,
	      struct ha_slice before)
{
	if (redundant->count++ > 0)
		return;
	redundant->token = token;
	ha_quote(ha_slice_head(before, EARLIER_TEXT_MAX), redundant->see,
		 sizeof(redundant->see));
}

static void
report_redundant(struct findings *findings, const struct ha_rule *rule,
		 const struct redundant *redundant)
{
	struct ha_place place = ha_rule_place(rule, redundant->token);

	if (redundant->count > 1)
		findings_add(findings, FINDING_REDUNDANT_TOKEN, place,
			     redundant->token,
			     "see %s, and %u more in this line", redundant->see,
			     redundant->count - 1);
	else
		findings_add(findings, FINDING_REDUNDANT_TOKEN, place,
			     redundant->token, "see %s", redundant->see);
}

static void
check_daemons(const struct cover *cover, struct redundant *redundant)
{
	const struct targets *targets = &cover->targets;

	for (size_t i = 1; i < targets->daemon_count; i++) {
		size_t before = 0;

		while (
		    before < i && targets->daemons[before].word != WORD_ALL &&
		    targets->daemons[before].word != targets->daemons[i].word)
			before++;
		if (before < i)
			add_redundant(redundant, targets->daemons[i].token,
				      targets->daemons[before].token);
	}
}

/* Compares CLIENT of RULE with earlier rules. */
static void
check_client(struct cover *cover, struct findings *findings,
	     const struct ha_rule *rule, const struct saying *saying,
	     const struct target *client, struct redundant *redundant)
{
	struct coverers coverers = {TABLE_NONE, false, true};

	if (!find_coverers(cover, saying, client, &coverers))
		return;
	if (!coverers.same) {
		report(cover, findings, rule, client->token,
		       FINDING_UNREACHABLE, &coverers);
	} else if (redundant->count++ == 0) {
		redundant->token = client->token;
		earlier_see(&cover->earlier, coverers.first, redundant->see);
	}
}

/* Compares the tokens of RULE with those before them and earlier rules. */
static void
check_tokens(struct cover *cover, struct findings *findings,
	     const struct ha_rule *rule, const struct saying *saying)
{
	const struct targets *targets = &cover->targets;
	struct decided before = {0};
	struct redundant redundant;

	redundant.count = 0;
	check_daemons(cover, &redundant);
	for (size_t i = 0; i < targets->client_count; i++) {
		const struct target *client = &targets->clients[i];
		uint32_t found;

		if (!may_work(cover))
			break;
		found = decided_find(&before, &cover->words, WORD_ALL, client);

		if (found != TABLE_NONE)
			add_redundant(&redundant, client->token,
				      targets->clients[found].token);
		else
			check_client(cover, findings, rule, saying, client,
				     &redundant);
		decided_add(&before, WORD_ALL, client, (uint32_t)i);
		cover->decided.work += before.work;
		before.work = 0;
	}
	decided_free(&before);
	if (redundant.count > 0)
		report_redundant(findings, rule, &redundant);
}

/* Notes that rule NUMBER, which says SAYING, decides CLIENT for DAEMON. */
static void
keep_target(struct cover *cover, const struct saying *saying, uint32_t number,
	    const struct target_daemon *daemon, const struct target *client)
{
	bool unsure = daemon->unsure || client->unsure;

	decided_add(unsure && saying->decision == HA_ALLOW ? &cover->undecided
							   : &cover->decided,
		    daemon->word, client, number);
}

static bool
has_unsure_daemon(const struct targets *targets)
{
	for (size_t i = 0; i < targets->daemon_count; i++)
		if (targets->daemons[i].unsure)
			return true;
	return false;
}

/* Notes whom rule NUMBER, the one that is read, decides. */
static void
keep_targets(struct cover *cover, const struct saying *saying, uint32_t number)
{
	const struct targets *targets = &cover->targets;
	bool except = targets->clients_except;
	const struct target *clients =
	    except ? &targets->clients_whole : targets->clients;

	for (size_t i = 0; i < (except ? 1 : targets->client_count); i++) {
		if (!may_work(cover))
			return;
		if (targets->daemons_except)
			keep_target(cover, saying, number,
				    &targets->daemons_whole, &clients[i]);
		else
			for (size_t j = 0; j < targets->daemon_count; j++)
				keep_target(cover, saying, number,
					    &targets->daemons[j], &clients[i]);
	}
	if ((except || targets->daemons_except) && !has_unsure_daemon(targets))
		exceptions_add(&cover->exceptions, &cover->words, targets,
			       number);
}

static void
begin_deny_file(struct cover *cover)
{
	cover->deny_file = true;
	cover->unsure = false;
	cover->told_same = false;
	cover->told_otherwise = false;
}

/* Whether the rule that is read is for everybody. */
static bool
is_for_everybody(const struct targets *targets)
{
	const struct target *client = targets->clients;
	const struct target_daemon *daemon = targets->daemons;

	return targets->daemon_count == 1 && targets->client_count == 1 &&
	       !targets->daemons_except && !targets->clients_except &&
	       daemon->word == WORD_ALL && !client->is_net &&
	       client->word == WORD_ALL && client->user == WORD_ALL;
}

void
cover_rule(struct cover *cover, struct findings *findings,
	   const struct ha_rule *rule, bool deny_file)
{
	struct coverers coverers;
	struct saying saying;
	uint32_t number;

	if (deny_file != cover->deny_file)
		begin_deny_file(cover);
	saying_read(&cover->words, rule, deny_file, &saying);
	if (rule->nul) { /* it decides nobody for certain */
		cover->unsure = cover->unsure || saying.may_fail;
		return;
	}
	if (!targets_read(&cover->words, rule->daemons, rule->clients,
			  &cover->targets))
		return;
	cover->done = work_of(cover);
	cover->allowed = WORK_RULE + WORK_BYTE * rule->line->text.size;
	if (find_all_coverers(cover, &saying, &coverers)) {
		report_rule(cover, findings, rule, &coverers);
		return;
	}
	if (cover->targets.client_count > 1 || cover->targets.daemon_count > 1)
		check_tokens(cover, findings, rule, &saying);
	cover->unsure = cover->unsure || saying.may_fail;
	if (cover->unsure)
		return;
	number = earlier_keep(&cover->earlier, rule, &saying);
	keep_targets(cover, &saying, number);
	if (is_for_everybody(&cover->targets))
		cover->last = number;
}
