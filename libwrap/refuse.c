/* SPDX-License-Identifier: BSD-3-Clause */
#include "libwrap/decision.h"
#include "libwrap/export.h"
#include "libwrap/severity.h"
#include "libwrap/log.h"

/* For a caller that has not asked, or refuses for reasons of its own. */
static void
log_refusal(struct request_info *request)
{
	const struct daemon_log log = libwrap_log();
	char line[HA_REPORT_MAX];
	struct ha_text text = {line, sizeof(line), 0};

	ha_text_field(&text, "refused connect from ",
		      ha_slice_of(eval_client(request)));
	ha_text_field(&text, " (", ha_slice_of(eval_hostaddr(request->client)));
	ha_text_add(&text, ")");
	daemon_log_line(&log, severity_level(), line);
}

EXPORT void
refuse(struct request_info *request)
{
	if (!decision_is_logged(request))
		log_refusal(request);
	clean_exit(request);
}
