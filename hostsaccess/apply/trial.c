/* SPDX-License-Identifier: BSD-3-Clause */
#include "hostsaccess/apply/trial.h"

#include "hostsaccess/change/memory_file.h"
#include "hostsaccess/change/original.h"
#include "hostsaccess/replay/replay.h"
#include "hostsaccess/review/renamed.h"
#include "hostsaccess/review/review.h"
#include "hostsaccess/tool/output.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

/* New texts as files, and the rules with these. */
struct trial {
	struct memory_file allow, deny;
	struct ha_rules texts;
};

static int
fail(const char *what)
{
	output_message(stderr, "hostsaccess apply: %s: %s", what,
		       strerror(errno));
	return STATUS_USAGE;
}

/* Makes the new text of FILE a file, and *PATH its path. */
static bool
open_text(const struct state_file *file, struct memory_file *memory,
	  const char **path)
{
	memory->fd = -1;
	if (!file->path)
		return true;
	if (!memory_file_open_like(
		memory, file->path,
		(struct ha_slice){file->installed, file->installed_size}))
		return false;
	*path = memory->path;
	return true;
}

static void
close_text(struct memory_file *memory)
{
	if (memory->fd >= 0)
		memory_file_close(memory);
}

/* Runs replay with its standard output in FD, and tells of that. */
static void
tell(const struct arguments *asked, const struct ha_rules *rules, int fd)
{
	char *said = NULL;
	size_t size;
	int out;

	fflush(stdout);
	out = dup(STDOUT_FILENO);
	if (out >= 0 && dup2(fd, STDOUT_FILENO) >= 0) {
		replay_command.run(asked);
		fflush(stdout);
		dup2(out, STDOUT_FILENO);
	}
	if (out >= 0)
		close(out);
	if (original_read(fd, &said, &size))
		renamed_write((struct ha_slice){said, size}, &asked->rules,
			      rules, stderr);
	free(said);
}

/* Says what TEXTS, named as RULES, change for the logins of the log. */
static void
replay(const struct arguments *arguments, const struct ha_rules *rules,
       const struct ha_rules *texts)
{
	char *const words[] = {(char *)arguments->log};
	struct arguments asked = *arguments;
	int fd = memfd_create("replay", MFD_CLOEXEC);

	asked.rules = *texts;
	asked.given = (arguments->given & ARGUMENT_WTMP) | ARGUMENT_ALLOW_FILE |
		      ARGUMENT_DENY_FILE | ARGUMENT_TOP;
	asked.top = "10";
	asked.words = words;
	asked.count = arguments->log ? 1 : 0;
	if (fd < 0)
		return;
	tell(&asked, rules, fd);
	close(fd);
}

/* What comes of what REVIEW has found. */
static int
judge(const struct arguments *arguments, const struct review *review)
{
	if (arguments->given & ARGUMENT_FORCE ||
	    (review->errors == 0 && review->lockouts == 0 &&
	     review->opens == 0))
		return 0;
	fputs("hostsaccess apply: nothing is changed; --force does it all the "
	      "same\n",
	      stderr);
	return STATUS_USAGE;
}

int
trial_run(const struct arguments *arguments, const struct ha_rules *rules,
	  const struct state *state)
{
	struct trial trial = {.texts = *rules, .deny = {.fd = -1}};
	struct ha_rules names = *rules; /* by which they are spoken of */
	struct review review;
	int status;

	if (state->allow.path)
		names.allow_file = arguments->rules.allow_file;
	if (state->deny.path)
		names.deny_file = arguments->rules.deny_file;

	if (!open_text(&state->allow, &trial.allow, &trial.texts.allow_file) ||
	    !open_text(&state->deny, &trial.deny, &trial.texts.deny_file)) {
		status = fail("a copy of the new rules");
	} else {
		review_texts(arguments, rules, &trial.texts, &names, &review);
		status = judge(arguments, &review);
		if (status == 0)
			replay(arguments, &names, &trial.texts);
	}
	close_text(&trial.allow);
	close_text(&trial.deny);
	return status;
}
