/* SPDX-License-Identifier: BSD-3-Clause */
#include "check_trust.h"

#include "trust.h"

#include <pwd.h>
#include <stdio.h>

#define OWNER_MAX 64

/* Writes the name of the user UID, or the number, to TEXT. */
static void
name_user(uid_t uid, char text[OWNER_MAX])
{
	const struct passwd *entry = getpwuid(uid);

	if (entry)
		snprintf(text, OWNER_MAX, "%s", entry->pw_name);
	else
		snprintf(text, OWNER_MAX, "user %lu", (unsigned long)uid);
}

void
trust_check(struct findings *findings, const struct ha_source *source)
{
	const struct ha_place whole = {source->file, 0, 0};
	mode_t mode = source->status.st_mode;
	struct ha_trust_flaw flaw;
	char owner[OWNER_MAX];

	if (!S_ISREG(mode))
		return;
	if (!(mode & S_IROTH))
		findings_add(findings, FINDING_UNREADABLE, whole,
			     ha_slice_of(""), "its mode is %04o",
			     (unsigned)(mode & 07777));
	if (ha_trust_examine(source->file, &source->status, &flaw) !=
	    HA_ERR_BROKEN)
		return;
	name_user(flaw.status.st_uid, owner);
	findings_add(findings,
		     source->joins ? FINDING_UNSAFE_FILE : FINDING_UNSAFE_LIST,
		     whole, ha_slice_of(flaw.path),
		     "it belongs to %s, and its mode is %04o", owner,
		     (unsigned)(flaw.status.st_mode & 07777));
}
