/* SPDX-License-Identifier: BSD-3-Clause */
#include "hostsaccess/finding/finding.h"

#include "hostsaccess/tool/output.h"

#include <unistd.h>

static const struct {
	enum ha_severity severity;
	const char *name, *message;
} table[] = {
#define FINDING_ROW(id, severity, name, message) \
	[FINDING_##id] = {HA_##severity, name, message},
    FINDINGS(FINDING_ROW)
#undef FINDING_ROW
};

const char *
finding_name(enum finding_id id)
{
	return table[id].name;
}

const char *
finding_message(enum finding_id id)
{
	return table[id].message;
}

enum ha_severity
finding_severity(enum finding_id id)
{
	return table[id].severity;
}

void
findings_begin(struct findings *findings, FILE *stream, bool json)
{
	bool terminal = isatty(fileno(stream));

	*findings = (struct findings){.stream = stream,
				      .json = json,
				      .utf8 = output_is_utf8(stream),
				      .marks = terminal && !json,
				      .colour = output_has_colour(stream),
				      .fail_on = HA_WARNING};
}

int
findings_status(const struct findings *findings)
{
	if (findings->counts[HA_ERROR] || findings->counts[HA_FATAL])
		return 2;
	return (findings->counts[HA_WARNING] &&
		findings->fail_on <= HA_WARNING) ||
	       (findings->counts[HA_NOTE] && findings->fail_on == HA_NOTE);
}
