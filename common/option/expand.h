/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * Expand: %-letters in commands, variables and banners
 * (hosts_access(5), SHELL COMMANDS).
 *
 * What comes from outside is made harmless for a shell: every byte but
 * letters, digits and !@%-_=+:,./ becomes '_'.  Nothing is expanded twice.
 */
#ifndef HA_EXPAND_H
#define HA_EXPAND_H

#include "common/base/diagnostic.h"
#include "common/request/request.h"

/* The longest text that comes out, in bytes. */
#define HA_EXPANSION_MAX (64UL * 1024UL)

/*
 * Expands VALUE, if of an OPTION with "\:" as ':', for REQUEST; %n and %N look
 * the name up.  An unknown letter vanishes with its '%', which SINK hears at
 * PLACE. Writes a terminated text to *TEXT, which the caller frees.  Returns
 * HA_OK, HA_ERR_LIMIT if it gets longer than HA_EXPANSION_MAX, HA_ERR_MEMORY.
 */
enum ha_status ha_expand(struct ha_slice value, bool option,
			 struct ha_request *request, const struct ha_sink *sink,
			 struct ha_place place, char **text);

#endif
