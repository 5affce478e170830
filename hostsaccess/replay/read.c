/* SPDX-License-Identifier: BSD-3-Clause */
#include "hostsaccess/replay/read.h"

#include "hostsaccess/past/journal.h"
#include "hostsaccess/past/log_reader.h"
#include "hostsaccess/past/login.h"
#include "hostsaccess/past/message.h"
#include "hostsaccess/past/system_log.h"
#include "hostsaccess/tool/output.h"

#include <errno.h>
#include <fcntl.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

void
reading_say(struct reading *reading, const char *format, ...)
{
	va_list arguments;

	progress_clear(&reading->progress);
	fputs("hostsaccess replay: ", stderr);
	va_start(arguments, format);
	output_vmessage(stderr, format, arguments);
	va_end(arguments);
}

/* Counts what READER read last, of FILE, as left out. */
static void
leave_out(struct left_out *left_out, const struct log_reader *reader,
	  const char *file)
{
	struct ha_slice text =
	    ha_slice_head(reader->text, sizeof(left_out->text));

	if (left_out->count++ > 0)
		return;
	left_out->file = file;
	left_out->line = reader->line;
	left_out->size = text.size;
	if (text.size > 0)
		memcpy(left_out->text, text.data, text.size);
}

/* Counts PARTS, of a line that READER read last, of FILE. */
static void
take_line(struct reading *reading, const struct log_reader *reader,
	  const char *file, const struct log_line *parts)
{
	struct event event;
	enum event_kind kind = message_read(parts, &event);

	if (kind == EVENT_UNREAD || (kind == EVENT_LOGIN && reader->is_cut) ||
	    (kind == EVENT_OTHER && reader->is_cut &&
	     login_is_known(message_program(parts)))) /* its end may say so */
		leave_out(&reading->unread, reader, file);
	else if (kind == EVENT_UNCLEAR ||
		 (kind != EVENT_OTHER && reader->is_cut))
		leave_out(&reading->unclear, reader, file);
	else if (kind != EVENT_OTHER)
		counts_add(&reading->counts, parts, kind, &event);
}

/* Counts what READER read last, no line of a log, if it looks like an event. */
static void
take_other(struct reading *reading, const struct log_reader *reader,
	   const char *file)
{
	if (message_looks_like_login(reader->text) ||
	    (reader->is_cut && message_may_be_login(reader->raw)))
		leave_out(&reading->unread, reader, file);
	else if (reader->is_cut && message_looks_like_refusal(reader->raw))
		leave_out(&reading->unclear, reader, file);
}

/* Reads the lines of READER.  *LINES becomes how many are of a log. */
static enum ha_status
take_lines(struct reading *reading, struct log_reader *reader, const char *file,
	   unsigned long *lines)
{
	struct log_line parts;
	enum ha_status status;
	bool is_line;

	*lines = 0;
	while ((status = log_reader_next(reader, &parts, &is_line)) == HA_OK) {
		reading->progress.bytes += (off_t)reader->text.size + 1;
		progress_step(&reading->progress);
		*lines += is_line;
		if (is_line)
			take_line(reading, reader, file, &parts);
		else
			take_other(reading, reader, file);
	}
	return status;
}

/* Says that FILE is what COMMAND reads. */
static void
say_no_text(struct reading *reading, int fd, const char *file,
	    const char *command)
{
	if (fd == STDIN_FILENO)
		reading_say(reading, "%s: no lines of a log, but what %s reads",
			    file, command);
	else
		reading_say(reading,
			    "%s: no lines of a log; use %s %s | hostsaccess "
			    "replay -",
			    file, command, file);
}

