/* SPDX-License-Identifier: BSD-3-Clause */
/* Hits: how often each rule of today's files decided, as a log has it. */
#ifndef RULES_HITS_H
#define RULES_HITS_H

#include "common/base/status.h"
#include "hostsaccess/tool/arena.h"
#include "hostsaccess/tool/table.h"

#include <time.h>

struct decision;
struct entry;

/* How often, and when last; 0: never, or no time of it can be told. */
struct tallies {
	unsigned long refused, would_refuse, allowed;
	time_t last;
};

/* A rule of today. */
struct hit {
	const char *file;
	unsigned long line;
	struct ha_slice text; /* as the log has it, perhaps cut */
	uint32_t like; /* the first rule of the file with that text ... */
	bool is_twin;  /* ... which this is, and there are others */
	bool is_told;  /* what it decides is in the log: it refuses, or
			* has a severity */
	struct tallies tallies;
};

struct hits_file {
	const char *file;
	size_t first, count; /* rules */
	struct table texts;
};

/* Begin them as all zero. */
struct hits {
	struct hit *all;
	size_t count;
	struct hits_file *files;
	size_t file_count;
	struct arena texts;
};

/*
 * Adds the rules of FILE, a deny file or not, unless they are there.  Returns
 * HA_OK, HA_ABSENT, HA_ERR_IO with errno set, HA_ERR_LIMIT; what was read
 * before stays.  Exits when memory is out.
 */
enum ha_status hits_add_file(struct hits *hits, const char *file,
			     bool deny_file);

/*
 * Returns the rule that DECISION names, or NULL if it is none of these.  It is
 * the one of that line if its text is the same, as far as the log has it; or,
 * where lines have moved, the only one of the file with that text.
 */
struct hit *hits_find(const struct hits *hits, const struct decision *decision);

/* Returns the rule that begins in LINE of FILE, or NULL. */
struct hit *hits_of(const struct hits *hits, const char *file,
		    unsigned long line);

/* Returns that of ENTRY, if it still has its text, or NULL. */
struct hit *hits_of_entry(const struct hits *hits, const struct entry *entry);

/* Counts DECISION, which was made TIMES times, the last time at WHEN. */
void tallies_add(struct tallies *tallies, const struct decision *decision,
		 unsigned long times, time_t when);

/* Returns how often in all. */
unsigned long tallies_count(const struct tallies *tallies);

void hits_free(struct hits *hits);

#endif
