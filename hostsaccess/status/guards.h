/* SPDX-License-Identifier: BSD-3-Clause */
/* Guards: the services of this machine, and what makes each obey rules. */
#ifndef STATUS_GUARDS_H
#define STATUS_GUARDS_H

#include "hostsaccess/machine/live.h"
#include "hostsaccess/machine/names.h"
#include "hostsaccess/machine/obey.h"

struct guard {
	struct obey obey;
	bool named;    /* a rule names it, or ALL does and clients reach it */
	bool spelt;    /* by its name */
	bool misnamed; /* a rule names it, and not as the module knows it */
	bool listens;  /* now */
	bool enabled;  /* systemd(1) starts it */
	char *loaded;  /* the libwrap of a process that listens; NULL: none */
};

struct guards {
	const struct obey_machine *machine;
	struct names names; /* of its services in PAM */
	struct guard *all;
	size_t count;
	bool blind;       /* not all who listen could be seen */
	char *unreadable; /* the first rule file that cannot be read, or NULL */
	int error;        /* why: an errno value */
};

/*
 * Finds the services that call the module, that clients can reach, and that
 * the rule files of all of them name; and sshd if it is here.  *GUARDS is to be
 * freed.  Exits when memory is out.
 */
void guards_find(const struct obey_machine *machine, struct guards *guards);

/* Whether GUARD makes its service obey all rules that name it. */
bool guard_holds(const struct guard *guard);

/* Whether all that matters could be read. */
bool guards_are_known(const struct guards *guards);

/* Whether each service that rules name is guarded. */
bool guards_are_whole(const struct guards *guards);

void guards_free(struct guards *guards);

#endif
