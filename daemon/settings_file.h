/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * Settings file: settings for the whole machine, or for single daemons
 * (hostsaccess.conf(5)).
 *
 *     # a comment
 *     dns_timeout=2
 *     vsftpd: permissive
 *
 * One word a line.
 */
#ifndef DAEMON_SETTINGS_FILE_H
#define DAEMON_SETTINGS_FILE_H

#include "common/base/diagnostic.h"
#include "common/decide/verdict.h"
#include "daemon/settings.h"
#include "daemon/settings_text.h"

/* Hears of a WORD at PLACE that is not taken as it stands, and why. */
struct daemon_settings_critic {
	void (*reject)(void *context, const struct ha_place *place,
		       struct ha_slice word, const char *fault);
	void *context;
};

/*
 * Reads what FILE says to DAEMON into *TEXT, or, if its data are NULL, what it
 * says to anybody; to be freed whatever comes of it.  A file that is not there
 * says nothing.  It has to settle, as rule files have, for SETTLE_MS
 * milliseconds (common/source/settle.h).  Returns HA_OK, or HA_ERR_MEMORY, or
 * HA_ERR_BROKEN: then everybody is refused, and *FAULT says why: it cannot be
 * read, others could have written it, or it does not say for certain which rule
 * files it means.
 */
enum ha_status daemon_settings_read(const char *file, struct ha_slice daemon,
				    unsigned settle_ms,
				    struct daemon_settings_text *text,
				    struct ha_fault *fault);

/*
 * Reads the words of TEXT, of FILE, into *SETTINGS, which keeps pointers to
 * them: those for one daemon behind those for all.  CRITIC, which may be
 * NULL, hears of lines that are no word, and of words that are unknown or
 * malformed.
 */
void daemon_settings_apply(const struct daemon_settings_text *text,
			   const char *file,
			   const struct daemon_settings_critic *critic,
			   struct daemon_settings *settings);

void daemon_settings_free(struct daemon_settings_text *text);

#endif
