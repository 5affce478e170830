/* SPDX-License-Identifier: BSD-3-Clause */
#include "hostsaccess/past/log_line.h"

#include <string.h>

/* Shapes: A is a capital, a a letter, 9 a digit, _ a digit or a blank. */
#define CLASSIC "Aaa _9 99:99:99"
#define ISO "9999-99-99T99:99:99"

static bool
is_of_shape(char c, char shape)
{
	switch (shape) {
	case 'A':
		return c >= 'A' && c <= 'Z';
	case 'a':
		return c >= 'a' && c <= 'z';
	case '_':
		return c == ' ' || ha_in_class(c, HA_C_DIGIT);
	case '9':
		return ha_in_class(c, HA_C_DIGIT);
	}
	return c == shape;
}

/* Whether TEXT begins with SHAPE. */
static bool
has_shape(struct ha_slice text, const char *shape)
{
	size_t size = strlen(shape);

	for (size_t i = 0; i < size; i++)
		if (i >= text.size || !is_of_shape(text.data[i], shape[i]))
			return false;
	return true;
}

static void
skip_bytes(struct ha_slice *text, char c)
{
	while (text->size > 0 && text->data[0] == c)
		*text = ha_slice_from(*text, 1);
}

struct ha_slice
log_word(struct ha_slice *text)
{
	size_t size = ha_slice_find(*text, ' ');
	struct ha_slice word = ha_slice_head(*text, size);

	*text = ha_slice_from(*text, size);
	skip_bytes(text, ' ');
	return word;
}

/* The time, with the fraction and the zone that stand close behind it. */
static bool
take_time(struct ha_slice *line, struct ha_slice *time)
{
	struct ha_slice start = *line;
	size_t size;

	if (has_shape(*line, CLASSIC))
		size = strlen(CLASSIC);
	else if (has_shape(*line, ISO))
		size = strlen(ISO);
	else
		return false;
	*line = ha_slice_from(*line, size);
	size += log_word(line).size;
	*time = ha_slice_head(start, size);
	return true;
}

/* `[HOST ]PROGRAM[[PID]]: ` */
static bool
take_tag(struct ha_slice *line, struct log_line *parts)
{
	struct ha_slice word = log_word(line);
	size_t size;

	if (!ha_slice_ends(word, ha_slice_of(":")))
		word = log_word(line);
	if (!ha_slice_ends(word, ha_slice_of(":")))
		return false;
	word = ha_slice_head(word, word.size - 1);
	size = ha_slice_find(word, '[');
	parts->program = ha_slice_head(word, size);
	word = ha_slice_from(word, size + 1);
	parts->process = ha_slice_head(word, ha_slice_find(word, ']'));
	return true;
}

/* Skips the structured data of RFC 5424, section 6.3: `-` or `[...]...`. */
static void
skip_data(struct ha_slice *line)
{
	bool quoted = false;
	size_t i = 0;

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

/* `HOST PROGRAM PID ID DATA MESSAGE` of RFC 5424, section 6. */
static void
take_fields(struct ha_slice *line, struct log_line *parts)
{
	static const char bom[] = "\xef\xbb\xbf";

	log_word(line);
	parts->program = log_word(line);
	parts->process = log_word(line);
	log_word(line);
	if (has_shape(*line, "["))
		skip_data(line);
	else
		log_word(line);
	if (ha_slice_starts(*line, ha_slice_of(bom)))
		*line = ha_slice_from(*line, strlen(bom));
}

bool
log_line_read(struct ha_slice line, struct log_line *parts)
{
	bool fields = false;

	skip_bytes(&line, '\0'); /* a crash leaves them in front of a line */
	if (has_shape(line, "<9")) {
		line = ha_slice_from(line, ha_slice_find(line, '>') + 1);
		fields = has_shape(line, "1 ");
		if (fields)
			log_word(&line);
	}
	if (!take_time(&line, &parts->time))
		return false;
	if (fields)
		take_fields(&line, parts);
	else if (!take_tag(&line, parts))
		return false;
	parts->message = line;
	return true;
}

/* Returns the value of a digit of base 16, or 16. */
static unsigned
digit_of(char c)
{
	static const char digits[] = "0123456789abcdef";
	const char *digit = c ? strchr(digits, c) : NULL;

	return digit ? (unsigned)(digit - digits) : 16;
}

/* Takes the byte in front of WORD, an escape or a plain one. */
static char
take_byte(struct ha_slice *word)
{
	char c = word->data[0];
	unsigned high, low;

	*word = ha_slice_from(*word, 1);
	if (c != '\\' || word->size == 0)
		return c;
	if (word->size >= 3 && word->data[0] == 'x') {
		high = digit_of(word->data[1]);
		low = digit_of(word->data[2]);
		if (high < 16 && low < 16) {
			*word = ha_slice_from(*word, 3);
			return (char)(high * 16 + low);
		}
	}
	c = word->data[0];
	*word = ha_slice_from(*word, 1);
	return c;
}

struct ha_slice
log_unescape(struct ha_slice word, char *buffer, size_t size)
{
	size_t used = 0;

	while (word.size > 0 && used < size)
		buffer[used++] = take_byte(&word);
	return (struct ha_slice){buffer, used};
}

/* With a year, and perhaps a zone; otherwise it is local time. */
static time_t
full_time(const char *text)
{
	struct tm parts = {.tm_isdst = -1};
	const char *rest = strptime(text, "%Y-%m-%dT%H:%M:%S", &parts);
	long offset;

	if (!rest)
		return 0;
	rest += strspn(rest, ".,0123456789");
	if (!strptime(rest, "%z", &parts))
		return mktime(&parts);
	offset = parts.tm_gmtoff;
	return timegm(&parts) - offset;
}

#define DAY ((time_t)24 * 60 * 60)

static time_t
yearless_time(const char *text, time_t now)
{
	struct tm parts = {.tm_isdst = -1}, earlier, today;
	time_t when;

	if (!strptime(text, "%b %d %H:%M:%S", &parts) ||
	    !localtime_r(&now, &today))
		return 0;
	parts.tm_year = today.tm_year;
	earlier = parts;
	earlier.tm_year--;
	when = mktime(&parts);
	return when > now + DAY ? mktime(&earlier) : when;
}

time_t
log_time(struct ha_slice time, time_t now)
{
	char text[64];

	if (!ha_slice_copy(time, text, sizeof(text)))
		return 0;
	return has_shape(time, ISO) ? full_time(text)
				    : yearless_time(text, now);
}
