/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * Finding: one thing that `hostsaccess check` has to say of a file or of
 * this machine, and how it is shown (hostsaccess(8), FINDINGS).
 */
#ifndef FINDING_H
#define FINDING_H

#include "common/base/line.h"
#include "hostsaccess/finding/finding_table.h"
#include "hostsaccess/finding/pass.h"

#include <stdio.h>

enum finding_id {
#define FINDING_ENUM(id, severity, name, message) FINDING_##id,
	FINDINGS(FINDING_ENUM)
#undef FINDING_ENUM
	    FINDING_COUNT
};

struct finding;
struct groups;
struct known;

/* Where findings go, and how many there were. */
struct findings {
	FILE *stream;
	bool json;
	bool marks; /* show the line below a finding, and a mark */
	bool colour;
	bool utf8;           /* characters of UTF-8 are shown as they are */
	bool strict;         /* severities are those of strict decisions */
	bool quiet;          /* nothing is shown */
	bool no_libwrap;     /* what only matters to tcp_wrappers is left out */
	const char *ignore;  /* names of those that are left out, or NULL */
	struct known *known; /* likewise those that are known, or NULL */
	enum ha_severity fail_on; /* from this one on the status is not 0 */
	/* The files may be another machine's: what this one lacks is a note. */
	bool elsewhere;
	unsigned long counts[HA_FATAL + 1]; /* by severity */
	unsigned long lockouts;             /* of these */
	/* Those of the line that is read, until they are in order. */
	struct finding *held;
	size_t held_count, added;
	/* Many alike of a file become one, shown when the file ends. */
	bool group;
	struct groups *groups;      /* of that file, or NULL */
	const struct ha_line *line; /* that they stand in, or NULL */
	struct passes passes;
	/* The first line that means something else to tcp_wrappers. */
	char *differing_file; /* NULL: none */
	unsigned long differing_line;
};

/* Makes findings for STREAM; marks and colour if that is a terminal. */
void findings_begin(struct findings *findings, FILE *stream, bool json);

/*
 * Shows what is held, in the order of places, then takes LINE as the line
 * that what follows is about; NULL for none.
 */
void findings_next_line(struct findings *findings, const struct ha_line *line);

/* Shows all that is held of the file that was read. */
void findings_next_file(struct findings *findings);

/*
 * Begins a pass over files, of which some may have been read in an earlier one:
 * what was told then is not told again.
 */
void findings_next_pass(struct findings *findings);

/* Shows what is held, and frees all memory. */
void findings_end(struct findings *findings);

/*
 * Adds the finding ID about TEXT, which may be empty, at PLACE.  HINT, a format
 * of printf(3), says what was probably meant; NULL if nobody knows.  All of it
 * is copied, and escaped when it is shown.  Exits when memory is out.
 */
void findings_add(struct findings *findings, enum finding_id id,
		  struct ha_place place, struct ha_slice text, const char *hint,
		  ...) __attribute__((format(printf, 5, 6)));

/* Likewise for a DIAGNOSTIC of the library. */
void findings_add_diagnostic(struct findings *findings,
			     const struct ha_diagnostic *diagnostic,
			     const char *hint, ...)
    __attribute__((format(printf, 3, 4)));

/*
 * Returns the exit status: 2 with errors; 1 with warnings, or with notes if
 * they are to fail; else 0.
 */
int findings_status(const struct findings *findings);

/*
 * Leaves those out that NAMES, with commas between them, has.  Returns false,
 * with *UNKNOWN the first that is none, if there is such a one.
 */
bool findings_ignore(struct findings *findings, const char *names,
		     struct ha_slice *unknown);

/* Return the stable name, the message and the severity of ID. */
const char *finding_name(enum finding_id id);
const char *finding_message(enum finding_id id);
enum ha_severity finding_severity(enum finding_id id);

#endif
