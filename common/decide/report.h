/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * Report: verdicts and diagnostics as text for logs and people.
 *
 * Text from outside stands escaped: see text.h.
 */
#ifndef HA_REPORT_H
#define HA_REPORT_H

#include "common/base/text.h"
#include "common/decide/verdict.h"
#include "common/request/request.h"

/* Enough for any line of ours: longer parts are cut, marked with "...". */
#define HA_REPORT_MAX 8192

/* What the line is about besides request and verdict. */
struct ha_report {
	const struct ha_request *request;
	const struct ha_verdict *verdict;
	struct ha_slice service; /* of PAM, as service= */
	bool trial;              /* "would refuse": nothing is refused */
	const char *userless; /* a front end that knows no users, by its name;
			       * NULL: pam_hostsaccess, and user= */
};

/*
 * Writes the line of a decision to BUFFER, terminated, at most SIZE bytes:
 *   refused connect from NAME-OR-ADDR (ADDR): service=S user=U rule=F:L "T"
 * "connect from ..." if it is allowed, "would refuse connect from ..." in a
 * trial, "cannot decide on connect from ..." if an error refuses.
 */
void ha_report_decision(const struct ha_report *report, char *buffer,
			size_t size);

/* Returns whether the line of REPORT begins with "refused". */
bool ha_report_refuses(const struct ha_report *report);

/*
 * Two lines in place of that one, for readers that want the first to end
 * where tcp_wrappers ends it (log=two):
 *   refused connect from NAME-OR-ADDR (ADDR)
 *   pam_hostsaccess: details: address=ADDR service=S user=U rule=F:L "T"
 */
void ha_report_refusal(const struct ha_report *report, char *buffer,
		       size_t size);
void ha_report_details(const struct ha_report *report, char *buffer,
		       size_t size);

/*
 * Writes S, escaped, cut if it is long, and between quotes, to BUFFER,
 * terminated, at most SIZE bytes: for the log, and for people.
 */
void ha_report_quote(struct ha_slice s, char *buffer, size_t size);
void ha_quote(struct ha_slice s, char *buffer, size_t size);

/*
 * Writes `FILE:LINE: without effect PLACE: NAMES` for the options of VERDICT
 * that were left alone to BUFFER.  PLACE is that of the front end, as "under
 * PAM".
 */
void ha_report_left_alone(const struct ha_verdict *verdict, const char *place,
			  char *buffer, size_t size);

/*
 * Writes `FILE:LINE:COLUMN: "TEXT": message` for DIAGNOSTIC to BUFFER, TEXT as
 * it stands in PLACE: HA_IN_QUOTES for the log, or HA_FOR_PEOPLE.
 */
void ha_report_diagnostic(const struct ha_diagnostic *diagnostic,
			  enum ha_text_place place, char *buffer, size_t size);

/*
 * Writes the sentence for the refused client to BUFFER: that the host
 * access rules of this system refuse it, by address if that is known.
 */
void ha_report_sentence(const struct ha_request *request, char *buffer,
			size_t size);

#endif
