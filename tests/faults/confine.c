/* SPDX-License-Identifier: BSD-3-Clause */
#include "tests/faults/confine.h"

#include "tests/support/calls.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <linux/filter.h>
#include <linux/seccomp.h>
#include <sched.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/mount.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

#define NOBODY 65534
#define FILTER_MAX 256

static void
check(bool good, const char *what)
{
	if (good)
		return;
	perror(what);
	_exit(99);
}

void
confine_nothing(const char *folder)
{
	(void)folder;
}

void
confine_effective_user(const char *folder)
{
	(void)folder;
	check(seteuid(NOBODY) == 0, "seteuid");
}

void
confine_user(const char *folder)
{
	(void)folder;
	check(setresuid(NOBODY, NOBODY, NOBODY) == 0, "setresuid");
}

void
confine_real_user(const char *folder)
{
	(void)folder;
	umask(0);
	check(setresgid(NOBODY, 0, 0) == 0 && setresuid(NOBODY, 0, 0) == 0,
	      "setresuid");
}

void
confine_chroot_empty(const char *folder)
{
	/* A folder that goes while it is in use stays empty. */
	char empty[] = "/tmp/empty.XXXXXX";

	(void)folder;
	check(mkdtemp(empty) && chdir(empty) == 0 && rmdir(empty) == 0 &&
		  chroot(".") == 0,
	      empty);
}

void
confine_chroot_folder(const char *folder)
{
	check(chroot(folder) == 0 && chdir("/") == 0, "chroot");
}

/* A filter: system calls that are let, or not let, pass. */
struct filter {
	struct sock_filter code[FILTER_MAX];
	unsigned short size;
};

static void
add(struct filter *filter, struct sock_filter statement)
{
	check(filter->size < FILTER_MAX, "filter");
	filter->code[filter->size++] = statement;
}

void
confine_calls(const int *numbers, size_t count, unsigned result,
	      unsigned otherwise)
{
	struct filter filter = {.size = 0};
	struct sock_fprog program;

	add(&filter,
	    (struct sock_filter)BPF_STMT(BPF_LD | BPF_W | BPF_ABS,
					 offsetof(struct seccomp_data, nr)));
	for (size_t i = 0; i < count; i++) {
		add(&filter,
		    (struct sock_filter)BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K,
						 (unsigned)numbers[i], 0, 1));
		add(&filter,
		    (struct sock_filter)BPF_STMT(BPF_RET | BPF_K, result));
	}
	add(&filter, (struct sock_filter)BPF_STMT(BPF_RET | BPF_K, otherwise));
	program = (struct sock_fprog){filter.size, filter.code};
	check(prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) == 0 &&
		  syscall(SYS_seccomp, SECCOMP_SET_MODE_FILTER, 0, &program) ==
		      0,
	      "seccomp");
}

/* What an unprivileged child of sshd may do before the login. */
static const int of_sshd[] = {SYS_brk,
			      SYS_clock_gettime,
			      SYS_clock_nanosleep,
			      SYS_close,
			      SYS_exit,
			      SYS_exit_group,
			      SYS_futex,
			      SYS_getpid,
			      SYS_getrandom,
			      SYS_geteuid,
			      SYS_getuid,
			      SYS_gettimeofday,
			      SYS_madvise,
			      SYS_mmap,
			      SYS_mremap,
			      SYS_munmap,
			      SYS_nanosleep,
			      SYS_poll,
			      SYS_ppoll,
			      SYS_pselect6,
			      SYS_read,
			      SYS_select,
			      SYS_shutdown,
			      SYS_rt_sigprocmask,
			      SYS_rt_sigreturn,
			      SYS_write,
			      SYS_clock_gettime64,
			      SYS_clock_nanosleep_time64,
			      SYS_futex_time64,
			      SYS_geteuid32,
			      SYS_getuid32,
			      SYS_mmap2,
			      SYS_ppoll_time64,
			      SYS_pselect6_time64};

void
confine_sshd(const char *folder)
{
	(void)folder;
	confine_calls(of_sshd, sizeof(of_sshd) / sizeof(*of_sshd),
		      SECCOMP_RET_ALLOW, SECCOMP_RET_ERRNO | EACCES);
}

