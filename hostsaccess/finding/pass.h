/* SPDX-License-Identifier: BSD-3-Clause */
/* Passes over files, of which some are read in several: what each told. */
#ifndef FINDING_PASS_H
#define FINDING_PASS_H

#include "common/base/diagnostic.h"
#include "hostsaccess/tool/table.h"

/* Begin them as all zero; end them with table_free(). */
struct passes {
	struct table told; /* the number of the pass that told it first */
	uint32_t number;   /* of this pass; 0: there are none */
};

/*
 * Returns whether the finding NAME about TEXT at PLACE was told in a pass
 * before this one, and notes it for those to come.  Exits when memory is out.
 */
bool pass_told(struct passes *passes, const char *name, struct ha_place place,
	       struct ha_slice text);

#endif
