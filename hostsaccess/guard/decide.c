/* SPDX-License-Identifier: BSD-3-Clause */
#include "hostsaccess/guard/decide.h"

struct ask_client
decide_client(const struct login *login)
{
	static const struct ha_slice nothing = {"", 0};
	struct ask_client client = {.daemon = nothing,
				    .name = nothing,
				    .address = ha_slice_of(login->host),
				    .user = nothing,
				    .local_user = ha_slice_of(login->user),
				    .server_address =
					ha_slice_of(login->server),
				    .server_port = login->port};

	if (!login_has_address(login)) {
		client.name = client.address;
		client.address = nothing;
		client.confirmed = true; /* by whoever let it in */
	}
	return client;
}

/* Refuses for what the settings of WAY are.  Returns false if they are sound.
 */
static bool
refuse(const struct way *way, struct ha_verdict *verdict)
{
	const struct settings *settings = way->settings;

	*verdict = (struct ha_verdict){.decision = HA_REFUSE, .severity = -1};
	if (settings->unusable) {
		verdict->reason = HA_REASON_FILE;
		verdict->fault = settings->fault;
	} else if (settings->values.unusable) {
		verdict->reason = HA_REASON_CALLER;
		verdict->place = (struct ha_place){settings->file, 0, 0};
		if (way->call)
			verdict->place = way->call->place;
	}
	return verdict->reason != HA_REASON_NONE;
}

/* As decide_both(), by WAY alone. */
static bool
decide(const struct way *way, const struct ask_client *client,
       const struct ha_indexes *indexes, bool nodns, struct ha_verdict *verdict,
       struct ha_verdict *other)
{
	const struct daemon_settings *values = &way->settings->values;
	struct ask_client asked = *client;
	struct ha_rules rules = way->rules;
	bool both = false;

	asked.daemon = way->daemon;
	asked.dns_timeout_ms = values->dns_timeout_ms;
	asked.geo_files = values->geo_files;
	if (way->wrap) /* which knows of no user */
		asked.local_user.size = 0;
	rules.indexes = indexes;
	if (!refuse(way, verdict))
		both = ask_both(&rules, &asked, nodns || values->nodns, verdict,
				other);
	if (!both)
		*other = *verdict;
	return both;
}

/* Whether ONE counts before KEPT, of a way before it. */
static bool
counts(const struct ha_verdict *one, const struct ha_verdict *kept)
{
	if (kept->decision != HA_ALLOW)
		return false;
	return one->decision != HA_ALLOW || ask_says_more(one, kept);
}

bool
decide_both(const struct ways *ways, const struct ask_client *client,
	    const struct ha_indexes *indexes, bool nodns,
	    struct ha_verdict *verdict, struct ha_verdict *other)
{
	bool both = false;

	*verdict = *other = (struct ha_verdict){.decision = HA_UNDECIDED};
	for (size_t i = 0; i < ways->count; i++) {
		struct ha_verdict one, another;

		both |= decide(&ways->all[i], client, indexes, nodns, &one,
			       &another);
		if (i == 0 || counts(&one, verdict))
			*verdict = one;
		if (i == 0 || counts(&another, other))
			*other = another;
	}
	return both;
}
