/* SPDX-License-Identifier: BSD-3-Clause */
/* PAM: the stack of a service as libpam reads it (pam.d(5)). */
#ifndef MACHINE_PAM_H
#define MACHINE_PAM_H

#include "common/base/diagnostic.h"

struct arena;

enum stack_type {
	STACK_AUTH,
	STACK_ACCOUNT,
	STACK_SESSION,
	STACK_PASSWORD,
	STACK_TYPES
};

/* Where a part of a line stands that others continue. */
struct stack_part {
	size_t offset; /* in the whole line */
	unsigned long line, column;
};

/* A line that calls a module; its texts belong to the stack. */
struct stack_entry {
	struct ha_place place;
	char *line;
	struct ha_slice control, module, arguments;
	unsigned scope; /* the substack it stands in; 0: none */
	bool fails;     /* libpam calls nothing, and takes it for refused */
	struct stack_part *parts;
	size_t part_count; /* at least 1 */
};

/* A substack, which counts also where it has no lines. */
struct stack_scope {
	unsigned parent; /* the substack it stands in; 0: none */
	size_t before;   /* it stands before this entry */
};

/* The lines of one type, those of included files among them. */
struct stack {
	enum stack_type type;
	struct stack_entry *entries;
	size_t count, capacity;
	struct stack_scope *scopes; /* of the first only the place counts */
	unsigned scope_count;
	char **files;
	size_t file_count;
	struct ha_place overflow; /* what follows is not read; line 0: is all */
	struct ha_place odd; /* the first that libpam fails or differs about */
	struct ha_place
	    fatal; /* libpam uses nothing of the service; or line 0 */
};

/* The folders of PAM files; a file in the first hides the second's. */
#define STACK_FOLDERS 2
struct stack_folders {
	const char *paths[STACK_FOLDERS]; /* the second may be NULL */
};

/*
 * Reads the lines of TYPE of SERVICE into *STACK, up to the first one that is
 * too long, one too many, or includes files too deep or what cannot be read.
 * Returns false, with an empty stack, if there is no such service.
 * Exits when memory is out.
 */
bool stack_read(const struct stack_folders *folders, const char *service,
		enum stack_type type, struct stack *stack);

void stack_free(struct stack *stack);

/* Returns what files call TYPE. */
const char *stack_type_name(enum stack_type type);

/* Returns the last part of the path of ENTRY's module. */
struct ha_slice stack_module_name(const struct stack_entry *entry);

/* Returns where TEXT, a part of ENTRY's line, stands, with its column. */
struct ha_place stack_place_of(const struct stack_entry *entry,
			       struct ha_slice text);

/* Takes the next argument of ENTRY from *REST: a word, or [words]. */
bool stack_argument_next(struct ha_slice *rest, struct ha_slice *argument);

/* Returns whether ENTRY calls the module. */
bool stack_is_ours(const struct stack_entry *entry);

/* Returns whether libpam finds the file of a module at PATH. */
bool stack_is_installed(struct ha_slice path);

/*
 * Returns a copy of ARGUMENT in TEXTS as libpam passes it on: without the
 * escapes of brackets.
 */
const char *stack_keep_argument(struct arena *texts, struct ha_slice argument);

#endif
