/* SPDX-License-Identifier: BSD-3-Clause */
#include "hostsaccess/convert/to.h"

#include "hostsaccess/tool/output.h"

#include <string.h>

/* How much of a text is shown. */
#define SHOWN 60

void
to_unsaid(const struct unsaid *unsaid, FILE *stream)
{
	output_plain(stream, unsaid->file);
	if (unsaid->line > 0)
		fprintf(stream, ":%lu", unsaid->line);
	fputs(": ", stream);
	if (unsaid->text[0] != '\0') {
		output_quoted(stream, ha_slice_of(unsaid->text), SHOWN, false);
		fputs(": ", stream);
	}
	output_plain(stream, unsaid->why);
	fputs(unsaid->refusal ? "; a refusal is lost" : "; left out", stream);
}

void
to_head(const struct conversion *conversion, FILE *stream)
{
	const struct rules_model *model = &conversion->model;

	fprintf(stream, "# hostsaccess convert --from %s --to %s\n",
		conversion->from, conversion->to);
	if (conversion->held)
		fprintf(stream, "# %s\n", conversion->held);
	for (size_t i = 0; i < model->unsaid_count; i++) {
		fputs("# not said: ", stream);
		to_unsaid(&model->unsaid[i], stream);
		putc('\n', stream);
	}
}

const char *
to_name_fault(const char *name)
{
	static const char *const keywords[] = {"ALL", "EXCEPT", "LOCAL", "NONE",
					       NULL};
	struct ha_slice text = ha_slice_of(name);

	for (size_t i = 0; keywords[i]; i++)
		if (ha_slice_is(text, keywords[i]))
			return "a keyword";
	if (ha_slice_all(text, HA_C_DIGIT))
		return "digits, which may be an id";
	for (size_t i = 0; i < text.size; i++)
		if (!ha_in_class(name[i], HA_C_HOST_NAME) &&
		    (!strchr("$+@", name[i]) || i == 0))
			return "a name with other bytes than letters, digits "
			       "and ._$+-";
	return name[0] == '-' ? "a name that begins with '-'" : NULL;
}

const char *
to_no_user(const struct term *term, bool grants)
{
	(void)term;
	(void)grants;
	return "users are not told apart there";
}

const char *
to_addresses_only(const struct term *term, bool grants)
{
	(void)grants;
	if (term->kind == TERM_NET)
		return NULL;
	return term->kind == TERM_LOCAL ? "about logins over no network"
					: "only addresses are told apart there";
}

/* Whether USERS, nothing but ALL and EXCEPT, leave nobody. */
static bool
are_nobody(const struct terms *users)
{
	return terms_groups(users) % 2 == 0;
}

/* Whose rules of a model count: see to_refused(). */
struct asking {
	const struct rules_model *model;
	bool (*speaks)(void *context, const struct terms *users);
	void *context;
};

/* The addresses of which rules decide, and those that they refuse. */
struct decided {
	struct ranges all, refused;
};

static void
decide_by_rule(const struct asking *asking, const struct converted_rule *rule,
	       struct decided *decided)
{
	*decided = (struct decided){{0}, {0}};
	if (asking->speaks ? !asking->speaks(asking->context, &rule->users)
			   : are_nobody(&rule->users))
		return;
	terms_addresses(&rule->clients, &decided->all);
	if (!rule->grants)
		ranges_append(&decided->refused, &decided->all);
}

/* Adds OTHER, of rules behind those of DECIDED, to it.  Frees OTHER. */
static void
decide_then(struct decided *decided, struct decided *other)
{
	struct ranges rest;

	ranges_without(&other->refused, &decided->all, &rest);
	ranges_append(&decided->refused, &rest);
	ranges_order(&decided->refused);
	ranges_append(&decided->all, &other->all);
	ranges_order(&decided->all);
	ranges_free(&rest);
	ranges_free(&other->refused);
	ranges_free(&other->all);
}

/* By halves: one rule after the other takes the square of their number. */
static void
decide(const struct asking *asking, size_t from, size_t count,
       struct decided *decided)
{
	struct decided other;

	if (count == 1) {
		decide_by_rule(asking, &asking->model->rules[from], decided);
		return;
	}
	decide(asking, from, count / 2, decided);
	decide(asking, from + count / 2, count - count / 2, &other);
	decide_then(decided, &other);
}

void
to_refused(const struct rules_model *model,
	   bool (*speaks)(void *context, const struct terms *users),
	   void *context, struct ranges *refused)
{
	const struct asking asking = {model, speaks, context};
	struct decided decided = {{0}, {0}};

	if (model->count > 0)
		decide(&asking, 0, model->count, &decided);
	ranges_free(&decided.all);
	*refused = decided.refused;
}
