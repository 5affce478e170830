/* SPDX-License-Identifier: BSD-3-Clause */
#include "hostsaccess/change/add.h"

#include "hostsaccess/ask/ask.h"
#include "hostsaccess/change/begin.h"
#include "hostsaccess/change/lockout.h"
#include "hostsaccess/change/meet.h"
#include "hostsaccess/change/memory_file.h"
#include "hostsaccess/change/new_rule.h"
#include "hostsaccess/change/own.h"
#include "hostsaccess/change/place.h"
#include "hostsaccess/change/put_text.h"
#include "hostsaccess/change/reindex.h"
#include "hostsaccess/change/replace.h"
#include "hostsaccess/change/stock.h"
#include "hostsaccess/machine/pairs.h"
#include "hostsaccess/review/review.h"
#include "hostsaccess/rules/entry.h"
#include "hostsaccess/tool/output.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

enum { IN_THE_WAY = 1 };

/* A rule while it is added. */
struct adding {
	const struct command *command;
	const struct arguments *arguments;
	const struct ha_rules *rules;
	const struct own *own; /* where these are from */
	bool by_default;       /* they are asked for all */
	bool allows;
	struct meet meet;
	int64_t now;
	/* Where it goes; start counts if it goes before another. */
	bool deny_file, before;
	uint64_t start;
	bool already; /* the rule is there */
	/* How often it was there when the file was first read; -1: not yet. */
	long before_count;
	int status;
};

static void
say(const struct adding *adding, const char *words)
{
	output_message(stderr, "hostsaccess %s: %s", adding->command->name,
		       words);
}

/* Says WHY it cannot be done, of FILE. */
static bool
fail(struct adding *adding, const char *file, const char *why)
{
	output_message(stderr, "hostsaccess %s: %s: %s", adding->command->name,
		       file, why);
	adding->status = STATUS_USAGE;
	return false;
}

static bool
say_error(struct adding *adding, const char *file)
{
	return fail(adding, file, strerror(errno));
}

/*
 * Whether it refuses everybody but those whom earlier rules let in: nobody who
 * writes ALL means these, unless it is to stand first.
 */
static bool
is_for_rest(const struct adding *adding)
{
	return !adding->allows &&
	       adding->meet.client_pattern.kind == HA_PATTERN_ALL &&
	       !(adding->arguments->given & ARGUMENT_FIRST);
}

static struct new_rule
rule_of(const struct adding *adding)
{
	return (struct new_rule){.meet = &adding->meet,
				 .allows = adding->allows,
				 .deny_file = adding->deny_file,
				 .rest = is_for_rest(adding),
				 .until = adding->arguments->until,
				 .note = adding->arguments->note};
}

/*
 * Finds where the rule is to go by RULES, the files or what they hold.  Returns
 * false, with the status, if another is in the way.
 */
static bool
find_place(struct adding *adding, const struct ha_rules *rules)
{
	struct new_rule rule;
	struct place place;
	const char *file;
	enum ha_status status;

	adding->deny_file = !adding->allows;
	adding->before = false;
	rule = rule_of(adding);
	status =
	    place_find(rules, adding->rules, &rule, adding->now, &place, &file);
	if (status != HA_OK)
		return fail(adding, file, entries_why(status));
	if (place.already) {
		output_message(stdout, "%s: is there already", place.rule);
		adding->already = true;
		return false;
	}
	if (!place.found)
		return true;
	if (!(adding->arguments->given & ARGUMENT_FIRST)) {
		output_message(stderr,
			       "hostsaccess %s: an earlier rule would decide, "
			       "for somebody at least; nothing is changed, and "
			       "--first writes before it:",
			       adding->command->name);
		output_message(stderr, "  %s", place.rule);
		adding->status = IN_THE_WAY;
		return false;
	}
	adding->deny_file = place.deny_file;
	adding->before = true;
	adding->start = place.start;
	return true;
}

