/* SPDX-License-Identifier: BSD-3-Clause */
/* Target: whom a token of a rule means, in a form that can be compared. */
#ifndef COVER_TARGET_H
#define COVER_TARGET_H

#include "common/rule/visit.h"
#include "hostsaccess/tool/table.h"

/* Numbers for texts.  Begin it as all zero, end it with words_free(). */
struct words {
	struct table table;
	uint32_t count;
	char *buffer; /* a text while it is made */
	size_t capacity;
};

/* What a text is, so that texts of different meaning stay apart. */
enum word_class {
	WORD_DAEMON = 'd', /* these four in any case of letters */
	WORD_USER = 'u',
	WORD_HOST = 'h',
	WORD_OPTIONS = 'o',
	WORD_PLACE = 'p', /* as they stand: paths, groups, zones, NAME=VALUE */
	WORD_LIST = 'l',
	WORD_ZONE = 'z',
};

/* The number of what matches everything. */
#define WORD_ALL 0

/* Returns the number, not WORD_ALL, of TEXT; the same for the same text. */
uint32_t words_number(struct words *words, enum word_class class,
		      struct ha_slice text);

/* Returns the number of TEXT, or TABLE_NONE if it was never given one. */
uint32_t words_find(struct words *words, enum word_class class,
		    struct ha_slice text);

void words_free(struct words *words);

/* Whom a client token means. */
struct target {
	struct ha_slice token;
	uint32_t user; /* WORD_ALL: any user */
	uint32_t word; /* of the host pattern; WORD_ALL: any client */
	bool is_net;   /* nothing but the addresses of NET, in ZONE */
	struct ha_net net;
	struct ha_net sure; /* those of them that it means for certain */
	bool unsure;   /* of nobody can be said that it means him for certain */
	uint32_t zone; /* WORD_ALL: any zone */
	struct ha_slice name; /* the name or suffix that it means, or "" */
};

/* Rules with more daemons than this are left alone: nobody writes them. */
#define TARGET_DAEMONS_MAX 64

struct target_daemon {
	struct ha_slice token;
	uint32_t word; /* WORD_ALL: any daemon */
	bool plain;    /* just the one of this name */
	bool unsure;   /* as of a client */
};

/* What is known of a list as a whole. */
struct targets_list {
	bool except; /* it has an EXCEPT */
	bool unsure; /* one of its tokens, an excepted one perhaps, is */
};

/*
 * Whom a group of each list means.  Begin it as all zero, and free the clients
 * after the last use.
 */
struct targets {
	struct target_daemon daemons[TARGET_DAEMONS_MAX];
	size_t daemon_count;
	bool too_many;          /* daemons */
	struct target *clients; /* without those that never match */
	size_t client_count;
	struct targets_list daemon_list, client_list;
	/* A list with EXCEPT as a whole: the same only as the same text. */
	struct target_daemon daemons_whole;
	struct target clients_whole;
};

/* Adds TOKEN, no EXCEPT, whose parts mean LEFT and HOST, as of ha_visit_fn. */
void targets_add(struct words *words, struct targets *targets,
		 const struct ha_token *token, const struct ha_pattern *left,
		 const struct ha_pattern *host);

/* Notes what TOKEN, of any group, makes of its list as a whole. */
void targets_note(struct targets *targets, const struct ha_token *token,
		  const struct ha_pattern *host);

/* Ends the lists of RULE: sets them as a whole, if they have EXCEPT. */
void targets_end(struct words *words, struct targets *targets,
		 const struct ha_rule *rule);

/* Makes TARGETS ready for another rule. */
void targets_clear(struct targets *targets);

#endif
