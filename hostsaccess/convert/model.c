/* SPDX-License-Identifier: BSD-3-Clause */
#include "hostsaccess/convert/model.h"

#include "hostsaccess/tool/memory.h"

#include <stdio.h>
#include <stdlib.h>

void
model_free(struct rules_model *model)
{
	for (size_t i = 0; i < model->count; i++) {
		terms_free(&model->rules[i].users);
		terms_free(&model->rules[i].clients);
	}
	free(model->rules);
	free(model->unsaid);
	arena_free(&model->arena);
	*model = (struct rules_model){0};
}

const char *
model_keep(struct rules_model *model, struct ha_slice text)
{
	return arena_keep(&model->arena, text).data;
}

void
model_add(struct rules_model *model, const struct converted_rule *rule)
{
	model->rules =
	    memory_grow(model->rules, model->count, sizeof(*model->rules));
	model->rules[model->count++] = *rule;
}

void
model_unsaid(struct rules_model *model, const char *file, unsigned long line,
	     const char *text, const char *why, bool refusal)
{
	model->unsaid = memory_grow(model->unsaid, model->unsaid_count,
				    sizeof(*model->unsaid));
	model->unsaid[model->unsaid_count++] =
	    (struct unsaid){file, text, why, line, refusal};
}

void
terms_free(struct terms *list)
{
	free(list->terms);
	*list = (struct terms){0};
}

void
terms_add(struct terms *list, struct term term)
{
	list->terms =
	    memory_grow(list->terms, list->count, sizeof(*list->terms));
	list->terms[list->count++] = term;
}

void
terms_add_text(struct terms *list, enum term_kind kind, const char *text)
{
	terms_add(list, (struct term){.kind = (uint8_t)kind, .text = text});
}

void
terms_add_unsaid(struct terms *list, const char *text, const char *why)
{
	terms_add(list,
		  (struct term){.kind = TERM_UNSAID, .text = text, .why = why});
}

bool
terms_add_masked(struct terms *list, const struct ha_net *net)
{
	struct term term = {
	    .kind = TERM_NET, .family = (uint8_t)net->base.family, .text = ""};
	unsigned length;

	if (net->base.zone[0] != '\0' || !ha_net_length(net, &length))
		return false;
	term.length = (uint8_t)length;
	for (size_t i = 0; i < (term.family == HA_FAMILY_IPV4 ? 4 : 16); i++)
		term.bytes[i] = net->base.bytes[i] & net->mask[i];
	terms_add(list, term);
	return true;
}

void
terms_add_net(struct terms *list, const struct ha_address *address,
	      unsigned length)
{
	unsigned width = address->family == HA_FAMILY_IPV4 ? 32 : 128;
	struct ha_net net;

	ha_net_of_prefix(address, length, width, &net);
	terms_add_masked(list, &net);
}

bool
terms_add_beginning(struct terms *list, struct ha_slice text, unsigned max)
{
	struct ha_address address = {.family = HA_FAMILY_IPV4};
	unsigned parts = 0;
	unsigned long part;

	for (; text.size > 0; parts++) {
		size_t dot = ha_slice_find(text, '.');

		if (parts == max || dot == text.size ||
		    (dot > 1 && text.data[0] == '0') ||
		    !ha_slice_number(ha_slice_head(text, dot), 10, 255, &part))
			return false;
		address.bytes[parts] = (uint8_t)part;
		text = ha_slice_from(text, dot + 1);
	}
	if (parts > 0)
		terms_add_net(list, &address, 8 * parts);
	return parts > 0;
}

bool
terms_are_all(const struct terms *list)
{
	return list->count == 1 && list->terms[0].kind == TERM_ALL;
}

size_t
terms_groups(const struct terms *list)
{
	size_t groups = 1;

	for (size_t i = 0; i < list->count; i++)
		groups += list->terms[i].kind == TERM_EXCEPT;
	return groups;
}

bool
terms_are_nets(const struct terms *list)
{
	for (size_t i = 0; i < list->count; i++)
		if (list->terms[i].kind != TERM_NET)
			return false;
	return list->count > 0;
}

/* Adds TERM, of clients, to SET. */
static void
add_addresses(struct ranges *set, const struct term *term)
{
	if (term->kind == TERM_ALL)
		ranges_add_all(set);
	else if (term->kind == TERM_NET)
		ranges_add_net(set, (enum ha_family)term->family, term->bytes,
			       term->length);
}

/* From the last group to the first: each, but for what comes behind it. */
void
terms_addresses(const struct terms *list, struct ranges *set)
{
	struct ranges rest = {0}, group = {0};

	for (size_t i = list->count + 1; i-- > 0;) {
		if (i > 0 && list->terms[i - 1].kind != TERM_EXCEPT) {
			add_addresses(&group, &list->terms[i - 1]);
			continue;
		}
		ranges_order(&group);
		ranges_without(&group, &rest, set);
		ranges_free(&group);
		ranges_free(&rest);
		rest = *set;
	}
	*set = rest;
}

static void
add_range_net(void *context, enum ha_family family, const uint8_t bytes[16],
	      unsigned length)
{
	struct term term = {.kind = TERM_NET,
			    .family = (uint8_t)family,
			    .length = (uint8_t)length,
			    .text = ""};

	memcpy(term.bytes, bytes, sizeof(term.bytes));
	terms_add(context, term);
}

void
terms_add_ranges(struct terms *list, const struct ranges *set)
{
	ranges_nets(set, add_range_net, list);
}

void
net_text(enum ha_family family, const uint8_t bytes[16], unsigned length,
	 char text[NET_TEXT_MAX])
{
	unsigned width = family == HA_FAMILY_IPV4 ? 32 : 128;
	struct ha_address address = {.family = family};
	size_t used;

	memcpy(address.bytes, bytes, sizeof(address.bytes));
	ha_address_format(&address, false, text);
	used = strlen(text);
	if (length < width)
		snprintf(text + used, NET_TEXT_MAX - used, "/%u", length);
}

void
term_net_text(const struct term *term, char text[NET_TEXT_MAX])
{
	net_text((enum ha_family)term->family, term->bytes, term->length, text);
}

const char *
term_text(const struct term *term, char buffer[NET_TEXT_MAX])
{
	if (term->kind == TERM_EXCEPT)
		return "EXCEPT";
	if (term->kind == TERM_ALL)
		return "ALL";
	if (term->kind != TERM_NET)
		return term->text;
	term_net_text(term, buffer);
	return buffer;
}
