/* SPDX-License-Identifier: BSD-3-Clause */
/* Brackets that do not stand around a whole word. */
#ifndef CHECK_BRACKET_H
#define CHECK_BRACKET_H

#include "hostsaccess/check/state.h"

struct hint;

/* Adds what TOKEN, of a list of the rule or of a list file, was to be. */
void bracket_hint(const struct check *check, struct ha_slice token,
		  struct hint *hint);

#endif
