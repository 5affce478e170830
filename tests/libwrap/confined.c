/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * Confined: the drop-in in a process that has lost privileges, as daemons and
 * their unit files take them away.  Needs root.
 */
#include "tests/faults/confine.h"
#include "tests/libwrap/wrap.h"
#include "tests/libwrap/names.h"

#include <arpa/inet.h>
#include <signal.h>
#include <stdlib.h>
#include <sys/stat.h>

#define FROM "connect from 127.0.0.2 (127.0.0.2): "
#define TEST "service=in.test"
#define CANNOT(fault) \
	"authpriv.err cannot decide on " FROM fault "; refused: " TEST "\n"
#define REFUSED(rule, reason) \
	"authpriv.warning refused " FROM TEST " rule=~/hosts.deny:1 \"" rule \
	"\"" reason "\n"
#define SETTINGS "/etc/security/hostsaccess.conf"
#define DENY_ALL NULL, "ALL: ALL\n"
#define REFUSED_ALL REFUSED("ALL: ALL", "")
#define NAME "ALL: .example.net"
#define REFUSED_NAME \
	"authpriv.warning refused connect from two.example.net " \
	"(127.0.0.2): " TEST " rule=~/hosts.deny:1 \"" NAME "\"\n"
#define NO_NAME REFUSED(NAME, " reason=lookup-failed lookup=reverse-failed")
#define COMMAND "ALL: ALL: aclexec exit 0"
#define NO_COMMAND(error) \
	"authpriv.err libwrap: aclexec: cannot run: " error \
	": \"exit 0\"\n" REFUSED(COMMAND, " reason=command-failed")

/* Anybody may enter the folder, and read, or only root. */
static void
open_folder(void)
{
	if (chmod(folder, 0755))
		abort();
}

static void
close_files(void)
{
	open_folder();
	if (chmod("hosts.deny", 0600))
		abort();
}

/* The folder is the root, and the program knows it. */
static void
chroot_tables(void)
{
	static char allow[] = "/hosts.allow", deny[] = "/hosts.deny";

	*wrap.hosts_allow_table = allow;
	*wrap.hosts_deny_table = deny;
}

