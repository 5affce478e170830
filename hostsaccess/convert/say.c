/* SPDX-License-Identifier: BSD-3-Clause */
#include "hostsaccess/convert/say.h"

#include <stddef.h>
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

/* So far back a term is looked for, which stands there already. */
#define LOOK_BACK 32

/* Whether TERM, which is no net, stands among the COUNT terms before END. */
static bool
is_there(const struct term *end, size_t count, const struct term *term)
{
	if (term->kind == TERM_NET)
		return false;
	for (size_t i = 1; i <= count && i <= LOOK_BACK; i++)
		if (end[-(ptrdiff_t)i].kind == term->kind &&
		    (term->kind == TERM_ALL ||
		     strcmp(end[-(ptrdiff_t)i].text, term->text) == 0))
			return true;
	return false;
}

/*
 * Takes out of LIST what cannot be said.  Where a group is left empty, what
 * stands before its EXCEPT has no exception; if it is the first, LIST is empty.
 */
static void
say_list(struct saying *saying, struct terms *list)
{
	bool refuses = !saying->rule->grants, excepts = false, refusal;
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
			if (!is_there(&list->terms[kept], kept - begin, &term))
				list->terms[kept++] = term;
			continue;
		}
		/* whom nobody else is asked about, of those nothing is lost */
		refusal = refuses && term.kind != TERM_LOCAL;
		note(saying, &term, why, refusal && !saying->rule->grants);
		if (refusal && excepts && saying->rule->grants)
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

/* Whether both are told with the same words. */
static bool
is_same(const struct unsaid *a, const struct unsaid *b)
{
	return a->line == b->line && strcmp(a->file, b->file) == 0 &&
	       strcmp(a->text, b->text) == 0 && strcmp(a->why, b->why) == 0;
}

/* Orders what is unsaid; what stands there twice is told once. */
static void
order_unsaid(struct rules_model *model)
{
	struct unsaid *unsaid = model->unsaid;
	size_t kept = 0;

	if (model->unsaid_count == 0)
		return;
	qsort(unsaid, model->unsaid_count, sizeof(*unsaid), order);
	for (size_t i = 1; i < model->unsaid_count; i++) {
		if (is_same(&unsaid[kept], &unsaid[i]))
			unsaid[kept].refusal |= unsaid[i].refusal;
		else
			unsaid[++kept] = unsaid[i];
	}
	model->unsaid_count = kept + 1;
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
	order_unsaid(model);
}

bool
model_loses_refusals(const struct rules_model *model)
{
	for (size_t i = 0; i < model->unsaid_count; i++)
		if (model->unsaid[i].refusal)
			return true;
	return false;
}
