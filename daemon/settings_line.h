/* SPDX-License-Identifier: BSD-3-Clause */
/* Settings line: one line of a file of settings; part of settings_file.h. */
#ifndef DAEMON_SETTINGS_LINE_H
#define DAEMON_SETTINGS_LINE_H

#include "common/base/line.h"
#include "common/decide/verdict.h"
#include "daemon/settings_text.h"

/* For whom a file is read, and what comes out. */
struct daemon_settings_reader {
	struct ha_slice daemon; /* no data: for anybody */
	struct daemon_settings_text *text;
	struct ha_fault *fault;
};

/*
 * Takes what LINE says to the daemon of READER.  Returns HA_OK, HA_ERR_MEMORY,
 * or HA_ERR_BROKEN with the fault set, where it does not say for certain which
 * rule files it means.
 */
enum ha_status daemon_settings_take(const struct daemon_settings_reader *reader,
				    const struct ha_line *line);

/* Sets the fault of READER, with errno if the file is unreadable. */
enum ha_status daemon_settings_fail(const struct daemon_settings_reader *reader,
				    enum ha_diagnostic_id id,
				    struct ha_place place,
				    struct ha_slice text);

#endif