/* Likewise by OLD, the text of the file that it goes to. */
static bool
find_place_in(struct adding *adding, struct ha_slice old)
{
	const bool deny_file = adding->deny_file;
	struct ha_rules rules = *adding->rules;
	struct memory_file memory;
	bool found;

	if (!memory_file_open(&memory, old))
		return say_error(adding, memory.path);
	*(deny_file ? &rules.deny_file : &rules.allow_file) = memory.path;
	found = find_place(adding, &rules);
	memory_file_close(&memory);
	if (!found || adding->deny_file == deny_file)
		return found;
	say(adding, "others have changed the files; nothing is changed");
	adding->status = STATUS_USAGE;
	return false;
}

/* The new text, for replace_file(). */
static bool
make(void *context, struct ha_slice old, char **text, size_t *size)
{
	struct adding *adding = context;
	struct new_rule rule = rule_of(adding);
	const long count = (long)new_rule_count(&rule, old);

	if (adding->before_count < 0)
		adding->before_count = count;
	/* it may be written, and others have written since */
	if (count > adding->before_count || !find_place_in(adding, old))
		return false;
	rule = rule_of(adding);
	new_rule_insert(&rule, old,
			adding->before ? (size_t)adding->start : old.size, text,
			size);
	return true;
}

/* Decides by RULES on the lone address that may be meant; false: on none. */
static bool
decide(const struct adding *adding, const struct ha_rules *rules,
       struct ha_verdict *verdict)
{
	const struct ask_client client = {
	    .daemon = adding->meet.daemon,
	    .name = {"", 0},
	    .user = {"", 0},
	    .local_user = {"", 0},
	    .server_address = {"", 0},
	    .address = ha_slice_unbracket(adding->meet.client),
	    .geo_files = adding->arguments->geo_files};
	struct ha_address address;
	struct ha_verdict other;

	if (adding->meet.daemon_pattern.kind != HA_PATTERN_TEXT ||
	    !ha_address_parse(client.address, &address))
		return false;
	ask_both(rules, &client, false, verdict, &other);
	return true;
}

/* Says if that is decided already, and perhaps for longer. */
static void
say_needless(const struct adding *adding)
{
	struct ha_verdict verdict;
	char by[PATH_MAX + 32] = "as no rule refuses";

	if (!decide(adding, adding->rules, &verdict) ||
	    (verdict.decision == HA_ALLOW) != adding->allows)
		return;
	if (verdict.place.file)
		snprintf(by, sizeof(by), "by %s:%lu", verdict.place.file,
			 verdict.place.line);
	else if (!adding->allows)
		return; /* for a fault, which is told of elsewhere */
	output_message(stderr, "hostsaccess %s: is %s now, too, %s",
		       adding->command->name,
		       adding->allows ? "let in" : "refused", by);
}

/* Whether RULES decide as wanted on the lone address that may be meant. */
static bool
is_decided(struct adding *adding, const struct ha_rules *rules)
{
	struct ha_verdict verdict;

	if (!decide(adding, rules, &verdict) ||
	    (verdict.decision == HA_ALLOW) == adding->allows)
		return true;
	output_message(stderr,
		       "hostsaccess %s: %s:%lu would decide all the same; "
		       "nothing is changed",
		       adding->command->name,
		       verdict.place.file ? verdict.place.file : "an error",
		       verdict.place.line);
	adding->status = IN_THE_WAY;
	return false;
}

/* Whether nobody is locked out; always with --force. */
static bool
is_harmless(struct adding *adding, const struct ha_rules *rules)
{
	const struct arguments *arguments = adding->arguments;

	if (adding->allows || arguments->given & ARGUMENT_FORCE ||
	    lockout_count(adding->command->name, arguments, adding->rules,
			  rules) == 0)
		return true;
	say(adding, "nothing is changed; --force does it all the same");
	adding->status = STATUS_USAGE;
	return false;
}

static bool
accept(void *context, struct ha_slice text)
{
	struct adding *adding = context;
	struct ha_rules rules = *adding->rules;
	const char *file =
	    adding->deny_file ? rules.deny_file : rules.allow_file;
	struct memory_file memory;
	bool accepted;

	if (!memory_file_open_like(&memory, file, text))
		return say_error(adding, memory.path);
	*(adding->deny_file ? &rules.deny_file : &rules.allow_file) =
	    memory.path;
	accepted = is_decided(adding, &rules) && is_harmless(adding, &rules);
	memory_file_close(&memory);
	return accepted && !(adding->arguments->given & ARGUMENT_DRY_RUN);
}

