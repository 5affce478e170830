/* SPDX-License-Identifier: BSD-3-Clause */
#include "hostsaccess/replay/replay.h"

#include "common/decide/report.h"
#include "hostsaccess/guard/guard.h"
#include "hostsaccess/index/cache.h"
#include "hostsaccess/past/event.h"
#include "hostsaccess/past/journal.h"
#include "hostsaccess/past/log_line.h"
#include "hostsaccess/replay/change.h"
#include "hostsaccess/replay/count.h"
#include "hostsaccess/replay/show.h"
#include "hostsaccess/tool/input.h"
#include "hostsaccess/tool/output.h"
#include "hostsaccess/tool/progress.h"

#include <errno.h>
#include <fcntl.h>
#include <stdarg.h>
#include <string.h>
#include <unistd.h>

struct replay {
	const struct arguments *arguments;
	struct progress progress;
	struct counts counts;
	/* Lines that are relevant, and cannot be used; where the first is. */
	unsigned long unclear, unclear_line;
	const char *unclear_file;
};

static void __attribute__((format(printf, 2, 3)))
say(struct replay *replay, const char *format, ...)
{
	va_list arguments;

	progress_clear(&replay->progress);
	fputs("hostsaccess replay: ", stderr);
	va_start(arguments, format);
	output_vmessage(stderr, format, arguments);
	va_end(arguments);
}

/* Returns whether LINE of INPUT, which is FILE, is a line of a log. */
static bool
take_line(struct replay *replay, const struct input *input, const char *file,
	  struct ha_slice line)
{
	struct log_line parts;
	struct event event;
	enum event_kind kind;

	if (!log_line_read(line, &parts))
		return false;
	kind = event_read(&parts, &event);
	if (kind == EVENT_OTHER)
		return true;
	if (kind != EVENT_UNCLEAR && !input->cut) {
		counts_add(&replay->counts, &parts, kind, &event);
	} else if (replay->unclear++ == 0) {
		replay->unclear_file = file;
		replay->unclear_line = input->line;
	}
	return true;
}

/*
 * Reads FD, which FILE names.  *LINES becomes the number of lines that are of
 * a log.  Returns false, and says why, if it cannot be read or is no log.
 */
static bool
read_log(struct replay *replay, int fd, const char *file, unsigned long *lines)
{
	enum ha_status status;
	struct ha_slice line;
	struct input input;
	const char *reader;

	*lines = 0;
	input_begin(&input, fd);
	reader = input_reader(&input);
	if (reader && fd == STDIN_FILENO)
		say(replay, "%s: no text, but what %s reads", file, reader);
	else if (reader)
		say(replay, "%s: no text; use %s %s | hostsaccess replay -",
		    file, reader, file);
	if (reader)
		return false;
	while ((status = input_next(&input, &line)) == HA_OK) {
		replay->progress.bytes += (off_t)line.size + 1;
		progress_step(&replay->progress);
		*lines += take_line(replay, &input, file, line);
	}
	if (status != HA_END) {
		say(replay, "%s: %s", file, strerror(errno));
		return false;
	}
	if (*lines == 0 && input.line > 0)
		say(replay, "%s: no line of it is one of a log", file);
	return *lines > 0 || input.line == 0;
}

static bool
read_file(struct replay *replay, const char *file)
{
	unsigned long lines;
	bool good;
	int fd;

	if (strcmp(file, "-") == 0)
		return read_log(replay, STDIN_FILENO, "standard input", &lines);
	fd = open(file, O_RDONLY | O_CLOEXEC | O_NOCTTY);
	if (fd < 0) {
		say(replay, "%s: %s", file, strerror(errno));
		return false;
	}
	progress_of_file(&replay->progress, fd);
	good = read_log(replay, fd, file, &lines);
	progress_of_file(&replay->progress, -1);
	close(fd);
	return good;
}

/*
 * Reads the journal.  Returns whether there was anything in it; *GOOD becomes
 * whether that is all.
 */
static bool
read_journal(struct replay *replay, bool *good)
{
	struct journal journal;
	enum ha_status status;
	unsigned long lines;

	status = journal_open(&journal);
	if (status == HA_ABSENT)
		return false;
	if (status != HA_OK) {
		say(replay, "journalctl: %s", strerror(errno));
		return false;
	}
	say(replay, "reading the journal, through journalctl");
	*good = read_log(replay, journal.fd, "journalctl", &lines);
	if (!journal_close(&journal) && lines > 0) {
		say(replay, "journalctl failed: lines may be missing");
		*good = false;
	}
	if (lines == 0)
		say(replay, "the journal has nothing");
	return lines > 0;
}

/* Reads what this system has, and says what that is. */
static bool
read_system(struct replay *replay)
{
	static const char *const files[] = {"/var/log/auth.log",
					    "/var/log/secure"};
	bool good;

	if (read_journal(replay, &good))
		return good;
	for (size_t i = 0; i < sizeof(files) / sizeof(*files); i++) {
		if (access(files[i], F_OK) != 0)
			continue;
		say(replay, "reading %s", files[i]);
		return read_file(replay, files[i]);
	}
	say(replay, "neither a journal nor %s nor %s: name a log file",
	    files[0], files[1]);
	return false;
}

