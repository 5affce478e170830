/* SPDX-License-Identifier: BSD-3-Clause */
/* Settings files: what the settings name, and whether it is there. */
#ifndef CHECK_SETTINGS_FILES_H
#define CHECK_SETTINGS_FILES_H

#include "hostsaccess/finding/finding.h"
#include "hostsaccess/tool/settings.h"

/*
 * Finds what daemons cannot read: SETTINGS, and rule files and databases that
 * they name.
 */
void settings_check_files(const struct settings *settings,
			  struct findings *findings);

#endif