/*
 * Whether tcp_wrappers, which knows no `require` and refuses by it, may read a
 * rule with an end.
 */
static bool
suits_stock(struct adding *adding)
{
	const unsigned files = ARGUMENT_ALLOW_FILE | ARGUMENT_DENY_FILE;

	if (adding->arguments->until == 0 || !adding->by_default ||
	    adding->arguments->given & files || !stock_asks(&adding->meet))
		return true;
	if (adding->allows) {
		say(adding,
		    "the daemon asks tcp_wrappers, which does not know "
		    "`require' and would refuse: a rule for a time cannot let "
		    "in there; nothing is changed; without --for it can, until "
		    "`hostsaccess remove', and with the drop-in libwrap "
		    "installed it can as it is");
		adding->status = IN_THE_WAY;
		return false;
	}
	say(adding, "the daemon asks tcp_wrappers, which does not know until= "
		    "and refuses on: the ban ends there only with `hostsaccess "
		    "remove --expired', for which hostsaccess-expired.timer is "
		    "among the examples");
	return true;
}

/*
 * Says if libwrap, which is asked before the module, refuses by other files
 * whom this rule lets in.
 */
static void
say_other_way(const struct adding *adding)
{
	const struct way *wrap =
	    adding->own->found ? ways_wrap(&adding->own->ways) : NULL;
	struct ha_verdict verdict;

	if (!adding->allows || !wrap ||
	    pairs_are_same(&wrap->rules, adding->rules) ||
	    !decide(adding, &wrap->rules, &verdict) ||
	    verdict.decision == HA_ALLOW)
		return;
	output_message(stderr,
		       "hostsaccess allow: libwrap, which is asked first, "
		       "refuses by %s:%lu: likewise with --allow-file %s "
		       "--deny-file %s",
		       verdict.place.file ? verdict.place.file : "an error",
		       verdict.place.line, wrap->rules.allow_file,
		       wrap->rules.deny_file);
}

/* Whether it is clear which files are asked; else says so. */
static bool
find_files(struct adding *adding, const struct ha_rules *for_all)
{
	const struct ha_rules *others, *own = own_rules(adding->own, &others);

	adding->rules = own ? own : for_all;
	adding->by_default = pairs_are_same(adding->rules, for_all);
	if (!others)
		return true;
	output_message(stderr,
		       "hostsaccess %s: several files are asked, %s and %s "
		       "among them; name those that are meant by --allow-file "
		       "and --deny-file",
		       adding->command->name, own->deny_file,
		       others->deny_file);
	adding->status = STATUS_USAGE;
	return false;
}

/* Makes FILE, if there is none and need be none. */
static bool
create(struct adding *adding, const char *file)
{
	bool optional = adding->deny_file ? adding->rules->deny_optional
					  : adding->rules->allow_optional;

	return !optional || put_file_made(file) || say_error(adding, file);
}

/* Whether nothing is wrong with the rule by itself; always with --force. */
static bool
is_sound(struct adding *adding)
{
	struct new_rule rule = rule_of(adding);
	struct memory_file memory;
	char *text;
	size_t size;
	bool sound;

	if (adding->arguments->given & ARGUMENT_FORCE)
		return true;
	new_rule_insert(&rule, (struct ha_slice){"", 0}, 0, &text, &size);
	sound = memory_file_open(&memory, (struct ha_slice){text, size});
	free(text);
	if (!sound)
		return say_error(adding, memory.path);
	sound = review_rule(adding->arguments, memory.path, adding->deny_file);
	memory_file_close(&memory);
	if (sound)
		return true;
	say(adding, "nothing is changed; --force does it all the same");
	adding->status = STATUS_USAGE;
	return false;
}

