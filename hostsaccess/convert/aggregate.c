/* SPDX-License-Identifier: BSD-3-Clause */
#include "hostsaccess/convert/aggregate.h"

#include <string.h>

/* The nets of a model while they are counted. */
struct counting {
	unsigned long before, after;
	struct ranges held;
};

static bool
is_same(const struct terms *a, const struct terms *b)
{
	if (a->count != b->count)
		return false;
	for (size_t i = 0; i < a->count; i++)
		if (a->terms[i].kind != b->terms[i].kind ||
		    (a->terms[i].kind != TERM_ALL &&
		     a->terms[i].kind != TERM_EXCEPT &&
		     strcmp(a->terms[i].text, b->terms[i].text) != 0))
			return false;
	return true;
}

/* Whether both say the same, of nets alone. */
static bool
is_mergeable(const struct converted_rule *a, const struct converted_rule *b)
{
	return a->grants == b->grants && a->local == b->local &&
	       terms_are_nets(&a->clients) && terms_are_nets(&b->clients) &&
	       is_same(&a->users, &b->users);
}

/* Makes one rule of those that follow each other and say the same. */
static void
merge(struct rules_model *model)
{
	size_t kept = 0;

	for (size_t i = 1; i < model->count; i++) {
		struct converted_rule *last = &model->rules[kept];
		struct converted_rule *rule = &model->rules[i];

		if (!is_mergeable(last, rule)) {
			model->rules[++kept] = *rule;
			continue;
		}
		for (size_t j = 0; j < rule->clients.count; j++)
			terms_add(&last->clients, rule->clients.terms[j]);
		terms_free(&rule->users);
		terms_free(&rule->clients);
	}
	if (model->count > 0)
		model->count = kept + 1;
}

/* Adds the nets of GROUP and the other TERMS of it to LIST. */
static void
finish_group(struct counting *counting, struct ranges *group,
	     struct terms *others, struct terms *list)
{
	size_t before = list->count;

	ranges_order(group);
	terms_add_ranges(list, group);
	counting->after += list->count - before;
	ranges_append(&counting->held, group);
	for (size_t i = 0; i < others->count; i++)
		terms_add(list, others->terms[i]);
	ranges_free(group);
	terms_free(others);
}

static void
aggregate_list(struct counting *counting, struct terms *list)
{
	struct terms made = {0}, others = {0};
	struct ranges group = {0};

	for (size_t i = 0; i < list->count; i++) {
		const struct term *term = &list->terms[i];

		if (term->kind == TERM_NET) {
			ranges_add_net(&group, (enum ha_family)term->family,
				       term->bytes, term->length);
			counting->before++;
			continue;
		}
		if (term->kind != TERM_EXCEPT) {
			terms_add(&others, *term);
			continue;
		}
		finish_group(counting, &group, &others, &made);
		terms_add(&made, *term);
	}
	finish_group(counting, &group, &others, &made);
	terms_free(list);
	*list = made;
}

void
aggregate(struct rules_model *model, struct aggregated *result)
{
	struct counting counting = {0};

	merge(model);
	for (size_t i = 0; i < model->count; i++)
		aggregate_list(&counting, &model->rules[i].clients);
	result->before = counting.before;
	result->after = counting.after;
	ranges_order(&counting.held);
	ranges_count(&counting.held, result->addresses);
	ranges_free(&counting.held);
}
