/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * Line: a logical line of a rule file or list file, and where it stands.
 */
#ifndef HA_LINE_H
#define HA_LINE_H

#include "common/base/diagnostic.h"

/* The longest logical line: 1 MiB. */
#define HA_LINE_MAX (1024UL * 1024UL)

/*
 * A logical line: physical lines joined where a backslash stands directly
 * before the newline.
 */
struct ha_line {
	struct ha_slice text;  /* joined, without the final newline */
	struct ha_slice raw;   /* as it stands in the file */
	struct ha_place place; /* of its first byte */
	const size_t *joints;  /* offsets in text where it was continued */
	size_t joint_count;
};

/*
 * Returns whether LINE holds a NUL byte, which SINK hears.  A NUL is a blank,
 * and what stands in such a line counts for refusals only: nobody can say
 * what was to stand there.
 */
bool ha_line_has_nul(const struct ha_line *line, const struct ha_sink *sink);

/*
 * Returns the place in the file of byte OFFSET of LINE's text, continuations
 * taken into account.
 */
struct ha_place ha_line_place(const struct ha_line *line, size_t offset);

#endif
