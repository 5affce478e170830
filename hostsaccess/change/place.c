/* SPDX-License-Identifier: BSD-3-Clause */
#include "hostsaccess/change/place.h"

#include "common/request/system_resolver.h"
#include "common/rule/match.h"
#include "hostsaccess/ask/ask.h"
#include "hostsaccess/rules/entry.h"

#include <stdio.h>
#include <string.h>

/* The rules while they are looked at. */
struct search {
	const struct new_rule *rule;
	bool deny_file;
	struct place *place;
	struct ha_request *request; /* NULL: who is meant is no lone address */
};

/*
 * Whether the clients of RULE surely are not that of the request: it is asked.
 * Who the user at the client is, is not known, nor which address of this host
 * is asked for.
 */
static bool
is_for_others(const struct search *search, const struct ha_rule *rule)
{
	const struct ha_matcher matcher = {.request = search->request};
	enum ha_match match = HA_MATCH_YES;

	return search->request &&
	       ha_slice_find(rule->clients, '@') == rule->clients.size &&
	       ha_match_clients(&matcher, rule, &match) == HA_OK &&
	       match == HA_MATCH_NO;
}

/*
 * Whether ENTRY is the new rule itself, and always counts.  With another note
 * it is another's, who may take it out again.
 */
static bool
is_same(const struct search *search, const struct entry *entry)
{
	const struct new_rule *rule = search->rule;
	const struct meet *meet = rule->meet;
	struct ha_slice options = entry->options;

	return rule->until == 0 &&
	       (options.size == 0 ||
		ha_slice_is(options, rule->allows ? "allow" : "deny")) &&
	       ha_slice_same(entry->note, new_rule_note(rule)) &&
	       ha_slice_equal(entry->daemons, meet->daemon) &&
	       ha_slice_equal(entry->clients, meet->client);
}

static void
write_place(const struct entry *entry, struct place *place)
{
	snprintf(place->rule, sizeof(place->rule), "%s:%lu: %.*s: %.*s%s%.*s",
		 entry->place.file, entry->place.line, (int)entry->daemons.size,
		 entry->daemons.data, (int)entry->clients.size,
		 entry->clients.data, entry->options.size > 0 ? ": " : "",
		 (int)entry->options.size, entry->options.data);
}

/* Whether ENTRY lets in all whom the new rule, for the rest, would refuse. */
static bool
leaves_none(const struct search *search, const struct entry *entry)
{
	return entry->options.size == 0 &&
	       ha_slice_equal(entry->clients, search->rule->meet->client) &&
	       (ha_slice_is(entry->daemons, "ALL") ||
		ha_slice_equal(entry->daemons, search->rule->meet->daemon));
}

static void
look_at(void *context, const struct entry *entry)
{
	struct search *search = context;
	struct place *place = search->place;
	bool allows = strcmp(entry->decision, "allow") == 0;

	if (place->found || place->already)
		return;
	if (allows == search->rule->allows) {
		place->already = is_same(search, entry);
		if (place->already)
			write_place(entry, place);
		return;
	}
	if (entry->state == ENTRY_ENDED ||
	    !meet_rule(search->rule->meet, entry->rule) ||
	    is_for_others(search, entry->rule) ||
	    (search->rule->rest && !leaves_none(search, entry)))
		return;
	place->found = true;
	place->deny_file = search->deny_file;
	place->start = entry->place_start;
	write_place(entry, place);
}

/* Makes *REQUEST of MEET, if that is one daemon and one address. */
static bool
make_request(const struct meet *meet, const struct ha_resolver *resolver,
	     struct ha_request *request)
{
	unsigned length;
	const struct ask_client client = {.daemon = meet->daemon,
					  .name = {"", 0},
					  .user = {"", 0},
					  .local_user = {"", 0},
					  .server_address = {"", 0},
					  .address =
					      ha_slice_unbracket(meet->client)};

	if (meet->daemon_pattern.kind != HA_PATTERN_TEXT || !meet->has_net ||
	    !ha_net_length(&meet->net, &length) ||
	    length != (meet->net.base.family == HA_FAMILY_IPV4 ? 32 : 128) ||
	    ha_slice_find(meet->client, '/') < meet->client.size)
		return false;
	ask_fill(&client, resolver, request);
	return true;
}

enum ha_status
place_find(const struct ha_rules *rules, const struct ha_rules *names,
	   const struct new_rule *rule, int64_t now, struct place *place,
	   const char **file)
{
	struct ha_system_resolver system;
	struct ha_resolver resolver;
	struct ha_request request;
	struct search search = {.rule = rule, .place = place};
	enum ha_status status;
	unsigned long broken;

	place->found = place->already = false;
	ha_system_resolver_init(&system, ASK_TIMEOUT_MS, &resolver);
	if (make_request(rule->meet, &resolver, &request))
		search.request = &request;
	*file = names->allow_file;
	status = entries_read(rules->allow_file, *file, false, now, look_at,
			      &search, &broken);
	if (status == HA_ABSENT && rules->allow_optional)
		status = HA_OK;
	if (status != HA_OK || place->found || place->already || rule->allows)
		return status;
	search.deny_file = true;
	*file = names->deny_file;
	status = entries_read(rules->deny_file, *file, true, now, look_at,
			      &search, &broken);
	return status == HA_ABSENT && rules->deny_optional ? HA_OK : status;
}
