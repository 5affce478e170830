/* SPDX-License-Identifier: BSD-3-Clause */
#include "hostsaccess/stats/show.h"

#include "hostsaccess/past/tally_show.h"

/* Begins an object of KIND. */
static struct json
begin(const char *kind)
{
	struct json json = {.stream = stdout};

	json_object(&json, NULL);
	json_string(&json, "kind", kind);
	return json;
}

static void
end(struct json *json)
{
	json_object_end(json);
	json_end(json);
}

static void
show_total(const struct stats *stats, const struct sorted *sorted)
{
	const struct decisions *decisions = &stats->decisions;
	struct json json = begin("total");

	json_number(&json, "refused", stats->refused);
	json_number(&json, "would_refuse", stats->would_refuse);
	json_number(&json, "penalties", stats->penalties);
	json_number(&json, "allowed", stats->allowed);
	json_number(&json, "left_out", decisions->others_left_out);
	tally_show_time_json(&json, "first", stats->first);
	tally_show_time_json(&json, "last", stats->last);
	json_number(&json, "lines", decisions->lines);
	json_number(&json, "other_lines", decisions->others);
	json_number(&json, "unclear_lines", decisions->unclear.count);
	json_number(&json, "earlier_lines", decisions->before);
	json_number(&json, "wild_times", stats->wild);
	json_number(&json, "addresses", stats->addresses.heavy.used);
	json_bool(&json, "more_addresses", stats->addresses.heavy.is_full);
	json_number(&json, "rules_not_told", sorted->untold);
	json_number(&json, "failed_lookups", sorted->failed);
	json_bool(&json, "failed_lookups_rise", sorted->rises);
	end(&json);
}

static void
show_period(const struct times *times, size_t number)
{
	const struct period *period = &times->all[number];
	struct tm parts = times_begin(times, number);
	struct json json = begin("period");

	tally_show_time_json(&json, "begin", mktime(&parts));
	json_number(&json, "hours",
		    (unsigned long)(times->length / TIMES_HOUR));
	json_number(&json, "refused", period->refused);
	json_number(&json, "would_refuse", period->would_refuse);
	json_number(&json, "penalties", period->penalties);
	json_number(&json, "failed_lookups", period->failed);
	end(&json);
}

static void
show_address(const struct address *address)
{
	const struct tally *tally = &address->tally;
	struct json json = begin("address");

	json_text(&json, "address", address->text);
	json_number(&json, "count", tally->count);
	json_number(&json, "more_at_most", address->over);
	json_number(&json, "would_refuse", address->trial);
	json_number(&json, "penalties", tally->penalties);
	tally_show_time_json(&json, "first", tally->first);
	tally_show_time_json(&json, "last", tally->last);
	tally_show_users_json(&json, tally);
	json_string(&json, "file", address->file ? address->file : "");
	json_number(&json, "line", address->line);
	end(&json);
}

static void
show_decider(const struct decider *decider)
{
	static const char *const kinds[] = {
	    [OTHER_RULE] = "old-rule",
	    [OTHER_FAULT] = "fault",
	    [OTHER_NONE] = "no-rule",
	    [OTHER_UNTOLD] = "not-told",
	};
	struct json json =
	    begin(decider->is_today ? "rule" : kinds[decider->kind]);

	json_text(&json, "file", decider->file);
	json_number(&json, "line", decider->line);
	json_text(&json, decider->kind == OTHER_FAULT ? "fault" : "rule",
		  decider->text);
	json_number(&json, "count", tallies_count(&decider->tallies));
	json_number(&json, "would_refuse", decider->tallies.would_refuse);
	json_number(&json, "allowed", decider->tallies.allowed);
	tally_show_time_json(&json, "last", decider->tallies.last);
	end(&json);
}

static void
show_idle(const struct hit *hit)
{
	struct json json = begin("idle-rule");

	json_string(&json, "file", hit->file);
	json_number(&json, "line", hit->line);
	json_text(&json, "rule", hit->text);
	end(&json);
}

static void
show_reason(const struct reason *reason)
{
	static const char *const kinds[] = {
	    [REASON_OF_RULES] = "reason",
	    [REASON_OF_LOOKUP] = "lookup",
	    [REASON_OF_PENALTY] = "penalty",
	};
	struct json json = begin(kinds[reason->kind]);

	json_text(&json, "word", reason->word);
	json_number(&json, "count", reason->count);
	json_number(&json, "more_at_most", reason->over);
	tally_show_time_json(&json, "last", reason->last);
	end(&json);
}

void
stats_show_json(const struct stats *stats, const struct sorted *sorted)
{
	const struct addresses *addresses = &stats->addresses;

	show_total(stats, sorted);
	for (size_t i = 0; i < stats->times.count; i++)
		show_period(&stats->times, i);
	for (size_t i = 0; i < addresses->heavy.used && sorted_has(sorted, i);
	     i++)
		show_address(&addresses->all[i]);
	for (size_t i = 0; i < sorted->rule_count && sorted_has(sorted, i); i++)
		show_decider(&sorted->rules[i]);
	for (size_t i = 0; sorted->rule_count > 0 && i < sorted->idle_count &&
			   sorted_has(sorted, i);
	     i++)
		show_idle(sorted->idle[i]);
	for (uint32_t i = 0; i < stats->reasons.heavy.used; i++)
		show_reason(&stats->reasons.all[i]);
}
