/* SPDX-License-Identifier: BSD-3-Clause */
/* Call: one question to the library: the settings, and who asks. */
#ifndef LIBWRAP_CALL_H
#define LIBWRAP_CALL_H

#include "daemon/settings_file.h"
#include "libwrap/log.h"
#include "libwrap/names.h"
#include "libwrap/tcpd.h"

struct call {
	struct request_info *info;
	struct daemon_settings settings;
	struct daemon_settings_text text;
	bool unusable;         /* there are no settings to go by ... */
	struct ha_fault fault; /* ... for this, or, without one, no memory */
	struct daemon_log log;
	struct names names;
	struct ha_resolver resolver;
	struct ha_request request;
	unsigned long ident_timeout_ms;
	bool client_named; /* by whoever asks, and not looked up here */
	char *twist;       /* the command to become, or NULL */
};

/*
 * Begins a call about INFO: reads the settings for its daemon and makes it a
 * request.  Nothing is looked up yet.  It keeps pointers to *CALL, which is
 * not to be copied or moved.
 */
void call_begin(struct call *call, struct request_info *info);

/* Ends it: keeps what was looked up in its request_info. */
void call_end(struct call *call);

#endif
