/* SPDX-License-Identifier: BSD-3-Clause */
/* Outcome: what a verdict makes the module log, say and return. */
#ifndef OUTCOME_H
#define OUTCOME_H

#include "daemon/log.h"
#include "daemon/settings.h"
#include "pam_hostsaccess/client.h"

/* One call of the module. */
struct call {
	pam_handle_t *pamh;
	unsigned flags; /* of PAM, such as PAM_SILENT */
	int allowed;    /* what an allowed client gets: PAM_SUCCESS, or, in
			 * auth, PAM_IGNORE: `sufficient` lets nobody in */
	struct daemon_settings settings;
	struct daemon_log log;
	struct client client;
	char *words; /* of banners and twist for the client, or NULL */
};

/*
 * Logs VERDICT on REQUEST as the arguments want it, tells a refused client
 * and the audit system, and returns the PAM result.
 */
int outcome_of_verdict(const struct call *call,
		       const struct ha_request *request,
		       const struct ha_verdict *verdict);

#endif
