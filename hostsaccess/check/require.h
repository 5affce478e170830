/* SPDX-License-Identifier: BSD-3-Clause */
/* Require: what the option of that name asks. */
#ifndef CHECK_REQUIRE_H
#define CHECK_REQUIRE_H

#include "hostsaccess/check/state.h"

/* Looks at the options `require` of the rule of CHECK, whose saying is known.
 */
void require_check(struct check *check);

#endif
