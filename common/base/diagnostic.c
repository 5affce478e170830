/* SPDX-License-Identifier: BSD-3-Clause */
#include "common/base/diagnostic.h"

static const struct {
	enum ha_severity severity;
	const char *name;
	const char *message;
} diagnostics[] = {[HA_D_NONE] = {HA_NOTE, "none", "nothing"},
#define HA_DIAGNOSTIC_ROW(id, severity, name, message) \
	[HA_D_##id] = {HA_##severity, name, message},
		   HA_DIAGNOSTICS(HA_DIAGNOSTIC_ROW)
#undef HA_DIAGNOSTIC_ROW
};

enum ha_severity
ha_diagnostic_severity(enum ha_diagnostic_id id)
{
	return diagnostics[id].severity;
}

const char *
ha_diagnostic_name(enum ha_diagnostic_id id)
{
	return diagnostics[id].name;
}

const char *
ha_diagnostic_message(enum ha_diagnostic_id id)
{
	return diagnostics[id].message;
}

void
ha_diagnose(const struct ha_sink *sink, enum ha_diagnostic_id id,
	    struct ha_place place, struct ha_slice text, int error)
{
	const struct ha_diagnostic diagnostic = {id, place, text, error};

	if (sink)
		sink->receive(sink->context, &diagnostic);
}
