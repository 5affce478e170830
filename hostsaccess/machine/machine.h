/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * Machine: the PAM services of this machine, and whether the rules hold for
 * them (hostsaccess(8), FINDINGS).  Findings about it are notes, but for what
 * lets in or keeps out others than the rules say.
 */
#ifndef MACHINE_H
#define MACHINE_H

#include "common/rule/visit.h"
#include "hostsaccess/finding/finding.h"

struct arguments;
struct machine;
struct names;

/*
 * Reads the names of the services in PAM_FOLDER; behind R/etc/pam.d those in
 * R/usr/lib/pam.d.  Settings that ARGUMENTS give count for all of them.  Exits
 * when memory is out, as all of these.
 */
struct machine *machine_new(const char *pam_folder,
			    const struct arguments *arguments);

/* Returns the names of its services, which live as long. */
const struct names *machine_names(const struct machine *machine);

/* Names the files that are checked; NULL: all that lines name. */
void machine_set_files(struct machine *machine, const char *allow_file,
		       const char *deny_file);

/* Returns whether a PAM service has the name DAEMON, or gives it to itself. */
bool machine_has(const struct machine *machine, struct ha_slice daemon);

/* Returns whether a line of the type auth asks FILE for DAEMON. */
bool machine_asks_in_auth(const struct machine *machine, struct ha_slice daemon,
			  const char *file);

/* Returns whether libwrap reads FILE: one of its own, or what may become it. */
bool machine_is_of_libwrap(const struct machine *machine, const char *file);

/*
 * Looks at DAEMON, a name in the daemon list of a rule, at PLACE: tells
 * FINDINGS, once for each name, if no PAM service has it, and keeps the
 * service for machine_check_stacks() if one has.
 */
void machine_check_daemon(struct machine *machine, struct findings *findings,
			  struct ha_place place, struct ha_slice daemon);

/*
 * Takes TOKEN of a rule, whose host, if it has one, means HOST and stands at
 * PLACE.
 */
void machine_check_token(struct machine *machine, const struct ha_token *token,
			 struct ha_place place, const struct ha_pattern *host);

/* Looks at what RULE, whose tokens were taken before, says of services. */
void machine_check_rule(struct machine *machine, const struct ha_rule *rule,
			bool allows);

/*
 * Tells FINDINGS of services whose stack never calls the module or calls it
 * where it does not do what it should: those that rules name, and sshd; and of
 * all that call it, what their daemons need.
 */
void machine_check_stacks(struct machine *machine, struct findings *findings);

void machine_free(struct machine *machine);

#endif
