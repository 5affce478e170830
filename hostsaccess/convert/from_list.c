/* SPDX-License-Identifier: BSD-3-Clause */
/* Block lists: a net a line, a range, or several. */
#include "common/rule/syntax.h"
#include "hostsaccess/convert/from.h"
#include "hostsaccess/convert/listing.h"

/*
 * Whether a comment begins at AT of TEXT: with '#', or, at the start or behind
 * a blank, with ';' or "//".
 */
static bool
is_comment(struct ha_slice text, size_t at)
{
	struct ha_slice rest = ha_slice_from(text, at);

	if (rest.data[0] == '#')
		return true;
	return (rest.data[0] == ';' ||
		ha_slice_starts(rest, ha_slice_of("//"))) &&
	       (at == 0 || ha_in_class(text.data[at - 1], HA_C_SPACE));
}

static struct ha_slice
without_comment(struct ha_slice text)
{
	size_t at = 0;

	while (at < text.size && !is_comment(text, at))
		at++;
	return ha_slice_trim(ha_slice_head(text, at), HA_C_SPACE);
}

/* Words between blanks and commas; a range may have blanks around its '-'. */
static void
read_words(struct listing *listing, const struct conversion_line *line,
	   struct ha_slice text)
{
	struct ha_slice word;

	if (ha_slice_find(text, '-') < text.size &&
	    ha_slice_find(text, ',') == text.size) {
		listing_add_word(listing, line, text);
		return;
	}
	while (ha_token_next(&text, &word))
		listing_add_word(listing, line, word);
}

static void
take_line(void *context, const struct conversion_line *line)
{
	struct ha_slice text = without_comment(listing_text(line));

	if (text.size > 0)
		read_words(context, line, text);
}

void
from_list(struct conversion *conversion)
{
	struct listing listing = {.conversion = conversion};

	listing_read(&listing, take_line, &listing);
}
