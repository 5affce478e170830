/* SPDX-License-Identifier: BSD-3-Clause */
/* Memory file: a text as a file that nobody else has. */
#ifndef CHANGE_MEMORY_FILE_H
#define CHANGE_MEMORY_FILE_H

#include "common/base/slice.h"

/* Begin it as all zero, but for fd: -1. */
struct memory_file {
	int fd;
	bool named; /* it is in a folder, until it is closed */
	char path[32];
};

/*
 * Makes TEXT a file, to be closed, that MEMORY names.  Returns false, errno
 * says why: there is no /proc, for one.
 */
bool memory_file_open(struct memory_file *memory, struct ha_slice text);

/*
 * Likewise, as a file whose options are carried out if those of FILE are, or if
 * that is absent: then it is in /run or /tmp for as long as it is open.
 */
bool memory_file_open_like(struct memory_file *memory, const char *file,
			   struct ha_slice text);

void memory_file_close(struct memory_file *memory);

#endif
