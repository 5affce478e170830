/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * Privileges: the module in a process that has lost some of them, as sshd's
 * sandboxes and the unit files of systemd take them away.  What cannot be
 * read refuses, with a line that says so.  Needs root.
 */
#include "tests/faults/confine.h"
#include "tests/faults/stacks.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>

#include <cmocka.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#define CLIENT "connect from 192.0.2.10 (192.0.2.10): "
#define SSHD "service=sshd user=root"
#define CANNOT(fault) \
	.result = PAM_SERVICE_ERR, \
	.log = "authpriv.err cannot decide on " CLIENT fault \
	       "; refused: " SSHD "\n"
#define DENY_ALL .deny = "ALL: ALL\n"
#define REFUSED_BY(rule) \
	.result = PAM_PERM_DENIED, .said = SENTENCE, \
	.log = "authpriv.warning refused " CLIENT SSHD \
	       " rule=~/hosts.deny:1 \"" rule "\"\n"
#define REFUSED_BY_NAME \
	.deny = NAME "\n", .result = PAM_PERM_DENIED, .said = SENTENCE, \
	.log = "authpriv.warning refused connect from gw.example.net " \
	       "(192.0.2.10): " SSHD " rule=~/hosts.deny:1 \"" NAME "\"\n"
#define REFUSED_FOR(error, rule, reason) \
	.result = PAM_PERM_DENIED, .said = SENTENCE, \
	.log = error "authpriv.warning refused " CLIENT SSHD \
		     " rule=~/hosts.deny:1 \"" rule "\" " reason "\n"
#define NOT_RUN(error) \
	"authpriv.err pam_hostsaccess: aclexec: cannot run: " error \
	": \"exit 0\"\n"
#define NAME "ALL: .example.net"
#define COMMAND "ALL: ALL: aclexec exit 0"
#define IS(user) \
	"ALL: ALL: aclexec [ `id -ru``id -u``id -rg``id -g` = " user user "00" \
	" ]"
#define UMASK(mask) "ALL: ALL: aclexec [ `umask` = " mask " ]"
#define NO_COMMAND(error) \
	.deny = COMMAND "\n", \
	REFUSED_FOR(NOT_RUN(error), COMMAND, "reason=command-failed")
#define NO_LOOKUP \
	.deny = NAME "\n", \
	REFUSED_FOR("", NAME, "reason=lookup-failed lookup=reverse-failed")

/* Anybody may enter the folder, and read, or only root. */
static void
open_folder(const char *folder)
{
	if (chmod(folder, 0755))
		abort();
}

static void
close_files(const char *folder)
{
	char path[256];

	open_folder(folder);
	snprintf(path, sizeof(path), "%s/hosts.deny", folder);
	if (chmod(path, 0600))
		abort();
}

