/* SPDX-License-Identifier: BSD-3-Clause */
/* Host name: which texts are one (RFC 1123, section 2.1). */
#ifndef HA_HOST_NAME_H
#define HA_HOST_NAME_H

#include "common/base/slice.h"

/*
 * Returns whether TEXT may be believed to be a host name: its letters are
 * those of RFC 1123 and '_', it is no longer than HA_NAME_MAX, and it is
 * neither a number, be it one part long, octal or hexadecimal (inet_aton(3)),
 * nor a word that stands for a state.
 */
bool ha_name_is_sound(struct ha_slice text);

/*
 * Returns TEXT without the final dot of a fully qualified name; the root stays
 * ".".
 */
struct ha_slice ha_name_without_dot(struct ha_slice text);

#endif
