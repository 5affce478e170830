/* SPDX-License-Identifier: BSD-3-Clause */
#include "wildcard.h"

static bool
one_matches(struct ha_slice pattern, size_t p, struct ha_slice text, size_t t)
{
	return pattern.data[p] == '?' ||
	       ha_slice_equal(ha_slice_head(ha_slice_from(pattern, p), 1),
			      ha_slice_head(ha_slice_from(text, t), 1));
}

bool
ha_wildcard_match(struct ha_slice pattern, struct ha_slice text)
{
	/* Only the last star needs to be tried again, one byte later. */
	size_t after_star = 0, retry = 0;
	size_t p = 0, t = 0;
	bool star = false;

	while (t < text.size) {
		if (p < pattern.size && pattern.data[p] == '*') {
			star = true;
			after_star = ++p;
			retry = t;
		} else if (p < pattern.size &&
			   one_matches(pattern, p, text, t)) {
			p++;
			t++;
		} else if (star) {
			p = after_star;
			t = ++retry;
		} else {
			return false;
		}
	}
	while (p < pattern.size && pattern.data[p] == '*')
		p++;
	return p == pattern.size;
}
