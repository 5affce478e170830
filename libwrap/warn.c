/* SPDX-License-Identifier: BSD-3-Clause */
#include "libwrap/tcpd.h"

#include "libwrap/export.h"
#include "libwrap/jump.h"
#include "libwrap/warn.h"
#include "libwrap/log.h"

#include <errno.h>
#include <stdarg.h>
#include <syslog.h>

/* Logs "TAG: [FILE, line N: ]MESSAGE", what comes from outside escaped. */
static void __attribute__((format(printf, 2, 0)))
report(const char *tag, const char *format, va_list arguments)
{
	const struct daemon_log log = libwrap_log();
	char message[HA_REPORT_MAX / 4], line[HA_REPORT_MAX];
	struct ha_text text = {line, sizeof(line), 0};
	int error = errno;

	vsnprintf(message, sizeof(message), format, arguments);
	ha_text_add(&text, "%s: ", tag);
	if (tcpd_context.file) {
		ha_text_escaped(&text, ha_slice_of(tcpd_context.file),
				HA_IN_WORD);
		ha_text_add(&text, ", line %d: ", tcpd_context.line);
	}
	ha_text_escaped(&text, ha_slice_of(message), HA_FOR_PEOPLE);
	daemon_log_line(&log, LOG_ERR, line);
	errno = error;
}

void
warn_tell(const char *format, ...)
{
	va_list arguments;

	va_start(arguments, format);
	report("warning", format, arguments);
	va_end(arguments);
}

EXPORT void __attribute__((format(printf, 1, 2))) tcpd_warn(char *format, ...)
{
	va_list arguments;

	va_start(arguments, format);
	report("warning", format, arguments);
	va_end(arguments);
}

EXPORT void __attribute__((format(printf, 1, 2))) tcpd_jump(char *format, ...)
{
	va_list arguments;

	va_start(arguments, format);
	report("error", format, arguments);
	va_end(arguments);
	longjmp(tcpd_buf, AC_ERROR);
}
