/* SPDX-License-Identifier: BSD-3-Clause */
#include "hostsaccess/explain/settings.h"

#include "hostsaccess/tool/output.h"

void
explain_settings_trial(FILE *stream, const struct settings *settings)
{
	if (settings && settings->values.permissive)
		fputs("but let in: permissive is set, so this is only "
		      "logged\n",
		      stream);
}

void
explain_settings_fault(FILE *stream, const struct settings *settings)
{
	if (settings && settings->unusable && settings->text.why)
		fprintf(stream, "  (%s)\n", settings->text.why);
}

void
explain_settings(FILE *stream, const struct settings *settings)
{
	if (!settings || !settings->text.first)
		return;
	fputs("\nSettings for it\n", stream);
	for (const struct daemon_setting *word = settings->text.first; word;
	     word = word->next) {
		fputs("  ", stream);
		output_escaped(stream, ha_slice_of(settings->file));
		fprintf(stream, ":%lu: ", word->line);
		output_escaped(stream, ha_slice_of(word->text));
		fputs(word->text[0] != '\0' ? ": " : "", stream);
		output_escaped(stream, ha_slice_of(word->word));
		fputs(word->fault ? " (ignored)\n" : "\n", stream);
	}
}
