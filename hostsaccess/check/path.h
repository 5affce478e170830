/* SPDX-License-Identifier: BSD-3-Clause */
/* Path: a client that begins with '/', which is a list file or looks like it.
 */
#ifndef CHECK_PATH_H
#define CHECK_PATH_H

#include "hostsaccess/check/state.h"

/*
 * Notes the list file TOKEN, named at PLACE; or says that it is the mask of the
 * word before it, or opens a comment in some other language.
 */
void path_check(struct check *check, struct ha_slice token,
		struct ha_place place);

#endif
