/* SPDX-License-Identifier: BSD-3-Clause */
#include "hostsaccess/replay/read.h"

#include "hostsaccess/past/login.h"
#include "hostsaccess/past/message.h"

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
		left_out_add(&reading->unread, reader, file);
	else if (kind == EVENT_OTHER || kind == EVENT_ALLOWED)
		return;
	else if (kind == EVENT_UNCLEAR || reader->is_cut)
		left_out_add(&reading->unclear, reader, file);
	else
		counts_add(&reading->counts, parts, kind, &event);
}

/* Counts what READER read last, no line of a log, if it looks like an event. */
static void
take_other(struct reading *reading, const struct log_reader *reader,
	   const char *file)
{
	if (message_looks_like_login(reader->text) ||
	    (reader->is_cut && message_may_be_login(reader->raw)))
		left_out_add(&reading->unread, reader, file);
	else if (reader->is_cut && message_looks_like_refusal(reader->raw))
		left_out_add(&reading->unclear, reader, file);
}

/* As logs_fn; CONTEXT is the reading. */
static void
take(void *context, const struct log_reader *reader, const char *file,
     const struct log_line *parts)
{
	struct reading *reading = context;

	if (parts)
		take_line(reading, reader, file, parts);
	else
		take_other(reading, reader, file);
}

void
reading_begin(struct reading *reading)
{
	reading->logs = (struct logs){.name = "replay",
				      .call = "replay -",
				      .since = reading->counts.since,
				      .take = take,
				      .context = reading};
	progress_begin(&reading->logs.progress, "lines");
}

void
reading_end(struct reading *reading)
{
	counts_end(&reading->counts);
	progress_clear(&reading->logs.progress);
	if (reading->unclear.count > 0)
		logs_say(&reading->logs,
			 "lines left out, for want of a clear address: %lu;"
			 " the first is %s:%lu",
			 reading->unclear.count, reading->unclear.file,
			 reading->unclear.line);
	if (reading->unread.count == 0)
		return;
	logs_say(&reading->logs,
		 "lines that look like logins and were not read, for want "
		 "of a program or a clear address: %lu; the first:",
		 reading->unread.count);
	left_out_show(&reading->unread, "replay");
}

void
reading_free(struct reading *reading)
{
	visitors_free(&reading->counts.visitors);
}
