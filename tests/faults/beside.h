/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * Beside: an editor that changes files all the time, beside processes that
 * decide.
 *
 * An editor that leaves a part of a change there for longer than the module
 * waits, because it gets no processor, is excused: that part is what the file
 * holds.
 */
#ifndef BESIDE_H
#define BESIDE_H

#include "tests/module/driver.h"

#include <stddef.h>
#include <sys/types.h>

/* Both refuse 192.0.2.10, by a rule at the end of one, the start of the other.
 */
#define CONTENTS_SIZE 8192UL
extern char contents[2][CONTENTS_SIZE];

/* How long an editor pauses between two parts of a change. */
#define PAUSE_MS 2

/* Begins; ends the program if it takes minutes. */
void beside_prepare(void);

/*
 * Makes change number N in FOLDER, of ~/hosts.deny or beside it.  Returns for
 * how many ms, at most, the file held neither the old nor the new, or -1 for as
 * long as the call took.
 */
typedef long long change_fn(const char *folder, unsigned n);

/*
 * Makes COUNT decisions as ROW says beside an editor that calls CHANGE, and
 * then rests for REST_MS.  Those that are neither as the row says, nor the
 * error of a file that does not settle, nor excused, fail the test; with
 * SETTLES, so do the errors.
 */
void decide_beside(const struct scenario *row, change_fn *change, long rest_ms,
		   unsigned count, bool settles);

/* For changes. */
void rest(long ms);
long long now_ms(void);
int open_file(const char *folder, const char *name, int flags);
void put(int fd, const char *text, size_t size);

#endif
