/* SPDX-License-Identifier: BSD-3-Clause */
#include "common/option/option_context.h"

const char *
ha_option_name(enum ha_option option)
{
	switch (option) {
	case HA_OPTION_ACLEXEC:
		return "aclexec";
	case HA_OPTION_BANNERS:
		return "banners";
	case HA_OPTION_SETENV:
		return "setenv";
	case HA_OPTION_SPAWN:
		return "spawn";
	case HA_OPTION_TWIST:
		return "twist";
	case HA_OPTION_GROUP:
		return "group";
	case HA_OPTION_KEEPALIVE:
		return "keepalive";
	case HA_OPTION_LINGER:
		return "linger";
	case HA_OPTION_NICE:
		return "nice";
	case HA_OPTION_RFC931:
		return "rfc931";
	case HA_OPTION_UMASK:
		return "umask";
	case HA_OPTION_USER:
		return "user";
	case HA_OPTION_END:
		break;
	}
	return "";
}

enum ha_option
ha_command_option(enum ha_command_kind kind)
{
	switch (kind) {
	case HA_COMMAND_ACLEXEC:
		return HA_OPTION_ACLEXEC;
	case HA_COMMAND_SPAWN:
		return HA_OPTION_SPAWN;
	case HA_COMMAND_TWIST:
		break;
	}
	return HA_OPTION_TWIST;
}
