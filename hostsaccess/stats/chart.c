/* SPDX-License-Identifier: BSD-3-Clause */
#include "hostsaccess/stats/chart.h"

#include "hostsaccess/tool/output.h"

/* What stands before and behind a bar, and the longest bar. */
#define BESIDE 26
#define BAR_MIN 8
#define BAR_MAX 60

static unsigned long
count_of(const struct period *period)
{
	return period->refused + period->would_refuse + period->penalties;
}

/* Writes a bar of EIGHTHS of a column. */
static void
show_bar(FILE *stream, unsigned long eighths, bool utf8)
{
	static const char *const parts[] = {
	    "",
	    "\xe2\x96\x8f",
	    "\xe2\x96\x8e",
	    "\xe2\x96\x8d",
	    "\xe2\x96\x8c",
	    "\xe2\x96\x8b",
	    "\xe2\x96\x8a",
	    "\xe2\x96\x89",
	};

	if (!utf8)
		eighths = (eighths + 7) / 8 * 8;
	for (unsigned long i = 0; i < eighths / 8; i++)
		fputs(utf8 ? "\xe2\x96\x88" : "#", stream);
	fputs(parts[eighths % 8], stream);
	if (eighths > 0)
		putc(' ', stream);
}

static const char *
name_of(const struct times *times)
{
	if (times->length == TIMES_HOUR)
		return "hour";
	if (times->length == TIMES_DAY)
		return "day";
	return times->length == TIMES_WEEK ? "week" : NULL;
}

static void
show_heading(FILE *stream, const struct times *times)
{
	const char *name = name_of(times);

	if (name)
		fprintf(stream, "\nby %s:\n", name);
	else
		fprintf(stream, "\nby %lld weeks:\n",
			(long long)(times->length / TIMES_WEEK));
}

/* Shows period NUMBER, with SCALE eighths of a column for each. */
static void
show_row(FILE *stream, const struct times *times, size_t number, double scale)
{
	const unsigned long count = count_of(&times->all[number]);
	unsigned long eighths = (unsigned long)((double)count * scale);
	char text[TIMES_TEXT_SIZE];

	fprintf(stream, "%s  ", times_text(times, number, text));
	if (count > 0 && eighths == 0)
		eighths = 1;
	show_bar(stream, eighths, output_is_utf8(stream));
	fprintf(stream, "%lu\n", count);
}

void
chart_show(FILE *stream, const struct times *times)
{
	const unsigned columns = output_columns(stream);
	unsigned width =
	    columns > BESIDE + BAR_MIN ? columns - BESIDE : BAR_MIN;
	unsigned long most = 1;

	if (times->count == 0)
		return;
	width = width > BAR_MAX ? BAR_MAX : width;
	for (size_t i = 0; i < times->count; i++)
		if (count_of(&times->all[i]) > most)
			most = count_of(&times->all[i]);
	show_heading(stream, times);
	for (size_t i = 0; i < times->count; i++)
		show_row(stream, times, i, (double)width * 8 / (double)most);
}
