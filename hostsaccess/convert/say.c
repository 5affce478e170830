/* SPDX-License-Identifier: BSD-3-Clause */
#include "hostsaccess/convert/say.h"

#include <stdlib.h>
#include <string.h>

/* A list while terms that cannot be said are taken out of it. */
struct saying {
	struct rules_model *model;
	const struct converted_rule *rule;
	const char *(*can)(const struct term *term, bool grants);
	bool broken; /* an exception of a grant cannot be said */
};

static const char *
why_not(const struct saying *saying, const struct term *term, bool grants)
{
	if (term->kind == TERM_UNSAID)
		return term->why;
	if (term->kind == TERM_ALL)
		return NULL;
	return saying->can(term, grants);
}

static void
note(struct saying *saying, const struct term *term, const char *why,
     bool refusal)
{
	char buffer[NET_TEXT_MAX];
	const struct converted_rule *rule = saying->rule;
	const char *text =
	    model_keep(saying->model, ha_slice_of(term_text(term, buffer)));

	model_unsaid(saying->model, rule->file, rule->line, text, why, refusal);
}

/*
 * Takes out of LIST what cannot be said.  Where a group is left empty, what
 * stands before its EXCEPT has no exception; if it is the first, LIST is empty.
 */
static void
say_list(struct saying *saying, struct terms *list)
{
	bool refuses = !saying->rule->grants, excepts = false;
	size_t kept = 0, begin = 0;
	const char *why;

	for (size_t i = 0; i < list->count; i++) {
		struct term term = list->terms[i];

		if (term.kind == TERM_EXCEPT) {
			if (kept == begin)
				break;
			refuses = !refuses;
			excepts = true;
			list->terms[kept++] = term;
			begin = kept;
			continue;
		}
		why = why_not(saying, &term, !refuses);
		if (!why) {
			list->terms[kept++] = term;
			continue;
		}
		note(saying, &term, why, refuses && !saying->rule->grants);
		if (refuses && excepts && saying->rule->grants)
			saying->broken = true;
	}
	if (kept > 0 && list->terms[kept - 1].kind == TERM_EXCEPT)
		kept--;
	list->count = kept;
}

/* Whether anything is left of RULE that LANGUAGE can say. */
static bool
say_rule(struct rules_model *model, struct converted_rule *rule,
	 const struct language *language)
{
	struct saying saying = {.model = model, .rule = rule};
	const char *why;

	saying.can = language->user;
	say_list(&saying, &rule->users);
	saying.can = language->client;
	say_list(&saying, &rule->clients);
	if (saying.broken || rule->users.count == 0 || rule->clients.count == 0)
		return false;
	why = language->rule ? language->rule(rule) : NULL;
	if (!why)
		return true;
	model_unsaid(model, rule->file, rule->line, rule->text, why,
		     !rule->grants);
	return false;
}

/* By file, line and text. */
static int
order(const void *a, const void *b)
{
	const struct unsaid *one = a, *other = b;
	int files = strcmp(one->file, other->file);

	if (files != 0)
		return files;
	if (one->line != other->line)
		return one->line < other->line ? -1 : 1;
	return strcmp(one->text, other->text);
}

void
say(struct rules_model *model, const struct language *language)
{
	size_t kept = 0;

	for (size_t i = 0; i < model->count; i++) {
		struct converted_rule rule = model->rules[i];

		if (say_rule(model, &rule, language)) {
			model->rules[kept++] = rule;
			continue;
		}
		terms_free(&rule.users);
		terms_free(&rule.clients);
	}
	model->count = kept;
	if (model->unsaid_count > 1)
		qsort(model->unsaid, model->unsaid_count,
		      sizeof(*model->unsaid), order);
}

bool
model_loses_refusals(const struct rules_model *model)
{
	for (size_t i = 0; i < model->unsaid_count; i++)
		if (model->unsaid[i].refusal)
			return true;
	return false;
}
