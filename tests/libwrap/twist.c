/* SPDX-License-Identifier: BSD-3-Clause */
/* What clients are told: twist, which becomes a command, and banners. */
#include "tests/libwrap/pair.h"
#include "tests/libwrap/wrap.h"

#include <stdlib.h>
#include <sys/stat.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <time.h>

#define CLIENT "connect from 127.0.0.1 (127.0.0.1): service=in.test "
#define REFUSED(rule, rest) \
	"authpriv.warning refused " CLIENT "rule=~/" rule "\"" rest "\n"
#define TWISTED(command) \
	REFUSED("hosts.deny:1 \"ALL: ALL: twist " command, " reason=twist")
#define LOCAL \
	"authpriv.warning refused connect from 192.0.2.10 (192.0.2.10): " \
	"service=in.test rule=~/hosts.deny:1 \"ALL: ALL: twist echo " \
	"x\" reason=twist\n"

enum variant {
	PLAIN,
	SERVES_ON,     /* resident is set */
	SECOND,        /* the process has asked before */
	NO_DESCRIPTOR, /* a client of whom only the address is known */
	DRY,           /* dry_run is set */
	BY_OPTIONS,    /* process_options() in the place of hosts_access() */
};

static const struct {
	const char *name;
	const char *allow, *deny, *settings;
	enum variant variant;
	const char *told; /* the client */
	const char *log;
} rows[] = {
    {"twist", NULL, "ALL: ALL: twist echo no %a; exit 3\n", NULL, PLAIN,
     "no 127.0.0.1\n", TWISTED("echo no %a; exit 3") "exit 3\n"},
    {"twist in hosts.allow", "ALL: ALL: twist echo x\n", NULL, NULL, PLAIN,
     "x\n",
     REFUSED("hosts.allow:1 \"ALL: ALL: twist echo x",
	     " reason=twist") "exit 0\n"},
    {"it is logged before", NULL, "ALL: ALL: twist kill -KILL $$\n", NULL,
     PLAIN, "", TWISTED("kill -KILL $$") "signal 9\n"},
    {"standard error, too", NULL, "ALL: ALL: twist echo x >&2\n", NULL, PLAIN,
     "x\n", TWISTED("echo x >&2") "exit 0\n"},
    {"standard input", NULL, "ALL: ALL: twist read x; echo got $x\n", NULL,
     PLAIN, "got word\n", TWISTED("read x; echo got $x") "exit 0\n"},
    {"the environment", NULL, "ALL: ALL: twist echo $OWN\n", NULL, PLAIN,
     "mine\n", TWISTED("echo $OWN") "exit 0\n"},
    {"a variable", NULL, "ALL: ALL: setenv A b: twist echo $A\n", NULL, PLAIN,
     "b\n",
     REFUSED("hosts.deny:1 \"ALL: ALL: setenv A b: twist echo $A",
	     " reason=twist") "exit 0\n"},
    {"a severity", NULL, "ALL: ALL: severity mail.info: twist echo x\n", NULL,
     PLAIN, "x\n",
     "mail.info refused " CLIENT "rule=~/hosts.deny:1 \"ALL: ALL: severity "
     "mail.info: twist echo x\" reason=twist\nexit 0\n"},
    {"by process_options()", NULL, NULL, NULL, BY_OPTIONS, "x\n", "exit 0\n"},
    {"in a process that serves on", NULL, "ALL: ALL: twist echo x\n", NULL,
     SERVES_ON, "",
     "authpriv.err libwrap: twist: not in a process that serves on\n" TWISTED(
	 "echo x") "refused\nexit 0\n"},
    {"in a process that has asked before", NULL, "ALL: ALL: twist echo x\n",
     NULL, SECOND, "",
     "authpriv.err libwrap: twist: not in a process that serves on\n" TWISTED(
	 "echo x") "refused\nexit 0\n"},
    {"without a connection", NULL, "ALL: ALL: twist echo x\n", NULL,
     NO_DESCRIPTOR, "",
     "authpriv.err libwrap: twist: without a connection\n" LOCAL
     "refused\nexit 0\n"},
    {"dry", NULL, "ALL: ALL: twist echo x >~/out\n", NULL, DRY, "",
     "refused\ndry_run 0\nexit 0\n"},
    {"permissive", NULL, "ALL: ALL: twist echo x\n", "permissive\n", PLAIN, "",
     "authpriv.warning would refuse " CLIENT
     "rule=~/hosts.deny:1 \"ALL: ALL: twist echo x\" reason=twist\n"
     "allowed\nexit 0\n"},
    {"noexec", NULL, "ALL: ALL: twist echo x\n", "noexec\n", PLAIN, "",
     "authpriv.err ~/hosts.deny:1:11: \"twist echo x\": commands are not to "
     "be run; refuses whom the rule matches\n" REFUSED(
	 "hosts.deny:1 \"ALL: ALL: twist echo x",
	 " reason=option-error") "refused\nexit 0\n"},
    /* ~/banner/in.test is a text of two lines, ~/none/in.test not there. */
    {"banners", NULL, "ALL: ALL: banners ~/banner\n", NULL, PLAIN,
     "Hello 127.0.0.1,\r\n100% in.test\r\n",
     REFUSED("hosts.deny:1 \"ALL: ALL: banners ~/banner",
	     "") "refused\nexit 0\n"},
    {"banners, allowed", "ALL: ALL: banners ~/banner\n", NULL, NULL, PLAIN,
     "Hello 127.0.0.1,\r\n100% in.test\r\n", "allowed\nexit 0\n"},
    {"banners, no folder", "ALL: ALL: banners ~/none\n", NULL, NULL, PLAIN, "",
     "authpriv.err ~/hosts.allow:1:11: \"~/none\": the banner cannot be "
     "shown: No such file or directory\nallowed\nexit 0\n"},
    {"banners, then twist", NULL, "ALL: ALL: banners ~/banner: twist echo x\n",
     NULL, PLAIN, "Hello 127.0.0.1,\r\n100% in.test\r\nx\n",
     REFUSED("hosts.deny:1 \"ALL: ALL: banners ~/banner: twist echo x",
	     " reason=twist") "exit 0\n"},
    {"banners without a connection", "ALL: ALL: banners ~/banner\n", NULL, NULL,
     NO_DESCRIPTOR, "", "allowed\nexit 0\n"},
    {"banners, dry", "ALL: ALL: banners ~/banner\n", NULL, NULL, DRY, "",
     "allowed\ndry_run 1\nexit 0\n"},
};

