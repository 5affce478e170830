/* SPDX-License-Identifier: BSD-3-Clause */
#include "hostsaccess/check/trust.h"

#include "common/source/trust.h"

#include <fcntl.h>
#include <pwd.h>
#include <stdio.h>
#include <unistd.h>

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

/* Adds the finding ID about FLAW at PLACE, and says whose it is. */
static void
add_flaw(struct findings *findings, enum finding_id id, struct ha_place place,
	 const struct ha_trust_flaw *flaw)
{
	mode_t mode = flaw->status.st_mode;
	char owner[OWNER_MAX];

	name_user(flaw->status.st_uid, owner);
	if (flaw->pseudo)
		findings_add(
		    findings, id, place, ha_slice_of(flaw->path),
		    "its files are made up by the kernel or a process");
	else if (S_ISLNK(mode))
		findings_add(findings, id, place, ha_slice_of(flaw->path),
			     "it is a link that belongs to %s", owner);
	else
		findings_add(findings, id, place, ha_slice_of(flaw->path),
			     "it belongs to %s, and its mode is %04o", owner,
			     (unsigned)(mode & 07777));
}

/* Adds the finding ID at PLACE if others may change PATH. */
static void
check_path(struct findings *findings, enum finding_id id, struct ha_place place,
	   const char *path)
{
	int fd = open(path, O_PATH | O_CLOEXEC);
	struct ha_trust_flaw flaw;
	struct stat status;

	if (fd < 0)
		return;
	if (fstat(fd, &status) == 0 &&
	    ha_trust_examine(path, fd, &status, &flaw) == HA_ERR_UNSAFE)
		add_flaw(findings, id, place, &flaw);
	close(fd);
}

void
trust_check_program(struct findings *findings, struct ha_place place,
		    const char *path)
{
	check_path(findings, FINDING_COMMAND_UNSAFE, place, path);
}

void
trust_check_database(struct findings *findings, const char *path)
{
	const struct ha_place whole = {path, 0, 0};

	check_path(findings, FINDING_UNSAFE_DATABASE, whole, path);
}

void
trust_check(struct findings *findings, const struct ha_source *source)
{
	const struct ha_place whole = {source->file, 0, 0};
	mode_t mode = source->status.st_mode;
	struct ha_trust_flaw flaw;

	if (!S_ISREG(mode))
		return;
	if (!(mode & S_IROTH))
		findings_add(findings, FINDING_PRIVATE_FILE, whole,
			     ha_slice_of(""), "its mode is %04o",
			     (unsigned)(mode & 07777));
	if (ha_trust_examine(source->file, source->fd, &source->status,
			     &flaw) == HA_ERR_UNSAFE)
		add_flaw(findings,
			 source->joins ? FINDING_UNSAFE_FILE
				       : FINDING_UNSAFE_LIST,
			 whole, &flaw);
}
