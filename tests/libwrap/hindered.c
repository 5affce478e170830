/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * Hindered: filters of system calls (seccomp(2)) and limits, each in turn,
 * beside clients whom the rules refuse in several ways.  Nobody gets in, and
 * nothing crashes or hangs.  Needs root.
 */
#include "tests/faults/confine.h"
#include "tests/libwrap/call_sets.h"
#include "tests/libwrap/names.h"
#include "tests/libwrap/wrap.h"
#include "tests/support/mmdb.h"
#include "tests/support/must.h"

#include <arpa/inet.h>
#include <errno.h>
#include <linux/seccomp.h>
#include <pthread.h>
#include <signal.h>
#include <stdatomic.h>
#include <stdio.h>
#include <sys/mman.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

/* More than there are. */
#define CALLS 480

/* How long all the clients of one row may take, in seconds. */
#define PATIENCE 30

/* Of 127.0.0.2, two.example.net, and of a country; each daemon has a rule. */
#define ALLOW \
	"in.named: six.example.net\n" \
	"in.command: ALL: aclexec exit 1\n" \
	"in.denied: ALL: deny\n" \
	"in.listed: ~/none\n" \
	"in.abroad: ALL EXCEPT country=DE\n"
#define DENY \
	"in.address: 127.0.0.2\n" \
	"in.others: ALL EXCEPT 192.0.2.1\n" \
	"in.list: ~/list\n" \
	"in.name: two.example.net\n" \
	"in.banned: ALL: aclexec exit 0\n" \
	"in.spawn: ALL: spawn exit 0\n" \
	"in.country: country=DE\n" \
	"in.named, in.command, in.listed, in.renamed, in.abroad: ALL\n"
#define SETTINGS \
	"dns_timeout=1\nin.set: daemon=in.renamed\n" \
	"in.country: geodb=~/geo\nin.abroad: geodb=~/geo\n"

static const char *const daemons[] = {
    "in.address", "in.others",  "in.list",   "in.name",   "in.banned",
    "in.spawn",   "in.named",   "in.denied", "in.listed", "in.command",
    "in.set",     "in.country", "in.abroad"};

/* Whether DAEMON has a client of whom a database knows the country. */
static bool
is_abroad(const char *daemon)
{
	return strcmp(daemon, "in.country") == 0 ||
	       strcmp(daemon, "in.abroad") == 0;
}

#define EVERYBODY ((1U << COUNT(daemons)) - 1)

/* What becomes of them, which a child tells that cannot say it at its end. */
static struct {
	atomic_uint asked, let_in;
} * told;

static void
ask(const char *daemon, unsigned bit)
{
	struct sockaddr_in address = {.sin_family = AF_INET};
	struct request_info request;

	inet_pton(AF_INET, is_abroad(daemon) ? "192.0.2.7" : "127.0.0.2",
		  &address.sin_addr);
	wrap.request_init(&request, RQ_DAEMON, daemon, RQ_CLIENT_SIN, &address,
			  0);
	request.hostname = wrap.sock_hostname;
	request.hostaddr = wrap.sock_hostaddr;
	if (wrap.hosts_access(&request))
		atomic_fetch_or(&told->let_in, 1U << bit);
	atomic_fetch_or(&told->asked, 1U << bit);
}

static void
fail_perm(long call)
{
	const int number = (int)call;

	confine_calls(&number, 1, SECCOMP_RET_ERRNO | EPERM, SECCOMP_RET_ALLOW);
}

static void
fail_unknown(long call)
{
	const int number = (int)call;

	confine_calls(&number, 1, SECCOMP_RET_ERRNO | ENOSYS,
		      SECCOMP_RET_ALLOW);
}

static void
end_process(long call)
{
	const int number = (int)call;

	confine_calls(&number, 1, SECCOMP_RET_KILL_PROCESS, SECCOMP_RET_ALLOW);
}

static void
end_thread(long call)
{
	const int number = (int)call;

	confine_calls(&number, 1, SECCOMP_RET_KILL_THREAD, SECCOMP_RET_ALLOW);
}

