/* SPDX-License-Identifier: BSD-3-Clause */
/* Banner: a file with words for the client (hosts_options(5), banners). */
#ifndef HA_BANNER_H
#define HA_BANNER_H

#include "common/option/expand.h"

/*
 * Reads the file DIRECTORY/DAEMON, where DAEMON is that of REQUEST and "\:" in
 * DIRECTORY means ':', and expands each line of it.  *TEXT is then a terminated
 * text, which the caller frees: "" if there is no such file, and what came
 * before the fault if something else is wrong, of which SINK hears at PLACE.
 * Returns HA_OK; HA_ERR_UNSAFE if others could have written the file, or have
 * chosen which one it is (ha_trust_file(), with ROOT_ONLY), HA_ERR_IO with
 * errno set if that cannot be found out; HA_ERR_MEMORY.
 * Whatever it returns, *TEXT is to be freed, if it was NULL before.
 */
enum ha_status ha_banner_read(struct ha_slice directory,
			      struct ha_request *request,
			      const struct ha_sink *sink, struct ha_place place,
			      bool root_only, char **text);

#endif
