/* SPDX-License-Identifier: BSD-3-Clause */
#include "hostsaccess/convert/listing.h"

static unsigned
width_of(struct ha_slice text)
{
	return ha_slice_find(text, ':') < text.size ? 128 : 32;
}

bool
listing_read_net(struct ha_slice text, struct field_net *net)
{
	size_t slash = ha_slice_find(text, '/');
	unsigned width = width_of(text);
	unsigned long length = width;

	net->lone = slash == text.size;
	if (!ha_address_parse(ha_slice_head(text, slash), &net->address) ||
	    net->address.zone[0] != '\0')
		return false;
	if (!net->lone && !ha_slice_number(ha_slice_from(text, slash + 1), 10,
					   width, &length))
		return false;
	net->length = (unsigned)length;
	return true;
}

bool
listing_is_mask(const struct field_net *net)
{
	return net->lone && net->address.family == HA_FAMILY_IPV4 &&
	       net->address.bytes[0] == 255;
}

/* Adds NET, as it was written in TEXT. */
static void
add_net(struct listing *listing, struct ha_slice text,
	const struct field_net *net)
{
	struct ha_net whole;

	ha_net_of_prefix(&net->address, net->length, width_of(text), &whole);
	terms_add_masked(&listing->nets, &whole);
}

bool
listing_add_range(struct listing *listing, const struct field_net *first,
		  const struct field_net *last)
{
	struct ranges range = {0};
	enum ha_family family = first->address.family;
	struct number begin = number_of(family, first->address.bytes);
	struct number end = number_of(family, last->address.bytes);

	if (!first->lone || !last->lone || family != last->address.family ||
	    number_order(begin, end) > 0)
		return false;
	ranges_add(&range, family, begin, end);
	terms_add_ranges(&listing->nets, &range);
	ranges_free(&range);
	return true;
}

void
listing_add_word(struct listing *listing, const struct conversion_line *line,
		 struct ha_slice word)
{
	size_t dash = ha_slice_find(word, '-');
	struct ha_slice begin =
	    ha_slice_trim(ha_slice_head(word, dash), HA_C_SPACE);
	struct ha_slice end =
	    ha_slice_trim(ha_slice_from(word, dash + 1), HA_C_SPACE);
	const char *fault = NULL;
	struct field_net first, last;

	if (!listing_read_net(begin, &first))
		fault = "no address, net or range";
	else if (first.address.family == HA_FAMILY_IPV4 &&
		 width_of(begin) == 128 && first.length < 96)
		fault = "less than 96 bits of an IPv4 address in IPv6";
	else if (listing_is_mask(&first))
		fault = "a mask, which is not read; write ADDRESS/LENGTH";
	else if (dash == word.size)
		add_net(listing, begin, &first);
	else if (!listing_read_net(end, &last))
		fault = "no address, net or range";
	else if (!listing_add_range(listing, &first, &last))
		fault = "no range: two addresses of one family, the lesser "
			"first";
	if (fault)
		conversion_line_fault(listing->conversion, line, word, fault);
}

struct ha_slice
listing_text(const struct conversion_line *line)
{
	const struct ha_slice mark = ha_slice_of("\xef\xbb\xbf");

	if (line->number == 1 &&
	    ha_slice_same(ha_slice_head(line->text, mark.size), mark))
		return ha_slice_from(line->text, mark.size);
	return line->text;
}

void
listing_read(struct listing *listing, conversion_line_fn *take, void *context)
{
	struct conversion *conversion = listing->conversion;
	struct converted_rule rule = {
	    .file = conversion->file ? conversion->file : "-", .text = ""};

	conversion_read(conversion, rule.file, INPUT_LINE_MAX, take, context);
	if (listing->nets.count == 0)
		return;
	rule.clients = listing->nets;
	terms_add_text(&rule.users, TERM_ALL, "");
	model_add(&conversion->model, &rule);
}
