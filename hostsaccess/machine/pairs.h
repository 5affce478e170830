/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * Pairs: the rule files that are asked on this machine: the standard ones, and
 * those that the settings and the lines of PAM services name.
 */
#ifndef MACHINE_PAIRS_H
#define MACHINE_PAIRS_H

#include "hostsaccess/machine/names.h"
#include "hostsaccess/tool/arena.h"
#include "hostsaccess/tool/settings.h"

struct pairs {
	struct ha_rules *all; /* each pair once; strict if one asks it so */
	size_t count;
	struct arena texts;
};

/*
 * Finds the pairs of the services of NAMES, and of SETTINGS for anybody, as
 * ARGUMENTS say it, into *PAIRS, to be freed.  Exits when memory is out.
 */
void pairs_find(const struct names *names, const struct settings *settings,
		const struct arguments *arguments, struct pairs *pairs);

void pairs_free(struct pairs *pairs);

#endif
