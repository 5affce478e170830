/* SPDX-License-Identifier: BSD-3-Clause */
#include "hostsaccess/explain/advice.h"

#include "common/rule/pattern.h"
#include "common/rule/syntax.h"
#include "hostsaccess/ask/record.h"
#include "hostsaccess/explain/repair.h"
#include "hostsaccess/explain/words.h"
#include "hostsaccess/tool/output.h"

#include <errno.h>
#include <string.h>

/* A name that means just itself in the daemon list of a rule. */
static bool
is_plain_daemon(struct ha_slice daemon)
{
	struct ha_pattern pattern;

	if (daemon.size == 0 || !ha_slice_all(daemon, HA_C_HOST_NAME))
		return false;
	ha_pattern_of_daemon(daemon, &pattern);
	return pattern.kind == HA_PATTERN_TEXT;
}

/* Whether a rule can name CLIENT: by address, or by a name that is believed. */
static bool
has_pattern(const struct ha_endpoint *client)
{
	return ha_endpoint_standing(client) == HA_STANDING_GOOD &&
	       (client->address.family != HA_FAMILY_NONE ||
		client->name_fact.state == HA_FACT_KNOWN);
}

/* CLIENT as a pattern: with its zone, as others have the same address. */
static void
put_client(FILE *stream, const struct ha_endpoint *client)
{
	const struct ha_address *address = &client->address;
	bool zone = ha_slice_all(ha_slice_of(address->zone), HA_C_HOST_NAME);
	char text[HA_ADDRESS_TEXT_MAX];

	if (address->family == HA_FAMILY_NONE || client->candidate_count > 1) {
		output_escaped(stream, client->name_fact.text);
		return;
	}
	ha_address_format(address, zone, text);
	fprintf(stream, address->family == HA_FAMILY_IPV6 ? "[%s]" : "%s",
		text);
}

/*
 * Says which net CLIENT is of, if it has an IPv6 address: most change it every
 * day within their /64.
 */
static void
put_net(FILE *stream, const struct ha_endpoint *client)
{
	struct ha_address net = client->address;
	char text[HA_ADDRESS_TEXT_MAX];

	if (net.family != HA_FAMILY_IPV6 || client->candidate_count > 1 ||
	    (net.bytes[0] & 0xe0) != 0x20) /* of those that are routed */
		return;
	memset(net.bytes + 8, 0, 8);
	ha_address_format(&net, false, text);
	fprintf(stream,
		"\n  Most hosts change their IPv6 address; [%s]/64 is the net "
		"of this one.",
		text);
}

/*
 * Whether an exception in the client list of RULE has exceptions of its own.
 * Those are not among the tokens if they were not compared.
 */
static bool
is_nested(const struct record_rule *rule)
{
	const struct ha_line line = {.text = rule->text, .place = rule->place};
	struct ha_slice token;
	struct ha_rule parts;
	unsigned excepts = 0;

	if (ha_syntax_parse(&line, NULL, &parts) != HA_SYNTAX_RULE)
		return false;
	while (ha_token_next(&parts.clients, &token))
		excepts += ha_slice_is(token, "EXCEPT");
	return excepts > 1;
}

/*
 * The last of the exceptions in the client list of RULE, if it has some, none
 * of them with an exception of its own; else NULL.
 */
static const struct record_token *
last_exception(const struct record *record, const struct record_rule *rule)
{
	const struct record_token *last = NULL;

	for (size_t i = 0; i < rule->token_count; i++) {
		const struct record_token *token =
		    &record->tokens[rule->first_token + i];

		if (!token->client)
			continue;
		if (ha_match_is_undecided(token->match))
			return NULL;
		last = token;
	}
	return last && last->group == 1 && !is_nested(rule) ? last : NULL;
}

/* The rule that refuses, with the client as one more exception. */
static void
advise_exception(FILE *stream, const struct record *record,
		 const struct record_rule *rule)
{
	const struct record_token *last = last_exception(record, rule);
	size_t behind;

	if (!last || last->place.line != rule->place.line)
		return;
	behind = last->place.column - rule->place.column + last->text.size;
	fputs("  Or, unless a later rule refuses it, except it in ", stream);
	explain_place(stream, rule->place);
	fputs(":\n      ", stream);
	output_escaped(stream, ha_slice_head(rule->text, behind));
	putc(' ', stream);
	put_client(stream, &record->request.client);
	output_escaped(stream, ha_slice_from(rule->text, behind));
	putc('\n', stream);
}

/* Where in FILE a line is to stand that decides before all others. */
static const char *
position_in(const struct record *record, const char *file)
{
	for (size_t i = 0; i < record->file_count; i++) {
		if (record->files[i].name != file)
			continue;
		if (record->files[i].absent)
			return ", a new file";
		if (record->files[i].rule_count == 0)
			return "";
	}
	return ", above its other rules";
}

