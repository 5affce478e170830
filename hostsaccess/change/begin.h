/* SPDX-License-Identifier: BSD-3-Clause */
/* Begin: what each command that changes rule files does first. */
#ifndef CHANGE_BEGIN_H
#define CHANGE_BEGIN_H

#include "hostsaccess/tool/settings.h"

/* The rule files that are to be changed, by the settings and arguments. */
struct begun {
	struct ha_rules rules;
	struct settings settings;
};

/*
 * Readies this process for the command NAME, and finds the files that
 * ARGUMENTS and the settings name.  Where a standard stream is closed nothing
 * gets its number, so that no message is written to a rule file; a file that
 * may not grow is an error, and no end of the process.  Returns false, and says
 * why on standard error, if the settings are unusable.  *BEGUN is to be ended,
 * whatever comes of it.
 */
/* The first half of that: readies this process. */
void begin_process(void);

bool begin_change(const char *name, const struct arguments *arguments,
		  struct begun *begun);

void end_change(struct begun *begun);

#endif
