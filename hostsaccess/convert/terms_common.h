/* SPDX-License-Identifier: BSD-3-Clause */
/* terms_common: what two lists have in common. */
#ifndef CONVERT_TERMS_COMMON_H
#define CONVERT_TERMS_COMMON_H

#include "hostsaccess/convert/model.h"

/*
 * Sets BOTH, which the caller frees, to what A and B, two lists of users or of
 * CLIENTS, have in common.  Returns false, with nothing to free, if that is
 * surely nothing.
 */
bool terms_common(const struct terms *a, const struct terms *b, bool clients,
		  struct terms *both);

#endif