/* The line for the allow file, which decides before all others. */
static void
advise_allow(FILE *stream, const struct record *record,
	     const struct ha_rules *rules)
{
	struct ha_slice daemon = record->request.daemon.text;

	fputs("  To let this client in, write this line into ", stream);
	output_escaped(stream, ha_slice_of(rules->allow_file));
	fprintf(stream, "%s:\n      ", position_in(record, rules->allow_file));
	output_escaped(stream, daemon);
	fputs(": ", stream);
	put_client(stream, &record->request.client);
	put_net(stream, &record->request.client);
	fputs("\n  That file is asked first, and the first rule that matches "
	      "decides.\n",
	      stream);
}

static void
advise_rule(FILE *stream, const struct record *record,
	    const struct ha_rules *rules)
{
	const struct record_rule *rule = record_deciding(record);

	if (!is_plain_daemon(record->request.daemon.text) ||
	    !has_pattern(&record->request.client)) {
		fputs(
		    "  Change this rule: no line can name just this client.\n",
		    stream);
		return;
	}
	advise_allow(stream, record, rules);
	if (rule && record->verdict.place.file == rules->deny_file &&
	    record->verdict.reason == HA_REASON_RULE)
		advise_exception(stream, record, rule);
}

/* When a change counts. */
static void
say_when(FILE *stream, bool drops)
{
	fputs(drops ? "  A change counts from the next login on.  But this "
		      "sshd drops a client that was\n"
		      "  refused some times, for seconds to minutes, without "
		      "asking: reload it to end\n"
		      "  that (PerSourcePenalties).\n"
		    : "  A change counts from the next login on; nothing has "
		      "to be restarted.\n",
	      stream);
}

/* Look-ups that failed, which are to be answered. */
static void
advise_lookup(FILE *stream, const struct record *record)
{
	bool netgroup = false;

	for (size_t i = 0; i < record->lookup_count; i++)
		netgroup |= record->lookups[i].question == RECORD_NETGROUP &&
			    record->lookups[i].result == HA_LOOKUP_FAILED;
	fputs("  Have the look-up above answered, or name clients by "
	      "address.\n",
	      stream);
	if (netgroup)
		fputs("  Netgroups are looked up by the line \"netgroup:\" of "
		      "/etc/nsswitch.conf; that of\n  Debian is nis, and "
		      "/etc/netgroup is read only with files in it.\n",
		      stream);
}

void
explain_advice(FILE *stream, const struct record *record,
	       const struct ha_rules *rules, bool drops)
{
	const struct ha_verdict *verdict = &record->verdict;

	fputs("\nWhat to change\n", stream);
	switch (verdict->reason) {
	case HA_REASON_FILE:
		explain_repair_file(stream, &verdict->fault);
		break;
	case HA_REASON_CALLER:
		fputs("  Write that argument, or word of the settings, "
		      "anew: rules are asked only then.\n",
		      stream);
		break;
	case HA_REASON_NO_HOST:
		fputs("  Have the daemon tell its clients, or remove "
		      "norhost=deny.\n",
		      stream);
		break;
	case HA_REASON_MEMORY:
		fputs("  Nothing in the files: there is no memory.\n", stream);
		break;
	case HA_REASON_OPTION:
		explain_repair_option(stream, record);
		break;
	case HA_REASON_ACCOUNT:
		fputs("  Have the account looked up, by a source of "
		      "nsswitch.conf(5) that answers, or\n  remove the "
		      "option.\n",
		      stream);
		advise_rule(stream, record, rules);
		break;
	case HA_REASON_LOOKUP:
		advise_lookup(stream, record);
		advise_rule(stream, record, rules);
		break;
	case HA_REASON_UNCONFIRMED:
		fputs("  Have the daemon tell the address of the client, or "
		      "names that it has confirmed\n  (rhost=confirmed).\n",
		      stream);
		advise_rule(stream, record, rules);
		break;
	case HA_REASON_NO_USER:
		fputs("  Ask the module on a line of the type account, where "
		      "there is a user, or\n  require what a user is, and not "
		      "what he is not.\n",
		      stream);
		advise_rule(stream, record, rules);
		break;
	case HA_REASON_TIME:
		fputs("  Have the clock set, or write a time of the day with "
		      "its zone: 202612011200Z.\n",
		      stream);
		advise_rule(stream, record, rules);
		break;
	case HA_REASON_MALFORMED:
		fputs("  Write the condition anew; `hostsaccess check` says "
		      "what is wrong with it.\n",
		      stream);
		advise_rule(stream, record, rules);
		break;
	case HA_REASON_NUL:
		fputs("  Write the line anew, without the NUL byte.\n", stream);
		advise_rule(stream, record, rules);
		break;
	case HA_REASON_HOST_BITS:
		fputs("  Write the host without a mask, or the net without "
		      "the bits behind it.\n",
		      stream);
		advise_rule(stream, record, rules);
		break;
	case HA_REASON_NONE:
	case HA_REASON_RULE:
	case HA_REASON_DEFAULT:
	case HA_REASON_TWIST:
	case HA_REASON_COMMAND:
		advise_rule(stream, record, rules);
		break;
	}
	say_when(stream, drops);
}
