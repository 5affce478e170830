/* SPDX-License-Identifier: BSD-3-Clause */
/* Record data: what a record keeps of a decision. */
#ifndef ASK_RECORD_DATA_H
#define ASK_RECORD_DATA_H

#include "common/decide/decide.h"
#include "common/request/system_resolver.h"
#include "hostsaccess/tool/arena.h"

/* A rule file that was asked. */
struct record_file {
	const char *name;
	bool absent;
	size_t first_rule, rule_count;
	/* What was kept before it, to go back to if the file changes. */
	size_t tokens_before, effects_before, conditions_before, faults_before;
};

/* A word of a list file that matches, or may match. */
struct record_word {
	struct ha_slice text;
	struct ha_place place;
	enum ha_match match;
};

/* Words that follow each other in the record. */
struct record_words {
	size_t first, count;
};

/* A list file that was read, about the client or the server. */
struct record_list {
	struct ha_slice name;
	bool client;
	struct record_words words;
};

/* A token of a list that was compared. */
struct record_token {
	struct ha_slice text;
	struct ha_place place;
	enum ha_match match;
	bool client; /* of the client list */
	unsigned group;
	struct record_words words; /* of the list file that it names */
};

/* A condition of the option `require` that was asked. */
struct record_condition {
	struct ha_slice text;
	struct ha_place place;
	enum ha_match match;
};

struct record_rule {
	struct ha_slice text;
	struct ha_place place;
	enum ha_match match;
	bool decides;
	size_t first_token, token_count;
	size_t first_effect, effect_count;
	size_t first_condition, condition_count;
};

/* An option that would be carried out. */
struct record_effect {
	const char *option;
	struct ha_slice name; /* of a variable */
	struct ha_slice text; /* expanded */
};

enum record_question {
	RECORD_NAME,
	RECORD_ADDRESSES,
	RECORD_IPV4_ADDRESSES,
	RECORD_IPV6_ADDRESSES,
	RECORD_NETGROUP,
	RECORD_USER,
	RECORD_GROUP,
	RECORD_COUNTRY,
	RECORD_CONTINENT,
	RECORD_ASN,
};

struct record_lookup {
	enum record_question question;
	struct ha_slice subject; /* an address or a name */
	/* Of RECORD_NETGROUP and RECORD_GROUP; of RECORD_USER the other user.
	 */
	struct ha_slice group;
	enum ha_lookup result;
	struct ha_slice answer; /* addresses stand between blanks */
	struct ha_slice source; /* which database says so, or why not; or "" */
	unsigned long ms;
};

struct settings;

/* All texts last as long as the record: record_end(). */
struct record {
	/* Set before the decision: whose options act, and what is shown. */
	bool as_libwrap;
	const struct settings *settings; /* tool/settings.h; or NULL */
	bool no_conditions;              /* as of the rules that were asked */
	struct ha_request request;
	struct ha_verdict verdict;
	/* An aclexec was met: what comes out once it was run. */
	bool has_aclexec;
	struct ha_verdict if_success, if_failure;
	/* Files were trusted that root would not; what comes out then. */
	bool has_other_for_root;
	struct ha_verdict if_root;
	struct record_file *files;
	struct record_rule *rules;
	struct record_token *tokens;
	struct record_word *words;
	struct record_list *lists;
	struct record_effect *effects;
	struct record_condition *conditions;
	struct record_lookup *lookups;
	struct ha_diagnostic *faults;
	size_t file_count, rule_count, token_count, word_count, list_count,
	    effect_count, condition_count, lookup_count, fault_count;
	size_t words_taken;          /* by tokens */
	struct ha_resolver resolver; /* for the request */
	struct ha_resolver system;
	struct ha_system_resolver deadline;
	struct arena texts;
	const char *file; /* the name of a file kept last */
};

/* Returns PLACE with a copy of its name; of equal ones in a row, one copy. */
struct ha_place record_keep_place(struct record *record, struct ha_place place);

#endif
