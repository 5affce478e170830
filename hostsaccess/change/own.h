/* SPDX-License-Identifier: BSD-3-Clause */
/* Own: the rule files that are asked for a daemon, be they others than those
 * that are asked for all. */
#ifndef CHANGE_OWN_H
#define CHANGE_OWN_H

#include "hostsaccess/change/meet.h"
#include "hostsaccess/machine/names.h"
#include "hostsaccess/machine/way.h"
#include "hostsaccess/tool/arguments.h"

struct own {
	struct names names;
	struct ways ways;
	bool found; /* both are set */
	bool conf;  /* the settings were named by whoever asks */
};

/*
 * Finds, by the PAM lines, settings and libraries of this machine, which files
 * are asked for the daemon of MEET, if that is a name and ARGUMENTS name no
 * files; *OWN keeps both, and is to be ended.  Exits when memory is out.
 */
void own_find(struct own *own, const struct arguments *arguments,
	      const struct meet *meet);

/*
 * Returns the files that the module is asked by, or libwrap where the module is
 * not and nobody named settings; NULL: those that the settings say for all.
 * *OTHERS becomes those of another line that asks by other files, or NULL.
 */
const struct ha_rules *own_rules(const struct own *own,
				 const struct ha_rules **others);

void own_end(struct own *own);

#endif
