/* SPDX-License-Identifier: BSD-3-Clause */
/* PAM lines: put together of those of a file, as _pam_assemble_line() does. */
#ifndef MACHINE_PAM_LINE_H
#define MACHINE_PAM_LINE_H

#include "hostsaccess/machine/pam.h"

/* Longer lines, joined or not, libpam 1.5 splits or refuses. */
#define PAM_LINE_MAX 1022

/* A line while it is put together; SIZE is 0 where none is begun. */
struct pam_line {
	struct ha_place place;
	char text[PAM_LINE_MAX + 1];
	size_t size;
	struct stack_part *parts;
	size_t part_count;
};

/* Remembers PLACE in *FIRST unless that is set. */
void pam_line_note(struct ha_place *first, struct ha_place place);

/*
 * Adds TEXT, a line of the file at PLACE, to LINE, which is whole if that
 * returns true; what is odd or too long is noted in STACK.  A comment ends a
 * line; behind it no backslash counts.  Empty lines within a continued one are
 * passed over by libpam 1.5, and end it in 1.7: that is odd.  Exits when memory
 * is out.
 */
bool pam_line_add(struct stack *stack, struct pam_line *line,
		  struct ha_slice text, struct ha_place place);

#endif
