/* SPDX-License-Identifier: BSD-3-Clause */
#include "hostsaccess/convert/accounts.h"
#include "hostsaccess/convert/hosts_clauses.h"
#include "hostsaccess/convert/to.h"
#include "hostsaccess/convert/to_files.h"

#include <string.h>

/* So many words stand in a line at most, unless EXCEPT holds them together. */
#define WORDS_MAX 8
/* The groups of a list. */
#define GROUPS_MAX 16
/* So many words fit into a line, which is 1 MiB long at most. */
#define LINE_WORDS_MAX 10000

static const char *
user_fault(const struct term *term, bool grants)
{
	const char *fault = to_name_fault(term->text);

	(void)grants;
	if (term->kind == TERM_USERS)
		return "a pattern of users";
	if (!fault && term->kind == TERM_GROUP)
		return accounts_group_fault(term->text);
	return fault;
}

/* Whether hosts_access(5) takes TEXT for addresses: digits and dots. */
static bool
is_numeric(const char *text)
{
	return ha_slice_all(ha_slice_of(text), HA_C_DIGIT | HA_C_DOT);
}

/* What is wrong with TEXT as a name in which bytes of CLASSES may stand. */
static const char *
name_fault(const char *text, unsigned classes)
{
	struct ha_slice name = ha_slice_of(text);

	if (!ha_slice_all(name, classes))
		return "no name of a host";
	if (is_numeric(text))
		return "digits and dots, but no address";
	return name.data[name.size - 1] == '.' ? "a name that ends with a dot"
					       : NULL;
}

static const char *
client_fault(const struct term *term, bool grants)
{
	(void)grants;
	switch ((enum term_kind)term->kind) {
	case TERM_NET:
		return NULL;
	case TERM_NAME:
	case TERM_FORWARD:
		if (!strchr(term->text, '.'))
			return "a short name";
		return name_fault(term->text, HA_C_HOST_NAME);
	case TERM_SUFFIX:
		return name_fault(term->text, HA_C_HOST_NAME);
	case TERM_WILDCARD:
		return ha_slice_all(ha_slice_of(term->text),
				    HA_C_HOST_NAME | HA_C_WILDCARD)
			   ? NULL
			   : "no wildcard of names or IPv4 addresses";
	case TERM_NETGROUP:
		return ha_slice_all(ha_slice_of(term->text), HA_C_HOST_NAME)
			   ? NULL
			   : "no name of a netgroup";
	case TERM_LOCAL:
		return "about logins over no network";
	default:
		return "not known there";
	}
}

/* A rule while it is written. */
struct writing {
	FILE *stream;
	const char *daemon;
	const struct converted_rule *rule;
	bool deny; /* refusals say so */
};

static void
write_net(FILE *stream, const struct term *term)
{
	char text[NET_TEXT_MAX], *slash;

	term_net_text(term, text);
	if (term->family == HA_FAMILY_IPV4) {
		fputs(text, stream);
		return;
	}
	slash = strchr(text, '/');
	if (slash)
		*slash++ = '\0';
	fprintf(stream, slash ? "[%s]/%s" : "[%s]", text, slash);
}

static void
write_client(FILE *stream, const struct term *term)
{
	switch ((enum term_kind)term->kind) {
	case TERM_ALL:
		fputs("ALL", stream);
		break;
	case TERM_EXCEPT:
		fputs("EXCEPT", stream);
		break;
	case TERM_NET:
		write_net(stream, term);
		break;
	case TERM_FORWARD:
		fprintf(stream, "forward=%s", term->text);
		break;
	case TERM_NETGROUP:
		fprintf(stream, "@%s", term->text);
		break;
	default:
		fputs(term->text, stream);
		break;
	}
}

/* Writes a line with COUNT clients, for users by CLAUSE, words or "". */
static void
write_line(const struct writing *writing, const struct term *clients,
	   size_t count, const char *clause)
{
	fprintf(writing->stream, "%s:", writing->daemon);
	for (size_t i = 0; i < count; i++) {
		putc(' ', writing->stream);
		write_client(writing->stream, &clients[i]);
	}
	if (clause[0] != '\0')
		fprintf(writing->stream, ": require%s", clause);
	if (!writing->rule->grants && writing->deny)
		fputs(": deny", writing->stream);
	putc('\n', writing->stream);
}

/* Writes the rule for users by CLAUSE; a long list becomes many lines. */
static void
write_clause(void *context, const char *clause)
{
	const struct writing *writing = context;
	const struct terms *clients = &writing->rule->clients;

	if (terms_groups(clients) > 1 || clients->count <= WORDS_MAX) {
		write_line(writing, clients->terms, clients->count, clause);
		return;
	}
	for (size_t i = 0; i < clients->count; i++)
		write_line(writing, &clients->terms[i], 1, clause);
}

static const char *
rule_fault(const struct converted_rule *rule)
{
	if (terms_groups(&rule->users) > GROUPS_MAX ||
	    terms_groups(&rule->clients) > GROUPS_MAX)
		return "too many EXCEPT";
	if (hosts_clauses_count(&rule->users) > HOSTS_CLAUSES_MAX)
		return "too many users with exceptions";
	if (terms_groups(&rule->clients) > 1 &&
	    rule->clients.count > LINE_WORDS_MAX)
		return "too many exceptions for a line";
	return NULL;
}

/* The rules up to and with the last that grants: those of hosts.allow. */
static size_t
allow_count(const struct rules_model *model)
{
	size_t count = model->count;

	while (count > 0 && !model->rules[count - 1].grants)
		count--;
	return count;
}

static void
write_rules(const struct conversion *conversion, FILE *stream, size_t from,
	    size_t to, bool deny)
{
	struct writing writing = {
	    .stream = stream, .daemon = conversion->daemon, .deny = deny};

	for (size_t i = from; i < to; i++) {
		writing.rule = &conversion->model.rules[i];
		hosts_clauses(&writing.rule->users, write_clause, &writing);
	}
}

/* What is written: see to_files(). */
struct parts {
	const struct conversion *conversion;
	size_t allow; /* rules of the first file */
};

static void
write_part(void *context, FILE *stream, bool deny)
{
	const struct parts *parts = context;
	const struct conversion *conversion = parts->conversion;

	to_head(conversion, stream);
	if (deny)
		write_rules(conversion, stream, parts->allow,
			    conversion->model.count, false);
	else
		write_rules(conversion, stream, 0, parts->allow, true);
}

/*
 * On standard output both are parts of one text.  Each refusal says that it is
 * one, so that whoever takes all of it for one file is granted nothing.
 */
static int
write_hosts(struct conversion *conversion)
{
	size_t allow = allow_count(&conversion->model);
	const struct ha_rules *rules = &conversion->arguments->rules;
	uint64_t given = conversion->arguments->given;
	struct parts parts = {conversion, allow};

	if (given & ARGUMENT_ALLOW_FILE && strcmp(conversion->from, "hosts"))
		return to_files(rules->allow_file, rules->deny_file, write_part,
				&parts);
	to_head(conversion, stdout);
	puts("\n# ---- hosts.allow ----");
	write_rules(conversion, stdout, 0, allow, true);
	puts("\n# ---- hosts.deny ----");
	write_rules(conversion, stdout, allow, conversion->model.count, true);
	return 0;
}

const struct format to_hosts = {
    "hosts",
    {"hosts.allow and hosts.deny", user_fault, client_fault, rule_fault},
    write_hosts};
