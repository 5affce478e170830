/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * Fields: a line of a log whose parts have names, as journalctl(1), docker and
 * syslog-ng write it.
 */
#ifndef PAST_FIELDS_H
#define PAST_FIELDS_H

#include "hostsaccess/past/log_line.h"

/* How much the parts of a line may take. */
#define FIELDS_MAX 65536

/* The parts that fields hold. */
enum field {
	FIELD_TIME,
	FIELD_PROGRAM,
	FIELD_PROCESS,
	FIELD_MESSAGE,
	FIELD_LINE, /* a message, or without FIELD_PROGRAM a whole line */
	FIELD_COUNT,
};

struct fields {
	struct ha_slice values[FIELD_COUNT]; /* without data: not there */
	unsigned ranks[FIELD_COUNT];         /* of the names, for one part */
	/* Too long, or one name twice: what it says cannot be known. */
	bool is_damaged;
	size_t used; /* by values, also those of a name that was there before */
	char text[FIELDS_MAX];
};

void fields_clear(struct fields *fields);

/*
 * Holds VALUE, copied, of the field NAME, if that is one that counts.  VALUE
 * may be what fields_room() returns, filled; then it is not copied.
 */
void fields_add(struct fields *fields, struct ha_slice name,
		struct ha_slice value);

/* Returns room for a value; *SIZE becomes its size. */
char *fields_room(struct fields *fields, size_t *size);

/*
 * Makes *PARTS of them.  Returns false if they are damaged or do not name a
 * program.
 */
bool fields_line(const struct fields *fields, struct log_line *parts);

/*
 * Reads TEXT, an object of JSON.  Returns false if it is none; what was read
 * before the fault stays.
 */
bool fields_read_json(struct fields *fields, struct ha_slice text);

#endif
