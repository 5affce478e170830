/* SPDX-License-Identifier: BSD-3-Clause */
/* Banner: a file with words for the client (hosts_options(5), banners). */
#ifndef HA_BANNER_H
#define HA_BANNER_H

#include "expand.h"

/*
 * Reads the file DIRECTORY/DAEMON, named by the daemon of REQUEST, and
 * expands each line of it; "\:" in DIRECTORY is ':'.  Writes a terminated text,
 * "" if there is no such file, to *TEXT, which the caller frees.  What else is
 * wrong SINK hears, at PLACE.  Returns HA_OK,
 * HA_ERR_BROKEN if others could have written the file or chosen which one it
 * is (ha_trust_file(), with ROOT_ONLY), HA_ERR_MEMORY.
 */
enum ha_status ha_banner_read(struct ha_slice directory,
			      struct ha_request *request,
			      const struct ha_sink *sink, struct ha_place place,
			      bool root_only, char **text);

#endif
