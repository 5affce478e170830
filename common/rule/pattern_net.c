/* SPDX-License-Identifier: BSD-3-Clause */
/* Patterns that are nets, however they are written. */
#include "common/rule/pattern.h"

/* Takes `N.` from the front of TEXT, written as addresses are. */
static bool
take_part(struct ha_slice *text, uint8_t *part)
{
	size_t dot = ha_slice_find(*text, '.');
	struct ha_slice digits = ha_slice_head(*text, dot);
	unsigned long number;

	if (dot == text->size || !ha_slice_number(digits, 10, 255, &number) ||
	    (dot > 1 && digits.data[0] == '0'))
		return false;
	*part = (uint8_t)number;
	*text = ha_slice_from(*text, dot + 1);
	return true;
}

/* N. and N.N.* and their like, which mean the net of what begins so. */
static bool
net_of_beginning(struct ha_slice text, struct ha_net *net)
{
	uint8_t quad[4] = {0}, mask[4] = {0};
	size_t parts = 0;

	while (parts < 3 && take_part(&text, &quad[parts]))
		mask[parts++] = 0xff;
	if (parts == 0 || (text.size > 0 && !ha_slice_is(text, "*") &&
			   !(ha_slice_is(text, "*.*") && parts < 3) &&
			   !(ha_slice_is(text, "*.*.*") && parts < 2)))
		return false;
	ha_net_of_mask(quad, mask, net);
	return true;
}

bool
ha_pattern_net(const struct ha_pattern *pattern, struct ha_net *net)
{
	struct ha_address address;

	if (pattern->kind == HA_PATTERN_NET) {
		*net = pattern->net;
		return true;
	}
	if (!pattern->numeric)
		return false;
	if (pattern->kind == HA_PATTERN_TEXT &&
	    ha_address_parse(pattern->text, &address)) {
		ha_net_of_address(&address, net);
		return true;
	}
	return (pattern->kind == HA_PATTERN_PREFIX ||
		pattern->kind == HA_PATTERN_WILDCARD) &&
	       net_of_beginning(pattern->text, net);
}
