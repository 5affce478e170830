/* SPDX-License-Identifier: BSD-3-Clause */
#include "hostsaccess/edit/edit.h"

#include "hostsaccess/change/begin.h"
#include "hostsaccess/change/lockout.h"
#include "hostsaccess/change/memory_file.h"
#include "hostsaccess/change/named_file.h"
#include "hostsaccess/change/put_text.h"
#include "hostsaccess/change/reindex.h"
#include "hostsaccess/edit/draft.h"
#include "hostsaccess/edit/editor.h"
#include "hostsaccess/review/review.h"
#include "hostsaccess/tool/output.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <unistd.h>

enum { LEFT = 1 };

/* A file that is edited. */
struct edited {
	bool deny_file;
	const char *file;
	const struct draft_file *copy;
	char *text; /* what the editor has made of it; NULL: not yet */
	size_t size;
};

struct editing {
	const struct arguments *arguments;
	const struct ha_rules *rules;
	struct draft draft;
	struct edited files[2];
	size_t count;
	bool kept;   /* the copies stay: what was written is nowhere else */
	bool force;  /* who is locked out, or let in, does not matter */
	bool failed; /* it is said why a text is not installed */
};

static bool
fail(const char *file, const char *why)
{
	output_message(stderr, "hostsaccess edit: %s: %s", file, why);
	return false;
}

/* Adds a file of the rules to those that are edited. */
static bool
add(struct editing *editing, bool deny_file)
{
	const struct ha_rules *rules = editing->rules;
	struct edited *edited = &editing->files[editing->count++];
	const char *why;

	*edited = (struct edited){
	    .deny_file = deny_file,
	    .file = deny_file ? rules->deny_file : rules->allow_file,
	    .copy = &editing->draft.files[editing->draft.count]};
	why = draft_add(&editing->draft, edited->file);
	return !why || fail(edited->file, why);
}

/* Finds what is edited: the file that is named, or both. */
static bool
find_files(struct editing *editing)
{
	const struct arguments *arguments = editing->arguments;
	const struct ha_rules *rules = editing->rules;
	const char *why = draft_begin(&editing->draft);
	bool deny_file;

	if (why)
		return fail("a copy", why);
	if (arguments->count == 0)
		return add(editing, false) && add(editing, true);
	switch (
	    named_file(rules, ha_slice_of(arguments->words[0]), &deny_file)) {
	case 1:
		return add(editing, deny_file);
	case 2:
		return fail(arguments->words[0], "both files are named so");
	default:
		output_message(stderr,
			       "hostsaccess edit: %s: the rules are in %s and "
			       "%s; --allow-file and --deny-file name others",
			       arguments->words[0], rules->allow_file,
			       rules->deny_file);
		return false;
	}
}

/* Locks the folder of EDITED, so that two do not edit the same. */
static bool
lock(const struct edited *edited)
{
	const char *end = strrchr(edited->file, '/');
	char folder[PATH_MAX] = ".";
	int fd;

	if (end)
		snprintf(folder, sizeof(folder), "%.*s",
			 (int)(end > edited->file ? end - edited->file : 1),
			 edited->file);
	if (access(folder, W_OK) != 0)
		return fail(folder, strerror(errno));
	fd = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	if (fd < 0)
		return fail(folder, strerror(errno));
	if (flock(fd, LOCK_EX | LOCK_NB) == 0 || errno != EWOULDBLOCK)
		return true; /* until this process ends */
	return fail(folder, "somebody else edits rules there just now");
}

/* Reads what the editor has made; *CHANGED says whether it is something. */
static bool
read_texts(struct editing *editing, bool *changed)
{
	*changed = false;
	for (size_t i = 0; i < editing->count; i++) {
		struct edited *edited = &editing->files[i];
		const struct draft_file *copy = edited->copy;
		const char *why;

		free(edited->text);
		edited->text = NULL;
		why = draft_read(copy, &edited->text, &edited->size);
		if (why)
			return fail(copy->path, why);
		*changed |= !ha_slice_same(
		    (struct ha_slice){edited->text, edited->size},
		    (struct ha_slice){copy->base, copy->base_size});
	}
	return true;
}

/* Makes *TEXTS the rules with the new texts, in MEMORIES. */
static bool
open_texts(const struct editing *editing, struct memory_file memories[2],
	   struct ha_rules *texts)
{
	*texts = *editing->rules;
	for (size_t i = 0; i < editing->count; i++) {
		const struct edited *edited = &editing->files[i];

		if (!memory_file_open_like(
			&memories[i], edited->file,
			(struct ha_slice){edited->text, edited->size}))
			return fail(memories[i].path, strerror(errno));
		if (edited->deny_file)
			texts->deny_file = memories[i].path;
		else
			texts->allow_file = memories[i].path;
	}
	return true;
}