static int
add_rule(struct adding *adding)
{
	const struct changer changer = {
	    make, accept, adding, adding->arguments->given & ARGUMENT_DRY_RUN,
	    adding->arguments->given & ARGUMENT_QUICK};
	const struct arguments *arguments = adding->arguments;
	char why[REPLACE_WHY_MAX];
	struct new_rule rule;
	const char *file;
	bool indexed;

	if (!suits_stock(adding) || !find_place(adding, adding->rules) ||
	    !is_sound(adding))
		return adding->status;
	say_needless(adding);
	file = adding->deny_file ? adding->rules->deny_file
				 : adding->rules->allow_file;
	if (!(arguments->given & ARGUMENT_DRY_RUN) && !create(adding, file))
		return adding->status;
	indexed = reindex_is_due(file);
	if (replace_file(file, &changer, why) != REPLACED && why[0] != '\0') {
		say(adding, why);
		return STATUS_USAGE;
	}
	if (adding->status != 0 || adding->already)
		return adding->status;
	output_message(stdout, "%s:", file);
	rule = rule_of(adding);
	new_rule_write(&rule, true, stdout);
	fflush(stdout);
	say_other_way(adding);
	return indexed && !(arguments->given & ARGUMENT_DRY_RUN) ? reindex(file)
								 : 0;
}

static int
add(const struct command *command, const struct arguments *arguments,
    bool allows)
{
	struct adding adding = {.command = command,
				.arguments = arguments,
				.allows = allows,
				.before_count = -1,
				.now = (int64_t)time(NULL)};
	struct begun begun;
	struct own own;
	char text[2048];
	const char *why;
	int status = STATUS_USAGE;

	if (arguments->count != 2)
		return usage_error(command, "it takes a daemon and a client");
	why = meet_read(&adding.meet, arguments->words[0], arguments->words[1],
			text, sizeof(text));
	if (why)
		return usage_error(command, why);
	if (begin_change(command->name, arguments, &begun)) {
		own_find(&own, arguments, &adding.meet);
		adding.own = &own;
		status = find_files(&adding, &begun.rules) ? add_rule(&adding)
							   : adding.status;
		own_end(&own);
	}
	end_change(&begun);
	return status;
}

static int
run_allow(const struct arguments *arguments)
{
	return add(&allow_command, arguments, true);
}

static int
run_deny(const struct arguments *arguments)
{
	return add(&deny_command, arguments, false);
}

#define OPTIONS \
	(ARGUMENT_ALLOW_FILE | ARGUMENT_DENY_FILE | ARGUMENT_CONF | \
	 ARGUMENT_DRY_RUN | ARGUMENT_FIRST | ARGUMENT_FOR | ARGUMENT_FORCE | \
	 ARGUMENT_NOTE | ARGUMENT_PAM | ARGUMENT_QUICK | ARGUMENT_UNTIL | \
	 ARGUMENT_WTMP)

#define OPTIONS_TEXT \
	"  --for LENGTH       it ends then: 30min, 2h, 7d\n" \
	"  --until TIME       likewise: 2026-12-01T10:00Z\n" \
	"  --note TEXT        a comment above it, which list shows\n" \
	"  --first            before the rule that would decide\n" \
	"  --dry-run          say the rule, and change nothing\n" \
	"  --force            also if that locks out who works here\n" \
	"  --quick            do not look for a second what others do to it\n" \
	"  --allow-file FILE  in place of what is asked for the daemon\n" \
	"  --deny-file FILE   likewise\n" \
	"  --pam=FOLDER       instead of /etc/pam.d, which says what is " \
	"asked\n" \
	"  --conf FILE        in place of /etc/security/hostsaccess.conf\n" \
	"  --wtmp FILE        the logins that the lock-out guard asks about\n" \
	"Exit status: 0 done, 1 another rule would decide, 2 error, or not\n" \
	"accepted.\n"

const struct command allow_command = {
    "allow",
    OPTIONS,
    "usage: hostsaccess allow [OPTION]... DAEMON CLIENT\n"
    "Writes a rule that lets CLIENT in, where it decides.\n" OPTIONS_TEXT,
    run_allow,
};

const struct command deny_command = {
    "deny",
    OPTIONS,
    "usage: hostsaccess deny [OPTION]... DAEMON CLIENT\n"
    "Writes a rule that refuses CLIENT, where it decides.\n" OPTIONS_TEXT,
    run_deny,
};
