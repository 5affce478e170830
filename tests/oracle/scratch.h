/* SPDX-License-Identifier: BSD-3-Clause */
/* A directory of its own for the files of a test.  Errors end the program. */
#ifndef ORACLE_SCRATCH_H
#define ORACLE_SCRATCH_H

#include "tests/oracle/model.h"

#define SCRATCH_PATH_SIZE 256

struct scratch {
	char path[SCRATCH_PATH_SIZE / 8];
};

/* Makes a directory, in memory where there is such a file system. */
void scratch_make(struct scratch *scratch);

/* Removes the directory and what is in it. */
void scratch_remove(const struct scratch *scratch);

/* Writes SIZE bytes of TEXT to the file NAME. */
void scratch_write(const struct scratch *scratch, const char *name,
		   const char *text, size_t size);

/*
 * Sees to it that PATH, made from NAME, is the rule file FILE: a text, a
 * path where nothing is, a directory, or a path below a file.
 */
void scratch_table(const struct scratch *scratch, const char *name,
		   const struct model_file *file, char path[SCRATCH_PATH_SIZE]);

#endif
