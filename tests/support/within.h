/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * assert_within(VALUE, LEAST, MOST): in the place of what some versions of
 * cmocka lack, and of what others deprecate.
 */
#ifndef WITHIN_H
#define WITHIN_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#define assert_within(value, least, most) \
	assert_within_((long long)(value), (long long)(least), \
		       (long long)(most), #value, __FILE__, __LINE__)

static inline void
assert_within_(long long value, long long least, long long most,
	       const char *what, const char *file, int line)
{
	if (value >= least && value <= most)
		return;
	print_error("%s is %lld, not within %lld and %lld\n", what, value,
		    least, most);
	_fail(file, line);
}

#endif