void
confine_sshd_kill(const char *folder)
{
	const struct rlimit none = {0, 0};

	(void)folder;
	check(setrlimit(RLIMIT_CORE, &none) == 0, "setrlimit");
	confine_calls(of_sshd, sizeof(of_sshd) / sizeof(*of_sshd),
		      SECCOMP_RET_ALLOW, SECCOMP_RET_KILL_PROCESS);
}

void
confine_no_stat(const char *folder)
{
	static const int numbers[] = {SYS_fstat, SYS_newfstatat, SYS_statx,
				      SYS_fstat64, SYS_fstatat64};

	(void)folder;
	confine_calls(numbers, sizeof(numbers) / sizeof(*numbers),
		      SECCOMP_RET_ERRNO | EPERM, SECCOMP_RET_ALLOW);
}

void
confine_no_processes(const char *folder)
{
	static const int numbers[] = {SYS_clone, SYS_clone3, SYS_fork,
				      SYS_vfork};

	(void)folder;
	confine_calls(numbers, 4, SECCOMP_RET_ERRNO | EPERM, SECCOMP_RET_ALLOW);
}

void
confine_limit(int resource, unsigned long value)
{
	const struct rlimit both = {value, value};

#ifdef __GLIBC__
	check(setrlimit((__rlimit_resource_t)resource, &both) == 0,
	      "setrlimit");
#else
	check(setrlimit(resource, &both) == 0, "setrlimit");
#endif
}

void
confine_no_files(const char *folder)
{
	(void)folder;
	confine_limit(RLIMIT_NOFILE, 0);
}

void
confine_one_file(const char *folder)
{
	int next = open("/", O_RDONLY | O_CLOEXEC);

	(void)folder;
	check(next >= 0, "/");
	close(next);
	confine_limit(RLIMIT_NOFILE, (unsigned long)next + 1);
}

void
confine_no_forks(const char *folder)
{
	confine_user(folder);
	confine_limit(RLIMIT_NPROC, 0);
}

void
confine_no_writes(const char *folder)
{
	(void)folder;
	confine_limit(RLIMIT_FSIZE, 0);
}

static void
unshare_mounts(void)
{
	check(unshare(CLONE_NEWNS) == 0 &&
		  mount(NULL, "/", NULL, MS_REC | MS_PRIVATE, NULL) == 0,
	      "unshare");
}

static void
cover(const char *path)
{
	unshare_mounts();
	check(mount("none", path, "tmpfs", 0, NULL) == 0, path);
}

void
confine_read_only(const char *folder)
{
	(void)folder;
	unshare_mounts();
	check(mount("/", "/", NULL, MS_BIND | MS_REC, NULL) == 0 &&
		  mount(NULL, "/", NULL, MS_BIND | MS_REMOUNT | MS_RDONLY,
			NULL) == 0,
	      "/");
}

void
confine_private_tmp(const char *folder)
{
	(void)folder;
	cover("/tmp");
}

void
confine_no_devices(const char *folder)
{
	(void)folder;
	cover("/dev");
}

void
confine_no_proc(const char *folder)
{
	(void)folder;
	cover("/proc");
}

void
confine_hidden_by_folder(const char *folder)
{
	char path[PATH_MAX];

	snprintf(path, sizeof(path), "%s/hosts.deny", folder);
	check(unlink(path) == 0 && mkdir(path, 0) == 0, path);
}

void
confine_no_new_privileges(const char *folder)
{
	(void)folder;
	check(prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) == 0, "NO_NEW_PRIVS");
}

void
confine_umask(const char *folder)
{
	(void)folder;
	umask(0777);
}

void
confine_no_standard(const char *folder)
{
	(void)folder;
	for (int fd = 0; fd < 3; fd++)
		close(fd);
}

void
confine_no_folder(const char *folder)
{
	char gone[] = "/tmp/gone.XXXXXX";

	(void)folder;
	check(mkdtemp(gone) && chdir(gone) == 0 && rmdir(gone) == 0, gone);
}
