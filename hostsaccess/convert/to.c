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

/* Takes CLIENTS, whom rules GRANT or add to REFUSED, out of LEFT. */
static void
decide(bool grant, struct ranges *clients, struct ranges *left,
       struct ranges *refused)
{
	struct ranges hit, rest;

	ranges_order(clients);
	ranges_common(left, clients, &hit);
	if (!grant)
		ranges_unite(refused, &hit);
	ranges_without(left, clients, &rest);
	ranges_free(&hit);
	ranges_free(clients);
	ranges_free(left);
	*left = rest;
}

/* Adds what LIST means to CLIENTS. */
static void
collect(const struct terms *list, struct ranges *clients)
{
	struct ranges own;

	terms_addresses(list, &own);
	for (size_t i = 0; i < own.count; i++)
		ranges_add(clients, own.ranges[i].family, own.ranges[i].first,
			   own.ranges[i].last);
	ranges_free(&own);
}

/* Whether USERS, nothing but ALL and EXCEPT, leave nobody. */
static bool
are_nobody(const struct terms *users)
{
	return terms_groups(users) % 2 == 0;
}

/* Rules that follow each other and decide alike are taken together. */
void
to_refused(const struct rules_model *model,
	   bool (*speaks)(void *context, const struct terms *users),
	   void *context, struct ranges *refused)
{
	struct ranges left = {0}, clients = {0};
	bool grants = false;

	*refused = (struct ranges){0};
	ranges_add_all(&left);
	ranges_order(&left);
	for (size_t i = 0; i < model->count; i++) {
		const struct converted_rule *rule = &model->rules[i];

		if (speaks ? !speaks(context, &rule->users)
			   : are_nobody(&rule->users))
			continue;
		if (rule->grants != grants)
			decide(grants, &clients, &left, refused);
		grants = rule->grants;
		collect(&rule->clients, &clients);
	}
	decide(grants, &clients, &left, refused);
	ranges_free(&left);
}
