/* SPDX-License-Identifier: BSD-3-Clause */
#include "hostsaccess/apply/apply.h"

#include "hostsaccess/apply/confirm.h"
#include "hostsaccess/apply/end.h"
#include "hostsaccess/apply/reboot.h"
#include "hostsaccess/apply/trial.h"
#include "hostsaccess/apply/waiter.h"
#include "hostsaccess/change/begin.h"
#include "hostsaccess/change/original.h"
#include "hostsaccess/change/put_text.h"
#include "hostsaccess/change/reindex.h"
#include "hostsaccess/tool/memory.h"
#include "hostsaccess/tool/output.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* Files that are to be changed, and what waits then. */
struct applying {
	const struct arguments *arguments;
	const char *folder; /* of the state */
	struct ha_rules rules;
	struct state state;
};

static bool
fail(const char *what, const char *why)
{
	output_message(stderr, "hostsaccess apply: %s: %s", what, why);
	return false;
}

/* The path of FILE from the root on, to be freed. */
static char *
absolute(const char *file)
{
	char *path = realpath(file, NULL), *folder = NULL;

	if (path)
		return path;
	if (file[0] != '/')
		folder = getcwd(NULL, 0);
	if (asprintf(&path, "%s%s%s", folder ? folder : "", folder ? "/" : "",
		     file) < 0)
		memory_out();
	free(folder);
	return path;
}

/* Reads what is to become FILE from GIVEN, and what it is. */
static bool
read_file(const char *file, const char *given, struct state_file *state)
{
	const char *why =
	    original_text(file, true, 0, &state->old, &state->old_size);

	state->path = absolute(file);
	state->absent = access(file, F_OK) != 0 && errno == ENOENT;
	state->indexed = reindex_is_due(state->path);
	if (why)
		return fail(file, why);
	why = original_text(given, false, 0, &state->installed,
			    &state->installed_size);
	return !why || fail(given, why);
}

/* Whether FILE has a new text; if not, it is let go. */
static bool
is_changed(struct state_file *file)
{
	if (!file->path)
		return false;
	if (!ha_slice_same(
		(struct ha_slice){file->old, file->old_size},
		(struct ha_slice){file->installed, file->installed_size}))
		return true;
	free(file->path);
	file->path = NULL;
	return false;
}

/* Reads all texts.  *CHANGED says whether any is new. */
static bool
read_files(struct applying *applying, bool *changed)
{
	const struct arguments *arguments = applying->arguments;
	const struct ha_rules *rules = &applying->rules,
			      *given = &arguments->rules;
	struct state *state = &applying->state;

	if (arguments->given & ARGUMENT_ALLOW_FILE &&
	    !read_file(rules->allow_file, given->allow_file, &state->allow))
		return false;
	if (arguments->given & ARGUMENT_DENY_FILE &&
	    !read_file(rules->deny_file, given->deny_file, &state->deny))
		return false;
	*changed = is_changed(&state->allow);
	*changed |= is_changed(&state->deny);
	return true;
}

/* Whether others have left FILE alone since it was read; else says so. */
static bool
accept(void *context, struct ha_slice text, enum merged merged)
{
	const struct state_file *file = context;

	(void)text, (void)merged;
	return fail(file->path, "others have changed it meanwhile; nothing is "
				"changed");
}

static struct put
put_of(struct state_file *file, bool deny_file, bool quick)
{
	return (struct put){.file = file->path,
			    .deny_file = deny_file,
			    .base = {file->old, file->old_size},
			    .absent = file->absent,
			    .text = {file->installed, file->installed_size},
			    .accept = accept,
			    .context = file,
			    .quick = quick};
}

/*
 * Installs both, or none.  Who is let in by the one is so before the other
 * keeps him out.  Returns whether that is done.
 */
static bool
install(struct state *state, bool quick)
{
	const struct put allow = put_of(&state->allow, false, quick),
			 deny = put_of(&state->deny, true, quick);
	char why[REPLACE_WHY_MAX];
	bool done;

	if (!state->deny.path)
		done = put_text(&allow, why) == REPLACED;
	else if (!state->allow.path)
		done = put_text(&deny, why) == REPLACED;
	else
		done = put_both(&allow, &deny, why);
	if (why[0] != '\0')
		output_message(stderr, "hostsaccess apply: %s", why);
	return done;
}

/* Says what is installed, and builds the index of FILE, if it had one. */
static void
say_installed(const struct state_file *file)
{
	if (!file->path)
		return;
	output_message(stdout, "%s: changed", file->path);
	fflush(stdout);
	if (file->indexed)
		reindex(file->path);
}

