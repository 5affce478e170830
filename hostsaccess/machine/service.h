/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * Service: what the daemons tell PAM of their clients, and what they need for
 * rules to hold (pam_hostsaccess(8), DAEMONS).
 */
#ifndef MACHINE_SERVICE_H
#define MACHINE_SERVICE_H

#include "common/rule/visit.h"

struct names;
struct stack_check;

/* How many services are known. */
#define SERVICES_MAX 16

/* What rules say of services: begin it as all zero. */
struct services {
	bool idle[SERVICES_MAX]; /* a rule may have no effect for it */
	/* Of the rule whose tokens come. */
	bool named[SERVICES_MAX]; /* it names this daemon */
	bool hosts;               /* its clients are hosts, or some are */
	bool anybody;             /* ALL or UNKNOWN is among them */
};

/* Returns whether NAME is that of a service whose daemon tells addresses. */
bool service_tells_address(struct ha_slice name);

/* Takes TOKEN of a rule, whose host, if it has one, means HOST. */
void services_token(struct services *services, const struct ha_token *token,
		    const struct ha_pattern *host);

/* Returns whether the daemon list of RULE has DAEMON, as far as is known. */
bool service_is_listed(const struct ha_rule *rule, const char *daemon);

/* Likewise of a rule that holds: no NUL is in it. */
bool service_is_named(const struct ha_rule *rule, const char *daemon);

/*
 * Notes what RULE, whose tokens were taken before, says of services; it allows
 * if ALLOWS.
 */
void services_rule(struct services *services, const struct ha_rule *rule,
		   bool allows);

/*
 * Tells, as CHECK says, what is missing in the PAM files of NAMES that call the
 * module, and in PROFTPD_CONF, the configuration of ProFTPD.
 */
void services_check(const struct services *services, const struct names *names,
		    const struct stack_check *check, const char *proftpd_conf);

#endif
