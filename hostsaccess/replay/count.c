/* SPDX-License-Identifier: BSD-3-Clause */
#include "hostsaccess/replay/count.h"

#include "hostsaccess/past/log_line.h"

static void
count_login(struct counts *counts, const struct event *event, time_t when)
{
	struct visitor *visitor = visitors_take(&counts->visitors, event);

	counts->logins += event->times;
	tally_add(&visitor->logins, event, when);
}

static void
count_refusal(struct counts *counts, const struct event *event, time_t when)
{
	struct visitor *visitor = visitors_take(&counts->visitors, event);

	counts->refusals += event->times;
	tally_add(&visitor->refusals, event, when);
}

/* Nobody refused this one but sshd, for what came of others before. */
static void
count_penalty(struct counts *counts, const struct event *event, time_t when)
{
	count_refusal(counts, event, when);
	counts->penalties += event->times;
	visitors_take(&counts->visitors, event)->refusals.penalties +=
	    event->times;
}

/* Counts the oldest half by what it tells.  Returns false if there is none. */
static bool
count_oldest(struct counts *counts)
{
	struct event event = {.user = {"", 0}, .host = {"", 0}};
	struct half half;

	if (!halves_take_oldest(&counts->halves, &half))
		return false;
	event.service = ha_slice_of(half.service);
	event.address = half.address;
	event.times = half.times;
	count_refusal(counts, &event, half.when);
	return true;
}

void
counts_add(struct counts *counts, const struct log_line *line,
	   enum event_kind kind, struct event *event)
{
	time_t when = log_time_value(&line->time, counts->now);
	struct half half;

	if (when != 0 && counts->since != 0 && when < counts->since)
		return;
	switch (kind) {
	case EVENT_LOGIN:
		count_login(counts, event, when);
		break;
	case EVENT_REFUSAL:
		count_refusal(counts, event, when);
		break;
	case EVENT_PENALTY:
		count_penalty(counts, event, when);
		break;
	case EVENT_BARE:
		half = half_of(line, event, when);
		if (counts->halves.count == HALVES_MAX)
			count_oldest(counts);
		halves_add(&counts->halves, &half);
		break;
	case EVENT_DETAILS:
		if (!halves_take(&counts->halves, line, event, &half))
			break;
		event->times = half.times;
		count_refusal(counts, event, half.when);
		break;
	case EVENT_OTHER:
	case EVENT_ALLOWED:
	case EVENT_UNCLEAR:
	case EVENT_UNREAD:
		break;
	}
}

void
counts_end(struct counts *counts)
{
	while (count_oldest(counts))
		;
}
