/* SPDX-License-Identifier: BSD-3-Clause */
#include "hostsaccess/convert/accounts.h"
#include "hostsaccess/convert/to.h"

#include <string.h>

/* So many words stand in a line at most, unless EXCEPT holds them together. */
#define WORDS_MAX 8
/*
 * Longer lines are no rules to pam_access(8), whose buffer is BUFSIZ: with room
 * for what becomes longer, nets of /0 and ALL.
 */
#define LINE_LIMIT (BUFSIZ - 192)

static void
count_one(void *context, const char *name)
{
	(void)name;
	*(size_t *)context += 1;
}

/*
 * The name of a user means a group, too, and other users whose names differ in
 * case: more than the source grants.
 */
static const char *
user_fault(const struct term *term, bool grants)
{
	const char *fault = to_name_fault(term->text);
	size_t like = 0;

	if (term->kind == TERM_USERS)
		return "a pattern of users";
	if (strchr(term->text, '@'))
		return "a name with an '@', which there stands before a host";
	if (fault || term->kind == TERM_GROUP || !grants)
		return fault;
	if (!accounts_like(term->text, count_one, &like))
		return "who is of this name but for case cannot be found out";
	if (like > 0)
		return "there are users of this name but for case";
	switch (accounts_share_group(term->text)) {
	case ACCOUNTS_NO:
		return NULL;
	case ACCOUNTS_YES:
		return "there is a group of this name with others in it";
	case ACCOUNTS_UNKNOWN:
		break;
	}
	return "who is in a group of this name cannot be found out";
}

/* A name there is what the daemon tells, if it tells one, confirmed or not. */
static const char *
client_fault(const struct term *term, bool grants)
{
	(void)grants;
	switch ((enum term_kind)term->kind) {
	case TERM_NET:
	case TERM_LOCAL:
		return NULL;
	case TERM_NAME:
	case TERM_SUFFIX:
	case TERM_WILDCARD:
	case TERM_FORWARD:
	case TERM_NETGROUP:
		return "a name there is only what the daemon tells";
	default:
		return "not known there";
	}
}

/* How long the words of LIST are at most, with blanks. */
static size_t
length_of(const struct terms *list)
{
	char buffer[NET_TEXT_MAX];
	size_t length = 0;

	for (size_t i = 0; i < list->count; i++)
		length += strlen(term_text(&list->terms[i], buffer)) + 3;
	return length;
}

static const char *
rule_fault(const struct converted_rule *rule)
{
	size_t users = length_of(&rule->users);
	bool one = terms_groups(&rule->clients) == 1;

	if (users > LINE_LIMIT / 2 ||
	    (!one && length_of(&rule->clients) + users > LINE_LIMIT))
		return "too long for a line";
	return NULL;
}

/* Writes a net; what is /0 is no net to pam_access, but one address. */
static void
write_net(const struct term *term)
{
	char text[NET_TEXT_MAX];

	if (term->length == 0) {
		fputs(term->family == HA_FAMILY_IPV4 ? "0.0.0.0/1 128.0.0.0/1"
						     : "::/1 8000::/1",
		      stdout);
		return;
	}
	term_net_text(term, text);
	fputs(text, stdout);
}

static void
write_term(const struct term *term)
{
	switch ((enum term_kind)term->kind) {
	case TERM_ALL:
		fputs("ALL", stdout);
		break;
	case TERM_EXCEPT:
		fputs("EXCEPT", stdout);
		break;
	case TERM_NET:
		write_net(term);
		break;
	case TERM_GROUP:
		printf("(%s)", term->text);
		break;
	default:
		fputs(term->text, stdout);
		break;
	}
}

static void
write_terms(const struct term *terms, size_t count)
{
	for (size_t i = 0; i < count; i++) {
		if (i > 0)
			putchar(' ');
		write_term(&terms[i]);
	}
}

/* Whether the first group of LIST has ALL in it. */
static bool
begins_with_all(const struct terms *list)
{
	for (size_t i = 0;
	     i < list->count && list->terms[i].kind != TERM_EXCEPT; i++)
		if (list->terms[i].kind == TERM_ALL)
			return true;
	return false;
}

/*
 * Writes CLIENTS.  ALL means logins over no network, too: where the source did
 * not speak of them, they are excepted.
 */
static void
write_clients(bool local, const struct term *clients, size_t count)
{
	const struct terms list = {(struct term *)clients, count};
	size_t first = 0;

	if (local || !begins_with_all(&list)) {
		write_terms(clients, count);
		return;
	}
	while (first < count && clients[first].kind != TERM_EXCEPT)
		first++;
	fputs("ALL EXCEPT LOCAL", stdout);
	if (first < count) {
		putchar(' ');
		write_terms(clients + first + 1, count - first - 1);
	}
}

static void
write_line(const struct converted_rule *rule, const struct term *clients,
	   size_t count)
{
	printf("%c:", rule->grants ? '+' : '-');
	write_terms(rule->users.terms, rule->users.count);
	putchar(':');
	write_clients(rule->local, clients, count);
	putchar('\n');
}

static int
write_access(struct conversion *conversion)
{
	const struct rules_model *model = &conversion->model;

	to_head(conversion, stdout);
	for (size_t i = 0; i < model->count; i++) {
		const struct converted_rule *rule = &model->rules[i];
		const struct terms *clients = &rule->clients;

		if (terms_groups(clients) > 1 || clients->count <= WORDS_MAX) {
			write_line(rule, clients->terms, clients->count);
			continue;
		}
		for (size_t j = 0; j < clients->count; j++)
			write_line(rule, &clients->terms[j], 1);
	}
	return 0;
}

const struct format to_access = {
    "access",
    {"access.conf", user_fault, client_fault, rule_fault},
    write_access};
