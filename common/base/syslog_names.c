/* SPDX-License-Identifier: BSD-3-Clause */
#include "common/base/syslog_names.h"

#include <syslog.h>

const struct ha_syslog_name ha_syslog_facilities[] = {
    {"kern", LOG_KERN, false},
    {"user", LOG_USER, false},
    {"mail", LOG_MAIL, false},
    {"daemon", LOG_DAEMON, false},
    {"auth", LOG_AUTH, false},
    {"syslog", LOG_SYSLOG, true},
    {"lpr", LOG_LPR, false},
    {"news", LOG_NEWS, false},
    {"uucp", LOG_UUCP, false},
    {"cron", LOG_CRON, false},
    {"authpriv", LOG_AUTHPRIV, true},
    {"ftp", LOG_FTP, true},
    {"local0", LOG_LOCAL0, false},
    {"local1", LOG_LOCAL1, false},
    {"local2", LOG_LOCAL2, false},
    {"local3", LOG_LOCAL3, false},
    {"local4", LOG_LOCAL4, false},
    {"local5", LOG_LOCAL5, false},
    {"local6", LOG_LOCAL6, false},
    {"local7", LOG_LOCAL7, false},
    {NULL, 0, false},
};

const struct ha_syslog_name ha_syslog_levels[] = {
    {"emerg", LOG_EMERG, false},     {"panic", LOG_EMERG, true},
    {"alert", LOG_ALERT, false},     {"crit", LOG_CRIT, false},
    {"err", LOG_ERR, false},         {"error", LOG_ERR, true},
    {"warning", LOG_WARNING, false}, {"warn", LOG_WARNING, true},
    {"notice", LOG_NOTICE, false},   {"info", LOG_INFO, false},
    {"debug", LOG_DEBUG, false},     {NULL, 0, false},
};

const struct ha_syslog_name *
ha_syslog_find(const struct ha_syslog_name *names, struct ha_slice name)
{
	for (; names->name; names++)
		if (ha_slice_is(name, names->name))
			return names;
	return NULL;
}

int
ha_severity_of(struct ha_slice text)
{
	size_t dot = ha_slice_find(text, '.');
	const struct ha_syslog_name *facility, *level;

	if (dot == text.size) {
		level = ha_syslog_find(ha_syslog_levels, text);
		return level ? level->value : -1;
	}
	facility =
	    ha_syslog_find(ha_syslog_facilities, ha_slice_head(text, dot));
	level = ha_syslog_find(ha_syslog_levels, ha_slice_from(text, dot + 1));
	return facility && level ? facility->value | level->value : -1;
}
