/* SPDX-License-Identifier: BSD-3-Clause */
#include "hostsaccess/check/bracket.h"

#include "common/request/address.h"
#include "hostsaccess/check/range.h"
#include "hostsaccess/finding/hint.h"

/* Whether each bracket of TOKEN has its partner. */
static bool
are_pairs(struct ha_slice token)
{
	bool open = false;

	for (size_t i = 0; i < token.size; i++) {
		if (token.data[i] != '[' && token.data[i] != ']')
			continue;
		if ((token.data[i] == '[') == open)
			return false;
		open = !open;
	}
	return !open;
}

/* Whether TOKEN is a daemon of the rule of CHECK. */
static bool
is_daemon(const struct check *check, struct ha_slice token)
{
	return check->rule && token.data < check->rule->clients.data;
}

/* Adds TOKEN, an address with one bracket, or a zone behind two, as it was to
 * be. */
static bool
hint_address(struct hint *hint, struct ha_slice token)
{
	size_t close = ha_slice_find(token, ']');
	struct ha_slice inner, rest = ha_slice_from(token, close + 1);
	struct ha_address address;

	inner = ha_slice_head(token, close);
	if (inner.size > 0 && inner.data[0] == '[')
		inner = ha_slice_from(inner, 1);
	if (ha_slice_find(inner, ':') == inner.size ||
	    !ha_address_parse(inner, &address) ||
	    (rest.size > 0 && rest.data[0] != '%'))
		return false;
	hint_add(hint, "did you mean \"[%.*s%.*s]\"?", (int)inner.size,
		 inner.data, (int)ha_slice_head(rest, 40).size, rest.data);
	return true;
}

void
bracket_hint(const struct check *check, struct ha_slice token,
	     struct hint *hint)
{
	size_t open = ha_slice_find(token, '[');

	if (range_hint(check, token, hint) || range_hint_class(token, hint) ||
	    hint_address(hint, token))
		return;
	if (!are_pairs(token)) {
		if (!check->findings->no_libwrap)
			hint_add(hint, "to tcp_wrappers, the options behind "
				       "it are lost");
	} else if (is_daemon(check, token) && open > 0) {
		hint_mean(hint, ha_slice_head(token, open));
	} else {
		hint_add(hint, "they are for IPv6 addresses");
	}
}
