/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * Names: under which rules speak of the PAM services of a machine, each its
 * own and those that lines of it, or settings, give with daemon=.
 */
#ifndef MACHINE_NAMES_H
#define MACHINE_NAMES_H

#include "hostsaccess/machine/pam.h"
#include "hostsaccess/tool/table.h"

struct arguments;

#define PAM_FOLDER "/etc/pam.d"

/* A name under which rules speak of a service. */
struct name {
	char *daemon;
	char *service; /* NULL: the same */
	bool checked;  /* machine_check_stacks() looks at it */
	bool named;    /* by a rule */
};

struct names {
	struct stack_folders folders;
	char *vendor; /* the second of them, or NULL */
	struct name *all;
	size_t count, capacity;
	struct table numbers; /* in small letters */
	char *sshd;           /* the service of sshd, or NULL: the same */
};

/*
 * Reads the names of the services in PAM_FOLDER; behind R/etc/pam.d those in
 * R/usr/lib/pam.d.  *NAMES is to be freed, and keeps PAM_FOLDER.  Exits when
 * memory is out, as all of these.
 */
void names_read(struct names *names, const char *pam_folder);

/* Likewise, with the settings that ARGUMENTS give, if they do. */
void names_read_by(struct names *names, const char *pam_folder,
		   const struct arguments *arguments);

/* Returns the name DAEMON, or NULL. */
struct name *names_find(const struct names *names, struct ha_slice daemon);

/*
 * Returns the name of the PAM service that has the clients of DAEMON, as far as
 * NAMES say it; or NULL.
 */
const char *names_service(const struct names *names, struct ha_slice daemon);

/*
 * Returns which one DAEMON, which is none of NAMES, was probably meant to be,
 * or NULL.  *NETWORK becomes whether it is the name of a service on the network
 * and not of its daemon: "ssh".
 */
const char *names_meant(const struct names *names, struct ha_slice daemon,
			bool *network);

void names_free(struct names *names);

#endif
