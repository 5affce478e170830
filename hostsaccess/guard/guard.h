/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * Guard: whether the rules lock out who works here: the address that this
 * session comes from, and those that logged in lately (hostsaccess(8),
 * LOCK-OUT GUARD).
 */
#ifndef GUARD_H
#define GUARD_H

#include "common/decide/report.h"
#include "hostsaccess/finding/finding.h"
#include "hostsaccess/machine/names.h"
#include "hostsaccess/past/logins.h"
#include "hostsaccess/tool/arguments.h"

/* What is asked for logins. */
struct guard_sources {
	const char *wtmp;     /* a file of wtmp(5), or of wtmpdb(8) */
	const char *wtmpdb;   /* another; NULL: none */
	const char *sessions; /* a folder of session.h; NULL: none */
	bool parents; /* where the processes come from that began this one */
	bool log;     /* the log of this system, if these have none */
};

/*
 * Returns those that ARGUMENTS want: the file of --wtmp alone, or all; the log
 * only if it is not what the command reads anyway.
 */
struct guard_sources guard_sources_of(const struct arguments *arguments,
				      bool reads_log);

/*
 * Adds the logins since SINCE that SOURCES have to LOGINS, and sorts them, the
 * latest first.
 */
void guard_logins(const struct guard_sources *sources, time_t since,
		  struct logins *logins);

/* A login that would be refused. */
struct guard_refused {
	enum finding_id id; /* this session's, or an earlier one */
	const struct login *login;
	bool fault; /* no rule refuses it: nobody can decide, for a fault */
	struct ha_place place; /* what decides */
	char user[sizeof(((struct login *)0)->user) * 4 + 80]; /* who, or "" */
	char why[HA_REPORT_MAX + 256];
};

/*
 * Returns what tells REFUSED from others, whatever refuses it, to be freed.
 * Exits when memory is out.
 */
char *guard_key(const struct guard_refused *refused);

typedef void guard_fn(void *context, const struct guard_refused *refused);

/*
 * Hands to TAKE, with CONTEXT, each login that would be refused for the service
 * it used: by what the PAM services of NAMES ask, or, if that is NULL, by the
 * rules of ARGUMENTS.  Asked are this session (session.h), and the addresses of
 * the last 30 days that SOURCES have, the latest 64.  Looks names up, but not
 * for longer than 10 seconds.  Exits when memory is out.
 */
void guard_ask(const struct names *names, const struct arguments *arguments,
	       const struct guard_sources *sources, guard_fn *take,
	       void *context);

/* A guard_fn: adds a warning to CONTEXT, findings, at the place. */
void guard_add_finding(void *context, const struct guard_refused *refused);

/*
 * Likewise adds all of them to FINDINGS.  Those that are known are left out; to
 * be refused for a fault does not make one known.
 */
void guard_check(struct findings *findings, const struct names *names,
		 const struct arguments *arguments,
		 const struct guard_sources *sources);

#endif
