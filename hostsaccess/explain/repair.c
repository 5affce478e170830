/* SPDX-License-Identifier: BSD-3-Clause */
#include "hostsaccess/explain/repair.h"

#include "common/option/option.h"
#include "hostsaccess/ask/record.h"
#include "hostsaccess/tool/output.h"

#include <errno.h>
#include <string.h>

bool
explain_is_require(const struct record *record,
		   const struct ha_diagnostic *fault)
{
	struct ha_slice text = fault->text;
	struct ha_option_field field;

	if (!record->no_conditions || fault->id != HA_D_OPTION_UNKNOWN)
		return false;
	ha_option_next(&text, &field);
	return ha_slice_is(field.keyword, "require");
}

static void
say_repair(FILE *stream, const char *file, unsigned long line)
{
	fputs("  Repair ", stream);
	output_escaped(stream, ha_slice_of(file));
	if (line > 0)
		fprintf(stream, ":%lu", line);
	fputs(
	    ".\n  `hostsaccess check` shows what is wrong there, and what was "
	    "probably meant.\n",
	    stream);
}

void
explain_repair_file(FILE *stream, const struct ha_fault *fault)
{
	char file[HA_EXCERPT_MAX + 1] = "";

	memcpy(file, fault->file.bytes, fault->file.size);
	if (fault->error != ENOENT || fault->line > 0) {
		say_repair(stream, file, fault->line);
		return;
	}
	fputs("  Create ", stream);
	output_escaped(stream, ha_slice_of(file));
	fputs(": it may be empty.  Or mend its name where that is given.\n",
	      stream);
}

/* Whether FAULT is ID, of the options of the rule that decides. */
static bool
is_fault(const struct record *record, const struct ha_diagnostic *fault,
	 enum ha_diagnostic_id id)
{
	return fault->id == id &&
	       fault->place.line == record->verdict.place.line;
}

/* Whether the options of the rule are in error for noexec, and no fault. */
static bool
is_noexec(const struct record *record)
{
	for (size_t i = 0; i < record->fault_count; i++)
		if (is_fault(record, &record->faults[i], HA_D_OPTION_NOEXEC))
			return true;
	return false;
}

/* Likewise for `require`, which tcp_wrappers does not know. */
static bool
is_require(const struct record *record)
{
	for (size_t i = 0; i < record->fault_count; i++)
		if (explain_is_require(record, &record->faults[i]) &&
		    is_fault(record, &record->faults[i], HA_D_OPTION_UNKNOWN))
			return true;
	return false;
}

/* That RECORD is of a libwrap that knows no `require`. */
static void
say_require(FILE *stream, const struct record *record)
{
	fputs("  tcp_wrappers does not know the option require.  Remove it "
	      "from ",
	      stream);
	output_escaped(stream, ha_slice_of(record->verdict.place.file));
	fprintf(stream,
		":%lu,\n  or let the drop-in library read the file: "
		"hostsaccess_libwrap(3).\n",
		record->verdict.place.line);
}

void
explain_repair_option(FILE *stream, const struct record *record)
{
	const struct ha_verdict *verdict = &record->verdict;

	if (is_require(record)) {
		say_require(stream, record);
		return;
	}
	if (!is_noexec(record)) {
		say_repair(stream, verdict->place.file, verdict->place.line);
		return;
	}
	fputs("  Remove the option that runs a command from ", stream);
	output_escaped(stream, ha_slice_of(verdict->place.file));
	fprintf(stream,
		":%lu,\n  or noexec from the settings or the PAM line.\n",
		verdict->place.line);
}
