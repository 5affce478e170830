/* SPDX-License-Identifier: BSD-3-Clause */
/* The values of options (hosts_options(5)): what each one may be. */
#ifndef HA_OPTION_VALUE_H
#define HA_OPTION_VALUE_H

#include "common/base/diagnostic.h"
#include "common/request/resolver.h"

/* Each returns what is wrong with VALUE, not empty, or HA_D_NONE. */
enum ha_diagnostic_id ha_value_linger(struct ha_slice value);
enum ha_diagnostic_id ha_value_nice(struct ha_slice value);
enum ha_diagnostic_id ha_value_rfc931(struct ha_slice value);
enum ha_diagnostic_id ha_value_setenv(struct ha_slice value);
enum ha_diagnostic_id ha_value_severity(struct ha_slice value);
enum ha_diagnostic_id ha_value_umask(struct ha_slice value);

/*
 * Likewise, of accounts, which RESOLVER looks up.  Without one (NULL) they are
 * looked up here, however long that takes.
 */
enum ha_diagnostic_id ha_value_group(struct ha_slice value,
				     const struct ha_resolver *resolver);
enum ha_diagnostic_id ha_value_user(struct ha_slice value,
				    const struct ha_resolver *resolver);

#endif