static const struct confinement {
	const char *name;
	confine_fn *confine;
	void (*prepare)(void); /* or NULL */
	const char *allow, *deny, *log;
	int allowed;
	int signal; /* that ends the process; 0: none does */
} confinements[] = {
    {"nothing lost", confine_nothing, NULL, DENY_ALL, REFUSED_ALL, 0, 0},
    {"another effective user", confine_effective_user, open_folder, DENY_ALL,
     REFUSED_ALL, 0, 0},
    {"another user", confine_user, open_folder, DENY_ALL, REFUSED_ALL, 0, 0},
    {"another user, a name", confine_user, open_folder, NULL, NAME "\n",
     REFUSED_NAME, 0, 0},
    {"another user, a command", confine_user, open_folder, NULL, COMMAND "\n",
     REFUSED(COMMAND, ""), 0, 0},
    {"another user, files of root", confine_user, close_files, DENY_ALL,
     CANNOT("~/hosts.deny: cannot be read: Permission denied"), 0, 0},
    {"another user, folder of root", confine_user, NULL, DENY_ALL,
     CANNOT(SETTINGS ": cannot be read: Permission denied"), 0, 0},
    {"another user, a user of the rule", confine_user, open_folder,
     "ALL: ALL: user root\n", "ALL: ALL\n",
     "authpriv.err libwrap: user: Operation not permitted\n"
     "authpriv.err ~/hosts.allow:1:11: \"user root\": could not be carried "
     "out; refuses whom the rule matches\n"
     "authpriv.warning refused " FROM TEST
     " rule=~/hosts.allow:1 \"ALL: ALL: user root\" reason=option-error\n",
     0, 0},
    {"a root without a folder of rules", confine_chroot_empty, NULL, DENY_ALL,
     "authpriv.warning libwrap: no folder of ~/hosts.allow, as in a chroot: no "
     "rules\n",
     1, 0},
    {"a root without a shell", confine_chroot_folder, chroot_tables, DENY_ALL,
     "authpriv.warning refused " FROM TEST " rule=/hosts.deny:1 \"ALL: ALL\"\n",
     0, 0},
    {"a root without a shell, a command", confine_chroot_folder, chroot_tables,
     COMMAND "\n", "ALL: ALL\n",
     "authpriv.err libwrap: aclexec: cannot run: No such file or directory: "
     "\"exit 0\"\n"
     "authpriv.warning refused " FROM TEST " rule=/hosts.deny:1 \"ALL: "
     "ALL\"\n",
     0, 0},
    {"the filter of sshd", confine_sshd, NULL, DENY_ALL,
     CANNOT(SETTINGS ": cannot be read: Permission denied"), 0, 0},
    {"the filter of sshd, which kills", confine_sshd_kill, NULL, DENY_ALL, "",
     0, SIGSYS},
    {"no fstat", confine_no_stat, NULL, "ALL: ALL\n", NULL,
     CANNOT(SETTINGS ": cannot be read: Operation not permitted"), 0, 0},
    {"no processes", confine_no_processes, NULL, NULL, NAME "\n", NO_NAME, 0,
     0},
    {"no processes, a command", confine_no_processes, NULL, NULL, COMMAND "\n",
     NO_COMMAND("Operation not permitted"), 0, 0},
    {"RLIMIT_NOFILE=0", confine_no_files, NULL, "ALL: ALL\n", NULL,
     CANNOT("~/hosts.allow: cannot be read: Too many open files"), 0, 0},
    {"one more file", confine_one_file, NULL, DENY_ALL, REFUSED_ALL, 0, 0},
    {"one more file, a name", confine_one_file, NULL, NULL, NAME "\n", NO_NAME,
     0, 0},
    {"one more file, a command", confine_one_file, NULL, NULL, COMMAND "\n",
     NO_COMMAND("Too many open files"), 0, 0},
    {"RLIMIT_NPROC=0", confine_no_forks, open_folder, NULL, NAME "\n", NO_NAME,
     0, 0},
    {"RLIMIT_NPROC=0, a command", confine_no_forks, open_folder, NULL,
     COMMAND "\n", NO_COMMAND("Resource temporarily unavailable"), 0, 0},
    {"RLIMIT_FSIZE=0", confine_no_writes, NULL, NULL, COMMAND "\n",
     REFUSED(COMMAND, ""), 0, 0},
    {"RLIMIT_FSIZE=0, a name", confine_no_writes, NULL, NULL, NAME "\n",
     REFUSED_NAME, 0, 0},
    {"ProtectSystem=strict", confine_read_only, NULL, NULL, COMMAND "\n",
     REFUSED(COMMAND, ""), 0, 0},
    {"PrivateTmp", confine_private_tmp, NULL, DENY_ALL,
     "authpriv.warning libwrap: no folder of ~/hosts.allow, as in a chroot: no "
     "rules\n",
     1, 0},
    {"no devices, a command", confine_no_devices, NULL, NULL, COMMAND "\n",
     NO_COMMAND("No such file or directory"), 0, 0},
    {"NoNewPrivileges", confine_no_new_privileges, NULL, NULL, COMMAND "\n",
     REFUSED(COMMAND, ""), 0, 0},
    {"no /proc", confine_no_proc, NULL, NULL, COMMAND "\n",
     REFUSED(COMMAND, ""), 0, 0},
    {"a umask of 0777", confine_umask, NULL, NULL, COMMAND "\n",
     REFUSED(COMMAND, ""), 0, 0},
    {"no standard descriptors", confine_no_standard, NULL, DENY_ALL,
     REFUSED_ALL, 0, 0},
    {"no standard descriptors, a name", confine_no_standard, NULL, NULL,
     NAME "\n", REFUSED_NAME, 0, 0},
    {"no standard descriptors, a command", confine_no_standard, NULL, NULL,
     COMMAND "\n", REFUSED(COMMAND, ""), 0, 0},
    {"in a folder that is removed", confine_no_folder, NULL, NULL, COMMAND "\n",
     REFUSED(COMMAND, ""), 0, 0},
    /* The last one: the folder stays. */
    {"hosts.deny hidden by a folder", confine_hidden_by_folder, NULL, DENY_ALL,
     CANNOT("~/hosts.deny: cannot be read: Is a directory"), 0, 0},
};

static int
decide(const void *context)
{
	const struct confinement *confinement = context;
	struct sockaddr_in address = {.sin_family = AF_INET};
	struct request_info request;

	inet_pton(AF_INET, "127.0.0.2", &address.sin_addr);
	if (confinement->prepare)
		confinement->prepare();
	wrap.request_init(&request, RQ_DAEMON, "in.test", RQ_CLIENT_SIN,
			  &address, 0);
	request.hostname = wrap.sock_hostname;
	request.hostaddr = wrap.sock_hostaddr;
	confinement->confine(folder);
	return !!wrap.hosts_access(&request);
}

static void
test_confinements(void **state)
{
	unsigned wrong = 0;

	(void)state;
	for (size_t i = 0; i < COUNT(confinements); i++) {
		const struct confinement *confinement = &confinements[i];

		row(confinement->name);
		wrap_begin(confinement->allow, confinement->deny);
		wrong += wrap_differ("status", wrap_child(decide, confinement),
				     confinement->signal
					 ? confinement->signal
					 : confinement->allowed << 8);
		wrong += wrap_log_differs(confinement->log);
		if (chmod(folder, 0700) || chmod("hosts.deny", 0644))
			abort();
	}
	print_message("%zu confinements in all\n", COUNT(confinements));
	assert_int_equal(wrong, 0);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_confinements),
	};

	return cmocka_run_group_tests_name("confined", tests, wrap_make,
					   wrap_remove);
}
