/* SPDX-License-Identifier: BSD-3-Clause */
/* Guards: the services of this machine, and what makes each obey rules. */
#ifndef STATUS_GUARDS_H
#define STATUS_GUARDS_H

#include "hostsaccess/machine/live.h"
#include "hostsaccess/machine/names.h"
#include "hostsaccess/machine/obey.h"
#include "hostsaccess/status/asks.h"

struct guard {
	struct obey obey;
	bool named;    /* a rule names it, or ALL does and clients reach it */
	bool spelt;    /* by its name */
	bool misnamed; /* a rule names it, and not as the module knows it */
	bool listens;  /* now */
	bool enabled;  /* systemd(1) starts it */
	bool runs;     /* a process of it listens: what it is counts */
	bool is_file;  /* what runs is the file of the program */
	bool all_ask;  /* each process that listens has loaded libwrap */
	struct settings *wrapped; /* of the drop-in, or NULL */
	char *conf;               /* where they are from */
	bool without_pam; /* its program loads no libpam, and has no service */
	char *unasked; /* a file whose rules name it, and nobody asks for it */
	bool starter;  /* of others, and rules do not name it: dropped */
	bool served;   /* inetd(8) or the like starts it for clients */
	char *loaded;  /* the libwrap of a process that listens; NULL: none */
};

struct guards {
	const struct obey_machine *machine;
	struct names names; /* of its services in PAM */
	struct guard *all;
	size_t count;
	struct asks asks; /* what rules ask, of this machine only */
	bool blind;       /* not all who listen could be seen */
	char *unreadable; /* the first rule file that cannot be read, or NULL */
	int error;        /* why: an errno value */
};

/*
 * Finds the services that call the module, those that clients can reach or
 * systemd(1) and inetd(8) start, and sshd if it is here.  *GUARDS is to be
 * freed.  Exits when memory is out, as all of these.
 */
void guards_find(const struct obey_machine *machine, struct guards *guards);

/*
 * Once it is known whom rules name: drops those that nobody names and that may
 * not be there for clients, and puts the others in order.
 */
void guards_settle(struct guards *guards);

/* Returns the first with the name DAEMON, or NULL. */
struct guard *guards_find_daemon(struct guards *guards, struct ha_slice daemon);

/*
 * Adds DAEMON, with its program PATH and its PAM service SERVICE, each as
 * obey_read() takes it.  Returns it, until the next one is added.
 */
struct guard *guards_add(struct guards *guards, struct ha_slice daemon,
			 const char *path, const char *service);

/* Whether libwrap is asked for all who reach GUARD, and refuses. */
bool guard_asks_wrap(const struct guard *guard);

/* Whether GUARD makes its service obey all rules that name it. */
bool guard_holds(const struct guard *guard);

/* Whether all that matters could be read. */
bool guards_are_known(const struct guards *guards);

/* Whether each service that rules name is guarded. */
bool guards_are_whole(const struct guards *guards);

void guards_free(struct guards *guards);

#endif