/* Again and again, as what comes of it is a matter of chance. */
static void
fail_mask(long again)
{
	(void)again;
	fail_perm(SYS_rt_sigprocmask);
}

static void
limit_files(long count)
{
	confine_limit(RLIMIT_NOFILE, (unsigned long)count);
}

/* Memory besides what the process has, in pages. */
static void
limit_memory(long pages)
{
	unsigned long used = 0;
	FILE *file = fopen("/proc/self/statm", "r");
	char line[128];

	must(file && fgets(line, sizeof(line), file), "statm");
	must(ha_slice_number(
		 ha_slice_head(ha_slice_of(line), strcspn(line, " ")), 10, ~0U,
		 &used),
	     line);
	fclose(file);
	confine_limit(RLIMIT_AS, (used + (unsigned long)pages) * 4096);
}

static void
limit_writes(long size)
{
	signal(SIGXFSZ, SIG_IGN);
	confine_limit(RLIMIT_FSIZE, (unsigned long)size);
}

/* Without rights, as the kernel lets root have as many as it likes. */
static void
limit_processes(long count)
{
	confine_user(folder);
	confine_limit(RLIMIT_NPROC, (unsigned long)count);
}

static void
fail_set(long number)
{
	confine_calls(sets[number].numbers, sets[number].count,
		      SECCOMP_RET_ERRNO | EPERM, SECCOMP_RET_ALLOW);
}

static void
end_at_set(long number)
{
	confine_calls(sets[number].numbers, sets[number].count,
		      SECCOMP_RET_KILL_PROCESS, SECCOMP_RET_ALLOW);
}

static const struct sweep {
	const char *name;
	void (*hinder)(long value);
	long from, to, step;
	bool kills; /* by SIGSYS */
	bool threaded;
} sweeps[] = {
    {"each call: EPERM", fail_perm, 0, CALLS, 1, false, false},
    {"each call: ENOSYS", fail_unknown, 0, CALLS, 1, false, false},
    {"each call: ends the process", end_process, 0, CALLS, 1, true, false},
    {"each set: EPERM", fail_set, 0, COUNT(sets), 1, false, false},
    {"each set: ends the process", end_at_set, 0, COUNT(sets), 1, true, false},
    {"RLIMIT_NOFILE", limit_files, 0, 16, 1, false, false},
    {"RLIMIT_AS", limit_memory, 0, 1024, 32, false, false},
    {"RLIMIT_FSIZE", limit_writes, 0, 2, 1, false, false},
    {"RLIMIT_NPROC", limit_processes, 0, 3, 1, false, false},
    {"threads: each call: EPERM", fail_perm, 0, CALLS, 1, false, true},
    {"threads: each call: ends the process", end_process, 0, CALLS, 1, true,
     true},
    {"threads: set_robust_list ends the thread", end_thread,
     SYS_set_robust_list, SYS_set_robust_list + 1, 1, false, true},
    {"threads: rt_sigprocmask: EPERM", fail_mask, 0, 30, 1, false, true},
    {"threads: RLIMIT_NOFILE", limit_files, 0, 16, 1, false, true},
    {"threads: RLIMIT_AS", limit_memory, 0, 1024, 32, false, true},
};

struct trial {
	const struct sweep *sweep;
	long value;
};

static void *
rest(void *context)
{
	(void)context;
	while (pause())
		;
	return NULL;
}

/* Has names looked up by threads, as in a program that has several. */
static void
become_threaded(void)
{
	pthread_t thread;

	must(pthread_create(&thread, NULL, rest, NULL) == 0, "pthread_create");
}

static int
ask_all(const void *context)
{
	const struct trial *trial = context;

	alarm(PATIENCE);
	if (trial && trial->sweep->threaded)
		become_threaded();
	if (trial)
		trial->sweep->hinder(trial->value);
	for (unsigned i = 0; i < COUNT(daemons); i++)
		ask(daemons[i], i);
	/* Where it cannot end, it is not to be waited for. */
	alarm(1);
	return 0;
}

