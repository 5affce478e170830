/* SPDX-License-Identifier: BSD-3-Clause */
#include "hostsaccess/past/fields.h"

#include "hostsaccess/past/scan.h"

/* Of the names for one part, the first that is there counts. */
static const struct {
	const char *name;
	enum field field;
} table[] = {
    /* journalctl(1) */
    {"__REALTIME_TIMESTAMP", FIELD_TIME},
    {"SYSLOG_IDENTIFIER", FIELD_PROGRAM},
    {"_COMM", FIELD_PROGRAM},
    {"SYSLOG_PID", FIELD_PROCESS},
    {"_PID", FIELD_PROCESS},
    {"MESSAGE", FIELD_MESSAGE},
    /* docker's json-file, CRI in JSON, CloudWatch */
    {"time", FIELD_TIME},
    {"log", FIELD_LINE},
    {"message", FIELD_LINE},
    /* syslog-ng's $(format-json), and with it MESSAGE */
    {"ISODATE", FIELD_TIME},
    {"DATE", FIELD_TIME},
    {"PROGRAM", FIELD_PROGRAM},
    {"PID", FIELD_PROCESS},
    /* fluentd, rsyslog, Vector, Beats */
    {"@timestamp", FIELD_TIME},
    {"ident", FIELD_PROGRAM},
    {"programname", FIELD_PROGRAM},
    {"appname", FIELD_PROGRAM},
    {"process.name", FIELD_PROGRAM},
    {"log.syslog.appname", FIELD_PROGRAM},
    {"syslog.identifier", FIELD_PROGRAM},
    {"program", FIELD_PROGRAM},
    {"pid", FIELD_PROCESS},
    {"procid", FIELD_PROCESS},
    {"process.pid", FIELD_PROCESS},
    {"msg", FIELD_LINE},
    /* GELF of Graylog and syslog-ng */
    {"_application_name", FIELD_PROGRAM},
    {"_program", FIELD_PROGRAM},
    {"_process_id", FIELD_PROCESS},
    {"_pid", FIELD_PROCESS},
    {"short_message", FIELD_LINE},
    /* log(1) of macOS; -o verbose as well */
    {"timestamp", FIELD_TIME},
    {"processImagePath", FIELD_PROGRAM},
    {"processID", FIELD_PROCESS},
    {"eventMessage", FIELD_MESSAGE},
};

#define COUNT (sizeof(table) / sizeof(*table))

void
fields_clear(struct fields *fields)
{
	memset(fields->values, 0, sizeof(fields->values));
	fields->is_damaged = false;
	fields->used = 0;
}

char *
fields_room(struct fields *fields, size_t *size)
{
	*size = sizeof(fields->text) - fields->used;
	return fields->text + fields->used;
}

/* Returns the row of NAME, or COUNT. */
static unsigned
row_of(struct ha_slice name)
{
	unsigned i = 0;

	while (i < COUNT && !ha_slice_same(name, ha_slice_of(table[i].name)))
		i++;
	return i;
}

void
fields_add(struct fields *fields, struct ha_slice name, struct ha_slice value)
{
	unsigned row = row_of(name);
	struct ha_slice *held;
	size_t room;
	char *text = fields_room(fields, &room);
	bool is_twice;

	if (row == COUNT)
		return;
	held = &fields->values[table[row].field];
	is_twice = held->data && fields->ranks[table[row].field] == row;
	fields->is_damaged |= is_twice;
	if (held->data && fields->ranks[table[row].field] < row)
		return;
	if (value.size > room) {
		fields->is_damaged = true;
		value.size = room;
	}
	if (value.size > 0 && value.data != text)
		memcpy(text, value.data, value.size);
	if (!is_twice)
		*held = (struct ha_slice){text, value.size};
	fields->ranks[table[row].field] = row;
	fields->used += value.size;
}

bool
fields_line(const struct fields *fields, struct log_line *parts)
{
	struct ha_slice time = fields->values[FIELD_TIME];
	struct ha_slice line = fields->values[FIELD_LINE];

	*parts = (struct log_line){.time.clock = NULL};
	if (fields->is_damaged)
		return false;
	if (time.data)
		log_time_take(&time, &parts->time);
	if (ha_slice_ends(line, ha_slice_of("\n")))
		line.size--;
	/* If a field has the program, what is before the message is of it. */
	if (line.data && !fields->values[FIELD_PROGRAM].data)
		return log_line_read(line, parts);
	parts->program = log_program(fields->values[FIELD_PROGRAM]);
	parts->process = fields->values[FIELD_PROCESS];
	parts->message = fields->values[FIELD_MESSAGE];
	if (!parts->message.data)
		parts->message = line;
	return parts->program.size > 0 && parts->message.data;
}
