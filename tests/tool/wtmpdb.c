/* SPDX-License-Identifier: BSD-3-Clause */
/* What is taken from databases of wtmpdb(8), made with SQLite's library. */
#include "hostsaccess/past/wtmp.h"
#include "hostsaccess/past/wtmpdb.h"

#include "tests/unit/folder.h"
#include "tests/unit/unit.h"

#include <dirent.h>
#include <dlfcn.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#define SINCE 1795000000

/* As Debian 13's wtmpdb 0.73 makes it, and fills it. */
#define SCHEMA \
	"CREATE TABLE wtmp(ID INTEGER PRIMARY KEY, Type INTEGER, User TEXT " \
	"NOT NULL, Login INTEGER, Logout INTEGER, TTY TEXT, RemoteHost TEXT, " \
	"Service TEXT) STRICT;"
#define INSERT(values) \
	"INSERT INTO wtmp(Type, User, Login, TTY, RemoteHost, Service) " \
	"VALUES (" values ");"

static const struct {
	const char *name, *statements, *logins;
} rows[] = {
    {"nobody", "", ""},
    {"a start of the machine",
     INSERT("1, 'reboot', 1796065095314835, '~', '6.18.44', NULL"), ""},
    {"as sshd writes it",
     INSERT("3, 'anna', 1796065308546043, 'pts/0', '192.0.2.1', NULL"),
     "anna sshd 192.0.2.1 1796065308;"},
    {"an empty service",
     INSERT("3, 'anna', 1796065308546043, 'pts/0', '192.0.2.1', ''"),
     "anna sshd 192.0.2.1 1796065308;"},
    {"as pam_wtmpdb(8) does, in a session without a terminal",
     INSERT("3, 'anna', 1796065308000000, 'ssh', '2001:db8::1', 'sshd'"),
     "anna sshd 2001:db8::1 1796065308;"},
    {"another service",
     INSERT("3, 'anna', 1796065308000000, 'ftp', '192.0.2.1', 'vsftpd'"),
     "anna vsftpd 192.0.2.1 1796065308;"},
    {"a name",
     INSERT("3, 'anna', 1796065308000000, 'pts/1', 'a.example.org', NULL"),
     "anna sshd a.example.org 1796065308;"},
    {"the console", INSERT("3, 'anna', 1796065308000000, 'tty1', '', 'login'"),
     ""},
    {"no host", INSERT("3, 'anna', 1796065308000000, 'pts/1', NULL, NULL"), ""},
    {"no terminal",
     INSERT("3, 'anna', 1796065308000000, NULL, '192.0.2.1', NULL"), ""},
    {"what is no host",
     INSERT("3, 'anna', 1796065308000000, 'pts/1', 'tmux(1).%0', NULL"), ""},
    {"the first second",
     INSERT("3, 'a', 1795000000000000, 'pts/1', '192.0.2.1', NULL"),
     "a sshd 192.0.2.1 1795000000;"},
    {"before it",
     INSERT("3, 'a', 1794999999999999, 'pts/1', '192.0.2.1', NULL"), ""},
    {"two of one host",
     INSERT("3, 'a', 1796000000000000, 'pts/1', '192.0.2.1', NULL")
	 INSERT("3, 'b', 1796000001000000, 'pts/1', '192.0.2.1', NULL"),
     "b sshd 192.0.2.1 1796000001;"},
    {"a long name of a user",
     INSERT("3, 'aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa', 1796000000000000, "
	    "'pts/1', '192.0.2.1', NULL"),
     "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa sshd 192.0.2.1 1796000000;"},
};

