/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * Scene: all that one decision of the module depends on, from the lines of
 * an input.  stage_*.c play it to the module, in the place of libpam, of the
 * resolver, of commands and of the system.
 *
 *   call auth|session    the entry point, else account; `silent` PAM_SILENT
 *   argument WORD        behind allowfile=/allow denyfile=/deny
 *   service TEXT ...     PAM items: user, ruser, rhost; connection is
 *                        SSH_CONNECTION
 *   allow TEXT ...       a line of /allow; deny of /deny, list of /list,
 *                        banner of any file below /banners; `\c` at the end
 *                        takes its newline away
 *   reverse, forward     as of pattern.c
 *   untrusted            others may write the rule files
 *   fail CALL N [ERRNO]  the Nth CALL fails; `fail CALL N+`: and all behind it
 *   short N              a read(2) gets at most N bytes
 *   torn N               of an answer of the resolver, N bytes arrive
 *   changed N            the first N fstat(2) say that the file has changed
 */
#ifndef SCENE_H
#define SCENE_H

#include "tests/fuzz/fuzz.h"

#include <security/pam_modules.h>

#define SCENE_ARGUMENTS_MAX 16
#define SCENE_FILE_MAX 16384

/* The calls that may fail. */
#define SCENE_CALLS(X) \
	X(ASPRINTF, asprintf) \
	X(CALLOC, calloc) \
	X(CHILD, ha_child_start) \
	X(CLOCK, clock_gettime) \
	X(FSTAT, fstat) \
	X(GETGR, getgrnam_r) \
	X(GETPW, getpwnam_r) \
	X(LSTAT, lstat) \
	X(MALLOC, malloc) \
	X(OPEN, open) \
	X(PAM_ITEM, pam_get_item) \
	X(POLL, poll) \
	X(READ, read) \
	X(REALLOC, realloc) \
	X(STAT, stat) \
	X(STRNDUP, strndup)

enum scene_call {
#define SCENE_CALL(id, name) SCENE_##id,
	SCENE_CALLS(SCENE_CALL)
#undef SCENE_CALL
	    SCENE_CALL_COUNT
};

/* When a call fails: from the call FIRST to LAST, both from 1; 0: never. */
struct scene_failure {
	unsigned long first, last;
	int error;
};

enum scene_file { SCENE_ALLOW, SCENE_DENY, SCENE_LIST, SCENE_BANNER };
#define SCENE_FILE_COUNT (SCENE_BANNER + 1)

struct scene {
	int (*function)(pam_handle_t *pamh, int flags, int count,
			const char **words);
	int flags;
	const char *arguments[SCENE_ARGUMENTS_MAX];
	int argument_count;
	const char *service, *user, *ruser, *rhost, *connection;
	const char *reverse, *forward;
	struct {
		bool exists;
		size_t size;
		char text[SCENE_FILE_MAX];
	} files[SCENE_FILE_COUNT];
	bool untrusted;
	/* What goes wrong. */
	struct scene_failure failures[SCENE_CALL_COUNT];
	unsigned long read_size;
	unsigned long changes;
	bool tears;
	unsigned long answer_size;
};

/* Reads INPUT into *SCENE, which keeps pointers into it. */
void scene_read(struct fuzz_input *input, struct scene *scene);

/* Returns whether WORD is an argument of the module in SCENE. */
bool scene_has_argument(const struct scene *scene, const char *word);

#define STAGE_LINES_MAX 64
#define STAGE_LINE_MAX 8192

/* What the module did. */
struct outcome {
	int result;
	size_t line_count; /* of the log; no more than the first are kept */
	char lines[STAGE_LINES_MAX][STAGE_LINE_MAX];
	unsigned said;          /* messages to the client */
	bool keeps_host;        /* PAM_RHOST is afterwards what it was */
	unsigned long failures; /* calls that failed */
	bool allow_failed;      /* among them the one that opens /allow */
	long descriptors;       /* left open */
};

/* Calls the module in SCENE, with what goes wrong only if FAILING. */
void stage_run(const struct scene *scene, bool failing,
	       struct outcome *outcome);

#endif
