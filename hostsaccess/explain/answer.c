/* SPDX-License-Identifier: BSD-3-Clause */
#include "hostsaccess/explain/answer.h"

#include "hostsaccess/tool/memory.h"

#include <errno.h>
#include <stdlib.h>
#include <unistd.h>

bool
explain_as_libwrap(const struct explain_asked *asked, const struct way *way)
{
	return asked->as_libwrap || way->wrap;
}

/* As the module does, in its order: check_client(). */
bool
explain_refused_before(const struct explain_asked *asked, const struct way *way,
		       bool nothing_known, struct ha_verdict *verdict)
{
	const struct settings *settings = way->settings;
	enum ha_reason reason = HA_REASON_NONE;

	*verdict = (struct ha_verdict){.decision = HA_REFUSE, .severity = -1};
	if (settings->unusable) {
		reason = HA_REASON_FILE;
		verdict->fault = settings->fault;
	} else if (nothing_known && !explain_as_libwrap(asked, way) &&
		   settings->values.norhost == NORHOST_DENY) {
		reason = HA_REASON_NO_HOST;
	} else if (settings->values.unusable) {
		reason = HA_REASON_CALLER;
	}
	verdict->reason = reason;
	return reason != HA_REASON_NONE;
}

bool
explain_ways_unreadable(const struct ways *ways)
{
	const struct ha_place *place = &ways->calls.overflow;

	return place->line > 0 && access(place->file, R_OK) != 0 &&
	       explain_lacks_right(errno);
}

/* What a client is asked about with. */
struct asking {
	const struct explain_asked *asked;
	explain_fill_fn *fill;
	const void *client;
	bool nothing_known;
};

/* What a libwrap that was built without netgroups says of each. */
static enum ha_lookup
no_netgroup_has(void *context, const char *group, const char *host)
{
	(void)context;
	(void)group;
	(void)host;
	return HA_LOOKUP_NONE;
}

/* Decides by WAY; *RULES become those that are asked. */
static void
decide(const struct asking *asking, const struct way *way,
       struct ha_rules *rules, struct record *record)
{
	const struct explain_asked *asked = asking->asked;
	const struct daemon_settings *values = &way->settings->values;

	*rules = way->rules;
	rules->indexes = asked->indexes;
	record_begin(record, asked->nodns || values->nodns,
		     values->dns_timeout_ms);
	record->deadline.geo_files = values->geo_files;
	record->as_libwrap = explain_as_libwrap(asked, way);
	record->settings = way->settings;
	if (way->wrap && !asked->ways->program.wrap.has_netgroups)
		record->resolver.netgroup_has = no_netgroup_has;
	asking->fill(asking->client, way, record);
	if (!explain_refused_before(asked, way, asking->nothing_known,
				    &record->verdict))
		record_decide(record, rules);
}

void
explain_answer_find(const struct explain_asked *asked, explain_fill_fn *fill,
		    const void *client, bool nothing_known,
		    struct explain_answer *answer)
{
	const struct asking asking = {asked, fill, client, nothing_known};
	size_t count = asked->ways->count;

	*answer = (struct explain_answer){
	    .ways = asked->ways,
	    .hits = asked->hits,
	    .records = memory_resize(NULL, count, sizeof(*answer->records)),
	    .rules = memory_resize(NULL, count, sizeof(*answer->rules))};
	for (size_t i = 0; i < count; i++) {
		enum explain_outcome outcome;

		decide(&asking, &asked->ways->all[i], &answer->rules[i],
		       &answer->records[i]);
		outcome = explain_outcome(&answer->records[i]);
		if (i > 0 &&
		    !explain_outweighs(
			outcome, &answer->records[i].verdict, answer->outcome,
			&answer->records[answer->counts].verdict))
			continue;
		answer->outcome = outcome;
		answer->counts = i;
	}
	if (answer->outcome < EXPLAIN_UNREADABLE &&
	    explain_ways_unreadable(asked->ways))
		answer->outcome = EXPLAIN_UNREADABLE;
}

const struct record *
explain_answer_record(const struct explain_answer *answer)
{
	return &answer->records[answer->counts];
}

const struct ha_rules *
explain_answer_rules(const struct explain_answer *answer)
{
	return &answer->rules[answer->counts];
}

void
explain_answer_end(struct explain_answer *answer)
{
	for (size_t i = 0; i < answer->ways->count; i++)
		record_end(&answer->records[i]);
	free(answer->records);
	free(answer->rules);
}