/* What is no table of logins, or a database that cannot be read. */
static const struct {
	const char *name, *statements;
	const char *open; /* done by somebody who does not close it */
	const char *said;
} faults[] = {
    {"no table", "CREATE TABLE other(ID INTEGER);", NULL, "no table wtmp"},
    {"a view that has no end and no row",
     "CREATE VIEW wtmp AS WITH RECURSIVE r(x) AS (SELECT 1 UNION ALL SELECT "
     "x + 1 FROM r) SELECT 4 AS Type, 'u' AS User, 'p' AS TTY, 'h' AS "
     "RemoteHost, 's' AS Service, x AS Login FROM r;",
     NULL, "no table wtmp"},
    {"a table that is a view",
     "CREATE TABLE x(a); PRAGMA writable_schema=ON; UPDATE sqlite_master SET "
     "name = 'wtmp', tbl_name = 'wtmp', sql = 'CREATE VIEW wtmp AS SELECT "
     "3 AS Type';",
     NULL, "db: "},
    {"long texts",
     SCHEMA INSERT("3, hex(zeroblob(4000000)), 1796000000000000, 'pts/1', "
		   "'192.0.2.1', NULL"),
     NULL, "too big"},
    {"hosts without number",
     SCHEMA "INSERT INTO wtmp(Type, User, Login, TTY, RemoteHost) WITH "
	    "RECURSIVE r(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM r LIMIT "
	    "100001) SELECT 3, 'u', 1796000000000000, 'pts/1', 'h' || x FROM "
	    "r;",
     NULL, "too many hosts"},
    {"a -wal file",
     SCHEMA INSERT(
	 "3, 'a', 1796000000000000, 'pts/1', '192.0.2.1', NULL") "PRAGMA "
								 "journal_mode="
								 "WAL;",
     INSERT("3, 'b', 1796000000000000, 'pts/1', '192.0.2.2', NULL"), "-wal"},
    {"a -journal file", SCHEMA,
     "PRAGMA cache_size=1; BEGIN; INSERT INTO wtmp(Type, User) WITH RECURSIVE "
     "r(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM r LIMIT 9999) SELECT 3, "
     "'u' FROM r;",
     "-journal"},
    {"a WAL database that was closed",
     SCHEMA "PRAGMA journal_mode=WAL;" INSERT(
	 "3, 'a', 1796000000000000, 'pts/1', '192.0.2.1', NULL"),
     NULL, ""},
};

static struct {
	int (*open)(const char *, void **);
	int (*exec)(void *, const char *, void *, void *, char **);
	int (*close)(void *);
} sqlite;

/* Finds FUNCTION of LIBRARY. */
static void
find(void *library, const char *name, void *function)
{
	void *symbol = dlsym(library, name);

	assert_non_null(symbol);
	memcpy(function, &symbol, sizeof(symbol));
}

/* Makes the database of STATEMENTS. */
static void
make(const char *path, const char *statements)
{
	void *database;

	unlink(path);
	assert_int_equal(sqlite.open(path, &database), 0);
	assert_int_equal(sqlite.exec(database, statements, NULL, NULL, NULL),
			 0);
	assert_int_equal(sqlite.close(database), 0);
}

static void
write_logins(const struct logins *logins, char *text, size_t size)
{
	size_t used = 0;

	text[0] = '\0';
	for (size_t i = 0; i < logins->count; i++) {
		const struct login *login = &logins->logins[i];

		used += (size_t)snprintf(
		    text + used, size - used, "%s %s %s %lld;", login->user,
		    login->daemon, login->host, (long long)login->time);
		assert_true(used < size);
	}
}

/* Both by its own function and as the file of --wtmp. */
static void
test_rows(void **state)
{
	void (*const readers[])(const char *, time_t,
				struct logins *) = {wtmpdb_read, wtmp_read};
	char statements[1024], text[512];

	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++) {
		snprintf(statements, sizeof(statements), "%s%s", SCHEMA,
			 rows[i].statements);
		make("db", statements);
		for (size_t j = 0; j < COUNT(readers); j++) {
			struct logins logins = {0};

			row(rows[i].name);
			readers[j]("db", SINCE, &logins);
			write_logins(&logins, text, sizeof(text));
			assert_string_equal(text, rows[i].logins);
			logins_free(&logins);
		}
	}
}

/* Writes name, size and time of each file here to TEXT. */
static void
write_files(char *text, size_t size)
{
	struct dirent **entries;
	size_t used = 0;
	int count = scandir(".", &entries, NULL, alphasort);

	for (int i = 0; i < count; i++) {
		struct stat status;

		assert_int_equal(stat(entries[i]->d_name, &status), 0);
		if (S_ISREG(status.st_mode))
			used += (size_t)snprintf(
			    text + used, size - used, "%s %ld %ld.%ld\n",
			    entries[i]->d_name, (long)status.st_size,
			    (long)status.st_mtim.tv_sec,
			    status.st_mtim.tv_nsec);
		free(entries[i]);
	}
	free(entries);
	assert_within(used, 1, size - 1);
}

