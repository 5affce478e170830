/* SPDX-License-Identifier: BSD-3-Clause */
#include "common/source/join.h"

#include <stdlib.h>

/*
 * Returns the bytes of RAW up to, without, the next joint, if any: within a
 * logical line, every newline is one.
 */
static size_t
next_joint(struct ha_slice raw)
{
	size_t at = ha_slice_find(raw, '\n');

	return at == raw.size ? at : at - 1;
}

/* Makes room for a text of SIZE bytes with COUNT joints. */
static enum ha_status
reserve(struct ha_join *join, size_t size, size_t count)
{
	if (join->capacity < size) {
		char *larger = realloc(join->text, size);

		if (!larger)
			return HA_ERR_MEMORY;
		join->text = larger;
		join->capacity = size;
	}
	if (join->joints_capacity < count) {
		size_t *larger =
		    reallocarray(join->joints, count, sizeof(*larger));

		if (!larger)
			return HA_ERR_MEMORY;
		join->joints = larger;
		join->joints_capacity = count;
	}
	return HA_OK;
}

enum ha_status
ha_join_line(struct ha_join *join, size_t count, struct ha_line *line)
{
	enum ha_status status = reserve(join, line->raw.size, count);
	struct ha_slice raw = line->raw;
	size_t size = 0;

	if (status != HA_OK)
		return status;
	line->joints = join->joints;
	line->joint_count = 0;
	while (raw.size > 0) {
		size_t joint = next_joint(raw);

		memcpy(join->text + size, raw.data, joint);
		size += joint;
		if (joint < raw.size)
			join->joints[line->joint_count++] = size;
		raw = ha_slice_from(raw, joint + 2);
	}
	line->text = (struct ha_slice){join->text, size};
	return HA_OK;
}

void
ha_join_free(struct ha_join *join)
{
	free(join->text);
	free(join->joints);
}
