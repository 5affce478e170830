/* SPDX-License-Identifier: BSD-3-Clause */
#include "hostsaccess/tool/top.h"

bool
top_argument(const struct command *command, const struct arguments *arguments,
	     unsigned long *top)
{
	if (!arguments->top)
		return true;
	if (ha_slice_number(ha_slice_of(arguments->top), 10, 1000000000, top) &&
	    *top > 0)
		return true;
	usage_error(command, "--top takes a number, from 1 on");
	return false;
}
