/* SPDX-License-Identifier: BSD-3-Clause */
/* Log: what any front end in a daemon writes to the system log. */
#ifndef DAEMON_LOG_H
#define DAEMON_LOG_H

#include "common/decide/report.h"

/* How many faults of rule files one decision logs, line by line. */
#define DAEMON_FAULTS_MAX 8

/* How a front end logs one decision. */
struct daemon_log {
	/*
	 * The front end's own name, which lines that are no decision and no
	 * fault of a file begin with; and where it is, as "under PAM".
	 */
	const char *name, *place;
	bool quiet;           /* no line of decisions, save of errors */
	bool debug;           /* of allowed clients, too, and of notes */
	bool two_lines;       /* a refusal is two lines */
	unsigned long faults; /* counted by daemon_log_sink() */
	int facility; /* of syslog(3), where no rule says; 0: authpriv */
	/*
	 * Whether LINE is to be written, and how many like it, and others, were
	 * not before; NULL: every line is.
	 */
	bool (*admits)(const char *line, unsigned long *left_out,
		       unsigned long *others);
};

/*
 * Writes LINE with SEVERITY (syslog(3); without a facility it is that of LOG)
 * to the system log, with the daemon's own identity.
 */
void daemon_log_line(const struct daemon_log *log, int severity,
		     const char *line);

/* Likewise `NAME: MESSAGE` with the name of LOG. */
void daemon_log_message(const struct daemon_log *log, int severity,
			const char *format, ...)
    __attribute__((format(printf, 3, 4)));

/*
 * Returns a sink that counts the faults which a decision meets and logs the
 * first DAEMON_FAULTS_MAX, and the notes with debug.  It keeps LOG.
 */
struct ha_sink daemon_log_sink(struct daemon_log *log);

/* Logs how many faults were counted and not shown, if any. */
void daemon_log_faults_left(const struct daemon_log *log);

/*
 * Logs that a WORD at PLACE in a file of settings is not taken as it stands,
 * and why; LOG is a struct daemon_log (settings_file.h).
 */
void daemon_log_rejected(void *log, const struct ha_place *place,
			 struct ha_slice word, const char *fault);

/*
 * Logs the decision of REPORT as LOG wants it, by the severity of its rule or
 * else LOG_WARNING, and of an error that refuses LOG_ERR.
 */
void daemon_log_decision(const struct daemon_log *log,
			 const struct ha_report *report);

#endif
