/* SPDX-License-Identifier: BSD-3-Clause */
/* Reboot: whether rules go back where a machine goes down before they are. */
#ifndef APPLY_REBOOT_H
#define APPLY_REBOOT_H

/*
 * Returns NULL if the unit hostsaccess-revert.service is enabled on this
 * machine, or why it does not run when the machine comes up again.
 */
const char *reboot_gap(void);

#endif
