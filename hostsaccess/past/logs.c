/* SPDX-License-Identifier: BSD-3-Clause */
#include "hostsaccess/past/logs.h"

#include "hostsaccess/past/journal.h"
#include "hostsaccess/past/system_log.h"
#include "hostsaccess/tool/output.h"

#include <errno.h>
#include <fcntl.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

void
logs_say(struct logs *logs, const char *format, ...)
{
	va_list arguments;

	progress_clear(&logs->progress);
	fprintf(stderr, "hostsaccess %s: ", logs->name);
	va_start(arguments, format);
	output_vmessage(stderr, format, arguments);
	va_end(arguments);
}

/* Reads the lines of READER.  *LINES becomes how many are of a log. */
static enum ha_status
take_lines(struct logs *logs, struct log_reader *reader, const char *file,
	   unsigned long *lines)
{
	struct log_line parts;
	enum ha_status status;
	bool is_line;

	*lines = 0;
	while ((status = log_reader_next(reader, &parts, &is_line)) == HA_OK) {
		logs->progress.bytes += (off_t)reader->text.size + 1;
		progress_step(&logs->progress);
		*lines += is_line;
		logs->take(logs->context, reader, file,
			   is_line ? &parts : NULL);
	}
	return status;
}

/* Says that FILE is what COMMAND reads. */
static void
say_no_text(struct logs *logs, int fd, const char *file, const char *command)
{
	if (fd == STDIN_FILENO)
		logs_say(logs, "%s: no lines of a log, but what %s reads", file,
			 command);
	else
		logs_say(logs,
			 "%s: no lines of a log; use %s %s | hostsaccess %s",
			 file, command, file, logs->call);
}

/* As read_log(), by READER. */
static bool
read_with(struct logs *logs, struct log_reader *reader, const char *file,
	  unsigned long *lines)
{
	const char *command = input_reader(&reader->input);

	*lines = 0;
	if (command) {
		say_no_text(logs, reader->input.fd, file, command);
		return false;
	}
	if (take_lines(logs, reader, file, lines) != HA_END) {
		logs_say(logs, "%s: %s", file, strerror(errno));
		return false;
	}
	if (*lines == 0 && reader->has_events)
		say_no_text(logs, reader->input.fd, file, "jq -c '.events[]'");
	else if (*lines == 0 && reader->line > 0)
		logs_say(logs, "%s: no line of it is one of a log", file);
	return *lines > 0 || reader->line == 0;
}

/*
 * Reads FD, which FILE names.  *LINES becomes the number of lines that are of
 * a log.  Returns false, and says why, if it cannot be read or is no log.
 */
static bool
read_log(struct logs *logs, int fd, const char *file, unsigned long *lines)
{
	struct log_reader *reader = log_reader_new(fd);
	bool good = read_with(logs, reader, file, lines);

	free(reader);
	return good;
}

bool
logs_file(struct logs *logs, const char *file)
{
	unsigned long lines;
	bool good;
	int fd;

	if (strcmp(file, "-") == 0)
		return read_log(logs, STDIN_FILENO, "standard input", &lines);
	fd = open(file, O_RDONLY | O_CLOEXEC | O_NOCTTY);
	if (fd < 0) {
		logs_say(logs, "%s: %s", file, strerror(errno));
		return false;
	}
	progress_of_file(&logs->progress, fd);
	good = read_log(logs, fd, file, &lines);
	progress_of_file(&logs->progress, -1);
	close(fd);
	return good;
}

/*
 * Reads the journal.  Returns whether there was anything in it; *GOOD becomes
 * whether that is all.
 */
static bool
read_journal(struct logs *logs, bool *good)
{
	struct journal journal;
	enum ha_status status;
	unsigned long lines;

	status = journal_open(&journal, logs->since, false);
	if (status == HA_ABSENT)
		return false;
	if (status != HA_OK) {
		logs_say(logs, "journalctl: %s", strerror(errno));
		return false;
	}
	logs_say(logs, "reading the journal, through journalctl");
	*good = read_log(logs, journal.fd, "journalctl", &lines);
	if (!journal_close(&journal) && lines > 0) {
		logs_say(logs, "journalctl failed: lines may be missing");
		*good = false;
	}
	if (lines == 0)
		logs_say(logs, "the journal has nothing");
	return lines > 0;
}

bool
logs_system(struct logs *logs)
{
	const char *file = system_log_find();
	bool good;

	if (read_journal(logs, &good))
		return good;
	if (file) {
		logs_say(logs, "reading %s", file);
		return logs_file(logs, file);
	}
	logs_say(logs, "neither a journal " SYSTEM_LOG_NOR ": name a log file");
	return false;
}

bool
logs_read(struct logs *logs, char *const *words, int count)
{
	bool good = true;

	if (count == 0)
		return logs_system(logs);
	for (int i = 0; i < count; i++)
		good = logs_file(logs, words[i]) && good;
	return good;
}
