/* SPDX-License-Identifier: BSD-3-Clause */
/* The ends of a process: tcpd.h. */
#include "libwrap/export.h"
#include "libwrap/tcpd.h"

#include <stdlib.h>

/* The datagram is taken away, or inetd would start its server again. */
EXPORT void
clean_exit(struct request_info *request)
{
	if (request->fd >= 0 && request->sink)
		request->sink(request->fd);
	exit(0);
}
