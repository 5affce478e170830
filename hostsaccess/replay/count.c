/* SPDX-License-Identifier: BSD-3-Clause */
#include "hostsaccess/replay/count.h"

#include "hostsaccess/past/log_line.h"

static void
count_login(struct counts *counts, const struct event *event,
	    const struct moment *moment)
{
	struct visitor *visitor = visitors_take(&counts->visitors, event);

	counts->logins += event->times;
	tally_add(&visitor->logins, event, moment);
}

static void
count_refusal(struct counts *counts, const struct event *event,
	      const struct moment *moment)
{
	struct visitor *visitor = visitors_take(&counts->visitors, event);

	counts->refusals += event->times;
	tally_add(&visitor->refusals, event, moment);
}

/* Counts the oldest half by what it tells.  Returns false if there is none. */
static bool
count_oldest(struct counts *counts)
{
	struct event event = {.user = {"", 0}};
	struct half half;

	if (!halves_take_oldest(&counts->halves, &half))
		return false;
	event.service = ha_slice_of(half.service);
	event.address = half.address;
	event.times = half.times;
	count_refusal(counts, &event, &half.moment);
	return true;
}

void
counts_add(struct counts *counts, const struct log_line *line,
	   enum event_kind kind, struct event *event)
{
	struct moment moment = {.when = log_time(line->time, counts->now)};
	struct half half;

	ha_slice_copy(ha_slice_head(line->time, sizeof(moment.text) - 1),
		      moment.text, sizeof(moment.text));
	switch (kind) {
	case EVENT_LOGIN:
		count_login(counts, event, &moment);
		break;
	case EVENT_REFUSAL:
		count_refusal(counts, event, &moment);
		break;
	case EVENT_BARE:
		half = half_of(line, event, &moment);
		if (counts->halves.count == HALVES_MAX)
			count_oldest(counts);
		halves_add(&counts->halves, &half);
		break;
	case EVENT_DETAILS:
		if (!halves_take(&counts->halves, line, event, &half))
			break;
		event->times = half.times;
		count_refusal(counts, event, &half.moment);
		break;
	case EVENT_OTHER:
	case EVENT_UNCLEAR:
		break;
	}
}

void
counts_end(struct counts *counts)
{
	while (count_oldest(counts))
		;
}
