/* SPDX-License-Identifier: BSD-3-Clause */
/* to_files: hosts.allow and hosts.deny as new files, both or neither. */
#ifndef CONVERT_TO_FILES_H
#define CONVERT_TO_FILES_H

#include <stdbool.h>
#include <stdio.h>

/* Writes one of the files, DENY or not, to STREAM. */
typedef void to_files_fn(void *context, FILE *stream, bool deny);

/*
 * Has WRITE write the files ALLOW and DENY, neither of which may be there: each
 * beside its place, where it comes when all of both is on the disk, DENY first,
 * without which ALLOW would let everybody in.  Returns 0, or STATUS_USAGE once
 * it has said why not; nothing is left then.
 */
int to_files(const char *allow, const char *deny, to_files_fn *write,
	     void *context);

#endif