static const struct confinement {
	void (*confine)(const char *folder);
	struct scenario row;
	int signal; /* that ends the process; 0: none does */
} confinements[] = {
    {confine_nothing, {"nothing lost", DENY_ALL, REFUSED_BY("ALL: ALL")}, 0},
    {confine_effective_user,
     {"another effective user", DENY_ALL, .prepare = open_folder,
      REFUSED_BY("ALL: ALL")},
     0},
    {confine_effective_user,
     {"another effective user, files of root", DENY_ALL, .prepare = close_files,
      CANNOT("~/hosts.deny: cannot be read: Permission denied")},
     0},
    {confine_effective_user,
     {"another effective user, folder of root", DENY_ALL,
      CANNOT("~/hosts.allow: cannot be read: Permission denied")},
     0},
    {confine_user,
     {"another user, a command", .deny = COMMAND "\n", .prepare = open_folder,
      REFUSED_BY(COMMAND)},
     0},
    {confine_effective_user,
     {"another effective user, a command", .deny = IS("65534") "\n",
      .prepare = open_folder, REFUSED_BY(IS("65534"))},
     0},
    {confine_real_user,
     {"another real user, a command", .deny = IS("0") "\n",
      REFUSED_BY(IS("0"))},
     0},
    {confine_real_user,
     {"a umask of another real user", .deny = UMASK("0022") "\n",
      REFUSED_BY(UMASK("0022"))},
     0},
    {confine_chroot_empty,
     {"an empty root", DENY_ALL, .allow = "ALL: ALL\n",
      CANNOT("~/hosts.allow: cannot be read: No such file or directory")},
     0},
    {confine_chroot_folder,
     {"a root without a shell", .deny = "ALL: ALL\n",
      .arguments = "allowfile=/hosts.allow denyfile=/hosts.deny",
      .result = PAM_PERM_DENIED, .said = SENTENCE,
      .log = "authpriv.warning refused " CLIENT SSHD
	     " rule=/hosts.deny:1 \"ALL: ALL\"\n"},
     0},
    {confine_chroot_folder,
     {"a root without a shell, a command", .deny = COMMAND "\n",
      .arguments = "allowfile=/hosts.allow denyfile=/hosts.deny",
      .result = PAM_PERM_DENIED, .said = SENTENCE,
      .log = NOT_RUN(
	  "No such file or directory") "authpriv.warning refused " CLIENT SSHD
				       " rule=/hosts.deny:1 \"" COMMAND
				       "\" reason=command-failed\n"},
     0},
    {confine_sshd,
     {"the filter of sshd", DENY_ALL,
      CANNOT("~/hosts.allow: cannot be read: Permission denied")},
     0},
    {confine_sshd_kill, {"the filter of sshd, which kills", DENY_ALL}, SIGSYS},
    {confine_no_stat,
     {"no fstat", DENY_ALL, .allow = "ALL: ALL\n",
      CANNOT("~/hosts.allow: cannot be read: Operation not permitted")},
     0},
    {confine_no_processes, {"no processes", NO_LOOKUP}, 0},
    {confine_no_processes,
     {"no processes, a command", NO_COMMAND("Operation not permitted")},
     0},
    {confine_no_files,
     {"RLIMIT_NOFILE=0", DENY_ALL, .allow = "ALL: ALL\n",
      CANNOT("~/hosts.allow: cannot be read: Too many open files")},
     0},
    {confine_one_file, {"one more file", DENY_ALL, REFUSED_BY("ALL: ALL")}, 0},
    {confine_one_file, {"one more file, a name", NO_LOOKUP}, 0},
    {confine_one_file,
     {"one more file, a command", NO_COMMAND("Too many open files")},
     0},
    {confine_one_file,
     {"one more file, a list", .deny = "ALL: ~/list\n", .list = "192.0.2.10\n",
      CANNOT("~/list: cannot be read: Too many open files")},
     0},
    {confine_no_forks,
     {"RLIMIT_NPROC=0", .prepare = open_folder, NO_LOOKUP},
     0},
    {confine_no_forks,
     {"RLIMIT_NPROC=0, a command", .prepare = open_folder,
      NO_COMMAND("Resource temporarily unavailable")},
     0},
    {confine_no_writes,
     {"RLIMIT_FSIZE=0", .deny = COMMAND "\n", REFUSED_BY(COMMAND)},
     0},
    {confine_no_writes, {"RLIMIT_FSIZE=0, a name", REFUSED_BY_NAME}, 0},
    {confine_read_only,
     {"ProtectSystem=strict", .deny = COMMAND "\n", REFUSED_BY(COMMAND)},
     0},
    {confine_private_tmp,
     {"PrivateTmp", DENY_ALL,
      CANNOT("~/hosts.allow: cannot be read: No such file or directory")},
     0},
    {confine_no_devices,
     {"no devices", NO_COMMAND("No such file or directory")},
     0},
    {confine_no_devices, {"no devices, a name", REFUSED_BY_NAME}, 0},
    {confine_no_new_privileges,
     {"NoNewPrivileges", .deny = COMMAND "\n", REFUSED_BY(COMMAND)},
     0},
    {confine_no_proc,
     {"no /proc", .deny = COMMAND "\n", REFUSED_BY(COMMAND)},
     0},
    {confine_hidden_by_folder,
     {"hosts.deny hidden by a folder", DENY_ALL,
      CANNOT("~/hosts.deny: cannot be read: Is a directory")},
     0},
};
#define COUNT (sizeof(confinements) / sizeof(*confinements))

static void
test_confinement(void **state)
{
	const struct confinement *confinement = *state;
	struct stack_call call;
	struct driver driver;
	int status;
	pid_t pid;

	driver_start(&driver, &confinement->row);
	stack_prepare(&call, &driver);
	pid = fork();
	assert_true(pid >= 0);
	if (pid == 0) {
		confinement->confine(driver.folder);
		_exit(driver_differences(&driver, stack_call(&call, &driver)));
	}
	assert_int_equal(waitpid(pid, &status, 0), pid);
	stack_forget(&call);
	driver_stop(&driver);
	assert_int_equal(status, confinement->signal);
}

int
main(void)
{
	struct CMUnitTest tests[COUNT];

	for (size_t i = 0; i < COUNT; i++) {
		const struct CMUnitTest test = {confinements[i].row.name,
						test_confinement, NULL, NULL,
						(void *)&confinements[i]};

		memcpy(&tests[i], &test, sizeof(test));
	}
	alarm(600);
	return cmocka_run_group_tests_name("privileges", tests, NULL, NULL);
}