static void
begin(const char *allow, const char *deny)
{
	atomic_store(&told->asked, 0);
	atomic_store(&told->let_in, 0);
	wrap_begin(allow, deny);
}

/*
 * Whether a process may end so.  Without futex(2) and rseq(2) the C library
 * ends a program with threads; without exit_group(2) it does not come to an
 * end, but has asked about all.
 */
static bool
is_expected(const struct trial *trial, int status)
{
	const struct sweep *sweep = trial->sweep;
	long call = sweep->to == CALLS ? trial->value : -1;

	if (WIFEXITED(status))
		return WEXITSTATUS(status) == 0;
	if (WTERMSIG(status) == SIGSYS)
		return sweep->kills;
	if (call == SYS_exit_group)
		return atomic_load(&told->asked) == EVERYBODY;
	return sweep->threaded && (call == SYS_futex || call == SYS_rseq) &&
	       WTERMSIG(status) == SIGABRT;
}

static unsigned
try(const struct trial *trial, unsigned *killed)
{
	int status;
	unsigned let_in, wrong = 0;

	begin(ALLOW, DENY);
	status = wrap_child(ask_all, trial);
	let_in = atomic_load(&told->let_in);
	*killed += WIFSIGNALED(status) && WTERMSIG(status) == SIGSYS;
	for (unsigned i = 0; i < COUNT(daemons); i++)
		if (let_in & 1U << i) {
			print_error("    %ld: %s: let in\n", trial->value,
				    daemons[i]);
			wrong++;
		}
	if (!is_expected(trial, status)) {
		print_error("    %ld: status %#x, asked %#x\n", trial->value,
			    (unsigned)status, atomic_load(&told->asked));
		wrong++;
	}
	return wrong;
}

static void
test_sweeps(void **state)
{
	unsigned wrong = 0, trials = 0;

	(void)state;
	for (size_t i = 0; i < COUNT(sweeps); i++) {
		struct trial trial = {&sweeps[i], sweeps[i].from};
		unsigned killed = 0;

		row(sweeps[i].name);
		for (; trial.value < sweeps[i].to;
		     trial.value += sweeps[i].step) {
			wrong += try(&trial, &killed);
			trials++;
		}
		if (sweeps[i].kills)
			print_message("    %u killed\n", killed);
		wrong +=
		    wrap_differ("some are killed", killed > 0, sweeps[i].kills);
	}
	print_message("%u trials of %zu clients in all\n", trials,
		      COUNT(daemons));
	assert_int_equal(wrong, 0);
}

/* What says that nobody is let in can say that they are. */
static void
test_nothing_lost(void **state)
{
	(void)state;
	begin(ALLOW, DENY);
	assert_int_equal(wrap_child(ask_all, NULL), 0);
	assert_int_equal(told->let_in, 0);
	begin(NULL, NULL);
	assert_int_equal(wrap_child(ask_all, NULL), 0);
	assert_int_equal(told->let_in, EVERYBODY);
}

static void
write_geo(void)
{
	struct mmdb mmdb = {.kind = {0}};

	mmdb_add(&mmdb, "192.0.2.0/24", "{country {iso_code 'DE'}}");
	mmdb_write(&mmdb, "geo");
}

static int
prepare(void **state)
{
	told = mmap(NULL, sizeof(*told), PROT_READ | PROT_WRITE,
		    MAP_SHARED | MAP_ANONYMOUS, -1, 0);
	if (told == MAP_FAILED || wrap_make(state))
		return -1;
	write_text("list", "192.0.2.1\n127.0.0.2\n");
	write_text("none", "192.0.2.1\n");
	write_geo();
	wrap_settings(SETTINGS);
	return 0;
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_nothing_lost),
	    cmocka_unit_test(test_sweeps),
	};

	return cmocka_run_group_tests_name("hindered", tests, prepare,
					   wrap_remove);
}
