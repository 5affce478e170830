/* SPDX-License-Identifier: BSD-3-Clause */
#include "hostsaccess/past/log_line.h"

#include "hostsaccess/past/mark.h"
#include "hostsaccess/past/scan.h"
#include "hostsaccess/past/wrapper.h"

#include <stddef.h>

/* What has been read of a line. */
struct reading {
	struct ha_slice rest;
	struct log_line *parts;
	const char *start; /* of what blanks before REST are counted from */
	unsigned times;    /* taken, that of what wrapped the line too */
	bool from_relay;   /* a time that may have one behind it is last */
	bool from_stream;  /* of a container: no host but behind a time */
	bool has_host;
	bool is_versioned; /* RFC 5424 says so */
};

/* How many blanks stand before the rest. */
static size_t
gap(const struct reading *reading)
{
	const char *end = reading->rest.data;
	size_t size = 0;

	while (end - size > reading->start && end[-1 - (ptrdiff_t)size] == ' ')
		size++;
	return size;
}

struct ha_slice
log_program(struct ha_slice tag)
{
	static const char unit[] = ".service";

	if (ha_slice_starts(tag, ha_slice_of("/")))
		while (ha_slice_find(tag, '/') < tag.size)
			tag = ha_slice_from(tag, ha_slice_find(tag, '/') + 1);
	if (!ha_slice_ends(tag, ha_slice_of(unit)))
		return tag;
	tag = ha_slice_head(tag, tag.size - strlen(unit));
	tag = ha_slice_head(tag, ha_slice_find(tag, '@'));
	return ha_slice_is(tag, "ssh") ? ha_slice_of("sshd") : tag;
}

/*
 * Whether a time may come next: the first, or behind that of what relays lines,
 * and close to it.  Elsewhere the line is of somebody who may say anything.
 */
static bool
may_have_time(const struct reading *reading)
{
	if (!reading->parts->time.clock)
		return true;
	return reading->from_relay && reading->times < 2 && gap(reading) <= 1;
}

/*
 * Takes what a relay puts between its time and the line: `stdout F ` of
 * containers, `auth.info: ` of socklog, `i-0123456789abcdef0 ` of CloudWatch.
 */
static bool
take_relay(struct reading *reading)
{
	struct ha_slice after = reading->rest, word = scan_word(&after), flag;

	if (!reading->from_relay || reading->has_host)
		return false;
	if (ha_slice_is(word, "stdout") || ha_slice_is(word, "stderr")) {
		reading->rest = after;
		flag = scan_word(&after);
		if (ha_slice_is(flag, "F") || ha_slice_is(flag, "P"))
			reading->rest = after;
		reading->from_stream = true;
		return true;
	}
	if (!log_time_starts(after))
		return false;
	if (ha_slice_ends(word, ha_slice_of(":")) &&
	    mark_is_severity(ha_slice_head(word, word.size - 1)))
		reading->rest = after;
	else if (mark_is_instance(word))
		reading->rest = after;
	return reading->rest.data == after.data;
}

/*
 * Takes what stands between the time and the host, or behind it: a severity
 * (busybox, FreeBSD -v and -vv, syslog-ng, AIX), an address in parentheses.
 */
static bool
take_decoration(struct reading *reading)
{
	struct ha_slice after = reading->rest, word = scan_word(&after);

	if (scan_take(&reading->rest, "Message forwarded from ")) /* AIX */
		scan_word(&reading->rest);
	else if (mark_is(word))
		reading->rest = after;
	else
		return false;
	reading->from_relay = false;
	return true;
}

/* `0x1a2b Default 0x0 4711 0` of macOS, between the time and the tag. */
static bool
take_columns(struct reading *reading)
{
	static const char *const shapes[] = {"0x", "Aa", "0x", "9", "9"};
	struct ha_slice rest = reading->rest;

	for (size_t i = 0; i < sizeof(shapes) / sizeof(*shapes); i++)
		if (!scan_shape(scan_word(&rest), shapes[i]))
			return false;
	reading->rest = rest;
	reading->start = rest.data; /* columns are wide */
	reading->from_relay = false;
	return true;
}

/* `<38>`, and with it or without the version of RFC 5424, `1 `. */
static bool
take_priority(struct reading *reading)
{
	struct ha_slice rest = reading->rest, after;

	if (reading->has_host)
		return false;
	if (scan_shape(rest, "<9")) {
		rest = ha_slice_from(rest, ha_slice_find(rest, '>') + 1);
		scan_skip(&rest, ' ');
	}
	after = rest;
	if (may_have_time(reading) && scan_take(&after, "1 ") &&
	    log_time_starts(after)) {
		rest = after;
		reading->is_versioned = true;
	}
	if (rest.size == reading->rest.size)
		return false;
	reading->rest = rest;
	return true;
}

/* Skips the structured data of RFC 5424, section 6.3: `-` or `[...]...`. */
static void
skip_data(struct ha_slice *line)
{
	bool quoted = false;
	size_t i = 0;

	if (!scan_shape(*line, "[")) {
		scan_word(line);
		return;
	}
	for (; i < line->size; i++) {
		char c = line->data[i];

		if (c == '\\' && quoted)
			i++;
		else if (c == '"')
			quoted = !quoted;
		else if (c == ' ' && !quoted && line->data[i - 1] == ']')
			break;
	}
	*line = ha_slice_from(*line, i + 1);
}

/*
 * `HOST PROGRAM PID ID DATA MESSAGE` of RFC 5424, section 6: as the version
 * says, or as the words are.
 */
