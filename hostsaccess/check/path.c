/* SPDX-License-Identifier: BSD-3-Clause */
#include "hostsaccess/check/path.h"

#include "common/request/address.h"
#include "hostsaccess/check/lists.h"
#include "hostsaccess/check/range.h"
#include "hostsaccess/finding/hint.h"

/* Whether TOKEN is the mask of a net, and the path of no file. */
static bool
is_mask_apart(struct ha_slice token)
{
	struct ha_slice mask = ha_slice_from(token, 1);

	return mask.size == 0 ||
	       (mask.size <= 15 && ha_slice_all(mask, HA_C_DIGIT | HA_C_DOT) &&
		ha_in_class(mask.data[0], HA_C_DIGIT) &&
		(mask.size <= 2 || ha_slice_any(mask, HA_C_DOT)));
}

void
path_check(struct check *check, struct ha_slice token, struct ha_place place)
{
	struct ha_slice before = range_word_before(check, token);
	struct ha_slice after = {"", 0};
	struct hint hint = {.size = 0};

	if (!is_mask_apart(token)) {
		lists_add(check, token, place);
		return;
	}
	if (token.size == 1)
		after = range_word_after(check, token);
	if (before.size > 0 && before.size <= HA_ADDRESS_TEXT_MAX &&
	    after.size <= HA_ADDRESS_TEXT_MAX)
		hint_add(&hint, "did you mean \"%.*s%.*s%.*s\"?",
			 (int)before.size, before.data, (int)token.size,
			 token.data, (int)after.size, after.data);
	check_find(check, FINDING_MASK_APART, place, token, &hint);
}
