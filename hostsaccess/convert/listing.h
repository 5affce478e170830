/* SPDX-License-Identifier: BSD-3-Clause */
/* Listing: a block list while it is read; all of it is one rule. */
#ifndef CONVERT_LISTING_H
#define CONVERT_LISTING_H

#include "hostsaccess/convert/context.h"

/* Begin it with its conversion alone. */
struct listing {
	struct conversion *conversion;
	struct terms nets;
};

/* What stands in a field: an address, and how many bits of it count. */
struct field_net {
	struct ha_address address;
	unsigned length;
	bool lone; /* without a length */
};

/* Reads TEXT, ADDRESS or ADDRESS/LENGTH; false if it is neither. */
bool listing_read_net(struct ha_slice text, struct field_net *net);

/* Returns whether NET, taken for an address, was rather meant as a mask. */
bool listing_is_mask(const struct field_net *net);

/* Adds WORD, a net or a range, of LINE; anything else is a fault. */
void listing_add_word(struct listing *listing,
		      const struct conversion_line *line, struct ha_slice word);

/* Adds all addresses from FIRST to LAST; false if they are no range. */
bool listing_add_range(struct listing *listing, const struct field_net *first,
		       const struct field_net *last);

/* Returns the text of LINE, without the mark of UTF-8 before a first one. */
struct ha_slice listing_text(const struct conversion_line *line);

/*
 * Reads the file of the conversion of LISTING, or standard input: hands each
 * line to TAKE, with CONTEXT, and makes a rule of the nets that come out.
 */
void listing_read(struct listing *listing, conversion_line_fn *take,
		  void *context);

#endif
