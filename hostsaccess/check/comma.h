/* SPDX-License-Identifier: BSD-3-Clause */
/* Commas in place of the dots of an address. */
#ifndef CHECK_COMMA_H
#define CHECK_COMMA_H

#include "hostsaccess/check/state.h"

/*
 * Says which words of LIST, of clients in LINE, are addresses with a comma in
 * place of a dot: each is told of as one, and not as the numbers in it.
 */
void comma_check(struct check *check, const struct ha_line *line,
		 struct ha_slice list);

#endif
