/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * mmdb_make FILE RECORD_SIZE IP_VERSION ALIASES <NETS: the database that has
 * them; lines NET, a blank, DATA as mmdb.h says.  ALIASES is 0 or 1.
 */
#include "tests/support/mmdb.h"

#include "tests/support/number.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

int
main(int count, char **words)
{
	struct mmdb mmdb = {.kind = {.type = "Ours"}};
	char *line = NULL, *data;
	size_t room = 0;
	ssize_t size;

	if (count != 5)
		errx(2, "usage: mmdb_make FILE RECORD_SIZE IP_VERSION ALIASES");
	mmdb.kind.record_size = (unsigned)number_of(words[2]);
	mmdb.kind.ip_version = (unsigned)number_of(words[3]);
	mmdb.kind.aliases = number_of(words[4]) ? MMDB_ALIASES : 0;
	while ((size = getline(&line, &room, stdin)) > 0) {
		line[size - 1] = '\0';
		data = strchr(line, ' ');
		if (!data)
			errx(2, "no data: %s", line);
		*data++ = '\0';
		mmdb_add(&mmdb, line, data);
	}
	free(line);
	mmdb_write(&mmdb, words[1]);
	return 0;
}
