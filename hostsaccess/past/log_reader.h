/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * A reader of logs: lines, and records of several lines, as journalctl(1)
 * writes them with -o json-pretty, export and verbose.
 */
#ifndef PAST_LOG_READER_H
#define PAST_LOG_READER_H

#include "hostsaccess/past/fields.h"
#include "hostsaccess/tool/input.h"

struct log_reader {
	struct input input;
	struct fields fields;
	/* What was read last: as it stands, where it begins; longer than fits?
	 */
	struct ha_slice text;
	/* If it is cut or damaged, and no line of a log: what there is. */
	struct ha_slice raw;
	unsigned long line;
	bool is_cut;          /* or damaged */
	bool has_held;        /* a line that was read too far: ... */
	struct ha_slice held; /* ... this one */
	bool is_wrapped;      /* objects of JSON stand in an array, indented */
	bool has_events;      /* such an array is in one line, and not read */
	size_t size;          /* in object */
	char object[FIELDS_MAX]; /* of JSON, over several lines */
};

/*
 * Returns a reader of FD, which stays the caller's; to be freed with free(3).
 * Exits when memory is out.
 */
struct log_reader *log_reader_new(int fd);

/*
 * Reads the next line or record; *IS_LINE becomes whether *PARTS, valid until
 * the next call, are those of one of a log.  Returns HA_OK, HA_END, HA_ERR_IO
 * with errno set.
 */
enum ha_status log_reader_next(struct log_reader *reader,
			       struct log_line *parts, bool *is_line);

#endif
