/* SPDX-License-Identifier: BSD-3-Clause */
/* The logins that the database of wtmpdb(8) has, which took wtmp's place. */
#ifndef PAST_WTMPDB_H
#define PAST_WTMPDB_H

#include "hostsaccess/past/logins.h"

/* Where the database is. */
#define WTMPDB_FILE "/var/lib/wtmpdb/wtmp.db"

/* Whether the file at PATH is a database of SQLite. */
bool wtmpdb_is(const char *path);

/*
 * Adds the logins since SINCE that the database at PATH has to LOGINS; none if
 * it is not there.  Opens SQLite's library, and says on standard error if the
 * database cannot be read.  Writes neither it nor beside it, and ends after
 * some seconds.
 */
void wtmpdb_read(const char *path, time_t since, struct logins *logins);

#endif
