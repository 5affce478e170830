/* SPDX-License-Identifier: BSD-3-Clause */
#include "hostsaccess/stats/sorted.h"

#include "hostsaccess/stats/chart.h"
#include "hostsaccess/tool/memory.h"

#include <stdlib.h>

static void
add_decider(struct sorted *sorted, const struct decider *decider)
{
	sorted->rules = memory_grow(sorted->rules, sorted->rule_count,
				    sizeof(*sorted->rules));
	sorted->rules[sorted->rule_count++] = *decider;
}

/* Takes the rules of today: those that decided, and those that did not. */
static void
take_hits(struct sorted *sorted, const struct hits *hits)
{
	for (size_t i = 0; i < hits->count; i++) {
		const struct hit *hit = &hits->all[i];
		const struct decider decider = {.kind = OTHER_RULE,
						.is_today = true,
						.file = ha_slice_of(hit->file),
						.line = hit->line,
						.text = hit->text,
						.tallies = hit->tallies};

		if (tallies_count(&hit->tallies) > 0) {
			add_decider(sorted, &decider);
		} else if (hit->is_told) {
			sorted->idle =
			    memory_grow(sorted->idle, sorted->idle_count,
					sizeof(*sorted->idle));
			sorted->idle[sorted->idle_count++] = hit;
		} else {
			sorted->untold++;
		}
	}
}

static void
take_others(struct sorted *sorted, const struct others *others)
{
	for (uint32_t i = 0; i < others->heavy.used; i++) {
		const struct other *other = &others->all[i];
		const struct decider decider = {.kind = other->kind,
						.file = other->file,
						.line = other->line,
						.text = other->text,
						.tallies = other->tallies};

		add_decider(sorted, &decider);
	}
}

/* By counts; then as they stand in the files. */
static int
compare(const void *a, const void *b)
{
	const struct decider *one = a, *other = b;
	unsigned long of_one = tallies_count(&one->tallies);
	unsigned long of_other = tallies_count(&other->tallies);
	int order = (of_one < of_other) - (of_one > of_other);

	if (order == 0)
		order = heavy_order(one->file, other->file);
	if (order == 0)
		order = (one->line > other->line) - (one->line < other->line);
	return order ? order : heavy_order(one->text, other->text);
}

void
sorted_begin(struct sorted *sorted, struct stats *stats)
{
	take_hits(sorted, &stats->hits);
	take_others(sorted, &stats->others);
	if (sorted->rule_count > 1)
		qsort(sorted->rules, sorted->rule_count, sizeof(*sorted->rules),
		      compare);
	addresses_sort(&stats->addresses);
	reasons_sort(&stats->reasons);
	sorted->rises = times_rise(&stats->times);
	times_fit(&stats->times, CHART_ROWS);
	sorted->worst = times_worst(&stats->times);
	for (size_t i = 0; i < stats->times.count; i++)
		sorted->failed += stats->times.all[i].failed;
}

bool
sorted_has(const struct sorted *sorted, size_t number)
{
	return sorted->top == 0 || number < sorted->top;
}

void
sorted_free(struct sorted *sorted)
{
	free(sorted->rules);
	free(sorted->idle);
}
