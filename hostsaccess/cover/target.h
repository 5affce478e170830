/* SPDX-License-Identifier: BSD-3-Clause */
/* Target: whom a token of a rule means, in a form that can be compared. */
#ifndef COVER_TARGET_H
#define COVER_TARGET_H

#include "common/rule/pattern.h"
#include "common/rule/syntax.h"
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
	WORD_PLACE = 'p', /* these as they stand: paths, groups, zones */
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

/* Whom lists mean, apart from what stands behind EXCEPT. */
struct targets {
	struct target_daemon daemons[TARGET_DAEMONS_MAX];
	size_t daemon_count;
	struct target *clients; /* without those that never match */
	size_t client_count, client_capacity;
	/* A list with EXCEPT as a whole: the same only as the same text. */
	bool daemons_except, clients_except;
	struct target_daemon daemons_whole;
	struct target clients_whole;
	struct ha_slice daemons_rest, clients_rest; /* behind EXCEPT */
};

/*
 * Reads the lists DAEMONS and CLIENTS into *TARGETS, all zero before the first
 * use, of which the caller frees the clients after the last.  Returns false if
 * there are too many daemons.
 */
bool targets_read(struct words *words, struct ha_slice daemons,
		  struct ha_slice clients, struct targets *targets);

#endif
