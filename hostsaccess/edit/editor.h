/* SPDX-License-Identifier: BSD-3-Clause */
/* Editor: the one that somebody wants, as sudoedit(8) chooses it. */
#ifndef EDIT_EDITOR_H
#define EDIT_EDITOR_H

#include <stddef.h>

/*
 * Edits the FILES, COUNT of them, with the first editor that there is: that of
 * SUDO_EDITOR, VISUAL or EDITOR, whose value is split into words (quotes and
 * backslashes keep blanks, and no shell reads it), or editor(1), vi(1),
 * nano(1). Waits for its end.  Returns its exit status, 128 and more for a
 * signal, or -1 if there is none; says what is wrong on standard error.
 */
int editor_run(const char *const *files, size_t count);

#endif
