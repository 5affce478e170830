/* SPDX-License-Identifier: BSD-3-Clause */
#ifndef NUMBER_H
#define NUMBER_H

#include "common/base/slice.h"

#include <err.h>
#include <limits.h>

/* Returns the number that TEXT is; ends the program if it is none. */
static inline unsigned long
number_of(const char *text)
{
	unsigned long number;

	if (!ha_slice_number(ha_slice_of(text), 10, ULONG_MAX, &number))
		errx(2, "not a number: %s", text);
	return number;
}

#endif
