/* SPDX-License-Identifier: BSD-3-Clause */
#include "hostsaccess/apply/end.h"

#include "hostsaccess/apply/back.h"
#include "hostsaccess/apply/state.h"
#include "hostsaccess/tool/arguments.h"
#include "hostsaccess/tool/output.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

static int
fail(const char *what, const char *why)
{
	output_message(stderr, "hostsaccess apply: %s: %s", what, why);
	return STATUS_USAGE;
}

/* Goes back, and says so, or why that cannot be. */
static enum back
go_back(const char *folder, const char *id)
{
	char why[BACK_WHY_MAX];
	enum back back = back_go(folder, id, why);

	if (back == BACK_DONE)
		fputs("hostsaccess apply: the rules of before are back\n",
		      stderr);
	else if (back == BACK_FAILED)
		output_message(stderr, "hostsaccess apply: %s", why);
	return back;
}

int
end_back(const char *folder, const char *id)
{
	switch (go_back(folder, id)) {
	case BACK_DONE:
		return 0;
	case BACK_NOTHING:
		fputs("hostsaccess apply: no rules wait to be confirmed\n",
		      stderr);
		return END_WENT_BACK;
	case BACK_FAILED:
		break;
	}
	return STATUS_USAGE;
}

/* Says how ID, which waits no more, has ended. */
static int
say_ended(const char *folder, const char *id)
{
	if (state_is_confirmed(folder, id)) {
		puts("the rules are confirmed");
		return 0;
	}
	fputs("hostsaccess apply: nobody has confirmed the rules: those of "
	      "before are back\n",
	      stderr);
	return END_WENT_BACK;
}

int
end_refuse(const char *folder, const char *id)
{
	switch (go_back(folder, id)) {
	case BACK_DONE:
		return END_WENT_BACK;
	case BACK_NOTHING:
		return say_ended(folder, id);
	case BACK_FAILED:
		break;
	}
	return STATUS_USAGE;
}

/* Confirms what waits in FOLDER, which is locked; returns what there was. */
static enum state_found
keep(const char *folder, const char *id, bool *kept)
{
	char is[STATE_ID_SIZE];
	enum state_found found = state_read_id(folder, is);

	if (found != STATE_FOUND)
		return found;
	if (id && strcmp(id, is) != 0)
		return STATE_NONE;
	*kept = state_confirm(folder, is);
	return found;
}

int
end_keep(const char *folder, const char *id)
{
	int lock = state_lock_existing(folder);
	enum state_found found = STATE_NONE;
	bool kept = false;

	if (lock < 0 && errno != ENOENT)
		return fail(folder, strerror(errno));
	if (lock >= 0) {
		found = keep(folder, id, &kept);
		close(lock);
	}
	if (kept) {
		puts("the rules are confirmed");
		return 0;
	}
	if (found != STATE_NONE)
		return fail(folder, "what waits there cannot be confirmed");
	if (!id && state_is_confirmed(folder, NULL)) {
		puts("no rules wait to be confirmed: the last ones are");
		return 0;
	}
	fputs("hostsaccess apply: no rules wait to be confirmed; if some have, "
	      "those before them are back\n",
	      stderr);
	return END_WENT_BACK;
}

int
end_see(const char *folder, const char *id)
{
	const struct timespec nap = {0, 100000000L};
	bool waits = state_waits(folder, id);

	for (int i = 0; waits && i < 150; i++) {
		nanosleep(&nap, NULL);
		waits = state_waits(folder, id);
	}
	return waits ? end_refuse(folder, id) : say_ended(folder, id);
}
