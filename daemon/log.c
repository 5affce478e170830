/* SPDX-License-Identifier: BSD-3-Clause */
#include "daemon/log.h"

#include <stdarg.h>
#include <stdio.h>
#include <syslog.h>

void
daemon_log_line(const struct daemon_log *log, int severity, const char *line)
{
	unsigned long left_out = 0, others = 0;
	char counts[80] = "";
	struct ha_text text = {counts, sizeof(counts), 0};

	if (log->admits && !log->admits(line, &left_out, &others))
		return;
	if (left_out)
		ha_text_add(&text, " left_out=%lu", left_out);
	if (others)
		ha_text_add(&text, " others_left_out=%lu", others);
	if (!(severity & LOG_FACMASK))
		severity |= log->facility ? log->facility : LOG_AUTHPRIV;
	syslog(severity, "%s%s", line, counts);
}

void
daemon_log_message(const struct daemon_log *log, int severity,
		   const char *format, ...)
{
	char line[HA_REPORT_MAX];
	struct ha_text text = {line, sizeof(line), 0};
	va_list arguments;

	ha_text_add(&text, "%s: ", log->name);
	va_start(arguments, format);
	vsnprintf(line + text.used, sizeof(line) - text.used, format,
		  arguments);
	va_end(arguments);
	daemon_log_line(log, severity, line);
}

static void
receive(void *context, const struct ha_diagnostic *diagnostic)
{
	struct daemon_log *log = context;
	bool error = ha_diagnostic_severity(diagnostic->id) == HA_ERROR;
	char line[HA_REPORT_MAX];

	if (error && ++log->faults > DAEMON_FAULTS_MAX)
		return;
	if (!error && !log->debug)
		return;
	ha_report_diagnostic(diagnostic, HA_IN_QUOTES, line, sizeof(line));
	daemon_log_line(log, error ? LOG_ERR : LOG_DEBUG, line);
}

struct ha_sink
daemon_log_sink(struct daemon_log *log)
{
	return (struct ha_sink){receive, log};
}

void
daemon_log_faults_left(const struct daemon_log *log)
{
	if (log->faults > DAEMON_FAULTS_MAX)
		daemon_log_message(log, LOG_ERR,
				   "errors in rule files not shown: %lu",
				   log->faults - DAEMON_FAULTS_MAX);
}

void
daemon_log_rejected(void *log, const struct ha_place *place,
		    struct ha_slice word, const char *fault)
{
	char quoted[HA_REPORT_MAX / 2];

	ha_report_quote(word, quoted, sizeof(quoted));
	daemon_log_message(log, LOG_ERR, "%s:%lu: %s: %s", place->file,
			   place->line, quoted, fault);
}

/*
 * How severe the line of a decision is; -1 if it is not to be written.  That a
 * daemon tells what nobody can read is worth a word, whoever gets in.
 */
static int
severity_of(const struct daemon_log *log, const struct ha_report *report)
{
	const struct ha_verdict *verdict = report->verdict;
	const struct ha_endpoint *client = &report->request->client;

	if (verdict->decision != HA_ALLOW && ha_verdict_is_fault(verdict))
		return LOG_ERR;
	if (log->quiet)
		return -1;
	if (verdict->severity >= 0)
		return verdict->severity;
	if (verdict->decision != HA_ALLOW ||
	    ha_endpoint_standing(client) == HA_STANDING_UNREADABLE)
		return LOG_WARNING;
	return log->debug ? LOG_DEBUG : -1;
}

/* With debug: which options of the rule nobody carries out here. */
static void
log_left_alone(const struct daemon_log *log, const struct ha_verdict *verdict)
{
	char line[HA_REPORT_MAX];

	if (!log->debug || !verdict->left_alone)
		return;
	ha_report_left_alone(verdict, log->place, line, sizeof(line));
	daemon_log_line(log, LOG_DEBUG, line);
}

void
daemon_log_decision(const struct daemon_log *log,
		    const struct ha_report *report)
{
	int severity = severity_of(log, report);
	char line[HA_REPORT_MAX];

	if (severity >= 0 && log->two_lines && ha_report_refuses(report)) {
		ha_report_refusal(report, line, sizeof(line));
		daemon_log_line(log, severity, line);
		ha_report_details(report, line, sizeof(line));
		daemon_log_line(log, severity, line);
	} else if (severity >= 0) {
		ha_report_decision(report, line, sizeof(line));
		daemon_log_line(log, severity, line);
	}
	log_left_alone(log, report->verdict);
}
