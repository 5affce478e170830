/* SPDX-License-Identifier: BSD-3-Clause */
#include "hostsaccess/past/wtmpdb.h"

#include "common/base/child.h"
#include "hostsaccess/past/login.h"
#include "hostsaccess/past/sqlite.h"
#include "hostsaccess/tool/memory.h"
#include "hostsaccess/tool/output.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

/* How long it may take, in milliseconds, whatever the database holds. */
#define TIME_MAX 5000
/* Of that, how long a writer is waited for, who is done in some. */
#define BUSY_MAX 2000
/* Of how many hosts logins are taken: of more than anybody has. */
#define HOSTS_MAX 100000

/* Type 3 is a login (wtmpdb.h), and times are microseconds. */
static const char query[] =
    "SELECT User, TTY, RemoteHost, Service, Login / 1000000 FROM wtmp "
    "WHERE Type = 3 AND Login >= ?1 * 1000000";

/* How often the name is there, and how often as that of a real table. */
static const char table_query[] =
    "SELECT count(*), total(type = 'table' AND rootpage > 0 AND "
    "sql LIKE 'CREATE TABLE%') FROM sqlite_master "
    "WHERE name = 'wtmp' COLLATE NOCASE";

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

/* What a writer changes. */
struct state {
	ino_t inode;
	off_t size;
	struct timespec time;
	char header[100]; /* with SQLite's counter of changes */
};

/* Returns the state of the database at PATH. */
static struct state
state_of(const char *path)
{
	struct state state;
	struct stat status;
	int fd = open(path, O_RDONLY | O_CLOEXEC | O_NOCTTY | O_NONBLOCK);

	memset(&state, 0, sizeof(state)); /* to be compared, gaps and all */
	if (fd < 0)
		return state;
	if (fstat(fd, &status) == 0) {
		state.inode = status.st_ino;
		state.size = status.st_size;
		state.time = status.st_mtim;
	}
	if (read(fd, state.header, sizeof(state.header)) < 0)
		state.size = -1;
	close(fd);
	return state;
}

/*
 * Whether what the file of that ENDING beside the database at PATH has belongs
 * to it: one that begins with a zero is of no use any more.
 */
static bool
has(const char *path, const char *ending)
{
	char *file, first = '\0';
	bool has;
	int fd;

	if (asprintf(&file, "%s%s", path, ending) < 0)
		memory_out();
	fd = open(file, O_RDONLY | O_CLOEXEC | O_NOCTTY | O_NONBLOCK);
	free(file);
	if (fd < 0)
		return errno != ENOENT;
	has = read(fd, &first, 1) == 1 && first != '\0';
	close(fd);
	return has;
}

/* A reading of the database at PATH, and what went wrong; empty: nothing. */
struct reading {
	struct sqlite sqlite;
	const char *path;
	struct timespec deadline;
	struct logins logins;
	char fault[200];
};

static void
fail(struct reading *reading, const char *fault)
{
	ha_slice_copy(
	    ha_slice_head(ha_slice_of(fault), sizeof(reading->fault) - 1),
	    reading->fault, sizeof(reading->fault));
}

/* What SQLite says, or that the time is up. */
static void
fail_by_sqlite(struct reading *reading)
{
	if (ha_deadline_remaining(&reading->deadline) == 0)
		fail(reading, "reading it takes too long");
	else
		fail(reading, reading->sqlite.errmsg(reading->sqlite.handle));
}

/* Takes LOGIN from the row of SQLITE. */
static bool
take_row(const struct sqlite *sqlite, struct login *login)
{
	struct ha_slice user = sqlite_text(sqlite, 0);

	*login = (struct login){
	    .daemon = login_service(sqlite_text(sqlite, 3)),
	    .time = (time_t)sqlite->column_int64(sqlite->statement, 4)};
	if (!login->daemon)
		login->daemon = login_daemon(sqlite_text(sqlite, 1).data);
	ha_slice_copy(ha_slice_head(user, sizeof(login->user) - 1), login->user,
		      sizeof(login->user));
	return login->daemon && login_set_host(login, sqlite_text(sqlite, 2));
}

