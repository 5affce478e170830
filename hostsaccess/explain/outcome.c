/* SPDX-License-Identifier: BSD-3-Clause */
#include "hostsaccess/explain/outcome.h"

#include "hostsaccess/ask/ask.h"
#include "hostsaccess/ask/record.h"
#include "hostsaccess/tool/arguments.h"
#include "hostsaccess/tool/settings.h"

#include <errno.h>
#include <unistd.h>

bool
explain_lacks_right(int error)
{
	return (error == EACCES || error == EPERM) && geteuid() != 0;
}

static bool
is_fault(enum ha_reason reason)
{
	return reason == HA_REASON_FILE || reason == HA_REASON_MEMORY;
}

enum explain_outcome
explain_outcome_of(const struct ha_verdict *verdict, bool differs,
		   bool unreadable, bool permissive)
{
	bool fault = is_fault(verdict->reason);

	if (unreadable || (fault && explain_lacks_right(verdict->fault.error)))
		return EXPLAIN_UNREADABLE;
	if (differs)
		return EXPLAIN_DEPENDS;
	if (verdict->decision == HA_ALLOW)
		return EXPLAIN_ALLOWED;
	if (fault)
		return EXPLAIN_FAULT;
	return permissive ? EXPLAIN_TRIAL : EXPLAIN_REFUSED;
}

enum explain_outcome
explain_outcome(const struct record *record)
{
	const struct settings *settings = record->settings;
	bool unreadable = false, differs = record->has_aclexec;

	for (size_t i = 0; i < record->fault_count; i++)
		unreadable |= explain_lacks_right(record->faults[i].error);
	if (differs)
		differs =
		    record->if_success.decision != record->if_failure.decision;
	return explain_outcome_of(&record->verdict, differs, unreadable,
				  settings && settings->values.permissive);
}

bool
explain_outweighs(enum explain_outcome one, const struct ha_verdict *by,
		  enum explain_outcome other, const struct ha_verdict *than)
{
	return one > other || (one == other && ask_says_more(by, than));
}

int
explain_outcome_status(enum explain_outcome outcome)
{
	switch (outcome) {
	case EXPLAIN_ALLOWED:
		return 0;
	case EXPLAIN_DEPENDS:
		return EXPLAIN_STATUS_DEPENDS;
	case EXPLAIN_UNREADABLE:
	case EXPLAIN_FAULT:
		return STATUS_USAGE;
	case EXPLAIN_TRIAL:
	case EXPLAIN_REFUSED:
		break;
	}
	return 1;
}

const char *
explain_outcome_name(enum explain_outcome outcome)
{
	switch (outcome) {
	case EXPLAIN_ALLOWED:
		return "allow";
	case EXPLAIN_DEPENDS:
		return "depends";
	case EXPLAIN_UNREADABLE:
		return "error";
	case EXPLAIN_TRIAL:
	case EXPLAIN_FAULT:
	case EXPLAIN_REFUSED:
		break;
	}
	return "refuse";
}
