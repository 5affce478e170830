/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * Fuzz: what the targets share.
 *
 * A target is one function, which libFuzzer, AFL++ or replay.c calls with an
 * input: text that people can read, with \xHH for bytes that they cannot.
 * A target that finds a fault ends the program with abort(3).
 */
#ifndef FUZZ_H
#define FUZZ_H

#include "common/base/slice.h"

#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* Ends the program unless CONDITION holds. */
#define FUZZ_REQUIRE(condition) \
	do { \
		if (!(condition)) \
			fuzz_fail(__FILE__, __LINE__, #condition); \
	} while (0)

static inline _Noreturn void
fuzz_fail(const char *file, int line, const char *condition)
{
	fprintf(stderr, "%s:%d: does not hold: %s\n", file, line, condition);
	abort();
}

/* A copy of an input that is taken apart, and must be closed. */
struct fuzz_input {
	char *copy;
	char *rest; /* what is not read yet; NULL: all is */
};

void fuzz_input_open(const uint8_t *data, size_t size,
		     struct fuzz_input *input);

/*
 * Takes the next line `KEY TEXT`.  *KEY is terminated; TEXT follows one blank
 * and has its escapes undone, and a NUL stands behind it.  Returns false if
 * there is none.
 */
bool fuzz_input_next(struct fuzz_input *input, const char **key,
		     struct ha_slice *text);

void fuzz_input_close(struct fuzz_input *input);

/* Undoes \xHH in the SIZE bytes of TEXT, in place; returns the new size. */
size_t fuzz_unescape(char *text, size_t size);

/* A file without a name, and a path by which it can be opened. */
struct fuzz_file {
	int fd;
	char path[32];
};

/* Makes FILE, which must be all 0 at first, hold SIZE bytes of TEXT. */
void fuzz_file_write(struct fuzz_file *file, const char *text, size_t size);

#endif
