/* SPDX-License-Identifier: BSD-3-Clause */
#include "daemon/run.h"
#include "libwrap/call.h"
#include "libwrap/effects.h"
#include "libwrap/export.h"
#include "libwrap/log.h"

EXPORT void
shell_cmd(char *command)
{
	struct daemon_log log = libwrap_log();
	struct daemon_settings settings;

	log.quiet = true;
	daemon_settings_init(&settings);
	daemon_run(&log, HA_COMMAND_SPAWN,
		   &(const struct ha_command){
		       .text = command,
		       .environment = effects_environment(),
		       .timeout_ms = settings.command_timeout_ms});
}