/* Asks whoever is there, or says how it is confirmed. */
static int
wait_for_answer(const struct applying *applying)
{
	const char *folder = applying->folder, *id = applying->state.id;
	unsigned long seconds = applying->arguments->confirm;

	if (confirm_is_no())
		return end_refuse(folder, id);
	if (!isatty(STDIN_FILENO)) {
		output_message(stderr,
			       "hostsaccess apply: in %lu seconds the rules go "
			       "back to what they were, unless `hostsaccess "
			       "apply --keep' confirms them",
			       seconds);
		return 0;
	}
	fputs("Log in once more, from where you work, before you answer.\n",
	      stderr);
	switch (confirm_ask(seconds, folder, id)) {
	case CONFIRM_YES:
		return end_keep(folder, id);
	case CONFIRM_NO:
		return end_refuse(folder, id);
	case CONFIRM_OVER:
		return end_see(folder, id);
	case CONFIRM_GONE:
		break;
	}
	return END_WENT_BACK; /* the waiter does */
}

/* Whether nothing waits to be confirmed; else says so. */
static bool
is_free(const struct applying *applying)
{
	char id[STATE_ID_SIZE];

	if (state_read_id(applying->folder, id) == STATE_NONE)
		return true;
	fputs("hostsaccess apply: other rules wait to be confirmed: "
	      "`hostsaccess apply --keep' or `--revert'\n",
	      stderr);
	return false;
}

/* Makes a record, has somebody wait, and installs. */
static int
try_locked(struct applying *applying, int lock)
{
	const struct arguments *arguments = applying->arguments;
	char why[STATE_WHY_MAX];

	if (!is_free(applying))
		return STATUS_USAGE;
	if (!state_write(applying->folder, &applying->state, why)) {
		output_message(stderr, "hostsaccess apply: %s", why);
		return STATUS_USAGE;
	}
	if (!waiter_start(applying->folder, applying->state.id,
			  arguments->confirm, lock)) {
		fail("a process that waits", strerror(errno));
		state_remove(applying->folder);
		return STATUS_USAGE;
	}
	return install(&applying->state, arguments->given & ARGUMENT_QUICK)
		   ? 0
		   : STATUS_USAGE;
}

/* Installs for a time. */
static int
try_for_a_time(struct applying *applying)
{
	int lock = state_lock(applying->folder), status;
	const char *why;

	if (lock < 0) {
		fail(applying->folder, strerror(errno));
		return STATUS_USAGE;
	}
	why = reboot_gap();
	if (why)
		output_message(stderr,
			       "hostsaccess apply: should this machine go down "
			       "without notice, the old rules do not come back "
			       "by themselves: %s",
			       why);
	confirm_begin();
	status = try_locked(applying, lock);
	close(lock);
	if (status != 0 && applying->state.id[0] != '\0' &&
	    state_waits(applying->folder, applying->state.id))
		end_back(applying->folder, applying->state.id);
	if (status != 0)
		return status;
	say_installed(&applying->state.allow);
	say_installed(&applying->state.deny);
	return wait_for_answer(applying);
}

/* Whether FILE is what it was, or is none that was to be changed. */
static bool
is_old(const struct state_file *file)
{
	char *text;
	size_t size;
	bool is;

	if (!file->path)
		return true;
	if (original_text(file->path, true, 0, &text, &size))
		return false;
	is = ha_slice_same((struct ha_slice){file->old, file->old_size},
			   (struct ha_slice){text, size});
	free(text);
	return is;
}

/*
 * Installs for good.  Where both files change it is noted for that moment what
 * they were, so that there is a way back for a machine that goes down in it.
 */
static int
install_now(struct applying *applying)
{
	struct state *state = &applying->state;
	bool both = state->allow.path && state->deny.path, done;
	int lock = both ? state_lock(applying->folder)
			: state_lock_existing(applying->folder);
	char why[STATE_WHY_MAX];

	if (lock < 0 && (both || errno != ENOENT)) {
		fail(applying->folder, strerror(errno));
		return STATUS_USAGE;
	}
	done = is_free(applying);
	if (done && both && !state_write(applying->folder, state, why)) {
		output_message(stderr, "hostsaccess apply: %s", why);
		done = false;
	}
	done =
	    done && install(state, applying->arguments->given & ARGUMENT_QUICK);
	/* where there was no way back for one of them the record stays */
	if (state->id[0] != '\0' &&
	    (done || (is_old(&state->allow) && is_old(&state->deny))))
		state_remove(applying->folder);
	else if (state->id[0] != '\0')
		fputs("hostsaccess apply: not all is as it was; `hostsaccess "
		      "apply --revert' goes back\n",
		      stderr);
	if (lock >= 0)
		close(lock);
	if (!done)
		return STATUS_USAGE;
	say_installed(&state->allow);
	say_installed(&state->deny);
	return 0;
}

