/* SPDX-License-Identifier: BSD-3-Clause */
#include "hostsaccess/cover/report.h"

#include "common/decide/report.h"
#include "hostsaccess/cover/find.h"

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

void
cover_report_rule(struct cover *cover, struct findings *findings,
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

	if (!cover_find(cover, saying, client, &coverers))
		return;
	if (!coverers.same) {
		report(cover, findings, rule, client->token,
		       FINDING_UNREACHABLE, &coverers);
	} else if (redundant->count++ == 0) {
		redundant->token = client->token;
		earlier_see(&cover->earlier, coverers.first, redundant->see);
	}
}

void
cover_check_tokens(struct cover *cover, struct findings *findings,
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

		if (!cover_may_work(cover))
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
