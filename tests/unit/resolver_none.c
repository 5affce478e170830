/* SPDX-License-Identifier: BSD-3-Clause */
/* In the place of the test of the resolver. */
#include <stdio.h>

int
main(void)
{
	puts("NOT RUN: resolver: what it makes of glibc's look-ups; "
	     "tests/unit/direct is what this C library has");
	return 77;
}
