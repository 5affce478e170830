/* SPDX-License-Identifier: BSD-3-Clause */
#include "hostsaccess/past/log_line.h"

#include "common/base/syslog_names.h"
#include "hostsaccess/past/scan.h"

/* What has been read of a line. */
struct reading {
	struct ha_slice rest;
	struct log_line *parts;
	bool has_host;
	bool is_versioned; /* RFC 5424 says so */
};

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

/* Whether TEXT begins with a time. */
static bool
is_time(struct ha_slice text)
{
	struct log_time time;

	return log_time_take(&text, &time);
}

/* `authpriv.info`, AIX's `auth|security:info`. */
static bool
is_severity(struct ha_slice word)
{
	size_t facility = 0;

	while (facility < word.size && word.data[facility] != '.' &&
	       word.data[facility] != ':')
		facility++;
	return facility > 0 && facility < word.size &&
	       ha_syslog_find(ha_syslog_levels,
			      ha_slice_from(word, facility + 1)) != NULL;
}

/* Whether WORD stands between two given bytes, as in `[auth.info]`. */
static bool
is_between(struct ha_slice word, char open, char close)
{
	return word.size > 2 && word.data[0] == open &&
	       word.data[word.size - 1] == close;
}

/*
 * Takes what stands between the time and the host, or behind it: a severity
 * (busybox, FreeBSD -v and -vv, syslog-ng, socklog, AIX), the stream of a
 * container, an address in parentheses.
 */
static bool
take_decoration(struct ha_slice *rest)
{
	struct ha_slice after = *rest, word = scan_word(&after), flag;

	if (scan_take(rest, "Message forwarded from ")) { /* AIX */
		scan_word(rest);
		return true;
	}
	if (ha_slice_is(word, "stdout") || ha_slice_is(word, "stderr")) {
		*rest = after;
		flag = scan_word(&after);
		if (ha_slice_is(flag, "F") || ha_slice_is(flag, "P"))
			*rest = after;
		return true;
	}
	/* `auth.info:` might be a tag, but none that a time follows. */
	if (ha_slice_ends(word, ha_slice_of(":")) && is_time(after))
		word.size--;
	if (!is_between(word, '<', '>') && !is_between(word, '[', ']') &&
	    !is_between(word, '(', ')') && !is_severity(word))
		return false;
	*rest = after;
	return true;
}

/* `0x1a2b Default 0x0 4711 0` of macOS, between the time and the tag. */
static bool
take_columns(struct ha_slice *rest)
{
	if (!scan_shape(*rest, "0x"))
		return false;
	for (int i = 0; i < 5; i++)
		scan_word(rest);
	return true;
}

/* `<38>`, and with it or without the version of RFC 5424, `1 `. */
static bool
take_priority(struct reading *reading)
{
	struct ha_slice rest = reading->rest, after;

	if (scan_shape(rest, "<9"))
		rest = ha_slice_from(rest, ha_slice_find(rest, '>') + 1);
	scan_skip(&rest, ' ');
	after = rest;
	if (scan_take(&after, "1 ") && is_time(after)) {
		rest = after;
		reading->is_versioned = true;
	}
	if (rest.size == reading->rest.size)
		return false;
	reading->rest = rest;
	return true;
}

/*
 * What others put before a line that begins with a time: `FILE:` of grep(1),
 * `HOST: ` of pdsh(1), `NAME | ` and `[pod/NAME] ` of containers.
 */
static bool
take_wrapper(struct ha_slice *rest)
{
	struct ha_slice after = *rest, word = scan_word(&after);

	if (scan_take(&after, "| ") || is_between(word, '[', ']')) {
		*rest = after;
		return true;
	}
	for (size_t i = 0; i < word.size; i++) {
		after = ha_slice_from(*rest, i + 1);
		scan_skip(&after, ' ');
		if (word.data[i] == ':' && is_time(after)) {
			*rest = after;
			return true;
		}
	}
	return false;
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

	if (!log_time_take(&reading->rest, &time))
		return false;
	if (!reading->parts->time.clock)
		reading->parts->time = time;
	reading->has_host = false;
	return true;
}

/* Takes the host, or the name of the stream that the line went through. */
static bool
take_host(struct reading *reading)
{
	if (reading->has_host || !reading->parts->time.clock)
		return false;
	reading->has_host = true;
	return scan_word(&reading->rest).size > 0;
}

/* More than any line has before its message. */
#define STEPS_MAX 12

bool
log_line_read(struct ha_slice line, struct log_line *parts)
{
	struct reading reading = {.rest = line, .parts = parts};

	scan_skip(&reading.rest, '\0'); /* a crash leaves them in front */
	if (ha_slice_ends(reading.rest, ha_slice_of("\r")))
		reading.rest.size--;
	for (int i = 0; i < STEPS_MAX; i++) {
		if (take_priority(&reading) || take_time(&reading))
			continue;
		if (!parts->time.clock && take_wrapper(&reading.rest))
			continue;
		if (!parts->time.clock)
			return false;
		if (take_decoration(&reading.rest) ||
		    take_columns(&reading.rest))
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
