/* SPDX-License-Identifier: BSD-3-Clause */
#include "hostsaccess/apply/reboot.h"

#include <glob.h>
#include <stdbool.h>
#include <stddef.h>
#include <unistd.h>

#define UNIT "hostsaccess-revert.service"

const char *
reboot_gap(void)
{
	static const char *const places[] = {
	    "/etc/systemd/system/*.wants/" UNIT,
	    "/usr/local/lib/systemd/system/*.wants/" UNIT,
	    "/usr/lib/systemd/system/*.wants/" UNIT,
	    "/lib/systemd/system/*.wants/" UNIT,
	};
	bool enabled = false;
	glob_t found;

	if (access("/run/systemd/system", F_OK) != 0)
		return "there is no systemd that would start `hostsaccess "
		       "apply --revert' before sshd";
	for (size_t i = 0; !enabled && i < sizeof(places) / sizeof(*places);
	     i++) {
		enabled = glob(places[i], 0, NULL, &found) == 0;
		globfree(&found);
	}
	return enabled ? NULL : "`systemctl enable " UNIT "' is to be done";
}
