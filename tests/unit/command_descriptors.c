/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * Commands, and the descriptors, processes and files that they need: which ones
 * they get, and what is said if there are none.
 */
#include "common/option/command.h"

#include "tests/support/emulated.h"
#include "tests/unit/folder.h"
#include "tests/unit/process.h"

#include <fcntl.h>
#include <linux/filter.h>
#include <linux/seccomp.h>
#include <stdlib.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/sysmacros.h>
#include <unistd.h>

#define PATIENT 20000 /* ms; no command here takes that long */

static char path_variable[] = "PATH=/usr/bin:/bin";
static char *const environment[] = {path_variable, NULL};
static char output[4096];
static struct ha_run_detail detail;

static enum ha_run
run(const char *text, bool kept)
{
	const struct ha_command command = {
	    text, environment, PATIENT, kept ? output : NULL, sizeof(output)};

	memset(output, '?', sizeof(output));
	return ha_command_run(&command, &detail);
}

/* Prints which descriptors above 2 are open, and what the others are. */
#define SHOW_FILES \
	"files=; i=3; while [ $i -lt 300 ]; do " \
	"[ ! -L /proc/$$/fd/$i ] || files=\"$files $i\"; i=$((i + 1)); done; " \
	"cd /proc/$$/fd; files=$files$(readlink 0 1 2); echo \"$files\""

/* The host has descriptors open, which do not close on exec. */
static void
see_descriptors(void)
{
	char path[] = "/tmp/hostsaccess-unit-XXXXXX";
	char text[256] = "", command[512];
	int fd = mkstemp(path), files;

	for (int i = 5; i < 290; i += 3)
		expect(fcntl(fd, F_DUPFD, i) >= 0, 1);
	expect(run(SHOW_FILES, true) == HA_RUN_SUCCESS, 2);
	expect(strncmp(output, "/dev/null\npipe:[", 16) == 0, 3);
	expect(strstr(output + 16, "\npipe:["), 4);
	snprintf(command, sizeof(command), "%s >>%s", SHOW_FILES, path);
	/* The same when the host itself has no standard input and output. */
	for (int i = 0; i < 2; i++) {
		expect(run(command, false) == HA_RUN_SUCCESS, 5);
		for (int j = 0; j < 3; j++)
			close(j);
	}
	expect(pread(fd, text, sizeof(text) - 1, 0) > 0, 6);
	unlink(path);
	expect(strcmp(text, "/dev/null\n/dev/null\n/dev/null\n"
			    "/dev/null\n/dev/null\n/dev/null\n") == 0,
	       7);
	files = open_files();
	expect(run(SHOW_FILES, true) == HA_RUN_SUCCESS, 8);
	expect(strncmp(output, "/dev/null\npipe:[", 16) == 0, 9);
	expect(open_files() == files, 10);
}

/* What there is of descriptors; what comes of `exit 1` then. */
static const struct limit {
	const char *name;
	rlim_t limit;
	bool kept;
	enum ha_run result;
	int error;
} limits[] = {
    {"none", 3, false, HA_RUN_ERROR, EMFILE},
    {"none, output kept", 3, true, HA_RUN_ERROR, EMFILE},
    {"for the output only", 5, true, HA_RUN_ERROR, EMFILE},
    {"for the report", 5, false, HA_RUN_ERROR, EMFILE},
    {"for the report, output kept", 7, true, HA_RUN_ERROR, EMFILE},
    {"for /dev/null", 6, false, HA_RUN_ERROR, EINVAL},
    {"for /dev/null, output kept", 8, true, HA_RUN_ERROR, EINVAL},
    {"one away", 11, false, HA_RUN_ERROR, EMFILE},
    {"one away, output kept", 11, true, HA_RUN_ERROR, EMFILE},
    {"two away, output kept", 12, true, HA_RUN_ERROR, EMFILE},
    {"enough", 12, false, HA_RUN_FAILURE, 0},
    {"enough, output kept", 13, true, HA_RUN_FAILURE, 0},
};
static const struct limit *limit;

static void
see_limit(void)
{
	const struct rlimit files = {limit->limit, limit->limit};

	for (int i = 3; i < 1024; i++)
		close(i);
	expect(setrlimit(RLIMIT_NOFILE, &files) == 0, 1);
	expect(run("exit 1", limit->kept) == limit->result, 2);
	expect(detail.error == limit->error && !detail.timeout, 3);
}

static void
test_limits(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT(limits); i++) {
		limit = &limits[i];
		row(limit->name);
		in_child(see_limit);
	}
}

