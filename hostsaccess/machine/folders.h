/* SPDX-License-Identifier: BSD-3-Clause */
/* Folders: where the PAM files of a machine are. */
#ifndef MACHINE_FOLDERS_H
#define MACHINE_FOLDERS_H

struct stack_folders;

/*
 * Fills FOLDERS for the machine whose PAM files are in FOLDER, which has to
 * outlive them: behind R/etc/pam.d comes R/usr/lib/pam.d, the vendor's; any
 * other folder stands alone.  Returns the path of the second, which FOLDERS
 * keep and the caller frees, or NULL.  Exits when memory is out.
 */
char *stack_folders_of(const char *folder, struct stack_folders *folders);

#endif
