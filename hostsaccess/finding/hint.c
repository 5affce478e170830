/* SPDX-License-Identifier: BSD-3-Clause */
#include "hostsaccess/finding/hint.h"

#include "common/decide/report.h"

#include <stdarg.h>
#include <stdio.h>

void
hint_add(struct hint *hint, const char *format, ...)
{
	size_t room = sizeof(hint->text) - hint->size;
	va_list arguments;
	int size;

	va_start(arguments, format);
	size = vsnprintf(hint->text + hint->size, room, format, arguments);
	va_end(arguments);
	if (size > 0)
		hint->size += (size_t)size < room ? (size_t)size : room - 1;
}

void
hint_mean(struct hint *hint, struct ha_slice text)
{
	char quoted[HINT_MAX / 2];

	ha_quote(text, quoted, sizeof(quoted));
	hint_add(hint, "did you mean %s?", quoted);
}