static void
close_texts(struct memory_file memories[2])
{
	for (int i = 0; i < 2; i++)
		if (memories[i].fd >= 0)
			memory_file_close(&memories[i]);
}

/* What is to be done with texts. */
enum answer { ANSWER_INSTALL, ANSWER_EDIT, ANSWER_LEAVE };

/* Asks for that, where people are. */
static enum answer
ask(struct editing *editing)
{
	char line[64];

	while (isatty(STDIN_FILENO)) {
		fputs("What now?  (e)dit again, leave as it was (x), or "
		      "install all the same (Q): ",
		      stderr);
		if (!fgets(line, sizeof(line), stdin))
			break;
		switch (line[0] != '\0' && line[1] == '\n' ? line[0] : '\0') {
		case 'e':
			return ANSWER_EDIT;
		case 'x':
			return ANSWER_LEAVE;
		case '?':
			fputs("e: edit it again, x: leave the files as they "
			      "were, Q: install it all the same\n",
			      stderr);
			break;
		case 'Q':
			editing->force = true;
			return ANSWER_INSTALL;
		default:
			break;
		}
	}
	return ANSWER_LEAVE;
}

/* Looks at the new texts, and finds out what is to be done with them. */
static enum answer
judge(struct editing *editing)
{
	struct memory_file memories[2] = {{.fd = -1}, {.fd = -1}};
	struct review review = {.errors = 1};
	struct ha_rules texts;

	if (open_texts(editing, memories, &texts))
		review_texts(editing->arguments, editing->rules, &texts,
			     editing->rules, &review);
	close_texts(memories);
	if (review.errors == 0 && review.warnings == 0 && review.opens == 0)
		return ANSWER_INSTALL;
	if (editing->force && review.errors == 0 &&
	    review.warnings == review.lockouts)
		return ANSWER_INSTALL;
	return ask(editing);
}

/* A file while its text is installed. */
struct installing {
	struct editing *editing;
	const struct edited *edited;
	enum merged merged;
};

/* Says WHY the text of INSTALLING is not installed. */
static bool
object(const struct installing *installing, const char *why)
{
	installing->editing->failed = true;
	return fail(installing->edited->file, why);
}

/* Whether TEXT, which has what others have written since, locks out nobody. */
static bool
accept(void *context, struct ha_slice text, enum merged merged)
{
	struct installing *installing = context;
	struct editing *editing = installing->editing;
	const struct edited *edited = installing->edited;
	struct ha_rules rules = *editing->rules;
	struct memory_file memory;
	unsigned long count;

	installing->merged = merged;
	if (merged == MERGED_CLASH &&
	    !(editing->arguments->given & ARGUMENT_FORCE))
		return object(installing,
			      "others have changed the same lines meanwhile; "
			      "nothing is changed");
	if (editing->force)
		return true;
	if (!memory_file_open_like(&memory, edited->file, text))
		return object(installing, strerror(errno));
	if (edited->deny_file)
		rules.deny_file = memory.path;
	else
		rules.allow_file = memory.path;
	count =
	    lockout_count("edit", editing->arguments, editing->rules, &rules);
	memory_file_close(&memory);
	return count == 0 ||
	       object(installing, "nothing is changed; --force does it all "
				  "the same");
}

static struct put
put_of(struct installing *installing)
{
	const struct edited *edited = installing->edited;

	return (struct put){
	    .file = edited->file,
	    .deny_file = edited->deny_file,
	    .base = {edited->copy->base, edited->copy->base_size},
	    .absent = edited->copy->absent,
	    .text = {edited->text, edited->size},
	    .accept = accept,
	    .context = installing};
}

/* Says what became of a file, and builds its index if it had one. */
static int
say_installed(const struct installing *installing, bool indexed)
{
	const struct edited *edited = installing->edited;
	const struct draft_file *copy = edited->copy;

	if (edited->size == copy->base_size &&
	    memcmp(edited->text, copy->base, edited->size) == 0)
		return 0;
	output_message(stdout,
		       installing->merged == MERGED_OURS
			   ? "%s: changed"
			   : "%s: changed; what others have written meanwhile "
			     "is there, too",
		       edited->file);
	return indexed ? reindex(edited->file) : 0;
}

