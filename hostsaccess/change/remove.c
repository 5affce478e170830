/* SPDX-License-Identifier: BSD-3-Clause */
#include "hostsaccess/change/remove.h"

#include "hostsaccess/change/begin.h"
#include "hostsaccess/change/lockout.h"
#include "hostsaccess/change/memory_file.h"
#include "hostsaccess/change/named_file.h"
#include "hostsaccess/change/named_line.h"
#include "hostsaccess/change/reindex.h"
#include "hostsaccess/change/replace.h"
#include "hostsaccess/change/same_client.h"
#include "hostsaccess/rules/entry.h"
#include "hostsaccess/tool/memory.h"
#include "hostsaccess/tool/output.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

enum { NOTHING = 1 };

/* A range of bytes of a file that is to go. */
struct cut {
	uint64_t start, end;
};

/* Which rules go. */
enum which { BY_WORD, BY_TIME, BY_NOTE };

/* What is to be removed. */
struct removing {
	const struct arguments *arguments;
	const struct ha_rules *rules;
	enum which which;        /* BY_TIME: each rule that has ended */
	struct named_line named; /* the rule there; line 0: ... */
	struct ha_slice client;  /* ... those for this client alone */
	struct ha_slice daemon;  /* ... and this one; NULL: for any */
	struct ha_slice note;    /* others stay; NULL: whatever theirs is */
	int64_t now;
	/* The file that is looked at. */
	const char *file;
	bool opens; /* a rule for ALL that refuses is among those that go */
	bool deny_file;
	struct cut *cuts;
	size_t count;
	char *told; /* the rules, as they are told of */
	FILE *telling;
	unsigned long among; /* rules that have the client among others */
	bool failed;
};

/* Whether the rule ENTRY is for the client alone; counts it if he is among. */
static bool
is_for_client(struct removing *removing, const struct entry *entry)
{
	bool among, alone;

	if (removing->daemon.data &&
	    !ha_slice_equal(entry->daemons, removing->daemon))
		return false;
	alone = same_client_alone(entry->clients, removing->client, &among);
	removing->among += among;
	return alone;
}

static bool
is_to_go(struct removing *removing, const struct entry *entry)
{
	if (removing->note.data && !ha_slice_same(entry->note, removing->note))
		return false;
	switch (removing->which) {
	case BY_TIME:
		return entry->state == ENTRY_ENDED;
	case BY_NOTE:
		return true;
	case BY_WORD:
		break;
	}
	if (removing->named.line > 0)
		return entry->place.line == removing->named.line;
	return is_for_client(removing, entry);
}

static void
take_entry(void *context, const struct entry *entry)
{
	struct removing *removing = context;

	if (!is_to_go(removing, entry))
		return;
	removing->opens |= strcmp(entry->decision, "deny") == 0 &&
			   ha_slice_equal(entry->clients, ha_slice_of("ALL"));
	removing->cuts = memory_grow(removing->cuts, removing->count,
				     sizeof(*removing->cuts));
	removing->cuts[removing->count++] =
	    (struct cut){entry->place_start, entry->place_end};
	output_text(removing->telling, ha_slice_of(entry->place.file), false);
	fprintf(removing->telling, ":%lu: ", entry->place.line);
	output_text(removing->telling, entry->daemons, false);
	fputs(": ", removing->telling);
	output_text(removing->telling, entry->clients, false);
	if (entry->options.size > 0) {
		fputs(": ", removing->telling);
		output_text(removing->telling, entry->options, false);
	}
	fputc('\n', removing->telling);
}

/* Writes OLD without what is cut to *TEXT. */
static void
cut_out(const struct removing *removing, struct ha_slice old, char **text,
	size_t *size)
{
	size_t from = 0;

	*text = memory_resize(NULL, old.size + 1, 1);
	*size = 0;
	for (size_t i = 0; i <= removing->count; i++) {
		size_t to = i < removing->count
				? (size_t)removing->cuts[i].start
				: old.size;

		memcpy(*text + *size, old.data + from, to - from);
		*size += to - from;
		if (i < removing->count)
			from = (size_t)removing->cuts[i].end;
	}
}

/* Says WHY the file is as it was. */
static bool
fail(struct removing *removing, const char *why)
{
	output_message(stderr, "hostsaccess remove: %s: %s", removing->file,
		       why);
	removing->failed = true;
	return false;
}

/* Finds what is to go in PATH, the text of the file. */
static enum ha_status
find_in(struct removing *removing, const char *path)
{
	struct named_line *named = &removing->named;
	enum ha_status status = HA_OK;
	unsigned long broken;
	bool there = true;

	if (named->line > 0)
		status =
		    named_line_find(named, path, removing->file,
				    removing->deny_file, removing->now, &there);
	if (status == HA_OK && there)
		status =
		    entries_read(path, removing->file, removing->deny_file,
				 removing->now, take_entry, removing, &broken);
	return status;
}

