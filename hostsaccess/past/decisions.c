/* SPDX-License-Identifier: BSD-3-Clause */
#include "hostsaccess/past/decisions.h"

#include "hostsaccess/past/log_line.h"
#include "hostsaccess/past/message.h"

/* Takes the oldest half by what it tells.  Returns false if there is none. */
static bool
take_oldest(struct decisions *decisions)
{
	struct decision decision = {.kind = EVENT_BARE};
	struct half half;

	if (!halves_take_oldest(&decisions->halves, &half))
		return false;
	decision.event.service = ha_slice_of(half.service);
	decision.event.user = decision.event.host = (struct ha_slice){"", 0};
	decision.event.address = half.address;
	decisions->take(decisions->context, &decision, half.times, half.when);
	return true;
}

/* Keeps DECISION, of LINE, of which a second line may follow. */
static void
keep_half(struct decisions *decisions, const struct log_line *line,
	  const struct decision *decision, time_t when)
{
	struct half half = half_of(line, &decision->event, when);

	if (decisions->halves.count == HALVES_MAX)
		take_oldest(decisions);
	halves_add(&decisions->halves, &half);
}

/* Takes DECISION, of LINE, the second line of one; else it is of others. */
static void
take_details(struct decisions *decisions, const struct log_line *line,
	     struct decision *decision)
{
	struct half half;

	if (!halves_take(&decisions->halves, line, &decision->event, &half)) {
		decisions->others++;
		return;
	}
	decision->kind = EVENT_REFUSAL;
	decisions->take(decisions->context, decision,
			half.times + decision->left_out, half.when);
}

/* Takes DECISION, of LINE. */
static void
take_decision(struct decisions *decisions, const struct log_line *line,
	      struct decision *decision)
{
	time_t when = log_time_value(&line->time, decisions->now);

	if (when < 0) /* more than time_t holds */
		when = 0;
	if (when != 0 && when < decisions->since) {
		decisions->before++;
		return;
	}
	decisions->others_left_out += decision->others_left_out;
	if (decision->kind == EVENT_BARE)
		keep_half(decisions, line, decision, when);
	else if (decision->kind == EVENT_DETAILS)
		take_details(decisions, line, decision);
	else
		decisions->take(decisions->context, decision,
				decision->event.times + decision->left_out,
				when);
}

static void
take_line(struct decisions *decisions, const struct log_reader *reader,
	  const char *file, const struct log_line *line)
{
	struct decision decision;

	decision_read(line, &decision);
	switch (decision.kind) {
	case EVENT_OTHER:
	case EVENT_LOGIN:
	case EVENT_UNREAD:
		decisions->others++;
		return;
	case EVENT_UNCLEAR:
		left_out_add(&decisions->unclear, reader, file);
		return;
	case EVENT_REFUSAL:
	case EVENT_BARE:
	case EVENT_DETAILS:
	case EVENT_PENALTY:
	case EVENT_ALLOWED:
		break;
	}
	if (reader->is_cut)
		left_out_add(&decisions->unclear, reader, file);
	else
		take_decision(decisions, line, &decision);
}

/* As logs_fn; CONTEXT is the decisions. */
static void
take(void *context, const struct log_reader *reader, const char *file,
     const struct log_line *parts)
{
	struct decisions *decisions = context;

	decisions->lines++;
	if (parts)
		take_line(decisions, reader, file, parts);
	else if (reader->is_cut && message_looks_like_refusal(reader->raw))
		left_out_add(&decisions->unclear, reader, file);
	else
		decisions->others++;
}

void
decisions_begin(struct decisions *decisions, const char *name, const char *call,
		time_t since)
{
	*decisions = (struct decisions){.logs = {.name = name,
						 .call = call,
						 .since = since,
						 .take = take,
						 .context = decisions},
					.now = time(NULL),
					.since = since};
	progress_begin(&decisions->logs.progress, "lines");
}

bool
decisions_read(struct decisions *decisions, char *const *words, int count)
{
	bool good = logs_read(&decisions->logs, words, count);

	while (take_oldest(decisions))
		;
	progress_clear(&decisions->logs.progress);
	return good;
}
