/* SPDX-License-Identifier: BSD-3-Clause */
#include "hostsaccess/past/wtmpdb.h"

#include "hostsaccess/past/login.h"
#include "hostsaccess/tool/output.h"

#include <dlfcn.h>
#include <fcntl.h>
#include <stdint.h>
#include <string.h>
#include <unistd.h>

/*
 * What is used of SQLite, whose interface does not change.  Whoever has the
 * database has the library; so it is opened when there is one, and this program
 * needs neither it nor its header.
 */
#define LIBRARY "libsqlite3.so.0"
#define SQLITE_ROW 100
#define SQLITE_DONE 101
#define SQLITE_OPEN_READONLY 1

struct database {
	void *library, *handle, *statement;
	int (*open_v2)(const char *, void **, int, const char *);
	int (*busy_timeout)(void *, int);
	int (*prepare_v2)(void *, const char *, int, void **, const char **);
	int (*bind_int64)(void *, int, int64_t);
	int (*step)(void *);
	int64_t (*column_int64)(void *, int);
	const unsigned char *(*column_text)(void *, int);
	int (*finalize)(void *);
	const char *(*errmsg)(void *);
	int (*close)(void *);
};

/* A writer is done long before this, in milliseconds. */
#define BUSY_MAX 2000

/* Type 3 is a login (wtmpdb.h), and times are microseconds. */
static const char query[] =
    "SELECT User, TTY, RemoteHost, Service, Login / 1000000 FROM wtmp "
    "WHERE Type = 3 AND Login >= ?1 * 1000000";

bool
wtmpdb_is(const char *path)
{
	static const char magic[] = "SQLite format 3";
	char start[sizeof(magic)] = "";
	int fd = open(path, O_RDONLY | O_CLOEXEC | O_NOCTTY | O_NONBLOCK);
	bool is;

	if (fd < 0)
		return false;
	is = read(fd, start, sizeof(start)) == (ssize_t)sizeof(start) &&
	     memcmp(start, magic, sizeof(magic)) == 0;
	close(fd);
	return is;
}

static bool
load(struct database *database)
{
	const struct {
		const char *name;
		void *function;
	} functions[] = {
	    {"sqlite3_open_v2", &database->open_v2},
	    {"sqlite3_busy_timeout", &database->busy_timeout},
	    {"sqlite3_prepare_v2", &database->prepare_v2},
	    {"sqlite3_bind_int64", &database->bind_int64},
	    {"sqlite3_step", &database->step},
	    {"sqlite3_column_int64", &database->column_int64},
	    {"sqlite3_column_text", &database->column_text},
	    {"sqlite3_finalize", &database->finalize},
	    {"sqlite3_errmsg", &database->errmsg},
	    {"sqlite3_close", &database->close},
	};
	void *symbol;

	database->library = dlopen(LIBRARY, RTLD_NOW | RTLD_LOCAL);
	for (size_t i = 0; i < sizeof(functions) / sizeof(*functions); i++) {
		symbol = database->library
			     ? dlsym(database->library, functions[i].name)
			     : NULL;
		if (!symbol)
			return false;
		memcpy(functions[i].function, &symbol, sizeof(symbol));
	}
	return true;
}

/* Returns column NUMBER of the row of DATABASE; empty if it is NULL. */
static struct ha_slice
text_of(const struct database *database, int number)
{
	const void *text = database->column_text(database->statement, number);

	return ha_slice_of(text ? text : "");
}

/* Takes LOGIN from the row of DATABASE. */
static bool
take_row(const struct database *database, struct login *login)
{
	struct ha_slice user = text_of(database, 0);

	*login = (struct login){
	    .daemon = login_service(text_of(database, 3)),
	    .time = (time_t)database->column_int64(database->statement, 4)};
	if (!login->daemon)
		login->daemon = login_daemon(text_of(database, 1).data);
	ha_slice_copy(ha_slice_head(user, sizeof(login->user) - 1), login->user,
		      sizeof(login->user));
	return login->daemon && login_set_host(login, text_of(database, 2));
}

/* Returns whether all rows of DATABASE at PATH were read. */
static bool
read_rows(struct database *database, const char *path, time_t since,
	  struct logins *logins)
{
	struct login login;
	int status;

	if (database->open_v2(path, &database->handle, SQLITE_OPEN_READONLY,
			      NULL) != 0 ||
	    database->busy_timeout(database->handle, BUSY_MAX) != 0 ||
	    database->prepare_v2(database->handle, query, -1,
				 &database->statement, NULL) != 0 ||
	    database->bind_int64(database->statement, 1, since) != 0)
		return false;
	while ((status = database->step(database->statement)) == SQLITE_ROW)
		if (take_row(database, &login))
			logins_add(logins, &login);
	return status == SQLITE_DONE;
}

void
wtmpdb_read(const char *path, time_t since, struct logins *logins)
{
	struct database database = {0};

	if (access(path, F_OK) != 0)
		return;
	if (!load(&database))
		output_message(stderr,
			       "hostsaccess: %s: %s cannot be opened, so no "
			       "logins are read",
			       path, LIBRARY);
	else if (!read_rows(&database, path, since, logins))
		output_message(stderr,
			       "hostsaccess: %s: %s, so not all logins are "
			       "read",
			       path, database.errmsg(database.handle));
	if (database.statement)
		database.finalize(database.statement);
	if (database.handle)
		database.close(database.handle);
	if (database.library)
		dlclose(database.library);
}
