/* SPDX-License-Identifier: BSD-3-Clause */
#include "hostsaccess/index/kind.h"

#include "common/rule/list.h"
#include "hostsaccess/index/install.h"

/* So many lines that are not empty are looked at. */
#define LINES_MAX 1000

/* Whether WORD is the address, the net or the name of somebody. */
static bool
is_host(struct ha_slice word)
{
	struct ha_pattern pattern;

	ha_pattern_of_host(word, (struct ha_place){0}, NULL, &pattern);
	return pattern.kind == HA_PATTERN_NET ||
	       pattern.kind == HA_PATTERN_LIST ||
	       pattern.kind == HA_PATTERN_NETGROUP ||
	       ha_pattern_may_be_address(&pattern) ||
	       ha_pattern_may_be_name(&pattern);
}

enum ha_status
kind_of(const char *file, struct kind *kind)
{
	unsigned lines = 0, lists = 0;
	enum ha_status status;
	struct ha_source source;
	struct ha_line line;

	status = ha_source_open(&source, file, false);
	if (status != HA_OK)
		return status;
	kind->index = install_is_index(source.fd);
	kind->small = !ha_index_is_large(&source.status);
	while (lines < LINES_MAX && ha_source_next(&source, &line) == HA_OK) {
		struct ha_slice rest = line.text, word;
		bool hosts = true, words = false;

		while (hosts && ha_list_word_next(&rest, &word)) {
			words = true;
			hosts = is_host(word);
		}
		lines += words;
		lists += words && hosts;
	}
	ha_source_close(&source);
	kind->rules = lists <= lines - lists;
	return HA_OK;
}
