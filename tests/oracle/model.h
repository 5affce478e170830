/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * Model: the rule language written down a second time, simple and slow.
 *
 * It shares no code with the library under test.  Each row of rows.h is a
 * switch: with no row on, the model is tcp_wrappers as Debian ships it; with
 * all rows on, it is what the library promises.
 */
#ifndef ORACLE_MODEL_H
#define ORACLE_MODEL_H

#include "tests/oracle/rows.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum model_row {
#define MODEL_ROW_ENUM(id, name) MODEL_##id,
	MODEL_ROWS(MODEL_ROW_ENUM)
#undef MODEL_ROW_ENUM
	    MODEL_ROW_COUNT
};

/* Sets of rows, one bit each. */
#define MODEL_NO_ROW UINT64_C(0)
#define MODEL_ALL_ROWS ((UINT64_C(1) << MODEL_ROW_COUNT) - 1)

enum model_kind {
	MODEL_TEXT,
	MODEL_ABSENT, /* opening fails with ENOENT */
	MODEL_DIRECTORY,
	MODEL_UNOPENABLE, /* opening fails for another reason */
};

struct model_file {
	enum model_kind kind;
	const char *text; /* of MODEL_TEXT; SIZE bytes */
	size_t size;
};

/* What the client is matched against; list files are read from disk. */
struct model_rules {
	struct model_file allow;
	struct model_file deny;
	/* Whether the command of an aclexec option ends with status 0. */
	bool (*succeeds)(const char *command);
	/* innetgr(3). */
	bool (*netgroup_has)(const char *group, const char *host);
	/* Whether ours carries options out, as a daemon's front end does. */
	bool carries_out;
	/* Whether tcp_wrappers is built without netgroups: `@` matches none. */
	bool no_netgroups;
};

/* Who asks; text that is empty or, of the server, NULL is "unknown". */
struct model_client {
	const char *daemon;
	const char *name;
	const char *address;
	const char *user;
	const char *server_name;
	const char *server_address;
	unsigned server_port; /* or 0 */
};

/* Returns whether RULES allow CLIENT, if the rows of ROWS are on. */
bool model_allows(const struct model_rules *rules,
		  const struct model_client *client, uint64_t rows);

#endif
