/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * Replace: a new text in the place of a rule file, whole or not at all.
 *
 * It is written beside the file and exchanged with it by name, so that readers
 * find the old text or the new one.  Nothing that others write meanwhile is
 * lost: what they add to the old file is added to the new one, and what they
 * put in its place gets the change, too.
 *
 * The file beside it is .NAME.INODE.SIZE.hostsaccess, of the old one.  What an
 * end of the machine or of the process leaves there is looked at by the next
 * change: if it is the old file, what stands behind SIZE is added.
 */
#ifndef CHANGE_REPLACE_H
#define CHANGE_REPLACE_H

#include "hostsaccess/change/original.h"

/* Who changes a file. */
struct changer {
	/*
	 * Makes the new text of OLD, *NEW of *SIZE bytes, which is freed with
	 * free(3).  Returns false if nothing is to be changed.  It may be
	 * called again, if others have changed the file, and after the change:
	 * then false says that what stands there needs none.
	 */
	bool (*make)(void *context, struct ha_slice old, char **text,
		     size_t *size);
	/* Looks at TEXT, which is to be installed; false: it is not. */
	bool (*accept)(void *context, struct ha_slice text);
	void *context;
	bool dry;   /* accept() never does; nothing at all is written */
	bool quick; /* what others do just then is not looked at */
};

/* What became of it. */
enum replaced {
	REPLACED,     /* and a second later, or at once, it still was so */
	REPLACED_NOT, /* it is as it was; *WHY says why, or nothing does */
	REPLACED_UNSETTLED, /* it is changed, or not, or lines are lost; *WHY */
};

/* Room for what is said of a failure. */
#define REPLACE_WHY_MAX (PATH_MAX + 512)

/*
 * Changes FILE as CHANGER says.  Writes to WHY what kept it from that, with the
 * file, or "": CHANGER did.
 */
enum replaced replace_file(const char *file, const struct changer *changer,
			   char why[REPLACE_WHY_MAX]);

#endif
