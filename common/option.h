/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * Option: what a matching rule does besides its file's verdict
 * (hosts_options(5)).
 */
#ifndef HA_OPTION_H
#define HA_OPTION_H

#include "syntax.h"
#include "verdict.h"

enum ha_options_result {
	HA_OPTIONS_NONE, /* neither allow nor deny: the verdict of the file */
	HA_OPTIONS_ALLOW,
	HA_OPTIONS_DENY,
	HA_OPTIONS_TWIST, /* a command instead of the service */
	HA_OPTIONS_ERROR, /* refuses; the sink heard why */
};

struct ha_options {
	enum ha_options_result result;
	int severity;     /* syslog(3) facility|level, or -1 */
	unsigned skipped; /* enum ha_skipped: not carried out */
};

/*
 * Reads the options of RULE from left to right, until an error or the end,
 * into *OPTIONS.  `user` and `group` look their names up (getpwnam_r(3)).
 */
void ha_options_read(const struct ha_rule *rule, const struct ha_sink *sink,
		     struct ha_options *options);

#endif