/* Finds what is to go from OLD, the text of the file. */
static bool
find(struct removing *removing, struct ha_slice old)
{
	struct memory_file memory;
	enum ha_status status;
	size_t told_size;
	char *told = NULL;

	if (!memory_file_open(&memory, old))
		return fail(removing, strerror(errno));
	removing->count = removing->among = 0;
	removing->telling = open_memstream(&told, &told_size);
	if (!removing->telling)
		memory_out();
	status = find_in(removing, memory.path);
	if (status != HA_OK)
		fail(removing, entries_why(status));
	memory_file_close(&memory);
	if (fclose(removing->telling) != 0)
		memory_out();
	/* where others have put the new text none may be left to be told of */
	if (status == HA_OK && removing->count > 0) {
		free(removing->told);
		removing->told = told;
		return true;
	}
	free(told);
	return false;
}

/* The new text, for replace_file(). */
static bool
make(void *context, struct ha_slice old, char **text, size_t *size)
{
	struct removing *removing = context;

	if (!find(removing, old))
		return false;
	cut_out(removing, old, text, size);
	return true;
}

/* Whether TEXT locks out nobody; always with --force. */
static bool
accept(void *context, struct ha_slice text)
{
	struct removing *removing = context;
	const struct arguments *arguments = removing->arguments;
	struct ha_rules rules = *removing->rules;
	struct memory_file memory;
	unsigned long count = 0;

	if (arguments->given & ARGUMENT_FORCE)
		return !(arguments->given & ARGUMENT_DRY_RUN);
	if (!memory_file_open_like(&memory, removing->file, text))
		return fail(removing, strerror(errno));
	*(removing->deny_file ? &rules.deny_file : &rules.allow_file) =
	    memory.path;
	count = lockout_count("remove", arguments, removing->rules, &rules);
	memory_file_close(&memory);
	if (count > 0)
		output_message(stderr,
			       "hostsaccess remove: %s is as it was; "
			       "--force does it all the same",
			       removing->file);
	removing->failed |= count > 0;
	return count == 0 && !(arguments->given & ARGUMENT_DRY_RUN);
}

/* Whether the file is not there, and need not be. */
static bool
is_absent(const struct removing *removing)
{
	return (removing->deny_file ? removing->rules->deny_optional
				    : removing->rules->allow_optional) &&
	       access(removing->file, F_OK) != 0 && errno == ENOENT;
}

/* Removes what is to go from FILE.  Returns the exit status. */
static int
remove_from(struct removing *removing, const char *file, bool deny_file)
{
	bool dry = removing->arguments->given & ARGUMENT_DRY_RUN;
	const struct changer changer = {make, accept, removing, dry,
					removing->arguments->given &
					    ARGUMENT_QUICK};
	bool indexed = reindex_is_due(file);
	char why[REPLACE_WHY_MAX];
	enum replaced replaced;

	removing->file = file;
	removing->deny_file = deny_file;
	removing->failed = removing->opens = false;
	removing->count = removing->among = 0;
	if (is_absent(removing))
		return NOTHING;
	replaced = replace_file(file, &changer, why);
	if (why[0] != '\0')
		output_message(stderr, "hostsaccess remove: %s", why);
	if (why[0] != '\0' || removing->failed)
		return STATUS_USAGE;
	if (replaced != REPLACED && !(dry && removing->count > 0))
		return NOTHING;
	fputs(removing->told, stdout);
	if (removing->opens)
		fputs("hostsaccess remove: everybody is let in now whom no "
		      "other rule refuses\n",
		      stderr);
	return replaced == REPLACED && indexed ? reindex(file) : 0;
}

/*
 * Splits WORD, FILE:LINE, if it is that; FILE is one of the rule files. Returns
 * how many it may be: 2 if both end in the same name.
 */
static unsigned
take_place(struct removing *removing, const char *word, bool *deny_file)
{
	const char *colon = strrchr(word, ':');
	unsigned long *line = &removing->named.line;
	unsigned count;

	if (!colon ||
	    !ha_slice_number(ha_slice_of(colon + 1), 10, ULONG_MAX, line))
		return 0;
	count = named_file(removing->rules,
			   (struct ha_slice){word, (size_t)(colon - word)},
			   deny_file);
	if (count == 0)
		*line = 0;
	return count;
}

/* Removes from both files.  Returns the exit status. */
static int
remove_from_both(struct removing *removing)
{
	unsigned long among;
	int of_allow, of_deny;

	of_allow = remove_from(removing, removing->rules->allow_file, false);
	among = removing->among;
	of_deny = remove_from(removing, removing->rules->deny_file, true);
	among += removing->among;
	if (among > 0)
		output_message(stderr,
			       among == 1 ? "hostsaccess remove: a rule has "
					    "this client among others, and is "
					    "as it was"
					  : "hostsaccess remove: %lu rules "
					    "have this client among others, "
					    "and are as they were",
			       among);
	if (of_allow == STATUS_USAGE || of_deny == STATUS_USAGE)
		return STATUS_USAGE;
	return of_allow == 0 || of_deny == 0 ? 0 : NOTHING;
}

