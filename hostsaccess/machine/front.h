/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * Front: what decides before the module, or in its place (hostsaccess(8),
 * FINDINGS): libwrap in a daemon's program.
 */
#ifndef MACHINE_FRONT_H
#define MACHINE_FRONT_H

#include "hostsaccess/finding/finding.h"
#include "hostsaccess/machine/obey.h"

/* Begin it with the machine. */
struct front {
	struct obey_machine machine;
	bool lacks_netgroups; /* libwrap in one of the services, this: */
	struct program lacking;
	struct linked linked; /* of the last that was unguarded */
};

/* What is known of a daemon without a look at its PAM lines. */
enum front_answer {
	FRONT_NO_PROGRAM, /* none of its name is here */
	FRONT_OBEYS,      /* by libwrap, or by the module */
	FRONT_UNGUARDED,  /* by nothing */
};

/*
 * Tells FINDINGS what libwrap in the program of DAEMON, a name in rules, comes
 * to, of its PAM service SERVICE, or NULL, that of its name.
 */
enum front_answer front_check(struct front *front, struct findings *findings,
			      struct ha_slice daemon, const char *service);

/* Tells FINDINGS of GROUP, a netgroup at PLACE, if libwrap knows none. */
void front_check_netgroup(const struct front *front, struct findings *findings,
			  struct ha_place place, struct ha_slice group);

#endif