static int
apply_files(struct applying *applying)
{
	const struct arguments *arguments = applying->arguments;
	bool changed;
	int status;

	if (!is_free(applying) || !read_files(applying, &changed))
		return STATUS_USAGE;
	if (!changed) {
		fputs("hostsaccess apply: nothing is changed\n", stderr);
		return 0;
	}
	status = trial_run(arguments, &applying->rules, &applying->state);
	if (status != 0 || arguments->given & ARGUMENT_DRY_RUN)
		return status;
	if (arguments->given & ARGUMENT_CONFIRM)
		return try_for_a_time(applying);
	return install_now(applying);
}

/* What is wrong with how it is called, or NULL. */
static const char *
fault_of(const struct arguments *arguments)
{
	const uint64_t files = ARGUMENT_ALLOW_FILE | ARGUMENT_DENY_FILE;
	const uint64_t other = files | ARGUMENT_CONFIRM | ARGUMENT_DRY_RUN;
	const uint64_t ends = ARGUMENT_KEEP | ARGUMENT_REVERT;
	uint64_t given = arguments->given;

	if (arguments->count > 0)
		return "there is a word too many";
	if ((given & ends) == ends || (given & ends && given & other))
		return "--keep or --revert stands alone";
	if (!(given & ends) && !(given & files))
		return "--allow-file or --deny-file names the new rules";
	return NULL;
}

static int
run(const struct arguments *arguments)
{
	struct applying applying = {.arguments = arguments};
	struct arguments targets = *arguments;
	const char *fault = fault_of(arguments);
	struct begun begun;
	char *folder;
	int status = STATUS_USAGE;

	if (fault)
		return usage_error(&apply_command, fault);
	folder = absolute(arguments->state ? arguments->state : STATE_FOLDER);
	applying.folder = folder;
	targets.given &= ~(uint64_t)(ARGUMENT_ALLOW_FILE | ARGUMENT_DENY_FILE);
	ha_rules_name(&targets.rules, NULL, NULL);
	begin_process();
	if (arguments->given & ARGUMENT_KEEP) {
		status = end_keep(folder, NULL);
	} else if (arguments->given & ARGUMENT_REVERT) {
		status = end_back(folder, NULL);
	} else {
		if (begin_change("apply", &targets, &begun)) {
			applying.rules = begun.rules;
			status = apply_files(&applying);
		}
		end_change(&begun);
	}
	state_free(&applying.state);
	free(folder);
	return status;
}

const struct command apply_command = {
    "apply",
    ARGUMENT_ALLOW_FILE | ARGUMENT_DENY_FILE | ARGUMENT_CONF |
	ARGUMENT_CONFIRM | ARGUMENT_DRY_RUN | ARGUMENT_FORCE | ARGUMENT_KEEP |
	ARGUMENT_LOG | ARGUMENT_QUICK | ARGUMENT_REVERT | ARGUMENT_STATE |
	ARGUMENT_WTMP,
    "usage: hostsaccess apply [OPTION]... --allow-file NEW --deny-file NEW\n"
    "       hostsaccess apply --keep | --revert\n"
    "Checks NEW rules, asks whom they lock out, says what they change for the\n"
    "logins of the log, and puts them in the place of hosts.allow and\n"
    "hosts.deny, or of one of these.\n"
    "  --allow-file FILE  what is to become hosts.allow\n"
    "  --deny-file FILE   what is to become hosts.deny\n"
    "  --confirm SECONDS  go back to the old rules, unless somebody confirms\n"
    "  --keep             confirm the new rules\n"
    "  --revert           go back now; so does a machine that has gone down\n"
    "  --dry-run          say what would come of it, and change nothing\n"
    "  --force            also with errors, lock-outs, or if all are let in\n"
    "  --quick            do not look for a second what others do to them\n"
    "  --log FILE         the log, in place of the one of this machine\n"
    "  --conf FILE        in place of /etc/security/hostsaccess.conf\n"
    "  --state FOLDER     in place of /var/lib/hostsaccess\n"
    "  --wtmp FILE        the logins that the lock-out guard asks about\n"
    "Exit status: 0 done, 1 went back, 2 error, or not accepted.\n",
    run,
};
