/* SPDX-License-Identifier: BSD-3-Clause */
#include "hostsaccess/machine/folders.h"

#include "hostsaccess/machine/pam.h"
#include "hostsaccess/machine/program.h"
#include "hostsaccess/tool/memory.h"

#include <stdio.h>

#define VENDOR_FOLDER "/usr/lib/pam.d"

char *
stack_folders_of(const char *folder, struct stack_folders *folders)
{
	char root[PATH_MAX], *vendor = NULL;

	if (machine_root(folder, root) &&
	    asprintf(&vendor, "%s" VENDOR_FOLDER, root) < 0)
		memory_out();
	*folders = (struct stack_folders){{folder, vendor}};
	return vendor;
}
