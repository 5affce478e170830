/* SPDX-License-Identifier: BSD-3-Clause */
/* Sshd: whether sshd asks PAM (sshd_config(5), UsePAM). */
#ifndef CHECK_SSHD_H
#define CHECK_SSHD_H

#include "diagnostic.h"

/*
 * Reads the sshd_config(5) at PATH.  Returns whether sshd uses PAM by it; if
 * not, *PLACE is where it says so, with line 0 if it does not say.  Returns
 * true, too, if the file cannot be read.
 */
bool sshd_uses_pam(const char *path, struct ha_place *place);

#endif
