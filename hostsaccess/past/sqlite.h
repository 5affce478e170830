/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * Databases of SQLite, by its library, whose interface does not change. Whoever
 * has such a database has the library; so it is opened when there is one, and
 * this program needs neither it nor its header.  Nothing is ever written, and
 * no more time and memory taken than is told, whatever the file holds.
 */
#ifndef PAST_SQLITE_H
#define PAST_SQLITE_H

#include "common/base/slice.h"

#include <stdint.h>
#include <time.h>

#define SQLITE_LIBRARY "libsqlite3.so.0"

struct sqlite {
	void *library, *handle, *statement;
	const struct timespec *deadline;
	int (*open_v2)(const char *, void **, int, const char *);
	int (*limit)(void *, int, int);
	void (*progress_handler)(void *, int, int (*)(void *), void *);
	int (*exec)(void *, const char *, void *, void *, void *);
	int (*prepare_v2)(void *, const char *, int, void **, const char **);
	int (*bind_int64)(void *, int, int64_t);
	int (*step)(void *);
	int64_t (*column_int64)(void *, int);
	const unsigned char *(*column_text)(void *, int);
	int (*finalize)(void *);
	const char *(*errmsg)(void *);
	int (*close)(void *);
};

/* Loads the library.  Returns false if it is not there, or too old. */
bool sqlite_load(struct sqlite *sqlite);

/*
 * Opens the database at PATH, absolute, as one that nobody writes: the caller
 * finds out whether somebody did.  What is asked of it fails when DEADLINE
 * (ha_deadline_set()) has passed.  Returns false if it cannot.
 */
bool sqlite_open(struct sqlite *sqlite, const char *path,
		 const struct timespec *deadline);

/* Begins QUERY, in place of the one before.  Returns false if it cannot. */
bool sqlite_query(struct sqlite *sqlite, const char *query);

/*
 * Takes the next row.  Returns false, *ENDED whether that was the last one, if
 * there is none.
 */
bool sqlite_next(struct sqlite *sqlite, bool *ended);

/* Returns column NUMBER of the row; empty if it is NULL. */
struct ha_slice sqlite_text(const struct sqlite *sqlite, int number);

/* Closes the database, if it is open. */
void sqlite_close(struct sqlite *sqlite);

/* Unloads the library, if it is loaded. */
void sqlite_unload(struct sqlite *sqlite);

#endif