static bool
take_fields(struct reading *reading)
{
	static const char bom[] = "\xef\xbb\xbf";
	struct ha_slice rest = reading->rest, program, process;

	scan_word(&rest);
	program = scan_word(&rest);
	process = scan_word(&rest);
	scan_word(&rest);
	if (!reading->is_versioned &&
	    (reading->has_host || process.size == 0 ||
	     (!ha_slice_all(process, HA_C_DIGIT) &&
	      !ha_slice_is(process, "-")) ||
	     (!scan_shape(rest, "- ") && !scan_shape(rest, "["))))
		return false;
	skip_data(&rest);
	scan_take(&rest, bom);
	scan_skip(&rest, ' ');
	reading->parts->program = log_program(program);
	reading->parts->process = process;
	reading->parts->message = rest;
	return true;
}

/* Whether WORD, without its colon, ends with a process id: `[4711:5a6b]`. */
static bool
has_process(struct ha_slice word)
{
	size_t open = ha_slice_find(word, '[');

	return open > 0 && open + 2 < word.size &&
	       ha_in_class(word.data[open + 1], HA_C_DIGIT) &&
	       word.data[word.size - 1] == ']';
}

/* Between tag and message: `[ID 800047 auth.info] `, `(Name) <Notice>: `. */
static void
skip_marks(struct ha_slice *message, bool has_colon)
{
	struct ha_slice rest = *message, word;

	if (scan_shape(rest, "[ID 9")) {
		rest = ha_slice_from(rest, ha_slice_find(rest, ']') + 1);
		scan_skip(&rest, ' ');
		*message = rest;
	}
	if (has_colon)
		return;
	if (scan_shape(rest, "("))
		scan_word(&rest);
	word = scan_word(&rest);
	if (scan_shape(word, "<") && ha_slice_ends(word, ha_slice_of(">:")))
		*message = rest;
}

/* `PROGRAM[[PID]]: `; without the colon, with the PID. */
static bool
take_tag(struct reading *reading)
{
	struct ha_slice rest = reading->rest, word = scan_word(&rest);
	bool has_colon = word.size > 1 && ha_slice_ends(word, ha_slice_of(":"));
	size_t size;

	if (has_colon)
		word.size--;
	else if (!has_process(word))
		return false;
	size = ha_slice_find(word, '[');
	reading->parts->program = log_program(ha_slice_head(word, size));
	word = ha_slice_from(word, size + 1);
	size = ha_slice_find(word, ']');
	reading->parts->process =
	    ha_slice_head(word, ha_slice_find(ha_slice_head(word, size), ':'));
	skip_marks(&rest, has_colon);
	reading->parts->message = rest;
	return true;
}

/* `[pid 2] ` of the log that vsftpd writes itself. */
static bool
take_vsftpd(struct reading *reading)
{
	struct ha_slice rest = reading->rest;

	if (reading->has_host || !scan_take(&rest, "[pid "))
		return false;
	reading->parts->program = ha_slice_of("vsftpd");
	reading->parts->process = ha_slice_head(rest, ha_slice_find(rest, ']'));
	rest = ha_slice_from(rest, reading->parts->process.size + 1);
	scan_skip(&rest, ' ');
	reading->parts->message = rest;
	return ha_slice_all(reading->parts->process, HA_C_DIGIT);
}

/* Takes a time; the first of a line is the one that counts. */
static bool
take_time(struct reading *reading)
{
	struct log_time time;

	if (reading->has_host || !may_have_time(reading) ||
	    !log_time_take(&reading->rest, &time))
		return false;
	if (!reading->parts->time.clock)
		reading->parts->time = time;
	reading->times++;
	reading->from_relay = log_time_is_of_relay(&time);
	reading->from_stream = false;
	return true;
}

/* Takes the host; syslog-ng has `SOURCE@HOST/RELAY` for those of others. */
static bool
take_host(struct reading *reading)
{
	struct ha_slice host;

	if (reading->has_host || reading->from_stream)
		return false;
	reading->has_host = true;
	host = scan_word(&reading->rest);
	for (size_t i = 0; i < host.size; i++)
		if (!ha_in_class(host.data[i], HA_C_HOST_NAME) &&
		    !strchr("@/:%", host.data[i]))
			return false;
	return host.size > 0;
}

/* More than any line has before its message. */
#define STEPS_MAX 12
/* Blanks between two parts; what goes on with a message has more in front. */
#define BLANKS_MAX 2

bool
log_line_read(struct ha_slice line, struct log_line *parts)
{
	struct reading reading = {.parts = parts,
				  .times = parts->time.clock != NULL,
				  .from_relay = parts->time.clock != NULL};

	scan_skip(&line, '\0'); /* a crash leaves them in front */
	if (scan_shape(line, " ") || scan_shape(line, "\t"))
		return false; /* it goes on with the message before */
	if (ha_slice_ends(line, ha_slice_of("\r")))
		line.size--;
	reading.rest = line;
	reading.start = line.data;
	for (int i = 0; i < STEPS_MAX && gap(&reading) <= BLANKS_MAX; i++) {
		if (take_priority(&reading) || take_time(&reading))
			continue;
		if (!parts->time.clock && wrapper_take(&reading.rest))
			continue;
		if (!parts->time.clock)
			return false;
		if (take_relay(&reading) || take_decoration(&reading) ||
		    take_columns(&reading))
			continue;
		if ((reading.is_versioned && take_fields(&reading)) ||
		    take_vsftpd(&reading) || take_tag(&reading) ||
		    take_fields(&reading))
			return true;
		if (!take_host(&reading))
			return false;
	}
	return false;
}
