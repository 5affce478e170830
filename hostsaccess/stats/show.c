/* SPDX-License-Identifier: BSD-3-Clause */
#include "hostsaccess/stats/show.h"

#include "hostsaccess/past/tally_show.h"
#include "hostsaccess/stats/chart.h"
#include "hostsaccess/stats/show_rows.h"

#include <stdio.h>

static void
end_rows(const struct sorted *sorted, size_t rows)
{
	if (sorted->top > 0 && rows > sorted->top)
		printf("          and %zu more\n", rows - (size_t)sorted->top);
}

/* What came of others than those that are shown, or kept. */
static void
show_rest(const struct addresses *addresses, size_t rows)
{
	unsigned long shown = 0;

	for (size_t i = 0; i < rows; i++)
		shown += addresses->all[i].tally.count;
	if (shown < addresses->count)
		printf("%8lu  others: %s%zu addresses\n",
		       addresses->count - shown,
		       addresses->heavy.is_full ? "more than " : "",
		       addresses->heavy.used - rows);
}

static void
show_addresses(const struct addresses *addresses, const struct sorted *sorted)
{
	size_t rows = 0;

	puts("\nby address:");
	while (rows < addresses->heavy.used && sorted_has(sorted, rows))
		row_show_address(&addresses->all[rows++], false);
	show_rest(addresses, rows);
}

/* Whom rules would refuse, were they not on trial. */
static void
show_trial(const struct stats *stats, const struct sorted *sorted)
{
	const struct addresses *addresses = &stats->addresses;
	size_t rows = 0;

	if (stats->would_refuse == 0)
		return;
	puts("\nlet in by permissive, would be refused:");
	for (size_t i = 0; i < addresses->heavy.used; i++)
		if (addresses->all[i].trial > 0 && sorted_has(sorted, rows++))
			row_show_address(&addresses->all[i], true);
	end_rows(sorted, rows);
}

static void
show_rules(const struct sorted *sorted)
{
	puts("\nby rule:");
	for (size_t i = 0; i < sorted->rule_count && sorted_has(sorted, i); i++)
		row_show_decider(&sorted->rules[i]);
	end_rows(sorted, sorted->rule_count);
}

/* Whether each refusal names what decided. */
static bool
is_told(const struct sorted *sorted)
{
	for (size_t i = 0; i < sorted->rule_count; i++)
		if (sorted->rules[i].kind == OTHER_UNTOLD)
			return false;
	return true;
}

static void
show_idle(const struct sorted *sorted)
{
	if (sorted->idle_count > 0)
		printf("\nrules that decided nothing in this log%s:\n",
		       is_told(sorted) ? "" : ", as far as it names rules");
	for (size_t i = 0; i < sorted->idle_count && sorted_has(sorted, i); i++)
		row_show_idle(sorted->idle[i]);
	end_rows(sorted, sorted->idle_count);
	if (sorted->untold > 0)
		printf("\nrules that allow, of which the log tells nothing"
		       " (severity, debug): %lu\n",
		       sorted->untold);
}

/* Shows the reasons, under a heading for each kind. */
static void
show_reasons(const struct reasons *reasons)
{
	static const char *const headings[] = {
	    [REASON_OF_RULES] = "\nwhy:",
	    [REASON_OF_LOOKUP] =
		"\nnames of clients, where rules asked for them:",
	    [REASON_OF_PENALTY] = "\npenalties of sshd:",
	};
	const struct reason *before = NULL;

	for (uint32_t i = 0; i < reasons->heavy.used; i++) {
		const struct reason *reason = &reasons->all[i];

		if (!before || before->kind != reason->kind)
			puts(headings[reason->kind]);
		row_show_reason(reason);
		before = reason;
	}
}

/* Says that look-ups fail, and when most of them did. */
static void
show_failed(const struct stats *stats, const struct sorted *sorted)
{
	char text[TIMES_TEXT_SIZE];

	if (sorted->failed == 0)
		return;
	printf("\nlook-ups that failed: %lu; worst: %s (%lu)\n", sorted->failed,
	       times_text(&stats->times, sorted->worst, text),
	       stats->times.all[sorted->worst].failed);
	puts(sorted->rises
		 ? "They fail more often of late: a name server may be ill.  "
		   "While it is, rules\nthat ask for names let nobody in, and "
		   "refuse whom they might mean."
		 : "A name server did not answer then.");
}

static void
show_totals(const struct stats *stats)
{
	const struct decisions *decisions = &stats->decisions;

	printf("refused: %lu", stats->refused);
	if (stats->would_refuse > 0)
		printf("; would be refused (permissive): %lu",
		       stats->would_refuse);
	if (stats->penalties > 0)
		printf("; dropped by sshd for a penalty: %lu",
		       stats->penalties);
	if (stats->allowed > 0)
		printf("; allowed, as far as it is logged: %lu",
		       stats->allowed);
	putchar('\n');
	if (decisions->others_left_out > 0)
		printf("further ones that the log left out: %lu\n",
		       decisions->others_left_out);
	if (stats->first != 0) {
		fputs(stats->first == stats->last ? "at" : "from", stdout);
		tally_show_times(stats->first, stats->last);
	}
	if (stats->wild > 0)
		printf("of times that cannot be right, before 2000 or to come: "
		       "%lu\n",
		       stats->wild);
	printf("lines: %lu, of other things: %lu", decisions->lines,
	       decisions->others);
	if (decisions->before > 0)
		printf(", from before: %lu", decisions->before);
	putchar('\n');
}

void
stats_show(const struct stats *stats, const struct sorted *sorted, bool chart)
{
	show_totals(stats);
	if (chart)
		chart_show(stdout, &stats->times);
	if (stats->addresses.count > 0)
		show_addresses(&stats->addresses, sorted);
	show_trial(stats, sorted);
	if (sorted->rule_count > 0) {
		show_rules(sorted);
		show_idle(sorted);
	}
	show_reasons(&stats->reasons);
	show_failed(stats, sorted);
}
