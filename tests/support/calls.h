/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * Calls: the numbers of system calls that only some machines have.  Where one
 * is not there, its number is one that no call has.
 */
#ifndef CALLS_H
#define CALLS_H

#include <sys/syscall.h>

#define CALLS_NONE (-1)

/* Of machines that had them before there were better ones. */
#ifndef SYS_access
#define SYS_access CALLS_NONE
#endif
#ifndef SYS_arch_prctl
#define SYS_arch_prctl CALLS_NONE
#endif
#ifndef SYS_dup2
#define SYS_dup2 CALLS_NONE
#endif
#ifndef SYS_fork
#define SYS_fork CALLS_NONE
#endif
#ifndef SYS_lstat
#define SYS_lstat CALLS_NONE
#endif
#ifndef SYS_open
#define SYS_open CALLS_NONE
#endif
#ifndef SYS_pipe
#define SYS_pipe CALLS_NONE
#endif
#ifndef SYS_poll
#define SYS_poll CALLS_NONE
#endif
#ifndef SYS_readlink
#define SYS_readlink CALLS_NONE
#endif
#ifndef SYS_select
#define SYS_select CALLS_NONE
#endif
#ifndef SYS_shmat
#define SYS_shmat CALLS_NONE
#endif
#ifndef SYS_socketcall
#define SYS_socketcall CALLS_NONE
#endif
#ifndef SYS_accept
#define SYS_accept CALLS_NONE
#endif
#ifndef SYS_sigreturn
#define SYS_sigreturn CALLS_NONE
#endif
#ifndef SYS_stat
#define SYS_stat CALLS_NONE
#endif
#ifndef SYS_vfork
#define SYS_vfork CALLS_NONE
#endif
#ifndef SYS_waitpid
#define SYS_waitpid CALLS_NONE
#endif

/* Of 64 bits, and those that have not two of each. */
#ifndef SYS_newfstatat
#define SYS_newfstatat CALLS_NONE
#endif
#ifndef SYS__llseek
#define SYS__llseek CALLS_NONE
#endif
#ifndef SYS_fcntl64
#define SYS_fcntl64 CALLS_NONE
#endif
#ifndef SYS_fstat64
#define SYS_fstat64 CALLS_NONE
#endif
#ifndef SYS_fstatat64
#define SYS_fstatat64 CALLS_NONE
#endif
#ifndef SYS_lstat64
#define SYS_lstat64 CALLS_NONE
#endif
#ifndef SYS_mmap2
#define SYS_mmap2 CALLS_NONE
#endif
#ifndef SYS_stat64
#define SYS_stat64 CALLS_NONE
#endif
#ifndef SYS_clock_gettime64
#define SYS_clock_gettime64 CALLS_NONE
#endif
#ifndef SYS_clock_nanosleep_time64
#define SYS_clock_nanosleep_time64 CALLS_NONE
#endif
#ifndef SYS_futex_time64
#define SYS_futex_time64 CALLS_NONE
#endif
#ifndef SYS_ppoll_time64
#define SYS_ppoll_time64 CALLS_NONE
#endif
#ifndef SYS_pselect6_time64
#define SYS_pselect6_time64 CALLS_NONE
#endif
#ifndef SYS_rt_sigtimedwait_time64
#define SYS_rt_sigtimedwait_time64 CALLS_NONE
#endif

/* Of 32 bits for user and group numbers. */
#ifndef SYS_getegid32
#define SYS_getegid32 CALLS_NONE
#define SYS_geteuid32 CALLS_NONE
#define SYS_getgid32 CALLS_NONE
#define SYS_getuid32 CALLS_NONE
#define SYS_setgroups32 CALLS_NONE
#define SYS_setresgid32 CALLS_NONE
#define SYS_setresuid32 CALLS_NONE
#endif

/* The clock as struct timespec has it. */
#if SYS_clock_gettime64 == CALLS_NONE
#define CALLS_CLOCK_GETTIME SYS_clock_gettime
#else
#define CALLS_CLOCK_GETTIME SYS_clock_gettime64
#endif

#endif
