/* SPDX-License-Identifier: BSD-3-Clause */
#include "hostsaccess/check/comma.h"

#include "common/request/address.h"
#include "hostsaccess/finding/hint.h"

/* Four numbers, dots, and a mask likewise. */
#define ADDRESS_MAX 32

/*
 * Writes WORD to TEXT with dots for its commas.  Returns false unless it has
 * some, and that is an address or a net.
 */
static bool
repair(struct ha_slice word, char text[ADDRESS_MAX])
{
	struct ha_slice whole = {text, word.size};
	struct ha_address address;

	if (word.size >= ADDRESS_MAX || ha_slice_find(word, ',') == word.size)
		return false;
	for (size_t i = 0; i < word.size; i++) {
		text[i] = word.data[i] == ',' ? '.' : word.data[i];
		if (!ha_in_class(text[i], HA_C_DIGIT | HA_C_DOT) &&
		    text[i] != '/')
			return false;
	}
	return ha_address_parse(ha_slice_head(whole, ha_slice_find(whole, '/')),
				&address);
}

void
comma_check(struct check *check, const struct ha_line *line,
	    struct ha_slice list)
{
	while (list.size > 0) {
		struct ha_slice word;
		struct hint hint = {.size = 0};
		char text[ADDRESS_MAX];
		size_t size = 0;

		list = ha_slice_skip(list, HA_C_BLANK);
		while (size < list.size &&
		       !ha_in_class(list.data[size], HA_C_BLANK))
			size++;
		word = ha_slice_trim(ha_slice_head(list, size), HA_C_COMMA);
		list = ha_slice_from(list, size);
		if (!repair(word, text))
			continue;
		hint_mean(&hint, (struct ha_slice){text, word.size});
		check_find(
		    check, FINDING_BAD_ADDRESS,
		    ha_line_place(line, (size_t)(word.data - line->text.data)),
		    word, &hint);
		check_tell(check, word);
	}
}
