/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * Call sets: system calls that filters know together, like the sets of
 * systemd.exec(5), as far as a decision may need them.
 */
#ifndef CALL_SETS_H
#define CALL_SETS_H

#include "tests/support/calls.h"

#include <stddef.h>

static const int process[] = {
    SYS_arch_prctl, SYS_capget,    SYS_clone,  SYS_clone3,  SYS_execveat,
    SYS_fork,       SYS_getrusage, SYS_kill,   SYS_prctl,   SYS_setns,
    SYS_tgkill,     SYS_times,     SYS_tkill,  SYS_unshare, SYS_vfork,
    SYS_wait4,      SYS_waitid,    SYS_waitpid};
static const int ipc[] = {SYS_memfd_create, SYS_pipe, SYS_pipe2, SYS_shmat};
static const int network[] = {
    SYS_accept,      SYS_bind,       SYS_connect,    SYS_getpeername,
    SYS_getsockname, SYS_getsockopt, SYS_recvfrom,   SYS_recvmsg,
    SYS_sendmsg,     SYS_sendmmsg,   SYS_sendto,     SYS_setsockopt,
    SYS_shutdown,    SYS_socket,     SYS_socketpair, SYS_socketcall};
static const int files[] = {
    SYS_access,  SYS_chdir,      SYS_faccessat, SYS_fcntl,   SYS_fstat,
    SYS_getcwd,  SYS_getdents64, SYS_lstat,     SYS_mmap,    SYS_newfstatat,
    SYS_open,    SYS_openat,     SYS_readlink,  SYS_stat,    SYS_statfs,
    SYS_statx,   SYS_fstatfs,    SYS_munmap,    SYS_openat2, SYS_fcntl64,
    SYS_fstat64, SYS_fstatat64,  SYS_lstat64,   SYS_mmap2,   SYS_stat64};
static const int basic[] = {SYS_read,        SYS_pread64, SYS_readv, SYS_lseek,
			    SYS_write,       SYS_dup,     SYS_dup2,  SYS_dup3,
			    SYS_close_range, SYS__llseek};
static const int events[] = {SYS_poll,         SYS_ppoll,
			     SYS_select,       SYS_pselect6,
			     SYS_ppoll_time64, SYS_pselect6_time64};
static const int signals[] = {SYS_rt_sigaction, SYS_rt_sigprocmask,
			      SYS_rt_sigtimedwait, SYS_sigaltstack,
			      SYS_rt_sigtimedwait_time64};
static const int rights[] = {
    SYS_setresuid, SYS_setresgid,   SYS_setgroups,   SYS_umask,
    SYS_setpgid,   SYS_geteuid,     SYS_getegid,     SYS_getuid,
    SYS_getgid,    SYS_setresuid32, SYS_setresgid32, SYS_setgroups32,
    SYS_geteuid32, SYS_getegid32,   SYS_getuid32,    SYS_getgid32};

#define SET(numbers) \
	{ \
		numbers, sizeof(numbers) / sizeof(*(numbers)) \
	}
static const struct {
	const int *numbers;
	size_t count;
} sets[] = {SET(process), SET(ipc),    SET(network), SET(files),
	    SET(basic),   SET(events), SET(signals), SET(rights)};

#undef SET

#endif
