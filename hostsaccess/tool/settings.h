/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * Settings: what the file of the machine says to a daemon, for a command that
 * decides as a daemon does there (hostsaccess.conf(5)).
 */
#ifndef TOOL_SETTINGS_H
#define TOOL_SETTINGS_H

#include "daemon/settings_file.h"
#include "hostsaccess/tool/arguments.h"

struct settings {
	const char *file;
	struct daemon_settings values;
	struct daemon_settings_text text;
	bool unusable; /* for this: */
	struct ha_fault fault;
};

/*
 * Reads the settings for DAEMON (without data: those for all, and *SETTINGS has
 * those for single ones, too), and makes *RULES of them and of what ARGUMENTS
 * give. CRITIC hears of words that are not taken.  Returns false if the
 * settings are unusable, which settings->fault tells; *RULES are then those of
 * ARGUMENTS. *SETTINGS is to be freed, whatever comes of it, and RULES lives no
 * longer.
 */
bool settings_read(const struct arguments *arguments, struct ha_slice daemon,
		   const struct daemon_settings_critic *critic,
		   struct settings *settings, struct ha_rules *rules);

/*
 * Reads what FILE says to DAEMON (which has data) into *SETTINGS, to be freed
 * whatever comes of it.  CRITIC, which may be NULL, hears of words that are not
 * taken.  Returns false if the settings are unusable.
 */
bool settings_open(const char *file, struct ha_slice daemon,
		   const struct daemon_settings_critic *critic,
		   struct settings *settings);

/* Sets in VALUES what ARGUMENTS give in the place of what they say. */
void settings_override(const struct arguments *arguments,
		       struct daemon_settings *values);

/* Sets in RULES, those of ARGUMENTS, what VALUES say and ARGUMENTS do not. */
void settings_use(const struct daemon_settings *values,
		  const struct arguments *arguments, struct ha_rules *rules);

/* Returns one that writes to standard error, for the command NAME. */
struct daemon_settings_critic settings_critic(const char *name);

/* Likewise writes why SETTINGS are unusable. */
void settings_complain(const char *name, const struct settings *settings);

void settings_free(struct settings *settings);

#endif
