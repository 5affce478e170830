/* SPDX-License-Identifier: BSD-3-Clause */
#include "libwrap/severity.h"

#include "libwrap/tcpd.h"

#include <pthread.h>
#include <stdbool.h>
#include <syslog.h>

/* What the caller had set, and what a rule has. */
static struct {
	pthread_mutex_t lock;
	bool set;
	int allow, deny, rule_allow, rule_deny;
} kept = {.lock = PTHREAD_MUTEX_INITIALIZER};

static int
facility_of(int severity)
{
	int facility = severity & LOG_FACMASK;

	return severity > 0 && severity <= (LOG_LOCAL7 | LOG_DEBUG) ? facility
								    : 0;
}

int
severity_facility(void)
{
	return facility_of(deny_severity);
}

int
severity_level(void)
{
	int level = LOG_PRI(deny_severity);

	return deny_severity > 0 && level > LOG_EMERG && level < LOG_INFO
		   ? level
		   : LOG_WARNING;
}

void
severity_reset(void)
{
	if (pthread_mutex_trylock(&kept.lock))
		return;
	if (kept.set && allow_severity == kept.rule_allow)
		allow_severity = kept.allow;
	if (kept.set && deny_severity == kept.rule_deny)
		deny_severity = kept.deny;
	kept.set = false;
	pthread_mutex_unlock(&kept.lock);
}

/* SEVERITY with the facility of CALLER, if it has none. */
static int
with_facility(int severity, int caller)
{
	if (severity & LOG_FACMASK)
		return severity;
	return severity |
	       (facility_of(caller) ? facility_of(caller) : LOG_AUTHPRIV);
}

int
severity_set(int severity)
{
	if (severity < 0)
		return severity;
	if (LOG_PRI(severity) == LOG_EMERG)
		severity |= LOG_ALERT;
	if (pthread_mutex_trylock(&kept.lock))
		return severity;
	/* What a rule has set is not what the caller had. */
	if (!kept.set || allow_severity != kept.rule_allow)
		kept.allow = allow_severity;
	if (!kept.set || deny_severity != kept.rule_deny)
		kept.deny = deny_severity;
	kept.set = true;
	kept.rule_allow = with_facility(severity, kept.allow);
	kept.rule_deny = with_facility(severity, kept.deny);
	allow_severity = kept.rule_allow;
	deny_severity = kept.rule_deny;
	pthread_mutex_unlock(&kept.lock);
	return severity;
}
