/* SPDX-License-Identifier: BSD-3-Clause */
/* syslog(3) as libwrap calls it, in the place of the C library's: silent. */
#include <stdarg.h>

void __syslog_chk(int priority, int flag, const char *format, ...);
void __vsyslog_chk(int priority, int flag, const char *format, va_list values);

void
__syslog_chk(int priority, int flag, const char *format, ...)
{
	(void)priority;
	(void)flag;
	(void)format;
}

void
__vsyslog_chk(int priority, int flag, const char *format, va_list values)
{
	(void)priority;
	(void)flag;
	(void)format;
	(void)values;
}
