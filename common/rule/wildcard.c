/* SPDX-License-Identifier: BSD-3-Clause */
#include "common/rule/wildcard.h"

static bool
one_matches(char pattern, char text)
{
	return pattern == '?' || ha_fold(pattern) == ha_fold(text);
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
			   one_matches(pattern.data[p], text.data[t])) {
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
