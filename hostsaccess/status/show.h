/* SPDX-License-Identifier: BSD-3-Clause */
/* Show: the services of the machine as text, or JSON (hostsaccess(8)). */
#ifndef STATUS_SHOW_H
#define STATUS_SHOW_H

#include "hostsaccess/status/came.h"
#include "hostsaccess/status/guards.h"

#include <stdio.h>

/* Writes a line a service to STREAM, and below what there is to say of it. */
void status_show(FILE *stream, const struct guards *guards,
		 const struct came_who *who);

/* Writes one JSON object a service. */
void status_show_json(FILE *stream, const struct guards *guards,
		      const struct came_who *who);

#endif