/* Says, by STATUS, that nothing was to be removed; returns it. */
static int
say_nothing(const struct removing *removing, int status)
{
	const char *with = removing->note.data ? " with this note" : "";
	const struct arguments *arguments = removing->arguments;

	if (status != NOTHING)
		return status;
	if (removing->which == BY_NOTE)
		output_message(stderr, "hostsaccess remove: no rule is there%s",
			       with);
	else
		output_message(stderr, "hostsaccess remove: no rule is %s %s%s",
			       removing->named.line > 0 ? "at" : "for",
			       arguments->words[arguments->count - 1], with);
	return status;
}

static int
remove_rules(struct removing *removing)
{
	const struct arguments *arguments = removing->arguments;
	bool deny_file;
	unsigned count;
	int status;

	if (removing->which == BY_TIME) {
		status = remove_from_both(removing);
		return status == NOTHING ? 0 : status;
	}
	if (removing->which == BY_NOTE) {
		status = remove_from_both(removing);
		return say_nothing(removing, status);
	}
	removing->client = ha_slice_of(arguments->words[arguments->count - 1]);
	if (arguments->count == 2)
		removing->daemon = ha_slice_of(arguments->words[0]);
	count = arguments->count == 1
		    ? take_place(removing, arguments->words[0], &deny_file)
		    : 0;
	if (count > 1) {
		output_message(
		    stderr, "hostsaccess remove: both files are named so: %s",
		    arguments->words[0]);
		return STATUS_USAGE;
	}
	if (count == 1)
		status = remove_from(removing,
				     deny_file ? removing->rules->deny_file
					       : removing->rules->allow_file,
				     deny_file);
	else
		status = remove_from_both(removing);
	return say_nothing(removing, status);
}

/* Sets which rules go; returns whether the words are right for it. */
static bool
read_words(struct removing *removing)
{
	const struct arguments *arguments = removing->arguments;

	if (arguments->note)
		removing->note =
		    ha_slice_trim(ha_slice_of(arguments->note), HA_C_SPACE);
	if (arguments->given & ARGUMENT_EXPIRED)
		removing->which = BY_TIME;
	else if (arguments->note && arguments->count == 0)
		removing->which = BY_NOTE;
	if (removing->which != BY_WORD)
		return arguments->count == 0;
	return arguments->count == 1 || arguments->count == 2;
}

static int
run(const struct arguments *arguments)
{
	struct removing removing = {.arguments = arguments,
				    .now = (int64_t)time(NULL)};
	struct begun begun;
	int status = STATUS_USAGE;

	if (!read_words(&removing))
		return usage_error(&remove_command,
				   "it takes a client, perhaps behind a "
				   "daemon, FILE:LINE, --expired or "
				   "--note");
	if (begin_change("remove", arguments, &begun)) {
		removing.rules = &begun.rules;
		status = remove_rules(&removing);
	}
	end_change(&begun);
	named_line_free(&removing.named);
	free(removing.cuts);
	free(removing.told);
	return status;
}

const struct command remove_command = {
    "remove",
    ARGUMENT_ALLOW_FILE | ARGUMENT_DENY_FILE | ARGUMENT_CONF |
	ARGUMENT_DRY_RUN | ARGUMENT_EXPIRED | ARGUMENT_FORCE | ARGUMENT_NOTE |
	ARGUMENT_QUICK | ARGUMENT_WTMP,
    "usage: hostsaccess remove [OPTION]... [DAEMON] CLIENT | FILE:LINE\n"
    "       hostsaccess remove [OPTION]... --expired\n"
    "       hostsaccess remove [OPTION]... --note TEXT\n"
    "Takes the rules that are for CLIENT alone, and for DAEMON, if that is\n"
    "given, out of both files, or the one that begins in that line, those\n"
    "whose time is over, or those with a note; with each, its note.  Says\n"
    "which these were.\n"
    "  --expired          the rules whose time is over\n"
    "  --note TEXT        of all these, only rules whose note is TEXT\n"
    "  --dry-run          say what would go, and change nothing\n"
    "  --force            also if that locks out who works here\n"
    "  --quick            do not look for a second what others do to it\n"
    "  --allow-file FILE  in place of /etc/hosts.allow\n"
    "  --deny-file FILE   in place of /etc/hosts.deny\n"
    "  --conf FILE        in place of /etc/security/hostsaccess.conf\n"
    "  --wtmp FILE        the logins that the lock-out guard asks about\n"
    "Exit status: 0 done, 1 there is no such rule, 2 error, or not accepted.\n",
    run,
};
