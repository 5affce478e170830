/* SPDX-License-Identifier: BSD-3-Clause */
#include "hostsaccess/check_hint.h"

#include "common/report.h"

#include <stdarg.h>
#include <stdio.h>

void
hint_add(struct hint *hint, const char *format, ...)
{
	size_t room = sizeof(hint->text) - hint->size;
	va_list arguments;
	int size;

	va_start(arguments, format);
	size = vsnprintf(hint->text + hint->size, room, format, arguments);
	va_end(arguments);
	if (size > 0)
		hint->size += (size_t)size < room ? (size_t)size : room - 1;
}

void
hint_mean(struct hint *hint, struct ha_slice text)
{
	char quoted[HINT_MAX / 2];

	ha_quote(text, quoted, sizeof(quoted));
	hint_add(hint, "did you mean %s?", quoted);
}

/* Whether ID tells what a pattern or option means, and where not. */
static bool
is_lesson(enum finding_id id)
{
	static const enum finding_id lessons[] = {
	    FINDING_BANNERS,     FINDING_DAEMON_PORT,
	    FINDING_LOCAL,       FINDING_NETGROUP_ADDRESS,
	    FINDING_REMOTE_USER, FINDING_SERVER,
	    FINDING_TWIST,       FINDING_UNKNOWN,
	};

	for (size_t i = 0; i < sizeof(lessons) / sizeof(*lessons); i++)
		if (lessons[i] == id)
			return true;
	return false;
}

void
check_find(struct check *check, enum finding_id id, struct ha_place place,
	   struct ha_slice text, const struct hint *hint)
{
	bool *told = is_lesson(id) ? check->taught : check->said;

	if (finding_severity(id) == HA_NOTE && id != FINDING_NO_EFFECT &&
	    told[id])
		return;
	told[id] = true;
	if (hint && hint->size > 0)
		findings_add(check->findings, id, place, text, "%s",
			     hint->text);
	else
		findings_add(check->findings, id, place, text, NULL);
}
