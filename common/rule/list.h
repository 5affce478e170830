/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * List: a client pattern that is the absolute path of a list file
 * (hosts_access(5), PATTERNS).
 *
 * The words of the file, separated by white space and commas, are patterns
 * of hosts; any of them matches.  A word that begins with '#' or ';' comments
 * out the rest of its line.  A word in a line that holds a NUL byte never
 * matches for certain.
 */
#ifndef HA_LIST_H
#define HA_LIST_H

#include "common/base/trace.h"
#include "common/rule/list_memo.h"
#include "common/rule/pattern.h"
#include "common/source/source.h"

/* How deep list files may name list files. */
#define HA_LIST_DEPTH 8

/* What a match is made with. */
struct ha_matcher {
	struct ha_request *request;
	const struct ha_sink *sink;
	bool exhaustive; /* read list files to their end, to hear of faults */
	bool no_conditions;           /* as of struct ha_rules */
	const struct ha_trace *trace; /* hears of each step; may be NULL */
	void **memo; /* list files read: ha_list_memo_add(); may be NULL */
	unsigned settle_ms;               /* as of struct ha_rules */
	unsigned *watches;                /* as of ha_settle_open() */
	const struct ha_indexes *indexes; /* as of struct ha_rules */
};

/*
 * Takes the next word from the front of WORDS.  Returns false if there is
 * none; WORDS is empty then, or the comment that ends the line.
 */
bool ha_list_word_next(struct ha_slice *words, struct ha_slice *word);

/*
 * Matches the list file PATH, named at PLACE, against ENDPOINT.  What is
 * known of a file is not read again, nor heard of word by word.  A missing
 * file matches nothing, which the sink hears.  *MATCH may be unlikely.
 * Returns HA_OK; HA_ERR_IO or HA_ERR_LIMIT for a file that cannot be read or
 * that nests too deeply (the sink heard which); HA_ERR_CHANGED, HA_ERR_MEMORY.
 */
enum ha_status ha_list_match(const struct ha_matcher *matcher,
			     struct ha_slice path, struct ha_place place,
			     struct ha_endpoint *endpoint,
			     enum ha_match *match);

#endif