static void
say_fault(struct replay *replay, const struct ha_fault *fault)
{
	char file[HA_EXCERPT_MAX + 1], text[HA_REPORT_MAX] = "out of memory";
	const struct ha_diagnostic diagnostic =
	    ha_fault_diagnostic(fault, file);

	if (fault->id != HA_D_NONE)
		ha_report_diagnostic(&diagnostic, HA_FOR_PEOPLE, text,
				     sizeof(text));
	say(replay, "%s", text);
}

/* Decides on everybody anew, once.  Returns false if that is impossible. */
static bool
decide_all(struct replay *replay, struct changes *changes)
{
	const struct visitors *visitors = &replay->counts.visitors;
	struct ha_fault fault;

	progress_begin(&replay->progress, "addresses");
	replay->progress.total = visitors->count;
	for (size_t i = 0; i < visitors->count; i++) {
		if (!changes_find(changes, &visitors->all[i], &fault)) {
			say_fault(replay, &fault);
			return false;
		}
		progress_step(&replay->progress);
	}
	progress_clear(&replay->progress);
	return true;
}

/* The lock-out guard.  Returns whether it has anything to say. */
static bool
warn(const struct replay *replay)
{
	struct findings findings;

	findings_begin(&findings, stdout,
		       replay->arguments->given & ARGUMENT_JSON);
	guard_check(&findings, &replay->arguments->rules,
		    replay->arguments->wtmp);
	findings_end(&findings);
	return findings_status(&findings) != 0;
}

/* Shows what has changed.  Returns the exit status. */
static int
conclude(struct replay *replay)
{
	struct cache cache = {0};
	const struct ha_indexes indexes = cache_indexes(&cache);
	struct ha_rules rules = replay->arguments->rules;
	struct changes changes = {.rules = &rules,
				  .nodns = replay->arguments->given &
					   ARGUMENT_NODNS};
	int status = STATUS_USAGE;

	rules.indexes = &indexes;
	if (decide_all(replay, &changes)) {
		changes_sort(&changes);
		if (replay->arguments->given & ARGUMENT_JSON)
			replay_show_json(&changes);
		else
			replay_show(&changes,
				    &(struct replay_totals){
					replay->counts.logins,
					replay->counts.refusals,
					replay->counts.visitors.count});
		status = changes.count > 0;
		if (warn(replay))
			status = 1;
	}
	changes_free(&changes);
	cache_free(&cache);
	return status;
}

/*
 * Whether FILE has to be there and is not: the module would refuse everybody,
 * and there is nothing to compare.
 */
static bool
is_missing(struct replay *replay, const char *file, bool optional)
{
	if (optional || access(file, F_OK) == 0)
		return false;
	say(replay, "%s: cannot be read: %s", file, strerror(errno));
	return true;
}

static int
run(const struct arguments *arguments)
{
	const struct ha_rules *rules = &arguments->rules;
	struct replay replay = {.arguments = arguments,
				.counts.now = time(NULL)};
	int status = STATUS_USAGE;
	bool good = true;

	if (is_missing(&replay, rules->allow_file, rules->allow_optional) ||
	    is_missing(&replay, rules->deny_file, rules->deny_optional))
		return status;
	progress_begin(&replay.progress, "lines");
	if (arguments->count == 0)
		good = read_system(&replay);
	for (int i = 0; i < arguments->count; i++)
		good = read_file(&replay, arguments->words[i]) && good;
	counts_end(&replay.counts);
	progress_clear(&replay.progress);
	if (replay.unclear > 0)
		say(&replay,
		    "lines left out, for want of a clear address: %lu;"
		    " the first is %s:%lu",
		    replay.unclear, replay.unclear_file, replay.unclear_line);
	if (good || replay.counts.visitors.count > 0)
		status = conclude(&replay);
	visitors_free(&replay.counts.visitors);
	return good ? status : STATUS_USAGE;
}

const struct command replay_command = {
    "replay",
    ARGUMENT_ALLOW_FILE | ARGUMENT_DENY_FILE | ARGUMENT_JSON | ARGUMENT_NODNS |
	ARGUMENT_WTMP,
    "usage: hostsaccess replay [OPTION]... [LOGFILE]...\n"
    "Says which logins that sshd logged these rules decide otherwise.\n"
    "  --allow-file FILE  instead of /etc/hosts.allow\n"
    "  --deny-file FILE   instead of /etc/hosts.deny\n"
    "  --nodns            look nothing up\n"
    "  --json             one JSON object for each address\n"
    "  --wtmp FILE        instead of /var/log/wtmp\n"
    "LOGFILE may be - for standard input; without one, journalctl is asked.\n"
    "Exit status: 0 nothing changes, 1 something does, 2 error.\n",
    run,
};
