/* SPDX-License-Identifier: BSD-3-Clause */
#include "hostsaccess/stats/reason.h"

#include "hostsaccess/past/decision.h"

#include <stdlib.h>
#include <string.h>

/* What the words of pam_hostsaccess(8), LOG, mean. */
static const struct {
	enum reason_kind kind;
	const char *word, *words;
} table[] = {
    {REASON_OF_RULES, "rule", "a rule says so"},
    {REASON_OF_RULES, "cannot-decide", "a rule file is in error"},
    {REASON_OF_RULES, "not-told",
     "the line does not say why, as those of tcp_wrappers"},
    {REASON_OF_RULES, "option-error", "options of the rule are in error"},
    {REASON_OF_RULES, "twist", "a command in the place of the service"},
    {REASON_OF_RULES, "lookup-failed",
     "the rule may match, and a look-up that it needs failed"},
    {REASON_OF_RULES, "unconfirmed",
     "the rule may match, by what nobody has confirmed"},
    {REASON_OF_RULES, "nul", "the rule holds a NUL byte"},
    {REASON_OF_RULES, "host-bits",
     "the rule may match, by a net with host bits"},
    {REASON_OF_RULES, "no-user", "the rule may match, by a user not yet known"},
    {REASON_OF_RULES, "time", "the rule may match, by a time in doubt"},
    {REASON_OF_RULES, "bad-condition",
     "the rule may match, by a condition that cannot be read"},
    {REASON_OF_RULES, "command-failed", "a command of the rule did not run"},
    {REASON_OF_RULES, "no-remote-host", "the client has no address"},
    {REASON_OF_LOOKUP, "no-name", "the address has no name"},
    {REASON_OF_LOOKUP, "bad-name", "the name is none"},
    {REASON_OF_LOOKUP, "no-address", "the name has no address"},
    {REASON_OF_LOOKUP, "address-mismatch", "the name has other addresses"},
    {REASON_OF_LOOKUP, "reverse-failed",
     "no name server said which name the address has"},
    {REASON_OF_LOOKUP, "forward-failed",
     "no name server said which addresses the name has"},
};

void
reasons_begin(struct reasons *reasons)
{
	heavy_begin(&reasons->heavy, REASONS_MAX);
}

/* Counts WORD of KIND. */
static void
add(struct reasons *reasons, enum reason_kind kind, struct ha_slice word,
    unsigned long times, time_t when)
{
	char key[REASON_WORD_MAX + 1] = {(char)('0' + kind)};
	struct reason *reason;
	uint32_t place;
	bool is_new;

	word = ha_slice_head(word, REASON_WORD_MAX);
	if (word.size > 0)
		memcpy(key + 1, word.data, word.size);
	place =
	    heavy_add(&reasons->heavy, (struct ha_slice){key, word.size + 1},
		      times, &is_new);
	reason = &reasons->all[place];
	if (is_new)
		*reason = (struct reason){
		    .kind = kind,
		    .word = ha_slice_from(reasons->heavy.places[place].key, 1)};
	reason->over = reasons->heavy.places[place].over;
	reason->count = reasons->heavy.places[place].count - reason->over;
	if (when > reason->last)
		reason->last = when;
}

/* Why rules refused, in a word. */
static struct ha_slice
word_of(const struct decision *decision)
{
	if (decision->is_fault)
		return ha_slice_of("cannot-decide");
	if (decision->reason.size > 0)
		return decision->reason;
	return ha_slice_of(decision->is_rule_told ? "rule" : "not-told");
}

void
reasons_add(struct reasons *reasons, const struct decision *decision,
	    unsigned long times, time_t when)
{
	if (decision->kind == EVENT_PENALTY) {
		add(reasons, REASON_OF_PENALTY, decision->words, times, when);
		return;
	}
	add(reasons, REASON_OF_RULES, word_of(decision), times, when);
	if (decision->lookup.size > 0)
		add(reasons, REASON_OF_LOOKUP, decision->lookup, times, when);
}

static int
compare(const void *a, const void *b)
{
	const struct reason *one = a, *other = b;
	int order = (int)one->kind - (int)other->kind;

	if (order == 0)
		order =
		    (one->count < other->count) - (one->count > other->count);
	return order ? order : heavy_order(one->word, other->word);
}

void
reasons_sort(struct reasons *reasons)
{
	if (reasons->heavy.used > 1)
		qsort(reasons->all, reasons->heavy.used, sizeof(*reasons->all),
		      compare);
}

bool
reason_is_failed_lookup(const struct decision *decision)
{
	return ha_slice_is(decision->reason, "lookup-failed") ||
	       ha_slice_is(decision->lookup, "reverse-failed") ||
	       ha_slice_is(decision->lookup, "forward-failed");
}

const char *
reason_words(const struct reason *reason)
{
	for (size_t i = 0; i < sizeof(table) / sizeof(*table); i++)
		if (table[i].kind == reason->kind &&
		    ha_slice_is(reason->word, table[i].word))
			return table[i].words;
	return NULL;
}

void
reasons_free(struct reasons *reasons)
{
	heavy_free(&reasons->heavy);
}
