/* SPDX-License-Identifier: BSD-3-Clause */
#include "hostsaccess/past/last.h"

#include "hostsaccess/past/journal.h"
#include "hostsaccess/past/log_reader.h"
#include "hostsaccess/past/message.h"
#include "hostsaccess/past/system_log.h"
#include "hostsaccess/tool/memory.h"
#include "hostsaccess/tool/output.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* A search while it goes on. */
struct search {
	const char *name, *service;
	const char *source; /* of the lines */
	struct last *last;
	struct ha_slice process; /* that wrote the last line ... */
	char process_text[24];
	bool bare;           /* ... of which a second one may follow */
	unsigned long lines; /* of logs that were read */
};

static void
take_event(const struct event *event, enum event_kind kind, struct last *last)
{
	last->address = event->address;
	last->penalty = kind == EVENT_PENALTY;
	if (!ha_slice_copy(event->host, last->host, sizeof(last->host)))
		last->host[0] = '\0';
	ha_slice_copy(event->service, last->service, sizeof(last->service));
	if (!ha_slice_copy(event->user, last->user, sizeof(last->user)))
		last->user[0] = '\0';
}

enum event_kind
last_of_line(struct ha_slice line, struct last *last)
{
	struct log_line parts = {.time.clock = NULL};
	struct event event;
	enum event_kind kind;

	line = ha_slice_skip(line, HA_C_SPACE); /* pasted with them */
	if (!log_line_read(line, &parts))
		parts = (struct log_line){
		    .program = {"", 0}, .process = {"", 0}, .message = line};
	kind = message_read(&parts, &event);
	if (kind != EVENT_OTHER && kind != EVENT_ALLOWED &&
	    kind != EVENT_UNCLEAR && kind != EVENT_UNREAD)
		take_event(&event, kind, last);
	return kind;
}

/* Returns PARTS, of a record, as a line, to be freed with free(3). */
static char *
line_of(const struct log_line *parts)
{
	time_t when = log_time_value(&parts->time, time(NULL));
	struct tm local;
	char text[64] = "", *line;
	int size;

	if (when != 0 && localtime_r(&when, &local))
		strftime(text, sizeof(text), "%FT%T%z ", &local);
	size = asprintf(&line, "%s%.*s[%.*s]: %.*s", text,
			(int)parts->program.size, parts->program.data,
			(int)parts->process.size, parts->process.data,
			(int)parts->message.size, parts->message.data);
	return size < 0 ? memory_copy(parts->message) : line;
}

/* Keeps PARTS that READER read as the last line, EVENT of KIND. */
static void
keep(struct search *search, const struct log_reader *reader,
     const struct log_line *parts, const struct event *event,
     enum event_kind kind)
{
	/* what READER has of a record is its message alone */
	bool is_record = reader->text.data == parts->message.data;

	take_event(event, kind, search->last);
	free(search->last->line);
	search->last->line =
	    is_record ? line_of(parts) : memory_copy(reader->text);
	search->last->source = search->source;
	search->last->number = reader->line;
}

/* Whether DETAILS, which PARTS say, are of the last line. */
static bool
continues(const struct search *search, const struct log_line *parts,
	  const struct event *details)
{
	return search->bare &&
	       ha_slice_is(parts->process, search->process_text) &&
	       ha_address_equal(&details->address, &search->last->address);
}

static bool
is_wanted(const struct search *search, struct ha_slice service)
{
	return !search->service || ha_slice_is(service, search->service);
}

static void
take_line(struct search *search, const struct log_reader *reader,
	  const struct log_line *parts)
{
	struct event event;
	enum event_kind kind = message_read(parts, &event);

	if (kind == EVENT_DETAILS && continues(search, parts, &event)) {
		take_event(&event, kind, search->last);
	} else if ((kind == EVENT_REFUSAL || kind == EVENT_BARE ||
		    kind == EVENT_PENALTY) &&
		   is_wanted(search, event.service)) {
		keep(search, reader, parts, &event, kind);
		search->bare =
		    kind == EVENT_BARE &&
		    ha_slice_copy(parts->process, search->process_text,
				  sizeof(search->process_text));
	}
}

/* Reads FD, which SOURCE names.  Returns false, and says so, if it cannot. */
static bool
read_log(struct search *search, int fd, const char *source)
{
	struct log_reader *reader = log_reader_new(fd);
	struct log_line parts;
	enum ha_status status;
	const char *command;
	bool is_line;

	search->source = source;
	command = input_reader(&reader->input);
	if (command) {
		output_message(stderr,
			       "hostsaccess %s: %s: no text, but what %s reads",
			       search->name, source, command);
		free(reader);
		return false;
	}
	while ((status = log_reader_next(reader, &parts, &is_line)) == HA_OK) {
		search->lines += is_line;
		if (is_line && !reader->is_cut)
			take_line(search, reader, &parts);
	}
	free(reader);
	if (status == HA_END)
		return true;
	output_message(stderr, "hostsaccess %s: %s: %m", search->name, source);
	return false;
}

static bool
read_file(struct search *search, const char *file)
{
	bool standard = strcmp(file, "-") == 0, good;
	int fd = standard ? STDIN_FILENO
			  : open(file, O_RDONLY | O_CLOEXEC | O_NOCTTY);

	if (fd < 0) {
		output_message(stderr,
			       errno == EACCES && geteuid() != 0
				   ? "hostsaccess %s: %s: %m; run as root"
				   : "hostsaccess %s: %s: %m",
			       search->name, file);
		return false;
	}
	good = read_log(search, fd, standard ? "standard input" : file);
	if (!standard)
		close(fd);
	return good;
}

static void
read_journal(struct search *search)
{
	struct journal journal;
	enum ha_status status = journal_open(&journal, 0, false);

	if (status == HA_ERR_IO)
		output_message(stderr, "hostsaccess %s: journalctl: %m",
			       search->name);
	if (status != HA_OK)
		return;
	read_log(search, journal.fd, "the journal");
	if (!journal_close(&journal) && search->lines > 0)
		output_message(stderr,
			       "hostsaccess %s: journalctl failed: lines may be"
			       " missing",
			       search->name);
	search->last->number = 0;
}

/*
 * Reads the journal and, if it has none, the file that is there.  Returns
 * false, and says so, if there was nothing to read.
 */
static bool
read_system(struct search *search)
{
	const char *file = system_log_find();

	read_journal(search);
	if (!search->last->line && file)
		return read_file(search, file);
	if (search->lines > 0)
		return true;
	output_message(stderr,
		       "hostsaccess %s: neither the journal " SYSTEM_LOG_NOR
		       " has a line that can be read; %sname a log with --log",
		       search->name, geteuid() == 0 ? "" : "run as root, or ");
	return false;
}

bool
last_read(const char *name, const char *file, const char *service,
	  struct last *last)
{
	struct search search = {.name = name, .service = service, .last = last};
	bool good;

	*last = (struct last){0};
	good = file ? read_file(&search, file) : read_system(&search);
	if (good && last->line)
		return true;
	if (good)
		output_message(
		    stderr, "hostsaccess %s: no refused connection%s%s in %s",
		    name, service ? " to " : "", service ? service : "",
		    file ? file : "the log");
	free(last->line);
	last->line = NULL;
	return false;
}
