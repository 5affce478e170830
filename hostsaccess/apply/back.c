/* SPDX-License-Identifier: BSD-3-Clause */
#include "hostsaccess/apply/back.h"

#include "hostsaccess/change/put_text.h"
#include "hostsaccess/change/reindex.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

/* Leads back from FILE, if it was changed. */
static bool
go_from(const struct state_file *file, bool deny_file, char why[BACK_WHY_MAX])
{
	const struct put put = {
	    .file = file->path,
	    .deny_file = deny_file,
	    .base = {file->old, file->old_size},
	    .absent = file->absent,
	    .text = {file->installed, file->installed_size}};
	bool indexed;

	why[0] = '\0';
	if (!file->path)
		return true;
	indexed = reindex_is_due(file->path);
	if (put_back(&put, why) == REPLACED && indexed)
		reindex(file->path);
	return why[0] == '\0';
}

/* Likewise all that waits in FOLDER, which is locked. */
static enum back
go(const char *folder, const char *id, char why[BACK_WHY_MAX])
{
	struct state state = {.id = ""};
	enum back back = BACK_FAILED;

	switch (state_read(folder, &state, why)) {
	case STATE_NONE:
		state_remove(folder);
		back = BACK_NOTHING;
		break;
	case STATE_FOUND:
		if (id && strcmp(id, state.id) != 0) {
			back = BACK_NOTHING;
		} else if (go_from(&state.deny, true, why) &&
			   go_from(&state.allow, false, why)) {
			back = BACK_DONE;
			state_forget(folder);
			if (!state_remove(folder)) {
				back = BACK_FAILED;
				snprintf(why, BACK_WHY_MAX, "%s: %s", folder,
					 strerror(errno));
			}
		}
		break;
	case STATE_BROKEN:
		break;
	}
	state_free(&state);
	return back;
}

enum back
back_go(const char *folder, const char *id, char why[BACK_WHY_MAX])
{
	enum back back;
	int lock = state_lock_existing(folder);

	if (lock < 0 && errno == ENOENT)
		return BACK_NOTHING;
	if (lock < 0) {
		snprintf(why, BACK_WHY_MAX, "%s: %s", folder, strerror(errno));
		return BACK_FAILED;
	}
	back = go(folder, id, why);
	close(lock);
	return back;
}