/* Reads the database; what was said comes to SAID. */
static void
read_saying(const char *path, char *said, size_t size)
{
	struct logins logins = {0};
	FILE *file = tmpfile();
	int kept = dup(STDERR_FILENO);

	assert_non_null(file);
	dup2(fileno(file), STDERR_FILENO);
	wtmpdb_read(path, SINCE, &logins);
	dup2(kept, STDERR_FILENO);
	close(kept);
	rewind(file);
	said[fread(said, 1, size - 1, file)] = '\0';
	assert_int_equal(fclose(file), 0);
	logins_free(&logins);
}

/* Whether SAID is that reading took long, which it did from START on. */
static bool
was_slow(const char *said, time_t start)
{
	return strstr(said, "takes too long") && time(NULL) - start >= 4;
}

/* It ends in time, says why, and writes nothing. */
static void
test_faults(void **state)
{
	char said[512], before[1024], after[1024];
	void *other;

	(void)state;
	for (size_t i = 0; i < COUNT(faults); i++) {
		time_t start = time(NULL);

		row(faults[i].name);
		make("db", faults[i].statements);
		assert_int_equal(sqlite.open("db", &other), 0);
		if (faults[i].open)
			assert_int_equal(sqlite.exec(other, faults[i].open,
						     NULL, NULL, NULL),
					 0);
		write_files(before, sizeof(before));
		read_saying("db", said, sizeof(said));
		write_files(after, sizeof(after));
		assert_string_equal(after, before);
		if (was_slow(said, start))
			print_error("NOT RUN: %s: this machine is slow\n",
				    faults[i].name);
		else
			assert_true(faults[i].said[0]
					? strstr(said, faults[i].said) != NULL
					: said[0] == '\0');
		assert_true(time(NULL) - start < 10);
		assert_int_equal(sqlite.close(other), 0);
	}
}

/* Names are not taken for what they mean in a URI; a FIFO does not hang. */
static void
test_names(void **state)
{
	static const char *const names[] = {"db?vfs=x", "db#x", "db%41", "a&b",
					    ":memory:"};
	char said[512];

	(void)state;
	for (size_t i = 0; i < COUNT(names); i++) {
		row(names[i]);
		make("db", SCHEMA);
		assert_int_equal(rename("db", names[i]), 0);
		read_saying(names[i], said, sizeof(said));
		assert_string_equal(said, "");
	}
	assert_int_equal(mkfifo("fifo", 0600), 0);
	read_saying("fifo", said, sizeof(said));
	assert_non_null(strstr(said, "no regular file"));
}

/* What is no such database gives no logins, and ends nothing. */
static void
test_damage(void **state)
{
	static const char magic[] = "SQLite format 3";
	struct logins logins = {0};
	FILE *file;

	(void)state;
	wtmpdb_read("none", SINCE, &logins);
	wtmpdb_read(".", SINCE, &logins);
	make("db", "CREATE TABLE other(ID INTEGER);");
	wtmpdb_read("db", SINCE, &logins);
	file = fopen("db", "w");
	assert_non_null(file);
	assert_int_equal(fwrite(magic, sizeof(magic), 1, file), 1);
	for (int i = 0; i < 9000; i++)
		fputc(i * 7 % 251, file);
	assert_int_equal(fclose(file), 0);
	assert_true(wtmpdb_is("db"));
	wtmpdb_read("db", SINCE, &logins);
	wtmp_read("db", SINCE, &logins);
	assert_int_equal(logins.count, 0);
	logins_free(&logins);
	file = fopen("db", "w");
	assert_non_null(file);
	fputs(magic, file);
	assert_int_equal(fclose(file), 0);
	assert_false(wtmpdb_is("db"));
	assert_false(wtmpdb_is("none"));
	assert_false(wtmpdb_is("."));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_rows),
	    cmocka_unit_test(test_faults),
	    cmocka_unit_test(test_names),
	    cmocka_unit_test(test_damage),
	};
	void *library = dlopen("libsqlite3.so.0", RTLD_NOW);

	if (!library) {
		puts("NOT RUN: wtmpdb: no libsqlite3.so.0");
		return 77;
	}
	find(library, "sqlite3_open", &sqlite.open);
	find(library, "sqlite3_exec", &sqlite.exec);
	find(library, "sqlite3_close", &sqlite.close);
	return cmocka_run_group_tests_name("wtmpdb", tests, folder_make,
					   folder_remove);
}
