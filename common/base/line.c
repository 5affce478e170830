/* SPDX-License-Identifier: BSD-3-Clause */
#include "common/base/line.h"

bool
ha_line_has_nul(const struct ha_line *line, const struct ha_sink *sink)
{
	size_t nul = ha_slice_find(line->text, '\0');

	if (nul == line->text.size)
		return false;
	ha_diagnose(sink, HA_D_LINE_NUL, ha_line_place(line, nul), line->text,
		    0);
	return true;
}

struct ha_place
ha_line_place(const struct ha_line *line, size_t offset)
{
	struct ha_place place = line->place;
	size_t before = 0, end = line->joint_count;

	/* how many joints stand at OFFSET or before it */
	while (before < end) {
		size_t middle = before + (end - before) / 2;

		if (line->joints[middle] <= offset)
			before = middle + 1;
		else
			end = middle;
	}
	place.line += before;
	place.column = offset + 1;
	if (before > 0)
		place.column -= line->joints[before - 1];
	return place;
}
