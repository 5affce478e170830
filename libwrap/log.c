/* SPDX-License-Identifier: BSD-3-Clause */
#include "libwrap/log.h"

#include "libwrap/flood.h"
#include "libwrap/severity.h"

struct daemon_log
libwrap_log(void)
{
	return (struct daemon_log){.name = "libwrap",
				   .place = "in this process",
				   .facility = severity_facility(),
				   .admits = flood_admits};
}
