/* SPDX-License-Identifier: BSD-3-Clause */
/* Look again: whether DNS bears out that there is no such name. */
#ifndef HA_LOOK_AGAIN_H
#define HA_LOOK_AGAIN_H

#include "common/request/resolver.h"

/*
 * Asks the name servers of resolv.conf(5), past nsswitch.conf(5), whether there
 * is no record of TYPE (arpa/nameser.h) and NAME, of which a source says so
 * that does not tell errors from that.  Returns HA_LOOKUP_NONE, or
 * HA_LOOKUP_FAILED if they do not answer, or have one.
 */
enum ha_lookup ha_look_again(const char *name, unsigned type);

#endif
