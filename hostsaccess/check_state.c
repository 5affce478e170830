/* SPDX-License-Identifier: BSD-3-Clause */
#include "hostsaccess/check_state.h"

#include <string.h>

void
check_next_line(struct check *check, const struct ha_line *line)
{
	if (check->findings->held_count > 0)
		progress_clear(&check->progress);
	findings_next_line(check->findings, line);
	memset(check->said, 0, sizeof(check->said));
}

void
check_next_file(struct check *check)
{
	check_next_line(check, NULL);
	memset(check->taught, 0, sizeof(check->taught));
}
