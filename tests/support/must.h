/* SPDX-License-Identifier: BSD-3-Clause */
/* What has to work for a test to begin at all. */
#ifndef MUST_H
#define MUST_H

#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>

/* Ends the program, naming WHAT and the error in errno, unless GOOD. */
static inline void
must(bool good, const char *what)
{
	if (good)
		return;
	perror(what);
	abort();
}

#endif
