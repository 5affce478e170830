/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * Obey: what makes a service obey rules on this machine: lines of PAM that call
 * the module, libwrap in its program, both, or nothing.
 */
#ifndef MACHINE_OBEY_H
#define MACHINE_OBEY_H

#include "hostsaccess/machine/call.h"
#include "hostsaccess/machine/program.h"

/* What the module does for a service; only the last refuses all it should. */
enum obey_module {
	OBEY_MODULE_NEVER,      /* no line calls it */
	OBEY_MODULE_UNREADABLE, /* lines cannot be read, and may call it */
	OBEY_MODULE_NO_PAM,     /* the daemon does not ask PAM: UsePAM no */
	OBEY_MODULE_BROKEN,     /* libpam refuses everybody: lines are wrong */
	OBEY_MODULE_NO_ACCOUNT, /* who comes with a key is not asked about */
	OBEY_MODULE_LETS_IN,    /* the line lets in whom it refuses */
	OBEY_MODULE_UNDONE,     /* another line may undo its refusal */
	OBEY_MODULE_SKIPPED,    /* a line before it may skip it */
	OBEY_MODULE_PERMISSIVE,
	OBEY_MODULE_REFUSES,
};

struct obey {
	char *daemon;  /* its name in rules, as its program gives it */
	char *service; /* its name in PAM */
	struct calls calls;
	enum obey_module module;
	struct program program; /* path "": none is here */
};

/* Where to look. */
struct obey_machine {
	const char *root; /* "", or the folder in which all files are */
	struct stack_folders folders;
	const struct arguments *arguments; /* over what lines say, or NULL */
};

/* What a machine is made of; stays where it is, as the rest points into it. */
struct obey_place {
	struct obey_machine machine;
	char root[PATH_MAX], vendor[PATH_MAX];
};

/*
 * Fills PLACE for the machine whose PAM files are in FOLDER, which has to
 * outlive it, as ARGUMENTS (or NULL) have to.  Returns false if nobody knows of
 * which machine FOLDER is: then it stands alone, and this one's root counts.
 */
bool obey_place_find(const char *folder, const struct arguments *arguments,
		     struct obey_place *place);

/*
 * Finds out for DAEMON, a name in rules, whose program is PATH; NULL: the one
 * of that name, if it is here.  SERVICE is its PAM service; NULL: of that name,
 * for sshd as its configuration says.  *OBEY is to be freed.  Exits when memory
 * is out.
 */
void obey_read(const struct obey_machine *machine, struct ha_slice daemon,
	       const char *path, const char *service, struct obey *obey);

/* Whether lines of SERVICE itself, not those of "other", call the module. */
bool obey_calls_module(const struct obey_machine *machine, const char *service);

/* Whether its program loads a libwrap that is there. */
bool obey_by_wrap(const struct obey *obey);

/* Whether whoever the rules refuse does not get in. */
bool obey_is_guarded(const struct obey *obey);

/*
 * Whether sshd drops clients that were refused often, without asking anybody
 * (PerSourcePenalties, from OpenSSH 9.8 on, unless that says no).
 */
bool obey_has_penalties(const struct obey_machine *machine,
			const struct obey *obey);

void obey_free(struct obey *obey);

#endif
