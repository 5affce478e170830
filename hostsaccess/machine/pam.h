/* SPDX-License-Identifier: BSD-3-Clause */
/* PAM: the stack of a service as libpam reads it (pam.d(5)). */
#ifndef MACHINE_PAM_H
#define MACHINE_PAM_H

#include "common/base/diagnostic.h"

enum pam_type { PAM_AUTH, PAM_ACCOUNT, PAM_SESSION, PAM_PASSWORD, PAM_TYPES };

/* What a module's answer does to the stack. */
enum pam_action {
	PAM_IGNORED,
	PAM_OK,
	PAM_DONE,
	PAM_BAD,
	PAM_DIE,
	PAM_JUMP,
};

/* A line that calls a module; its texts belong to the stack. */
struct pam_entry {
	struct ha_place place;
	char *line;
	struct ha_slice control, module, arguments;
	unsigned scope; /* the substack it stands in; 0: none */
};

/* The lines of one type, those of included files among them. */
struct pam_stack {
	struct pam_entry *entries;
	size_t count, capacity;
	unsigned *parents; /* of each substack; parents[0] is not used */
	unsigned scopes;
	char **files;
	size_t file_count;
	struct ha_place overflow; /* what follows is not read; line 0: is all */
	struct ha_place odd; /* the first that libpam fails or differs about */
};

/* The folders of PAM files; a file in the first hides the second's. */
#define PAM_FOLDERS 2
struct pam_folders {
	const char *paths[PAM_FOLDERS]; /* the second may be NULL */
};

/*
 * Reads the lines of TYPE of SERVICE into *STACK, up to the first one that is
 * too long, one too many, or includes files too deep or what cannot be read.
 * Returns false, with an empty stack, if there is no such service.
 * Exits when memory is out.
 */
bool pam_stack_read(const struct pam_folders *folders, const char *service,
		    enum pam_type type, struct pam_stack *stack);

void pam_stack_free(struct pam_stack *stack);

/* Returns the last part of the path of ENTRY's module. */
struct ha_slice pam_module_name(const struct pam_entry *entry);

/*
 * Returns what the answer ANSWER ("success", "perm_denied") of ENTRY does;
 * with PAM_JUMP, how many modules are skipped is in *SKIPPED.
 */
enum pam_action pam_action_of(const struct pam_entry *entry, const char *answer,
			      unsigned long *skipped);

/*
 * Returns the first entry of STACK that may end the stack with success, or
 * jump, so that entry LATER is not called; LATER if there is none.
 */
size_t pam_first_skip(const struct pam_stack *stack, size_t later);

/* Takes the next argument of ENTRY from *REST: a word, or [words]. */
bool pam_argument_next(struct ha_slice *rest, struct ha_slice *argument);

#endif
