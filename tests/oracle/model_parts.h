/* SPDX-License-Identifier: BSD-3-Clause */
/* What the files of the model share. */
#ifndef ORACLE_MODEL_PARTS_H
#define ORACLE_MODEL_PARTS_H

#include "tests/oracle/model.h"

/* The longest fact that the model takes, with its NUL. */
#define MODEL_FACT_SIZE 1024

#define MODEL_BLANKS " \t\r\n"
#define MODEL_SEPARATORS ", \t\r\n"

/* One end of the connection, as text. */
struct model_host {
	char name[MODEL_FACT_SIZE];
	char address[MODEL_FACT_SIZE];
};

/* One decision under way. */
struct model_run {
	const struct model_rules *rules;
	uint64_t rows;
	char daemon[MODEL_FACT_SIZE];
	char user[MODEL_FACT_SIZE];
	struct model_host client;
	struct model_host server;
	unsigned server_port; /* or 0 */
	bool allows;          /* the rule at hand stands in the allow file */
	bool aclexec_failed;
	bool refusals; /* only these count in the rest of the file */
	bool idle;     /* options of the rule at hand are only checked */
};

/*
 * What may be counts for rules that refuse.  A fault is an error of a file:
 * the client is refused.
 */
enum model_answer {
	MODEL_NO,
	MODEL_UNREAD, /* no, but nobody can read all of a list file */
	MODEL_YES,
	MODEL_MAYBE,
	MODEL_FAULT,
};

/* What comes of a rule, or of a file. */
enum model_outcome {
	MODEL_PASS,   /* no rule matched */
	MODEL_MATCH,  /* a rule matched: the verdict of its file */
	MODEL_ALLOW,  /* an option allows */
	MODEL_REFUSE, /* an option or a fault refuses */
	MODEL_SKIP,   /* not matched, and the rest of the file is skipped */
};

enum model_family {
	MODEL_NO_NUMBER,
	MODEL_V4,
	MODEL_V6,
};

struct model_number {
	enum model_family family;
	unsigned char bytes[16];
	char zone[MODEL_FACT_SIZE];
};

/* Returns whether ROW is on in RUN. */
static inline bool
model_on(const struct model_run *run, enum model_row row)
{
	return (run->rows >> row & 1) != 0;
}

/*
 * model_rule.c: applies the rule in LINE, which is cut; ALLOWS: its file.  A
 * DOUBTFUL one only refuses.
 */
enum model_outcome model_rule(struct model_run *run, char *line, bool allows,
			      bool doubtful);

/* model_split.c */

/* Returns the length of the daemon list in LINE: up to ':' or the end. */
size_t model_daemons_length(const struct model_run *run, const char *line);

/*
 * Returns the length of the client list in TEXT: up to ':', the end, or the
 * '#' of a comment.
 */
size_t model_clients_length(const struct model_run *run, const char *text);

/*
 * Cuts TOKEN at the first DELIMITER behind its first byte and outside
 * brackets, counted from the byte FROM on.  Returns what follows, or NULL.
 */
char *model_cut(const struct model_run *run, char *token, size_t from,
		char delimiter);

/* model_option.c: carries out the option text TEXT, which is cut. */
enum model_outcome model_options(struct model_run *run, char *text,
				 bool allows);

/* Returns TEXT, cut, without the white space at its ends. */
char *model_trimmed(char *text);

/* model_value.c */

/*
 * Returns whether VALUE, which is cut, is good for OPTION; it is NULL where
 * an option that may have none has none.
 */
bool model_value_is_good(const struct model_run *run, const char *option,
			 char *value);

/* Returns whether WORD is in LIST, which NULL ends. */
bool model_is_listed(const char *word, const char *const *list);

/* model_pattern.c */

/* Return whether the TOKEN of a daemon or client list matches; cut it. */
enum model_answer model_daemon_token(struct model_run *run, char *token);
enum model_answer model_client_token(struct model_run *run, char *token);

/*
 * Returns whether HOST matches PATTERN, which is cut, met in a list file
 * that lies DEPTH files deep (0: in a rule).
 */
enum model_answer model_host_matches(struct model_run *run, char *pattern,
				     struct model_host *host, int depth);

/* model_list.c: whether HOST matches a pattern in the list file PATH. */
enum model_answer model_list_file(struct model_run *run, const char *path,
				  struct model_host *host, int depth);

/* model_text.c */

/* Returns whether A and B are equal, ASCII case apart. */
bool model_same(const char *a, const char *b);

/* Returns whether TEXT is the word for an unknown or disbelieved fact. */
bool model_is_word(const char *text);

/*
 * Returns whether TEXT matches PATTERN, by the tests that users, daemons,
 * names and addresses have in common.
 */
bool model_text_matches(const struct model_run *run, const char *pattern,
			const char *text);

/* Returns whether TEXT matches the wildcard PATTERN. */
bool model_wildcard(const struct model_run *run, const char *pattern,
		    const char *text);

/* model_number.c */

/* Reads the IPv6 address TEXT as a number, mapped or not. */
bool model_number_v6(const struct model_run *run, const char *text,
		     struct model_number *number);

/*
 * Reads the text ADDRESS of a client; SHOWN becomes the text that patterns
 * see.
 */
void model_number_client(const struct model_run *run, const char *address,
			 struct model_number *number,
			 char shown[MODEL_FACT_SIZE]);

/* Returns whether CLIENT is the address that the IPv6 text PATTERN names. */
bool model_number_is(const struct model_run *run, const char *pattern,
		     const struct model_number *client);

/* Return whether CLIENT is in the net PATTERN under MASK. */
enum model_answer model_number_in_v4(const struct model_run *run,
				     const char *pattern, const char *mask,
				     const struct model_number *client);
enum model_answer model_number_in_v6(const struct model_run *run,
				     const char *pattern, const char *mask,
				     const struct model_number *client);

/*
 * Returns whether TEXT is an IPv6 address, or one with a length from 0 to
 * 128 behind a '/'.
 */
bool model_number_is_bare(const struct model_run *run, const char *text);

#endif