/* A user who may have no process more, or one: that starts the command. */
static void
see_one_process(void)
{
	const struct rlimit none = {1, 2}, one = {2, 2};

	expect(setuid(61234) == 0, 1);
	expect(setrlimit(RLIMIT_NPROC, &none) == 0, 2);
	expect(run("exit 1", true) == HA_RUN_ERROR, 5);
	expect(detail.error == EAGAIN && !detail.timeout, 6);
	expect(setrlimit(RLIMIT_NPROC, &one) == 0, 2);
	expect(run("exit 1", true) == HA_RUN_ERROR, 3);
	expect(detail.error == EAGAIN && !detail.timeout, 4);
}

/* Has system call NUMBER fail with ERROR from now on. */
static void
deny(int number, int error)
{
	struct sock_filter filter[] = {
	    BPF_STMT(BPF_LD | BPF_W | BPF_ABS,
		     offsetof(struct seccomp_data, nr)),
	    BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, (unsigned)number, 0, 1),
	    BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ERRNO | (unsigned)error),
	    BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ALLOW),
	};
	const struct sock_fprog program = {COUNT(filter), filter};

	expect(prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) == 0, 1);
	expect(prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, &program) == 0, 2);
}

/* As in a program that confines itself. */
static void
see_no_waiting(void)
{
	deny(SYS_wait4, EPERM);
	expect(run("exit 1", true) == HA_RUN_ERROR, 3);
	expect(detail.error == EPERM && !detail.timeout, 4);
}

/* Before Linux 5.9. */
static void
see_no_close_range(void)
{
	for (int i = 5; i < 290; i += 3)
		expect(fcntl(0, F_DUPFD, i) >= 0, 5);
	deny(SYS_close_range, ENOSYS);
	expect(run(SHOW_FILES, true) == HA_RUN_SUCCESS, 3);
	expect(strncmp(output, "/dev/null\npipe:[", 16) == 0, 4);
}

static void
test_descriptors(void **state)
{
	(void)state;
	in_child(see_descriptors);
	row("without close_range(2)");
	if (!is_emulated("without close_range(2)", "seccomp(2)"))
		in_child(see_no_close_range);
}

static void
test_processes(void **state)
{
	(void)state;
	row("no waiting");
	if (!is_emulated("no waiting", "seccomp(2)"))
		in_child(see_no_waiting);
	if (geteuid() != 0) {
		print_error("NOT RUN: without processes; needs root\n");
		return;
	}
	row("no process is left for the command");
	if (!is_emulated("no process is left", "limits of processes"))
		in_child(see_one_process);
}

/* The root is an empty folder, but for /dev/null if there is to be one. */
static void
see_no_shell(bool null)
{
	enum ha_run result;
	int top = open("/", O_PATH | O_CLOEXEC);

	expect(folder_make(NULL) == 0, 1);
	expect(mkdir("dev", 0755) == 0, 2);
	if (null)
		expect(mknod("dev/null", S_IFCHR | 0666, makedev(1, 3)) == 0,
		       3);
	expect(chroot(".") == 0, 4);
	result = run("exit 0", true);
	expect(fchdir(top) == 0 && chroot(".") == 0, 5);
	expect(folder_remove(NULL) == 0, 6);
	expect(result == HA_RUN_ERROR, 7);
	expect(detail.error == ENOENT && !detail.timeout, 8);
	expect(output[0] == '\0', 9);
}

static void
see_null_only(void)
{
	see_no_shell(true);
}

static void
see_nothing(void)
{
	see_no_shell(false);
}

/* /bin/sh cannot be started. */
static void
test_errors(void **state)
{
	static char text[200000];
	int files = open_files();

	(void)state;
	memset(text, ' ', sizeof(text) - 1);
	assert_int_equal(run(text, true), HA_RUN_ERROR);
	assert_int_equal(open_files(), files);
	assert_no_child();
	assert_int_equal(detail.error, E2BIG);
	assert_int_equal(detail.timeout, 0);
	assert_string_equal(output, "");
	if (geteuid() != 0)
		print_error("NOT RUN: without /bin/sh; needs root\n");
	else {
		row("no /bin/sh");
		in_child(see_null_only);
		row("no /dev/null");
		in_child(see_nothing);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_descriptors),
	    cmocka_unit_test(test_limits),
	    cmocka_unit_test(test_processes),
	    cmocka_unit_test(test_errors),
	};

	alarm(600);
	return cmocka_run_group_tests_name("command_descriptors", tests, NULL,
					   NULL);
}
