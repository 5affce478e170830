/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * Pairs: the rule files that are asked on this machine: the standard ones, and
 * those that the settings and the lines of PAM services name; with the
 * databases that each is asked with.
 */
#ifndef MACHINE_PAIRS_H
#define MACHINE_PAIRS_H

#include "hostsaccess/machine/names.h"
#include "hostsaccess/tool/arena.h"
#include "hostsaccess/tool/settings.h"

struct pair {
	struct ha_rules rules; /* strict if one asks them so */
	/*
	 * Each that one asks them with, as in daemon_settings, NULL too; of the
	 * settings only what they name, unless nobody else says anything.
	 */
	const char **geo_files;
	size_t geo_count; /* at least 1 */
};

struct pairs {
	struct pair *all; /* each pair of files once */
	size_t count;
	struct arena texts;
};

/*
 * Finds the pairs of the services of NAMES, and of SETTINGS for anybody, as
 * ARGUMENTS say it, into *PAIRS, to be freed.  Exits when memory is out.
 */
void pairs_find(const struct names *names, const struct settings *settings,
		const struct arguments *arguments, struct pairs *pairs);

/* Returns whether ONE and OTHER are the same files. */
bool pairs_are_same(const struct ha_rules *one, const struct ha_rules *other);

/* Returns the pair of the files of RULES, or NULL. */
const struct pair *pairs_of(const struct pairs *pairs,
			    const struct ha_rules *rules);

void pairs_free(struct pairs *pairs);

#endif
