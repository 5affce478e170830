/* SPDX-License-Identifier: BSD-3-Clause */
#include "libwrap/ask.h"

#include "libwrap/call.h"
#include "libwrap/settings.h"
#include "libwrap/log.h"

#include <errno.h>
#include <string.h>

void
ask_name(struct host_info *host)
{
	struct daemon_log log = libwrap_log();
	struct ha_address address;
	struct daemon_settings_text text;
	struct daemon_settings settings;
	struct ha_resolver resolver;
	struct ha_request request;
	struct ha_fault fault;
	struct names names;
	const int error = errno;

	if (!endpoint_address(host->sin, &address))
		return;
	if (settings_load(ha_slice_of(host->request->daemon), &log, &text,
			  &settings, &fault) == HA_OK) {
		names_begin(&names, settings.dns_timeout_ms, settings.nodns,
			    &resolver);
		ha_request_init(&request, &resolver);
		ha_endpoint_set_number(&request.client, &address);
		ha_request_name(&request, &request.client);
		names_end(&names, &request.client);
		memset(host->name, 0, sizeof(host->name));
		endpoint_keep_name(&request.client, host);
	}
	daemon_settings_free(&text);
	errno = error;
}