/* As read_log(), by READER. */
static bool
read_with(struct reading *reading, struct log_reader *reader, const char *file,
	  unsigned long *lines)
{
	const char *command = input_reader(&reader->input);

	*lines = 0;
	if (command) {
		say_no_text(reading, reader->input.fd, file, command);
		return false;
	}
	if (take_lines(reading, reader, file, lines) != HA_END) {
		reading_say(reading, "%s: %s", file, strerror(errno));
		return false;
	}
	if (*lines == 0 && reader->has_events)
		say_no_text(reading, reader->input.fd, file,
			    "jq -c '.events[]'");
	else if (*lines == 0 && reader->line > 0)
		reading_say(reading, "%s: no line of it is one of a log", file);
	return *lines > 0 || reader->line == 0;
}

/*
 * Reads FD, which FILE names.  *LINES becomes the number of lines that are of
 * a log.  Returns false, and says why, if it cannot be read or is no log.
 */
static bool
read_log(struct reading *reading, int fd, const char *file,
	 unsigned long *lines)
{
	struct log_reader *reader = log_reader_new(fd);
	bool good = read_with(reading, reader, file, lines);

	free(reader);
	return good;
}

bool
reading_file(struct reading *reading, const char *file)
{
	unsigned long lines;
	bool good;
	int fd;

	if (strcmp(file, "-") == 0)
		return read_log(reading, STDIN_FILENO, "standard input",
				&lines);
	fd = open(file, O_RDONLY | O_CLOEXEC | O_NOCTTY);
	if (fd < 0) {
		reading_say(reading, "%s: %s", file, strerror(errno));
		return false;
	}
	progress_of_file(&reading->progress, fd);
	good = read_log(reading, fd, file, &lines);
	progress_of_file(&reading->progress, -1);
	close(fd);
	return good;
}

/*
 * Reads the journal.  Returns whether there was anything in it; *GOOD becomes
 * whether that is all.
 */
static bool
read_journal(struct reading *reading, bool *good)
{
	struct journal journal;
	enum ha_status status;
	unsigned long lines;

	status = journal_open(&journal, reading->counts.since, false);
	if (status == HA_ABSENT)
		return false;
	if (status != HA_OK) {
		reading_say(reading, "journalctl: %s", strerror(errno));
		return false;
	}
	reading_say(reading, "reading the journal, through journalctl");
	*good = read_log(reading, journal.fd, "journalctl", &lines);
	if (!journal_close(&journal) && lines > 0) {
		reading_say(reading, "journalctl failed: lines may be missing");
		*good = false;
	}
	if (lines == 0)
		reading_say(reading, "the journal has nothing");
	return lines > 0;
}

bool
reading_system(struct reading *reading)
{
	const char *file = system_log_find();
	bool good;

	if (read_journal(reading, &good))
		return good;
	if (file) {
		reading_say(reading, "reading %s", file);
		return reading_file(reading, file);
	}
	reading_say(reading,
		    "neither a journal " SYSTEM_LOG_NOR ": name a log file");
	return false;
}

/* Shows the first line of LEFT_OUT, cut if it is long. */
static void
show_first(const struct left_out *left_out)
{
	struct ha_slice text = {left_out->text, left_out->size};

	fputs("hostsaccess replay: ", stderr);
	output_plain(stderr, left_out->file);
	fprintf(stderr, ":%lu: ", left_out->line);
	output_escaped(stderr, text);
	fputs(text.size == sizeof(left_out->text) ? "...\n" : "\n", stderr);
}

void
reading_end(struct reading *reading)
{
	counts_end(&reading->counts);
	progress_clear(&reading->progress);
	if (reading->unclear.count > 0)
		reading_say(reading,
			    "lines left out, for want of a clear address: %lu;"
			    " the first is %s:%lu",
			    reading->unclear.count, reading->unclear.file,
			    reading->unclear.line);
	if (reading->unread.count == 0)
		return;
	reading_say(reading,
		    "lines that look like logins and were not read, for want "
		    "of a program or a clear address: %lu; the first:",
		    reading->unread.count);
	show_first(&reading->unread);
}

void
reading_free(struct reading *reading)
{
	visitors_free(&reading->counts.visitors);
}
