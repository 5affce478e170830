/* SPDX-License-Identifier: BSD-3-Clause */
/* State: whether logins use the index of a file, and why not, in words. */
#ifndef INDEX_STATE_H
#define INDEX_STATE_H

#include "common/source/index_file.h"

/*
 * Returns the state of the index of FILE, which is read for USE; each page of
 * it is looked at.  HA_INDEX_SMALL also if FILE cannot be read.
 */
enum ha_index_state index_state(const char *file, struct ha_index_use use);

/*
 * Returns how an index of STATE, for USE, is: "valid", or why it is not used.
 * Why it is absent says errno.
 */
const char *index_state_words(enum ha_index_state state,
			      struct ha_index_use use);

#endif
