/* SPDX-License-Identifier: BSD-3-Clause */
#include "hostsaccess/stats/show_rows.h"

#include "common/decide/report.h"
#include "hostsaccess/past/tally_show.h"
#include "hostsaccess/tool/output.h"

#include <stdio.h>

/* Where the lines below a row begin. */
#define MARGIN "          "

static void
show_place(struct ha_slice file, unsigned long line)
{
	output_text(stdout, file, output_is_utf8(stdout));
	printf(":%lu", line);
}

static void
show_rule(struct ha_slice file, unsigned long line, struct ha_slice text)
{
	char quoted[HA_REPORT_MAX];

	show_place(file, line);
	ha_quote(text, quoted, sizeof(quoted));
	printf(" %s", quoted);
}

/* Shows `NAME: COUNT` on a line of notes, if there are any. */
static void
show_note(const char **before, const char *name, unsigned long count)
{
	if (count == 0)
		return;
	printf("%s%s: %lu", *before, name, count);
	*before = "; ";
}

/* Ends a line of notes if BEFORE is not that of the first. */
static void
end_notes(const char *before)
{
	if (before[0] == ';')
		putchar('\n');
}

/* The line below an address. */
static void
show_notes(const struct address *address, bool trial)
{
	const char *before = MARGIN;

	if (address->file) {
		fputs(MARGIN, stdout);
		show_place(ha_slice_of(address->file), address->line);
		before = "; ";
	}
	if (!trial)
		show_note(&before, "would be refused", address->trial);
	show_note(&before, "dropped by sshd for a penalty",
		  address->tally.penalties);
	show_note(&before, "not counted, at most", address->over);
	end_notes(before);
}

void
row_show_address(const struct address *address, bool trial)
{
	printf("%8lu  ", trial ? address->trial : address->tally.count);
	output_escaped(stdout, address->text);
	putchar(',');
	tally_show_users(&address->tally);
	tally_show_times(address->tally.first, address->tally.last);
	show_notes(address, trial);
}

/* What is no rule. */
static void
show_other(const struct decider *decider)
{
	switch (decider->kind) {
	case OTHER_RULE:
		show_rule(decider->file, decider->line, decider->text);
		break;
	case OTHER_FAULT:
		fputs("cannot decide: ", stdout);
		output_text(stdout, decider->text, false);
		break;
	case OTHER_NONE:
		fputs("no rule", stdout);
		break;
	case OTHER_UNTOLD:
		fputs("rule not told, as by tcp_wrappers", stdout);
		break;
	}
}

void
row_show_decider(const struct decider *decider)
{
	const struct tallies *tallies = &decider->tallies;
	const char *before = MARGIN;

	printf("%8lu  ", tallies_count(tallies));
	show_other(decider);
	if (tallies->last != 0) {
		fputs(", last", stdout);
		tally_show_time(tallies->last);
	}
	putchar('\n');
	if (decider->kind == OTHER_RULE && !decider->is_today) {
		fputs(MARGIN "not in today's files", stdout);
		before = "; ";
	}
	show_note(&before, "would be refused", tallies->would_refuse);
	show_note(&before, "allowed", tallies->allowed);
	end_notes(before);
}

void
row_show_idle(const struct hit *hit)
{
	fputs(MARGIN, stdout);
	show_rule(ha_slice_of(hit->file), hit->line, hit->text);
	putchar('\n');
}

void
row_show_reason(const struct reason *reason)
{
	const char *words = reason_words(reason);
	bool is_plain = ha_slice_is(reason->word, "rule") && words;

	printf("%8lu  ", reason->count);
	if (!is_plain)
		output_text(stdout, reason->word, false);
	if (words)
		printf("%s%s", is_plain ? "" : ": ", words);
	if (reason->last != 0) {
		fputs(", last", stdout);
		tally_show_time(reason->last);
	}
	if (reason->over > 0)
		printf("; not counted, at most: %lu", reason->over);
	putchar('\n');
}