/* Installs what was made of all, or none.  Returns the exit status. */
static int
install_all(struct editing *editing)
{
	struct installing all[2];
	struct put puts[2];
	bool indexed[2], done;
	char why[REPLACE_WHY_MAX];
	int status = 0;

	for (size_t i = 0; i < editing->count; i++) {
		all[i] = (struct installing){editing, &editing->files[i],
					     MERGED_OURS};
		puts[i] = put_of(&all[i]);
		indexed[i] = reindex_is_due(all[i].edited->file);
	}
	done = editing->count == 2 ? put_both(&puts[0], &puts[1], why)
				   : put_text(&puts[0], why) == REPLACED;
	if (why[0] != '\0')
		output_message(stderr, "hostsaccess edit: %s", why);
	else if (!done && editing->count == 2 && !editing->failed)
		fputs("hostsaccess edit: others change the files; nothing of "
		      "this is installed\n",
		      stderr);
	editing->kept =
	    why[0] != '\0' || editing->failed || (!done && editing->count == 2);
	if (editing->kept)
		return STATUS_USAGE;
	for (size_t i = 0; done && i < editing->count; i++)
		status |= say_installed(&all[i], indexed[i]);
	editing->kept = status != 0;
	return status;
}

/* Nothing is to be installed. */
static int
leave(struct editing *editing)
{
	editing->kept = !isatty(STDIN_FILENO);
	fputs("hostsaccess edit: nothing is changed\n", stderr);
	return editing->kept ? STATUS_USAGE : LEFT;
}

/* Lets somebody edit until it is right, and installs it. */
static int
edit(struct editing *editing)
{
	const char *paths[2];
	bool changed;
	int status;

	for (size_t i = 0; i < editing->count; i++)
		paths[i] = editing->files[i].copy->path;
	for (;;) {
		status = editor_run(paths, editing->count);
		/* what cannot be read is not to be lost either */
		editing->kept = !read_texts(editing, &changed) || changed;
		if (status != 0)
			output_message(stderr,
				       "hostsaccess edit: the editor has "
				       "failed; nothing is changed");
		if (status != 0 || (editing->kept && !changed))
			return STATUS_USAGE;
		if (!changed) {
			fputs("hostsaccess edit: nothing is changed\n", stderr);
			return 0;
		}
		switch (judge(editing)) {
		case ANSWER_INSTALL:
			return install_all(editing);
		case ANSWER_LEAVE:
			return leave(editing);
		case ANSWER_EDIT:
			break;
		}
	}
}

static void
end(struct editing *editing)
{
	for (size_t i = 0; i < editing->count; i++) {
		if (editing->kept && editing->files[i].copy->path)
			output_message(stderr,
				       "hostsaccess edit: what was written is "
				       "in %s",
				       editing->files[i].copy->path);
		free(editing->files[i].text);
	}
	draft_end(&editing->draft, editing->kept);
}

static int
run(const struct arguments *arguments)
{
	struct editing editing = {.arguments = arguments,
				  .force = arguments->given & ARGUMENT_FORCE};
	struct begun begun;
	int status = STATUS_USAGE;

	if (arguments->count > 1)
		return usage_error(&edit_command, "it takes one file, or none");
	if (begin_change("edit", arguments, &begun)) {
		editing.rules = &begun.rules;
		if (find_files(&editing) && lock(&editing.files[0]))
			status = edit(&editing);
		end(&editing);
	}
	end_change(&begun);
	return status;
}

const struct command edit_command = {
    "edit",
    ARGUMENT_ALLOW_FILE | ARGUMENT_DENY_FILE | ARGUMENT_CONF | ARGUMENT_FORCE |
	ARGUMENT_WTMP,
    "usage: hostsaccess edit [OPTION]... [FILE]\n"
    "Opens copies of both rule files, or of FILE, one of them, in the editor "
    "of\n"
    "SUDO_EDITOR, VISUAL or EDITOR; then says what is wrong with what was\n"
    "written, and whom it would lock out, and puts it in their place.\n"
    "  --force            also if that locks out who works here, or lets in\n"
    "                     everybody whom no rule refuses\n"
    "  --allow-file FILE  in place of /etc/hosts.allow\n"
    "  --deny-file FILE   in place of /etc/hosts.deny\n"
    "  --conf FILE        in place of /etc/security/hostsaccess.conf\n"
    "  --wtmp FILE        the logins that the lock-out guard asks about\n"
    "Exit status: 0 done, 1 left as it was, 2 error, or not accepted.\n",
    run,
};
