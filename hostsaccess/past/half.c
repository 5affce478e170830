/* SPDX-License-Identifier: BSD-3-Clause */
#include "hostsaccess/past/half.h"

#include "hostsaccess/past/log_line.h"
#include "hostsaccess/past/message.h"

#include <string.h>

struct half
half_of(const struct log_line *line, const struct event *event, time_t when)
{
	struct half half = {
	    .address = event->address, .times = event->times, .when = when};

	ha_slice_copy(event->service, half.service, sizeof(half.service));
	ha_slice_copy(line->process, half.process, sizeof(half.process));
	return half;
}

void
halves_add(struct halves *halves, const struct half *half)
{
	halves->all[halves->count++] = *half;
}

/* Takes the half at INDEX. */
static void
take_at(struct halves *halves, size_t index, struct half *half)
{
	*half = halves->all[index];
	halves->count--;
	memmove(&halves->all[index], &halves->all[index + 1],
		(halves->count - index) * sizeof(*half));
}

bool
halves_take_oldest(struct halves *halves, struct half *half)
{
	if (halves->count == 0)
		return false;
	take_at(halves, 0, half);
	return true;
}

bool
halves_take(struct halves *halves, const struct log_line *line,
	    const struct event *event, struct half *half)
{
	for (size_t i = halves->count; i-- > 0;) {
		const struct half *one = &halves->all[i];

		if (!ha_slice_is(line->process, one->process) ||
		    !ha_slice_is(message_program(line), one->service) ||
		    !ha_address_equal(&event->address, &one->address))
			continue;
		take_at(halves, i, half);
		return true;
	}
	return false;
}
