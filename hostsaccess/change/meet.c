/* SPDX-License-Identifier: BSD-3-Clause */
#include "hostsaccess/change/meet.h"

#include "common/decide/report.h"

#include <stdio.h>
#include <string.h>

/* What was seen of the rule that was made of both words. */
struct reading {
	struct meet *meet;
	size_t daemons, clients;
	bool other; /* something else than two plain patterns */
	char *why;
	size_t size;
};

static void
take_fault(void *context, const struct ha_diagnostic *diagnostic)
{
	struct reading *reading = context;
	char quoted[256];

	if (ha_diagnostic_severity(diagnostic->id) < HA_WARNING ||
	    reading->why[0] != '\0')
		return;
	ha_quote(diagnostic->text, quoted, sizeof(quoted));
	snprintf(reading->why, reading->size, "%s: %s", quoted,
		 ha_diagnostic_message(diagnostic->id));
}

static void
take_token(void *context, const struct ha_token *token,
	   const struct ha_pattern *left, const struct ha_pattern *host)
{
	struct reading *reading = context;
	struct meet *meet = reading->meet;

	reading->other |= token->except || (token->client ? !host : !left);
	if (reading->other)
		return;
	if (token->client) {
		reading->clients++;
		meet->client = token->text;
		meet->client_pattern = *host;
	} else {
		reading->daemons++;
		meet->daemon = token->text;
		meet->daemon_pattern = *left;
	}
}

/* Whether every byte of WORD is one that rules are written with. */
static bool
is_plain(const char *word)
{
	for (; *word; word++)
		if (*word <= ' ' || *word > '~' || strchr("#\\,", *word))
			return false;
	return true;
}

const char *
meet_read(struct meet *meet, const char *daemon, const char *client, char *text,
	  size_t size)
{
	static char why[512];
	struct reading reading = {
	    .meet = meet, .why = why, .size = sizeof(why)};
	const struct ha_sink sink = {take_fault, &reading};
	struct ha_line line = {.place = {"", 1, 1}};
	struct ha_address address;
	struct ha_rule rule;
	bool bare = strchr(client, ':') && client[0] != '[';
	const char *slash = strchr(client, '/');
	int used;

	why[0] = '\0';
	if (daemon[0] == '\0' || client[0] == '\0' || !is_plain(daemon) ||
	    !is_plain(client))
		return "a daemon and a client are one word each, without "
		       "blanks, commas, '#' and '\\'";
	if (bare && slash && slash > client)
		used = snprintf(text, size, "%s: [%.*s]%s", daemon,
				(int)(slash - client), client, slash);
	else
		used = snprintf(text, size, bare ? "%s: [%s]" : "%s: %s",
				daemon, client);
	if (used < 0 || (size_t)used >= size)
		return "it is too long";
	line.text = line.raw = (struct ha_slice){text, (size_t)used};
	*meet = (struct meet){.has_net = false};
	if (ha_syntax_parse(&line, &sink, &rule) != HA_SYNTAX_RULE)
		reading.other = true;
	else
		ha_visit_lists(&rule, &sink, take_token, &reading);
	if (why[0] != '\0')
		return why;
	if (!reading.other && reading.clients == 1 &&
	    (meet->client_pattern.kind == HA_PATTERN_NEVER ||
	     ha_pattern_out_of_reach(&meet->client_pattern)))
		return "the client is no address, net or name that there can "
		       "be";
	if (reading.other || rule.has_options || reading.daemons != 1 ||
	    reading.clients != 1)
		return "it takes exactly one daemon and one client, as rules "
		       "have them";
	if (bare &&
	    !ha_address_parse(ha_slice_head(ha_slice_of(client),
					    slash ? (size_t)(slash - client)
						  : strlen(client)),
			      &address))
		return "no IPv6 address stands there";
	meet->has_net = ha_pattern_net(&meet->client_pattern, &meet->net);
	return NULL;
}

static bool
overlap(const uint8_t *a, const uint8_t *a_mask, const uint8_t *b,
	const uint8_t *b_mask, size_t size)
{
	for (size_t i = 0; i < size; i++)
		if ((a[i] ^ b[i]) & a_mask[i] & b_mask[i])
			return false;
	return true;
}

/* Whether an address may be in both: of IPv6 those that are IPv4 are, too. */
static bool
nets_meet(const struct ha_net *a, const struct ha_net *b)
{
	static const uint8_t mapped[16] = {[10] = 0xff, [11] = 0xff},
			     mask[16] = {0xff, 0xff, 0xff, 0xff, 0xff, 0xff,
					 0xff, 0xff, 0xff, 0xff, 0xff, 0xff};
	const struct ha_net *six = a->base.family == HA_FAMILY_IPV6 ? a : b;

	if (a->base.family == b->base.family)
		return overlap(a->base.bytes, a->mask, b->base.bytes, b->mask,
			       a->base.family == HA_FAMILY_IPV4 ? 4 : 16);
	return overlap(six->base.bytes, six->mask, mapped, mask, 16);
}

/* Whether a host of TOKEN's pattern may be one of NEW's. */
static bool
hosts_meet(const struct meet *meet, const struct ha_pattern *pattern)
{
	const struct ha_pattern *own = &meet->client_pattern;
	struct ha_net net;

	if (pattern->kind == HA_PATTERN_NEVER)
		return false;
	if (meet->has_net && !pattern->host_bits &&
	    ha_pattern_net(pattern, &net))
		return nets_meet(&meet->net, &net);
	if (own->kind == HA_PATTERN_TEXT && !own->numeric &&
	    (pattern->kind == HA_PATTERN_SUFFIX ||
	     pattern->kind == HA_PATTERN_TEXT) &&
	    !pattern->numeric)
		return ha_pattern_match_text(pattern, own->text);
	return true;
}

static bool
daemons_meet(const struct meet *meet, const struct ha_pattern *pattern)
{
	if (pattern->kind == HA_PATTERN_NEVER)
		return false;
	if (meet->daemon_pattern.kind == HA_PATTERN_TEXT &&
	    (pattern->kind == HA_PATTERN_TEXT ||
	     pattern->kind == HA_PATTERN_WILDCARD))
		return ha_pattern_match_text(pattern,
					     meet->daemon_pattern.text);
	return true;
}

/* Which lists have a token that may be for somebody. */
struct meeting {
	const struct meet *meet;
	bool daemon, client;
};

static void
look_at(void *context, const struct ha_token *token,
	const struct ha_pattern *left, const struct ha_pattern *host)
{
	struct meeting *meeting = context;

	if (token->except || token->group > 0)
		return; /* who is excepted may be somebody else */
	if (token->client)
		meeting->client |= host && hosts_meet(meeting->meet, host);
	else
		meeting->daemon |= left && daemons_meet(meeting->meet, left);
}

bool
meet_rule(const struct meet *meet, const struct ha_rule *rule)
{
	struct meeting meeting = {.meet = meet};

	ha_visit_lists(rule, NULL, look_at, &meeting);
	return meeting.daemon && meeting.client;
}
