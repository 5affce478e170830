/* SPDX-License-Identifier: BSD-3-Clause */
#include "hostsaccess/past/sqlite.h"

#include "common/base/child.h"
#include "hostsaccess/tool/memory.h"

#include <dlfcn.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* What is used of sqlite3.h. */
#define SQLITE_OK 0
#define SQLITE_ROW 100
#define SQLITE_DONE 101
#define SQLITE_OPEN_READONLY 0x01
#define SQLITE_OPEN_URI 0x40
#define SQLITE_LIMIT_LENGTH 0

/* The longest text and row; those of logins have some 100 bytes. */
#define LENGTH_MAX 4000000
/* How often the time is looked at, in steps of SQLite's machine. */
#define STEPS 10000

/*
 * Nothing goes to temporary files, nothing is mapped that could shrink, and
 * memory is bounded.  What an old library does not know it ignores.
 */
static const char settings[] =
    "PRAGMA query_only=ON; PRAGMA temp_store=MEMORY; PRAGMA mmap_size=0; "
    "PRAGMA trusted_schema=OFF; PRAGMA soft_heap_limit=33554432; "
    "PRAGMA hard_heap_limit=67108864;";

bool
sqlite_load(struct sqlite *sqlite)
{
	const struct {
		const char *name;
		void *function;
	} functions[] = {
	    {"sqlite3_open_v2", &sqlite->open_v2},
	    {"sqlite3_limit", &sqlite->limit},
	    {"sqlite3_progress_handler", &sqlite->progress_handler},
	    {"sqlite3_exec", &sqlite->exec},
	    {"sqlite3_prepare_v2", &sqlite->prepare_v2},
	    {"sqlite3_bind_int64", &sqlite->bind_int64},
	    {"sqlite3_step", &sqlite->step},
	    {"sqlite3_column_int64", &sqlite->column_int64},
	    {"sqlite3_column_text", &sqlite->column_text},
	    {"sqlite3_finalize", &sqlite->finalize},
	    {"sqlite3_errmsg", &sqlite->errmsg},
	    {"sqlite3_close", &sqlite->close},
	};
	void *symbol;

	*sqlite = (struct sqlite){
	    .library = dlopen(SQLITE_LIBRARY, RTLD_NOW | RTLD_LOCAL)};
	for (size_t i = 0; i < sizeof(functions) / sizeof(*functions); i++) {
		symbol = sqlite->library
			     ? dlsym(sqlite->library, functions[i].name)
			     : NULL;
		if (!symbol)
			return false;
		memcpy(functions[i].function, &symbol, sizeof(symbol));
	}
	return true;
}

/* Returns the URI of PATH, to be freed with free(3). */
static char *
uri_of(const char *path)
{
	static const char end[] = "?immutable=1";
	size_t size = strlen("file:"), left = strlen(path);
	char *uri = memory_resize(NULL, 1, size + 3 * left + sizeof(end));

	memcpy(uri, "file:", size);
	for (; *path; path++)
		if (ha_in_class(*path, HA_C_HOST_NAME))
			uri[size++] = *path;
		else
			size += (size_t)snprintf(uri + size, 4, "%%%02x",
						 (unsigned char)*path);
	memcpy(uri + size, end, sizeof(end));
	return uri;
}

/* What SQLite calls now and then: whether to end. */
static int
is_late(void *deadline)
{
	return ha_deadline_remaining(deadline) == 0;
}

bool
sqlite_open(struct sqlite *sqlite, const char *path,
	    const struct timespec *deadline)
{
	char *uri = uri_of(path);
	int status = sqlite->open_v2(
	    uri, &sqlite->handle, SQLITE_OPEN_READONLY | SQLITE_OPEN_URI, NULL);

	free(uri);
	if (status != SQLITE_OK)
		return false;
	sqlite->deadline = deadline;
	sqlite->limit(sqlite->handle, SQLITE_LIMIT_LENGTH, LENGTH_MAX);
	sqlite->progress_handler(sqlite->handle, STEPS, is_late,
				 (void *)(uintptr_t)sqlite->deadline);
	return sqlite->exec(sqlite->handle, settings, NULL, NULL, NULL) ==
	       SQLITE_OK;
}

/* Ends the query. */
static void
finalize(struct sqlite *sqlite)
{
	if (sqlite->statement)
		sqlite->finalize(sqlite->statement);
	sqlite->statement = NULL;
}

bool
sqlite_query(struct sqlite *sqlite, const char *query)
{
	finalize(sqlite);
	return sqlite->prepare_v2(sqlite->handle, query, -1, &sqlite->statement,
				  NULL) == SQLITE_OK &&
	       sqlite->statement != NULL;
}

bool
sqlite_next(struct sqlite *sqlite, bool *ended)
{
	int status = sqlite->step(sqlite->statement);

	*ended = status == SQLITE_DONE;
	return status == SQLITE_ROW;
}

struct ha_slice
sqlite_text(const struct sqlite *sqlite, int number)
{
	const void *text = sqlite->column_text(sqlite->statement, number);

	return ha_slice_of(text ? text : "");
}

void
sqlite_close(struct sqlite *sqlite)
{
	finalize(sqlite);
	if (sqlite->handle)
		sqlite->close(sqlite->handle);
	sqlite->handle = NULL;
}

void
sqlite_unload(struct sqlite *sqlite)
{
	sqlite_close(sqlite);
	if (sqlite->library)
		dlclose(sqlite->library);
}
