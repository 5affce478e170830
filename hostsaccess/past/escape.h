/* SPDX-License-Identifier: BSD-3-Clause */
/* Escapes of log lines, taken back, so that nothing is shown escaped twice. */
#ifndef PAST_ESCAPE_H
#define PAST_ESCAPE_H

#include "common/base/slice.h"

/*
 * Each writes WORD to BUFFER without its escapes, as far as SIZE bytes hold it,
 * and returns that: those of the module, which report.h has; and those of
 * sshd, which are of vis(3), VIS_CSTYLE and VIS_OCTAL.
 */
struct ha_slice escape_undo(struct ha_slice word, char *buffer, size_t size);
struct ha_slice escape_undo_vis(struct ha_slice word, char *buffer,
				size_t size);

#endif