/*
 * Whether wtmp is a table: a view, or a virtual table, may be anything and have
 * no end.
 */
static bool
has_table(struct reading *reading)
{
	struct sqlite *sqlite = &reading->sqlite;
	bool ended;

	if (!sqlite_query(sqlite, table_query) ||
	    !sqlite_next(sqlite, &ended)) {
		fail_by_sqlite(reading);
		return false;
	}
	if (sqlite->column_int64(sqlite->statement, 0) == 1 &&
	    sqlite->column_int64(sqlite->statement, 1) == 1)
		return true;
	fail(reading, "there is no table wtmp in it");
	return false;
}

static void
read_rows(struct reading *reading, time_t since)
{
	struct sqlite *sqlite = &reading->sqlite;
	struct login login;
	bool ended = false;

	if (!sqlite_query(sqlite, query) ||
	    sqlite->bind_int64(sqlite->statement, 1, since) != 0) {
		fail_by_sqlite(reading);
		return;
	}
	while (reading->logins.count < HOSTS_MAX && sqlite_next(sqlite, &ended))
		if (take_row(sqlite, &login))
			logins_add(&reading->logins, &login);
	if (reading->logins.count >= HOSTS_MAX)
		fail(reading, "there are too many hosts in it");
	else if (!ended)
		fail_by_sqlite(reading);
}

/*
 * Reads the database once.  Returns false if somebody wrote it, or is about to:
 * then nothing was read, and the fault says so.
 */
static bool
read_once(struct reading *reading, time_t since)
{
	struct state before, after;

	logins_free(&reading->logins);
	reading->logins = (struct logins){.count = 0};
	fail(reading, "");
	before = state_of(reading->path);
	if (!has(reading->path, "-wal") && !has(reading->path, "-journal")) {
		if (!sqlite_open(&reading->sqlite, reading->path,
				 &reading->deadline))
			fail_by_sqlite(reading);
		else if (has_table(reading))
			read_rows(reading, since);
		sqlite_close(&reading->sqlite);
	}
	after = state_of(reading->path);
	if (has(reading->path, "-wal"))
		fail(reading, "part of it is in its -wal file, which cannot "
			      "be read without writing");
	else if (has(reading->path, "-journal"))
		fail(reading, "a program writes it, or died doing so, and "
			      "left its -journal file");
	else if (memcmp(&before, &after, sizeof(before)) != 0)
		fail(reading, "it is written all the time");
	else
		return true;
	return false;
}

static void
read_database(struct reading *reading, time_t since, struct logins *logins)
{
	const struct timespec pause = {.tv_nsec = 20000000};
	bool is_read;

	ha_deadline_set(&reading->deadline, TIME_MAX);
	while (!(is_read = read_once(reading, since)) &&
	       ha_deadline_remaining(&reading->deadline) > TIME_MAX - BUSY_MAX)
		nanosleep(&pause, NULL);
	if (is_read)
		for (size_t i = 0; i < reading->logins.count; i++)
			logins_add(logins, &reading->logins.logins[i]);
	logins_free(&reading->logins);
}

void
wtmpdb_read(const char *path, time_t since, struct logins *logins)
{
	struct reading reading = {.path = NULL};
	char *real = NULL;

	if (!logins_file_is(path) || !(real = realpath(path, NULL)))
		return;
	reading.path = real;
	if (!sqlite_load(&reading.sqlite))
		output_message(stderr,
			       "hostsaccess: %s: " SQLITE_LIBRARY " cannot be "
			       "opened, so no logins are read",
			       path);
	else
		read_database(&reading, since, logins);
	if (reading.fault[0])
		output_message(stderr,
			       "hostsaccess: %s: %s, so not all logins are "
			       "read",
			       path, reading.fault);
	sqlite_unload(&reading.sqlite);
	free(real);
}
