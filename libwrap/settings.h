/* SPDX-License-Identifier: BSD-3-Clause */
/* Settings: those of the machine's file, for one call. */
#ifndef LIBWRAP_SETTINGS_H
#define LIBWRAP_SETTINGS_H

#include "daemon/log.h"
#include "daemon/settings_file.h"

/*
 * Reads what DAEMON_SETTINGS_FILE says to DAEMON into *SETTINGS, which keeps
 * pointers to *TEXT, to be freed.  LOG is told what is wrong in it, once for
 * each state of the file.  Returns as daemon_settings_read() does, with
 * *FAULT.
 */
enum ha_status settings_load(struct ha_slice daemon, struct daemon_log *log,
			     struct daemon_settings_text *text,
			     struct daemon_settings *settings,
			     struct ha_fault *fault);

#endif
