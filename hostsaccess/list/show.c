/* SPDX-License-Identifier: BSD-3-Clause */
#include "hostsaccess/list/show.h"

#include "hostsaccess/rules/hits_show.h"
#include "hostsaccess/tool/json.h"
#include "hostsaccess/tool/output.h"

#include <string.h>
#include <time.h>

#define MINUTE ((int64_t)60)
#define HOUR (60 * MINUTE)
#define DAY (24 * HOUR)

/* Room for a time. */
#define TIME_SIZE 64

static void
split(int64_t when, struct tm *parts)
{
	const time_t time = (time_t)when;

	if (!gmtime_r(&time, parts))
		memset(parts, 0, sizeof(*parts));
}

/* Writes SECONDS in the largest unit of which there are two to TEXT. */
static void
write_span(int64_t seconds, char *text, size_t size)
{
	static const struct {
		int64_t seconds;
		const char *name;
	} units[] = {{DAY, "days"}, {HOUR, "hours"}, {MINUTE, "minutes"}};

	/* what has just been written for eight hours is not of seven */
	if (seconds >= 2 * MINUTE)
		seconds += MINUTE / 2;
	for (size_t i = 0; i < sizeof(units) / sizeof(*units); i++)
		if (seconds >= 2 * units[i].seconds) {
			snprintf(text, size, "%lld %s",
				 (long long)(seconds / units[i].seconds),
				 units[i].name);
			return;
		}
	snprintf(text, size, "%lld second%s", (long long)seconds,
		 seconds == 1 ? "" : "s");
}

/* Whether MOMENT is a day as a whole. */
static bool
is_day(const struct ha_moment *moment)
{
	return moment->begin < moment->end;
}

/* Says when MOMENT is, and how far that is from NOW. */
static void
show_moment(FILE *stream, const char *verb, const struct ha_moment *moment,
	    int64_t now)
{
	const int64_t when = now < moment->begin ? moment->begin : moment->end;
	char time[TIME_SIZE], span[TIME_SIZE];
	struct tm parts;

	split(moment->begin, &parts);
	if (is_day(moment))
		strftime(time, sizeof(time), "%F", &parts);
	else
		strftime(time, sizeof(time), "%F %T UTC", &parts);
	write_span(when > now ? when - now : now - when, span, sizeof(span));
	fprintf(stream, when > now ? "%s %s, in %s" : "%s %s, %s ago", verb,
		time, span);
}

static void
show_times(FILE *stream, const struct entry *entry, int64_t now)
{
	switch (entry->state) {
	case ENTRY_BROKEN:
		fputs("has options that cannot be read; hostsaccess check says "
		      "why",
		      stream);
		break;
	case ENTRY_COMES:
		show_moment(stream, "begins", &entry->begin, now);
		if (entry->ends)
			show_moment(stream, "; ends", &entry->end, now);
		break;
	case ENTRY_UNCLEAR:
		fputs("ends today; until then it counts for refusals only, as "
		      "the day itself may be meant or not",
		      stream);
		break;
	case ENTRY_ENDED:
		show_moment(stream, "ended", &entry->end, now);
		break;
	case ENTRY_COUNTS:
		show_moment(stream, "ends", &entry->end, now);
		break;
	}
}

#define MARGIN "              "

void
entry_show(FILE *stream, const struct entry *entry, const struct hit *hit,
	   int64_t now)
{
	const bool utf8 = output_is_utf8(stream);

	fprintf(stream, "%6lu  %-5s ", entry->place.line, entry->decision);
	output_text(stream, entry->daemons, utf8);
	fputs(": ", stream);
	output_text(stream, entry->clients, utf8);
	if (entry->options.size > 0) {
		fputs(": ", stream);
		output_text(stream, entry->options, utf8);
	}
	fputc('\n', stream);
	if (entry->ends || entry->state != ENTRY_COUNTS) {
		fputs(MARGIN, stream);
		show_times(stream, entry, now);
		fputc('\n', stream);
	}
	if (hit) {
		fputs(MARGIN, stream);
		hit_show(stream, hit);
		fputc('\n', stream);
	}
	if (entry->note.size > 0) {
		fputs(MARGIN "note: ", stream);
		output_text(stream, entry->note, utf8);
		fputc('\n', stream);
	}
}

static const char *
name_of(enum entry_state state)
{
	switch (state) {
	case ENTRY_COUNTS:
		break;
	case ENTRY_COMES:
		return "to-come";
	case ENTRY_UNCLEAR:
		return "unclear";
	case ENTRY_ENDED:
		return "ended";
	case ENTRY_BROKEN:
		return "broken";
	}
	return "counts";
}

static void
put_time(struct json *json, const char *key, int64_t when)
{
	char text[TIME_SIZE];
	struct tm parts;

	split(when, &parts);
	strftime(text, sizeof(text), "%FT%TZ", &parts);
	json_string(json, key, text);
}

void
entry_show_json(FILE *stream, const struct entry *entry, const struct hit *hit,
		int64_t now)
{
	struct json json = {.stream = stream};

	json_object(&json, NULL);
	json_string(&json, "file", entry->place.file);
	json_number(&json, "line", entry->place.line);
	json_string(&json, "decision", entry->decision);
	json_text(&json, "daemons", entry->daemons);
	json_text(&json, "clients", entry->clients);
	json_text(&json, "options", entry->options);
	json_text(&json, "note", entry->note);
	json_string(&json, "state", name_of(entry->state));
	if (entry->begins)
		put_time(&json, "from", entry->begin.begin);
	if (entry->ends) {
		put_time(&json, "until", entry->end.begin);
		json_number(&json, "seconds_left",
			    now < entry->end.begin
				? (unsigned long)(entry->end.begin - now)
				: 0);
	}
	if (hit)
		hit_show_json(&json, hit);
	json_object_end(&json);
	json_end(&json);
}
