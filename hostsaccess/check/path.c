/* SPDX-License-Identifier: BSD-3-Clause */
#include "hostsaccess/check/path.h"

#include "common/request/address.h"
#include "common/source/source.h"
#include "hostsaccess/check/diagnose.h"
#include "hostsaccess/check/lists.h"
#include "hostsaccess/check/range.h"
#include "hostsaccess/finding/hint.h"

#include <errno.h>

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

/* Notes that the list file TOKEN is named at PLACE, where it is told of. */
static void
add_list(struct check *check, struct ha_slice token, struct ha_place place)
{
	struct list *list = lists_add(check, token, place);
	struct ha_sink sink = diagnose_sink(check);
	struct ha_source source;
	enum ha_status status;

	if (!list)
		return;
	status = ha_source_open(&source, list->path, false);
	if (status == HA_OK) {
		ha_source_close(&source);
	} else if (status == HA_ABSENT) {
		list->told = true;
		ha_diagnose(&sink, HA_D_LIST_MISSING, place, token, 0);
	} else if (status == HA_ERR_IO) {
		list->told = true;
		ha_diagnose(&sink, HA_D_FILE_UNREADABLE, place, token, errno);
	}
}

void
path_check(struct check *check, struct ha_slice token, struct ha_place place)
{
	struct ha_slice before = range_word_before(check, token);
	struct ha_slice after = {"", 0};
	struct hint hint = {.size = 0};

	if (!is_mask_apart(token)) {
		add_list(check, token, place);
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
