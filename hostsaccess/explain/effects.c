/* SPDX-License-Identifier: BSD-3-Clause */
#include "hostsaccess/explain/effects.h"

#include "common/decide/report.h"
#include "hostsaccess/ask/record.h"
#include "hostsaccess/explain/words.h"
#include "hostsaccess/tool/output.h"

#include <string.h>

static bool
is_aclexec(const struct record_effect *effect)
{
	return strcmp(effect->option, "aclexec") == 0;
}

/* What comes out otherwise than above, and WHEN. */
static void
put_outcome(FILE *stream, const char *when, const struct ha_verdict *verdict)
{
	bool refused = verdict->decision != HA_ALLOW;

	fprintf(stream, "  %s: %s", when, refused ? "refused" : "allowed");
	if (verdict->place.line > 0) {
		fputs(" by ", stream);
		explain_place(stream, verdict->place);
	} else {
		fputs(refused ? ", for an error" : ", as no rule matches",
		      stream);
	}
	putc('\n', stream);
}

void
explain_commands(FILE *stream, const struct record *record)
{
	if (!record->has_aclexec)
		return;
	fputs("\nA command decides (aclexec), which is not run here\n", stream);
	for (size_t i = 0; i < record->effect_count; i++) {
		if (!is_aclexec(&record->effects[i]))
			continue;
		fputs("      ", stream);
		output_escaped(stream, record->effects[i].text);
		putc('\n', stream);
	}
	put_outcome(stream, "if it succeeds", &record->if_success);
	put_outcome(stream, "if it fails", &record->if_failure);
}

/* Whether an option has an effect besides those that decide. */
static bool
has_effects(const struct record *record)
{
	for (size_t i = 0; i < record->effect_count; i++)
		if (!is_aclexec(&record->effects[i]))
			return true;
	return record->verdict.severity >= 0 || record->verdict.left_alone;
}

void
explain_options(FILE *stream, const struct record *record)
{
	char line[HA_REPORT_MAX];

	if (!has_effects(record))
		return;
	fputs("\nOptions that would be carried out (nothing is done here)\n",
	      stream);
	for (size_t i = 0; i < record->effect_count; i++) {
		const struct record_effect *effect = &record->effects[i];

		if (is_aclexec(effect))
			continue;
		fprintf(stream, "  %s: ", effect->option);
		output_escaped(stream, effect->name);
		fputs(effect->name.size > 0 ? "=" : "", stream);
		output_escaped(stream, effect->text);
		putc('\n', stream);
	}
	if (record->verdict.severity >= 0) {
		fputs("  severity: the log line has ", stream);
		explain_severity(stream, record->verdict.severity);
		putc('\n', stream);
	}
	if (record->verdict.left_alone) {
		ha_report_left_alone(&record->verdict, "under PAM", line,
				     sizeof(line));
		fprintf(stream, "  %s\n", line);
	}
}

void
explain_root(FILE *stream, const struct record *record)
{
	if (!record->has_other_for_root)
		return;
	fputs("\nThe module, where it runs as root, decides otherwise\n",
	      stream);
	put_outcome(stream, "as root", &record->if_root);
	fputs(
	    "  Options are carried out of files that nobody but root and the "
	    "user who decides\n  could have written; else the rule refuses.\n",
	    stream);
}
