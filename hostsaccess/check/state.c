/* SPDX-License-Identifier: BSD-3-Clause */
#include "hostsaccess/check/state.h"

#include "hostsaccess/cover/earlier.h"
#include "hostsaccess/finding/hint.h"

#include <string.h>

void
check_next_line(struct check *check, const struct ha_line *line)
{
	if (check->findings->held_count > 0)
		progress_clear(&check->progress);
	findings_next_line(check->findings, line);
	memset(check->said, 0, sizeof(check->said));
	check->told_count = 0;
}

bool
check_opens(const struct check *check)
{
	bool refuses = check->saying && check->saying->decision == HA_REFUSE;

	return check->rule ? refuses == (check->excepts % 2 == 0)
			   : check->list_opens;
}

void
check_next_file(struct check *check)
{
	progress_clear(&check->progress);
	check_next_line(check, NULL);
	findings_next_file(check->findings);
	memset(check->taught, 0, sizeof(check->taught));
}

void
check_tell(struct check *check, struct ha_slice part)
{
	if (check->told_count < CHECK_TOLD_MAX)
		check->told[check->told_count++] = part;
}

bool
check_is_told(const struct check *check, struct ha_slice text)
{
	for (size_t i = 0; i < check->told_count; i++)
		if (text.data >= check->told[i].data &&
		    text.data < check->told[i].data + check->told[i].size)
			return true;
	return false;
}

/* Whether ID only teaches what a pattern or option means. */
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

	if (check_is_told(check, text))
		return;
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
