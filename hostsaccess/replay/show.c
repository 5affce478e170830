/* SPDX-License-Identifier: BSD-3-Clause */
#include "hostsaccess/replay/show.h"

#include "common/decide/report.h"
#include "hostsaccess/past/tally_show.h"
#include "hostsaccess/replay/change.h"
#include "hostsaccess/replay/total.h"
#include "hostsaccess/tool/json.h"
#include "hostsaccess/tool/output.h"

static void
show_rule(const struct change *change)
{
	char quoted[HA_REPORT_MAX];

	fputs("          ", stdout);
	if (change->rule) {
		ha_quote(ha_slice_of(change->rule), quoted, sizeof(quoted));
		output_escaped(stdout, ha_slice_of(change->place.file));
		printf(":%lu %s", change->place.line, quoted);
	} else {
		fputs("no rule matches", stdout);
	}
	if (change->reason > HA_REASON_DEFAULT)
		printf(" reason=%s", ha_reason_name(change->reason));
	if (change->if_command[0])
		printf(" if the command of an aclexec %s", change->if_command);
	putchar('\n');
}

static void
show_change(const struct change *change)
{
	const struct visitor *visitor = change->visitor;
	const struct tally *tally = change_tally(change);
	char address[HA_ADDRESS_TEXT_MAX];

	printf("%8lu  ", tally->count);
	output_escaped(stdout, ha_slice_of(visitor_text(visitor, address)));
	fputs(" (", stdout);
	output_escaped(stdout, ha_slice_of(visitor->service));
	fputs("),", stdout);
	tally_show_users(tally);
	tally_show_times(tally->first, tally->last);
	if (tally->penalties > 0)
		printf("          dropped by sshd for a penalty: %lu\n",
		       tally->penalties);
	show_rule(change);
}

static void
show_total(const struct total *total)
{
	printf("%8lu  addresses: %lu,", total->count, total->addresses);
	tally_show_times(total->first, total->last);
	show_rule(total->change);
}

static const char *
heading_of(enum change_kind kind)
{
	return kind == CHANGE_REFUSES ? "accepted logins, now refused:"
				      : "refused connections, now allowed:";
}

/* Begins a row of KIND, the one after ROWS others.  Returns whether it is
 * shown. */
static bool
begin_row(const struct show *show, enum change_kind kind, unsigned long rows)
{
	if (rows == 0)
		puts(heading_of(kind));
	return show->top == 0 || rows < show->top;
}

static void
end_rows(const struct show *show, unsigned long rows)
{
	if (show->top > 0 && rows > show->top)
		printf("          and %lu more\n", rows - show->top);
}

/* Shows the changes of KIND, and returns how many events they are. */
static unsigned long
show_kind(const struct changes *changes, const struct show *show,
	  enum change_kind kind)
{
	unsigned long count = 0, rows = 0;

	for (size_t i = 0; i < changes->count; i++) {
		const struct change *change = &changes->all[i];

		if (change->kind != kind)
			continue;
		count += change_tally(change)->count;
		if (show->by_rule)
			continue;
		if (begin_row(show, kind, rows++))
			show_change(change);
	}
	end_rows(show, rows);
	return count;
}

/* Shows the totals of KIND. */
static void
show_rules(const struct totals *totals, const struct show *show,
	   enum change_kind kind)
{
	unsigned long rows = 0;

	for (size_t i = 0; i < totals->count; i++)
		if (totals->all[i].change->kind == kind &&
		    begin_row(show, kind, rows++))
			show_total(&totals->all[i]);
	end_rows(show, rows);
}

static void
show_totals(const struct replay_totals *totals, unsigned long refused,
	    unsigned long allowed)
{
	if (totals->logins > 0)
		printf("%lu of %lu accepted logins now refused, ", refused,
		       totals->logins);
	else
		fputs("no accepted login found, ", stdout);
	printf("%lu of %lu refused connections now allowed", allowed,
	       totals->refusals);
	if (totals->penalties > 0)
		printf(" (dropped by sshd for a penalty: %lu)",
		       totals->penalties);
	printf("; addresses: %zu\n", totals->addresses);
}

void
replay_show(const struct changes *changes, const struct show *show,
	    const struct replay_totals *totals)
{
	unsigned long refused = show_kind(changes, show, CHANGE_REFUSES);
	unsigned long allowed = show_kind(changes, show, CHANGE_ALLOWS);
	struct totals rules;

	if (show->by_rule) {
		rules = totals_of(changes);
		show_rules(&rules, show, CHANGE_REFUSES);
		show_rules(&rules, show, CHANGE_ALLOWS);
		totals_free(&rules);
	}
	show_totals(totals, refused, allowed);
}

/* What a change has, whether it is that of an address or of all of a rule. */
static void
show_decision_json(struct json *json, const struct change *change)
{
	json_string(json, "decision",
		    change->kind == CHANGE_REFUSES ? "refuse" : "allow");
	json_string(json, "if_command", change->if_command);
	json_string(json, "reason", ha_reason_name(change->reason));
	json_string(json, "file", change->rule ? change->place.file : "");
	json_number(json, "line", change->place.line);
	json_string(json, "rule", change->rule ? change->rule : "");
}

static void
show_change_json(const struct change *change)
{
	const struct tally *tally = change_tally(change);
	struct json json = {.stream = stdout};
	char address[HA_ADDRESS_TEXT_MAX];

	json_object(&json, NULL);
	json_string(&json, "address", visitor_text(change->visitor, address));
	json_string(&json, "service", change->visitor->service);
	show_decision_json(&json, change);
	json_number(&json, "count", tally->count);
	json_number(&json, "penalties", tally->penalties);
	tally_show_time_json(&json, "first", tally->first);
	tally_show_time_json(&json, "last", tally->last);
	tally_show_users_json(&json, tally);
	json_object_end(&json);
	json_end(&json);
}

static void
show_total_json(const struct total *total)
{
	struct json json = {.stream = stdout};

	json_object(&json, NULL);
	show_decision_json(&json, total->change);
	json_number(&json, "count", total->count);
	json_number(&json, "addresses", total->addresses);
	tally_show_time_json(&json, "first", total->first);
	tally_show_time_json(&json, "last", total->last);
	json_object_end(&json);
	json_end(&json);
}

void
replay_show_json(const struct changes *changes, const struct show *show)
{
	struct totals rules = totals_of(changes);
	unsigned long rows[] = {[CHANGE_REFUSES] = 0, [CHANGE_ALLOWS] = 0};
	size_t count = show->by_rule ? rules.count : changes->count;

	for (size_t i = 0; i < count; i++) {
		const struct change *change =
		    show->by_rule ? rules.all[i].change : &changes->all[i];

		if (show->top > 0 && rows[change->kind]++ >= show->top)
			continue;
		if (show->by_rule)
			show_total_json(&rules.all[i]);
		else
			show_change_json(change);
	}
	totals_free(&rules);
}
