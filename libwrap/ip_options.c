/* SPDX-License-Identifier: BSD-3-Clause */
/* Options of IPv4 packets (RFC 791, section 3.1): fix_options(). */
#include "libwrap/export.h"
#include "libwrap/tcpd.h"
#include "libwrap/warn.h"
#include "libwrap/log.h"

#include <errno.h>
#include <string.h>
#include <sys/socket.h>
#include <syslog.h>

/* What the kernel keeps of them at most. */
#define OPTIONS_MAX 44

#define END 0
#define NOTHING 1
#define LOOSE_ROUTE 131
#define STRICT_ROUTE 137

static bool
routes(const unsigned char *options, size_t size)
{
	size_t at = 0;

	while (at < size && options[at] != END) {
		if (options[at] == LOOSE_ROUTE || options[at] == STRICT_ROUTE)
			return true;
		if (options[at] == NOTHING)
			at++;
		else if (at + 1 < size && options[at + 1] > 1)
			at += options[at + 1];
		else
			return true; /* nobody can say what follows */
	}
	return false;
}

/* Logs "WHAT from CLIENT with WHY". */
static void
tell(struct request_info *request, const char *what, const char *why)
{
	const struct daemon_log log = libwrap_log();
	char line[HA_REPORT_MAX];
	struct ha_text text = {line, sizeof(line), 0};

	ha_text_field(&text, what, ha_slice_of(eval_client(request)));
	ha_text_add(&text, " with %s", why);
	daemon_log_line(&log, LOG_NOTICE, line);
}

EXPORT void
fix_options(struct request_info *request)
{
	unsigned char options[OPTIONS_MAX];
	socklen_t size = sizeof(options);

	if (getsockopt(request->fd, IPPROTO_IP, IP_OPTIONS, options, &size) ||
	    size == 0)
		return;
	if (routes(options, size)) {
		tell(request, "refused connect from ",
		     "IP source routing options");
		shutdown(request->fd, SHUT_RDWR);
		return;
	}
	tell(request, "connect from ", "IP options (ignored)");
	if (setsockopt(request->fd, IPPROTO_IP, IP_OPTIONS, NULL, 0)) {
		warn_tell("setsockopt IP_OPTIONS NULL: %s", strerror(errno));
		shutdown(request->fd, SHUT_RDWR);
	}
}
