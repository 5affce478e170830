/* SPDX-License-Identifier: BSD-3-Clause */
/* What the unit tests share. */
#ifndef UNIT_H
#define UNIT_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "tests/support/within.h"

#define COUNT(table) (sizeof(table) / sizeof(*(table)))

/* A slice of a string literal, which may hold NUL bytes. */
#define S(literal) ((struct ha_slice){literal, sizeof(literal) - 1})

/*
 * Says which row of a table is being tested, so that a failure names it.
 */
static inline void
row(const char *name)
{
	print_message("  %s\n", name);
}

static inline void
assert_slice(struct ha_slice s, const char *text)
{
	if (s.size != strlen(text) || memcmp(s.data, text, s.size) != 0)
		fail_msg("\"%.*s\" is not \"%s\"", (int)s.size, s.data, text);
}

#endif
