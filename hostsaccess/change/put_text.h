/* SPDX-License-Identifier: BSD-3-Clause */
/* Put text: a text that was made of a rule file takes its place. */
#ifndef CHANGE_PUT_TEXT_H
#define CHANGE_PUT_TEXT_H

#include "hostsaccess/change/merge.h"
#include "hostsaccess/change/replace.h"

/* Makes FILE, empty, if it is absent.  Returns false, errno says why. */
bool put_file_made(const char *file);

struct put {
	const char *file;     /* made, if it is absent */
	bool deny_file;       /* what rules of it do without an option */
	struct ha_slice base; /* what the file was when TEXT was made of it */
	bool absent;          /* it was absent then, and BASE is "" */
	struct ha_slice text;
	/*
	 * Looks at a text other than TEXT, which has what others have written
	 * since, as MERGED says, and at any that is a clash; false: nothing is
	 * put.  NULL: it is.
	 */
	bool (*accept)(void *context, struct ha_slice text, enum merged merged);
	void *context;
	bool quick; /* as of struct changer */
};

/*
 * Puts the text of PUT in the place of its file, with what others have done to
 * that since (merge.h).  Returns and writes WHY as replace_file() does; where
 * nothing is to be changed that is REPLACED_NOT and "".
 */
enum replaced put_text(const struct put *put, char why[REPLACE_WHY_MAX]);

/*
 * Likewise leads back from PUT: to its base, with what others have done since,
 * or to no file at all.
 */
enum replaced put_back(const struct put *put, char why[REPLACE_WHY_MAX]);

/*
 * Puts both, or none: where the second cannot be put the first goes back, as
 * far as that can be done, and the second, if it may be changed.  Returns
 * whether both are there; WHY is "" also where an accept() has objected.
 */
bool put_both(const struct put *first, const struct put *second,
	      char why[REPLACE_WHY_MAX]);

#endif
