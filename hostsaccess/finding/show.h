/* SPDX-License-Identifier: BSD-3-Clause */
/* Show: a finding as a line of text, perhaps with a mark, or as JSON. */
#ifndef FINDING_SHOW_H
#define FINDING_SHOW_H

#include "hostsaccess/finding/finding_data.h"

/* Writes FINDING to the stream of FINDINGS, MORE behind it, which may be NULL.
 */
void finding_show(const struct findings *findings,
		  const struct finding *finding, const char *more);

#endif
