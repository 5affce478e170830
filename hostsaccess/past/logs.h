/* SPDX-License-Identifier: BSD-3-Clause */
/* Logs: the lines of files and of the journal, handed out one by one. */
#ifndef PAST_LOGS_H
#define PAST_LOGS_H

#include "hostsaccess/past/log_reader.h"
#include "hostsaccess/tool/progress.h"

/*
 * Takes what READER read last, of FILE.  PARTS are those of a line of a log,
 * NULL of what is none; all but FILE last for the call.
 */
typedef void logs_fn(void *context, const struct log_reader *reader,
		     const char *file, const struct log_line *parts);

/* Begin it with the names below and progress_begin(). */
struct logs {
	const char *name; /* of the command, in messages */
	const char *call; /* how it is told to read standard input */
	time_t since;     /* what is asked of the journal; 0: all */
	logs_fn *take;
	void *context;
	struct progress progress;
};

/* Writes a line to standard error. */
void logs_say(struct logs *logs, const char *format, ...)
    __attribute__((format(printf, 2, 3)));

/*
 * Each reads a log: FILE, "-" for standard input, which outlives what TAKE
 * keeps of it; what this system has.  Each says what that is where it is not
 * told, and what is wrong with it.  Returns false if something is.
 */
bool logs_file(struct logs *logs, const char *file);
bool logs_system(struct logs *logs);

/* Reads the COUNT files of WORDS, or without any what this system has. */
bool logs_read(struct logs *logs, char *const *words, int count);

#endif
