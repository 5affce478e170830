/* SPDX-License-Identifier: BSD-3-Clause */
#include "hostsaccess/convert/terms_common.h"

#include <string.h>

static void
copy(struct terms *to, const struct terms *from, size_t begin, size_t end)
{
	for (size_t i = begin; i < end; i++)
		terms_add(to, from->terms[i]);
}

/* Where the first group of LIST ends. */
static size_t
first_end(const struct terms *list)
{
	size_t end = 0;

	while (end < list->count && list->terms[end].kind != TERM_EXCEPT)
		end++;
	return end;
}

/* Whether all terms of LIST are of KIND, or structure if STRUCTURE is taken. */
static bool
is_of(const struct terms *list, enum term_kind kind, bool structure)
{
	for (size_t i = 0; i < list->count; i++)
		if (list->terms[i].kind != kind &&
		    (!structure || (list->terms[i].kind != TERM_ALL &&
				    list->terms[i].kind != TERM_EXCEPT)))
			return false;
	return true;
}

static bool
common_nets(const struct terms *a, const struct terms *b, struct terms *both)
{
	struct ranges one, other, common;

	terms_addresses(a, &one);
	terms_addresses(b, &other);
	ranges_common(&one, &other, &common);
	terms_add_ranges(both, &common);
	ranges_free(&one);
	ranges_free(&other);
	ranges_free(&common);
	return both->count > 0;
}

static bool
common_names(const struct terms *a, const struct terms *b, struct terms *both)
{
	for (size_t i = 0; i < a->count; i++)
		for (size_t j = 0; j < b->count; j++)
			if (strcmp(a->terms[i].text, b->terms[j].text) == 0) {
				terms_add(both, a->terms[i]);
				break;
			}
	return both->count > 0;
}

/*
 * A and B is A but for all but B; what A excepts, B excepts then.  With more
 * than one EXCEPT in either that is no list.
 */
static void
combine(const struct terms *a, const struct terms *b, struct terms *both)
{
	size_t end = first_end(a), other = first_end(b);

	if (terms_groups(a) > 2 || terms_groups(b) > 2) {
		terms_add_unsaid(both, "",
				 "more exceptions meet there than can be said");
		return;
	}
	copy(both, a, 0, end);
	terms_add_text(both, TERM_EXCEPT, "");
	terms_add_text(both, TERM_ALL, "");
	terms_add_text(both, TERM_EXCEPT, "");
	copy(both, b, 0, b->count);
	if (end == a->count)
		return;
	if (other == b->count)
		terms_add_text(both, TERM_EXCEPT, "");
	copy(both, a, end + 1, a->count);
}

bool
terms_common(const struct terms *a, const struct terms *b, bool clients,
	     struct terms *both)
{
	*both = (struct terms){0};
	if (terms_are_all(a) || terms_are_all(b)) {
		const struct terms *one = terms_are_all(a) ? b : a;

		copy(both, one, 0, one->count);
		return true;
	}
	if (clients && is_of(a, TERM_NET, true) && is_of(b, TERM_NET, true))
		return common_nets(a, b, both);
	if (!clients && is_of(a, TERM_USER, false) &&
	    is_of(b, TERM_USER, false))
		return common_names(a, b, both);
	combine(a, b, both);
	return true;
}
