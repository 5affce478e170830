/* SPDX-License-Identifier: BSD-3-Clause */
/* Context: one conversion, from what into what, and its faults. */
#ifndef CONVERT_CONTEXT_H
#define CONVERT_CONTEXT_H

#include "hostsaccess/convert/model.h"
#include "hostsaccess/tool/arguments.h"
#include "hostsaccess/tool/input.h"

#include <glob.h>
#include <stdio.h>

struct conversion {
	const struct arguments *arguments;
	const char *file; /* NULL: none is named */
	const char *daemon;
	struct rules_model model;
	unsigned long faults;  /* of what was read; each is said */
	bool unreadable;       /* a file could not be read */
	const char *from, *to; /* names of formats */
	const char *held;      /* of --aggregate, what it came to; or NULL */
};

/* So many faults are said; the others are counted. */
#define CONVERSION_FAULTS_SHOWN 20

/*
 * Says what is wrong with TEXT, which begins at COLUMN of LINE in FILE; 0
 * stands for the whole.
 */
void conversion_fault(struct conversion *conversion, const char *file,
		      unsigned long line, unsigned long column,
		      struct ha_slice text, const char *fault);

/* A line that is read, and where. */
struct conversion_line {
	const char *file;
	unsigned long number;
	struct ha_slice text;
	bool open; /* no newline stands behind it */
};

typedef void conversion_line_fn(void *context,
				const struct conversion_line *line);

/*
 * Hands each line of FILE, or "-", standard input, to TAKE.  A line that is
 * longer than MAX, 64 KiB at most, or holds a NUL byte, is a fault; so is a
 * file that cannot be read, or is no regular one.  Nothing is read behind a
 * line of more than 64 KiB.
 */
void conversion_read(struct conversion *conversion, const char *file,
		     size_t max, conversion_line_fn *take, void *context);

/*
 * Finds the files that PATTERN names, as glob(7); none are no fault, but a
 * folder that cannot be searched is.  The caller frees FOUND with globfree().
 */
void conversion_find(struct conversion *conversion, const char *pattern,
		     glob_t *found);

/* Says that PART, a slice into LINE, is in error. */
void conversion_line_fault(struct conversion *conversion,
			   const struct conversion_line *line,
			   struct ha_slice part, const char *fault);

/* Says NOTE of PART likewise, which is no error. */
void conversion_line_note(const struct conversion_line *line,
			  struct ha_slice part, const char *note);

/* Begins RULE, of LINE, whose text MODEL keeps. */
void conversion_begin_rule(struct conversion *conversion,
			   const struct conversion_line *line,
			   struct converted_rule *rule);

#endif
