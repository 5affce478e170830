/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * Confine: takes privileges from the process that calls.  FOLDER is the one
 * with the rule files.  Errors end the process.
 */
#ifndef CONFINE_H
#define CONFINE_H

#include <stddef.h>

typedef void confine_fn(const char *folder);

confine_fn confine_nothing;

/*
 * Another user: only effective, or for good; only real, as where a program is
 * setuid, and with a umask of 0.
 */
confine_fn confine_effective_user, confine_user, confine_real_user;

/* chroot(2) into an empty folder, or into FOLDER. */
confine_fn confine_chroot_empty, confine_chroot_folder;

/*
 * Filters of system calls: all but what sshd lets its children do fails, or
 * ends the process; fstat(2) fails; no process can be made.
 */
confine_fn confine_sshd, confine_sshd_kill, confine_no_stat,
    confine_no_processes;

/* setrlimit(2): no file, or one more, can be opened; no fork; no write. */
confine_fn confine_no_files, confine_one_file, confine_no_forks,
    confine_no_writes;

/* Mounts, as systemd makes them, in a namespace of the process. */
confine_fn confine_read_only, confine_private_tmp, confine_no_devices,
    confine_no_proc, confine_hidden_by_folder;

confine_fn confine_no_new_privileges;

/* A umask of 0777; descriptors 0 to 2 closed; in a folder that is removed. */
confine_fn confine_umask, confine_no_standard, confine_no_folder;

/*
 * A filter of system calls: the COUNT with NUMBERS end in RESULT, all others in
 * OTHERWISE, as seccomp(2) has them.
 */
void confine_calls(const int *numbers, size_t count, unsigned result,
		   unsigned otherwise);

/* setrlimit(2): RESOURCE has VALUE, and cannot get more. */
void confine_limit(int resource, unsigned long value);

#endif
