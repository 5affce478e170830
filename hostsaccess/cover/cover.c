/* SPDX-License-Identifier: BSD-3-Clause */
#include "hostsaccess/cover/cover.h"

#include "hostsaccess/cover/find.h"
#include "hostsaccess/cover/report.h"
#include "hostsaccess/tool/memory.h"

#include <stdlib.h>

/*
 * Rules can multiply daemons, clients, masks and exceptions.  So that the time
 * stays in proportion to the text, nothing more is found out about a rule
 * after so much work, and so much for each of its bytes.
 */
#define WORK_RULE 4096
#define WORK_BYTE 32

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
	free(cover->excepted.clients);
	decided_free(&cover->decided);
	decided_free(&cover->undecided);
	exceptions_free(&cover->exceptions);
	words_free(&cover->words);
	free(cover);
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
	bool except = targets->client_list.except;
	const struct target *clients =
	    except ? &targets->clients_whole : targets->clients;

	for (size_t i = 0; i < (except ? 1 : targets->client_count); i++) {
		if (!cover_may_work(cover))
			return;
		if (targets->daemon_list.except)
			keep_target(cover, saying, number,
				    &targets->daemons_whole, &clients[i]);
		else
			for (size_t j = 0; j < targets->daemon_count; j++)
				keep_target(cover, saying, number,
					    &targets->daemons[j], &clients[i]);
	}
	if ((except || targets->daemon_list.except) &&
	    !has_unsure_daemon(targets))
		exceptions_add(&cover->exceptions, targets, &cover->excepted,
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
	       !targets->daemon_list.except && !targets->client_list.except &&
	       daemon->word == WORD_ALL && !client->is_net &&
	       client->word == WORD_ALL && client->user == WORD_ALL;
}

/*
 * All between the first EXCEPT and the second counts as excepted, also what the
 * second lets in again.
 */
void
cover_token(struct cover *cover, const struct ha_token *token,
	    const struct ha_pattern *left, const struct ha_pattern *host)
{
	struct targets *excepted = &cover->excepted;

	targets_note(&cover->targets, token, host);
	if (token->except)
		return;
	if (token->group == 0)
		targets_add(&cover->words, &cover->targets, token, left, host);
	else if (token->group == 1 &&
		 excepted->client_count <= EXCEPTION_TOKENS_MAX)
		targets_add(&cover->words, excepted, token, left, host);
}

static void
read_rule(struct cover *cover, struct findings *findings,
	  const struct ha_rule *rule, const struct saying *says)
{
	struct ha_slice text = ha_slice_trim(rule->options, HA_C_SPACE);
	struct coverers coverers;
	struct saying saying = *says;
	uint32_t number;

	saying.options = words_number(&cover->words, WORD_OPTIONS, text);
	/* It decides nobody for certain, or is not looked at. */
	if (rule->nul || cover->targets.too_many) {
		cover->unsure = cover->unsure || saying.may_fail;
		return;
	}
	targets_end(&cover->words, &cover->targets, rule);
	cover->done = cover_work(cover);
	cover->allowed = WORK_RULE + WORK_BYTE * rule->line->text.size;
	if (cover_find_all(cover, &saying, &coverers)) {
		cover_report_rule(cover, findings, rule, &coverers);
		return;
	}
	if (cover->targets.client_count > 1 || cover->targets.daemon_count > 1)
		cover_check_tokens(cover, findings, rule, &saying);
	cover->unsure = cover->unsure || saying.may_fail;
	if (cover->unsure)
		return;
	number = earlier_keep(&cover->earlier, rule, &saying);
	keep_targets(cover, &saying, number);
	if (is_for_everybody(&cover->targets))
		cover->last = number;
}

void
cover_rule(struct cover *cover, struct findings *findings,
	   const struct ha_rule *rule, const struct saying *says,
	   bool deny_file)
{
	if (deny_file != cover->deny_file)
		begin_deny_file(cover);
	read_rule(cover, findings, rule, says);
	targets_clear(&cover->targets);
	targets_clear(&cover->excepted);
}
