/* SPDX-License-Identifier: BSD-3-Clause */
/* Options of inetd(8): whether it asks libwrap for the servers it starts. */
#ifndef MACHINE_INETD_OPTIONS_H
#define MACHINE_INETD_OPTIONS_H

#include <stdbool.h>

/* Its program, below the root. */
#define INETD "/usr/sbin/inetd"

/* What to do so that inetd asks. */
#define INETD_ADVICE \
	"start inetd with -l, or write /usr/sbin/tcpd before its servers in " \
	"/etc/inetd.conf"

/*
 * Returns whether the inetd of OpenBSD, which is linked with libwrap, asks it:
 * it runs below ROOT with the option -l, or else would be started so.
 */
bool inetd_asks(const char *root);

#endif
