/* SPDX-License-Identifier: BSD-3-Clause */
#include "hostsaccess/replay/show.h"

#include "common/decide/report.h"
#include "hostsaccess/past/visitors.h"
#include "hostsaccess/replay/change.h"
#include "hostsaccess/tool/json.h"
#include "hostsaccess/tool/output.h"

/* Between quotes where it might be taken for something else. */
static void
show_user(const char *user)
{
	char quoted[HA_REPORT_MAX];

	if (ha_slice_all(ha_slice_of(user), HA_C_HOST_NAME)) {
		printf(" %s", user);
		return;
	}
	ha_quote(ha_slice_of(user), quoted, sizeof(quoted));
	printf(" %s", quoted);
}

static void
show_users(const struct tally *tally)
{
	for (size_t i = 0; i < TALLY_USERS && tally->users[i]; i++)
		show_user(tally->users[i]);
	if (tally->more_users)
		fputs(" ...", stdout);
	if (tally->users[0])
		putchar(',');
}

static void
show_times(const struct tally *tally)
{
	putchar(' ');
	output_escaped(stdout, ha_slice_of(tally->first.text));
	if (tally->count > 1) {
		fputs(" to ", stdout);
		output_escaped(stdout, ha_slice_of(tally->last.text));
	}
	putchar('\n');
}

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

	ha_address_format(&visitor->address, true, address);
	printf("%8lu  ", tally->count);
	output_escaped(stdout, ha_slice_of(address));
	fputs(" (", stdout);
	output_escaped(stdout, ha_slice_of(visitor->service));
	fputs("),", stdout);
	show_users(tally);
	show_times(tally);
	show_rule(change);
}

/* Shows the changes of KIND, and returns how many events they are. */
static unsigned long
show_kind(const struct changes *changes, enum change_kind kind,
	  const char *heading)
{
	unsigned long count = 0;

	for (size_t i = 0; i < changes->count; i++) {
		const struct change *change = &changes->all[i];

		if (change->kind != kind)
			continue;
		if (count == 0)
			puts(heading);
		show_change(change);
		count += change_tally(change)->count;
	}
	return count;
}

void
replay_show(const struct changes *changes, const struct replay_totals *totals)
{
	unsigned long refused =
	    show_kind(changes, CHANGE_REFUSES, "accepted logins, now refused:");
	unsigned long allowed = show_kind(changes, CHANGE_ALLOWS,
					  "refused connections, now allowed:");

	printf("%lu of %lu accepted logins now refused, "
	       "%lu of %lu refused connections now allowed; addresses: %zu\n",
	       refused, totals->logins, allowed, totals->refusals,
	       totals->visitors);
}

static void
show_users_json(struct json *json, const struct tally *tally)
{
	json_array(json, "users");
	for (size_t i = 0; i < TALLY_USERS && tally->users[i]; i++)
		json_string(json, NULL, tally->users[i]);
	json_array_end(json);
	json_bool(json, "more_users", tally->more_users);
}

static void
show_change_json(const struct change *change)
{
	const struct tally *tally = change_tally(change);
	struct json json = {.stream = stdout};
	char address[HA_ADDRESS_TEXT_MAX];

	ha_address_format(&change->visitor->address, true, address);
	json_object(&json, NULL);
	json_string(&json, "address", address);
	json_string(&json, "service", change->visitor->service);
	json_string(&json, "decision",
		    change->kind == CHANGE_REFUSES ? "refuse" : "allow");
	json_string(&json, "if_command", change->if_command);
	json_string(&json, "reason", ha_reason_name(change->reason));
	json_string(&json, "file", change->rule ? change->place.file : "");
	json_number(&json, "line", change->place.line);
	json_string(&json, "rule", change->rule ? change->rule : "");
	json_number(&json, "count", tally->count);
	json_string(&json, "first", tally->first.text);
	json_string(&json, "last", tally->last.text);
	show_users_json(&json, tally);
	json_object_end(&json);
	json_end(&json);
}

void
replay_show_json(const struct changes *changes)
{
	for (size_t i = 0; i < changes->count; i++)
		show_change_json(&changes->all[i]);
}
