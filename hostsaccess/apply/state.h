/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * State: rules that are installed and wait to be confirmed, on the disk, so
 * that also who comes after this process can go back.
 *
 * It is a folder, FOLDER/pending, that appears and goes as a whole: `record`
 * with lines KEY=VALUE, and of each file the text that was there (`allow.old`,
 * `deny.old`) and the one that was installed (`allow.new`, `deny.new`).
 */
#ifndef APPLY_STATE_H
#define APPLY_STATE_H

#include "common/base/slice.h"

#include <limits.h>
#include <stdbool.h>

#define STATE_FOLDER "/var/lib/hostsaccess"

/* Of a random number; what belongs to another apply has another. */
#define STATE_ID_SIZE 17

/* One of the two files, or none. */
struct state_file {
	char *path;   /* NULL: it is not changed */
	bool absent;  /* it was not there */
	bool indexed; /* it had a valid index (not kept) */
	char *old, *installed;
	size_t old_size, installed_size;
};

/* Begin it as all zero; end it with state_free(). */
struct state {
	char id[STATE_ID_SIZE];
	struct state_file allow, deny;
};

/*
 * Locks FOLDER, which is made if it is absent: who changes what waits there
 * does it alone.  Returns a descriptor, to be closed, or -1, errno says why:
 * EPERM, if others may write there; EBUSY, if somebody else has it for ten
 * seconds.
 */
int state_lock(const char *folder);

/* Likewise, but makes nothing: -1 and ENOENT, if it is absent. */
int state_lock_existing(const char *folder);

enum state_found {
	STATE_NONE, /* nothing waits */
	STATE_FOUND,
	STATE_BROKEN, /* WHY says why */
};

/* Room for what is said of a failure. */
#define STATE_WHY_MAX (PATH_MAX + 256)

/* Reads what waits in FOLDER into *STATE. */
enum state_found state_read(const char *folder, struct state *state,
			    char why[STATE_WHY_MAX]);

/* Likewise reads the id only, into ID. */
enum state_found state_read_id(const char *folder, char id[STATE_ID_SIZE]);

/*
 * Writes STATE to FOLDER, with a new id, and waits until it is on the disk.
 * Returns false, and says WHY, if it is not.
 */
bool state_write(const char *folder, struct state *state,
		 char why[STATE_WHY_MAX]);

/* Returns whether what waits in FOLDER is ID, as far as that can be told. */
bool state_waits(const char *folder, const char *id);

/*
 * Removes what waits in FOLDER, which is ID, and notes that it was confirmed.
 * Returns false, errno says why.
 */
bool state_confirm(const char *folder, const char *id);

/*
 * Returns whether ID is what was confirmed last; if that is NULL, whether
 * anything was, and nothing has waited and gone back since.
 */
bool state_is_confirmed(const char *folder, const char *id);

/* Forgets what was confirmed last. */
void state_forget(const char *folder);

/*
 * Removes what waits in FOLDER, and what was left half made or half gone.
 * Returns false, errno says why.
 */
bool state_remove(const char *folder);

void state_free(struct state *state);

#endif