/* What is asked in a child. */
struct job {
	const struct pair *pair;
	enum variant variant;
};

static void
set_variant(enum variant variant, struct request_info *request)
{
	struct request_info other;

	if (variant == SERVES_ON)
		*wrap.resident = 1;
	else if (variant == DRY)
		*wrap.dry_run = 1;
	else if (variant == NO_DESCRIPTOR)
		wrap_client(request);
	else if (variant != SECOND)
		return;
	if (variant == SECOND) {
		wrap.request_init(&other, RQ_DAEMON, "x", RQ_CLIENT_ADDR,
				  "192.0.2.1", 0);
		write_text("hosts.allow", "x: ALL\n");
		wrap.hosts_access(&other);
	}
}

/* Returns unless it becomes the command. */
static int
ask(const void *context)
{
	const struct job *job = context;
	char options[] = "twist echo x";
	struct request_info request;

	setenv("OWN", "mine", 1);
	wrap.request_init(&request, RQ_FILE, job->pair->server, RQ_DAEMON,
			  "in.test", 0);
	wrap.sock_host(&request);
	set_variant(job->variant, &request);
	if (job->variant == BY_OPTIONS) {
		if (!setjmp(*wrap.tcpd_buf))
			wrap.process_options(options, &request);
		return 9;
	}
	wrap_tell(wrap.hosts_access(&request) ? "allowed" : "refused");
	if (job->variant == DRY)
		wrap_tell("dry_run %d", *wrap.dry_run);
	return 0;
}

/* The client says "word", reads, and this process tells how the child ends. */
static unsigned
serve(size_t i)
{
	struct pair pair;
	char told[4096];
	unsigned wrong;
	int status;

	assert_true(pair_open(&pair, "127.0.0.1", true));
	assert_int_equal(write(pair.client, "word\n", 5), 5);
	status = wrap_child(ask, &(const struct job){&pair, rows[i].variant});
	close(pair.server);
	pair_read(&pair, told, sizeof(told));
	close(pair.client);
	if (WIFSIGNALED(status))
		wrap_tell("signal %d", WTERMSIG(status));
	else
		wrap_tell("exit %d", WEXITSTATUS(status));
	wrong = wrap_log_differs(rows[i].log);
	if (strcmp(told, rows[i].told) == 0)
		return wrong;
	print_error("    the client reads \"%s\", not \"%s\"\n", told,
		    rows[i].told);
	return wrong + 1;
}

static void
test_rows(void **state)
{
	unsigned wrong = 0;

	(void)state;
	assert_int_equal(mkdir("banner", 0755), 0);
	write_text("banner/in.test", "Hello %a,\n100%% %d\n");
	for (size_t i = 0; i < COUNT(rows); i++) {
		if (rows[i].settings && geteuid() != 0) {
			print_error("NOT RUN: %s: settings count only if they "
				    "are root's\n",
				    rows[i].name);
			continue;
		}
		row(rows[i].name);
		wrap_begin(rows[i].allow, rows[i].deny);
		wrap_settings(rows[i].settings);
		wrong += serve(i);
		wrong += wrap_differ("left over", access("out", F_OK), -1);
	}
	assert_int_equal(wrong, 0);
}

/* A client that reads nothing holds nobody up for long. */
static int
ask_with_banner(const void *context)
{
	return ask(&(const struct job){context, PLAIN});
}

static void
test_deaf_client(void **state)
{
	static char text[60001];
	struct timespec begin, end;
	struct pair pair;
	char word[4096];

	(void)state;
	memset(text, 'x', sizeof(text) - 1);
	write_text("banner/in.test", text);
	wrap_begin("ALL: ALL: banners ~/banner\n", NULL);
	assert_true(pair_open(&pair, "127.0.0.1", true));
	memset(word, 'y', sizeof(word));
	while (send(pair.server, word, sizeof(word), MSG_DONTWAIT) > 0)
		;
	clock_gettime(CLOCK_MONOTONIC, &begin);
	assert_int_equal(wrap_child(ask_with_banner, &pair), 0);
	clock_gettime(CLOCK_MONOTONIC, &end);
	assert_within(end.tv_sec - begin.tv_sec, 0, 10);
	pair_close(&pair);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_rows),
	    cmocka_unit_test(test_deaf_client),
	};

	alarm(600);
	return cmocka_run_group_tests_name("twist", tests, wrap_make,
					   wrap_remove);
}
