/* SPDX-License-Identifier: BSD-3-Clause */
/* Settings: what the file of the machine has to do with a decision. */
#ifndef EXPLAIN_SETTINGS_H
#define EXPLAIN_SETTINGS_H

#include "hostsaccess/tool/settings.h"

#include <stdio.h>

/* Each writes nothing where SETTINGS is NULL, or has nothing to say of it. */

/* Says that somebody who is refused is let in all the same. */
void explain_settings_trial(FILE *stream, const struct settings *settings);

/* Says more about why the settings are unusable. */
void explain_settings_fault(FILE *stream, const struct settings *settings);

/* Shows the words for all, and for the daemon. */
void explain_settings(FILE *stream, const struct settings *settings);

#endif
