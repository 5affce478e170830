/* SPDX-License-Identifier: BSD-3-Clause */
/* Changes: what rules now say of who came, where that is something else. */
#ifndef REPLAY_CHANGE_H
#define REPLAY_CHANGE_H

#include "hostsaccess/machine/way.h"
#include "hostsaccess/tool/table.h"

struct tally;
struct visitor;

/* Which way the decision on a visitor has changed. */
enum change_kind {
	CHANGE_REFUSES, /* was accepted */
	CHANGE_ALLOWS,  /* was refused */
};

struct change {
	enum change_kind kind;
	const char *if_command; /* "fails", "succeeds": only if an aclexec so
				 * does; "": whatever it does */
	const struct visitor *visitor;
	enum ha_reason reason;
	struct ha_place place; /* of the rule, line 0 if there is none */
	char *rule;            /* its text, or NULL */
};

/* The ways for a service that somebody came to. */
struct change_ways {
	struct ways ways;
	char *service;
};

struct changes {
	const struct names *names; /* NULL: by the rules of ARGUMENTS alone */
	const struct arguments *arguments;
	const struct ha_indexes *indexes;
	struct table numbers;          /* of the services ... */
	struct change_ways **services; /* ... whose ways are known */
	size_t service_count;
	struct change *all;
	size_t count, capacity;
};

/*
 * Decides on VISITOR, which outlives CHANGES, and adds what changes.
 * Returns false if no decision can be made: of *FAULT in a file, or, if
 * that is HA_D_NONE, for want of memory.
 */
bool changes_find(struct changes *changes, const struct visitor *visitor,
		  struct ha_fault *fault);

/* Sorts by kind, then the highest count first, then by address. */
void changes_sort(struct changes *changes);

/* What CHANGE is about. */
const struct tally *change_tally(const struct change *change);

void changes_free(struct changes *changes);

#endif
