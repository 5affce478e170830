/* SPDX-License-Identifier: BSD-3-Clause */
#include "libwrap/verbose.h"

#include "common/option/option.h"
#include "libwrap/tcpd.h"

#include <syslog.h>

void
verbose_tell_options(const struct daemon_log *log, struct ha_slice text)
{
	struct ha_option_field field = {.followed = true};
	char line[HA_REPORT_MAX];

	while (hosts_access_verbose > 0 && field.followed) {
		struct ha_text out = {line, sizeof(line), 0};

		ha_option_next(&text, &field);
		ha_text_add(&out, "option:   ");
		ha_text_part(&out, field.keyword, HA_FOR_PEOPLE);
		ha_text_add(&out, " ");
		ha_text_part(&out, field.value, HA_FOR_PEOPLE);
		daemon_log_line(log, LOG_DEBUG, line);
	}
}

void
verbose_tell(const struct daemon_log *log, const struct ha_verdict *verdict)
{
	const struct ha_line line = {
	    .text = {verdict->rule.bytes, verdict->rule.size}};
	char matched[HA_REPORT_MAX];
	struct ha_text out = {matched, sizeof(matched), 0};
	struct ha_rule rule;

	if (hosts_access_verbose <= 0 || verdict->place.line == 0)
		return;
	if (hosts_access_verbose > 1) {
		ha_text_field(&out,
			      "matched:  ", ha_slice_of(verdict->place.file));
		ha_text_add(&out, " line %lu", verdict->place.line);
		daemon_log_line(log, LOG_DEBUG, matched);
	}
	if (ha_syntax_parse(&line, NULL, &rule) == HA_SYNTAX_RULE &&
	    rule.has_options)
		verbose_tell_options(log, rule.options);
}
