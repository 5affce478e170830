/* SPDX-License-Identifier: BSD-3-Clause */
/* Options of rules are carried out, in the process that asks. */
#include "tests/libwrap/pair.h"
#include "tests/libwrap/wrap.h"

#include <errno.h>
#include <stdlib.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/stat.h>

/* Each tells what has come of an option, in the process that asked. */
typedef void look_fn(const struct pair *pair);

static void
look_at_file(const struct pair *pair)
{
	(void)pair;
	wrap_tell_file("out");
}

static void
look_at_variables(const struct pair *pair)
{
	const char *a = getenv("A"), *b = getenv("B");

	(void)pair;
	wrap_tell("A %s, B %s", a ? a : "unset", b ? b : "unset");
}

static void
look_at_umask(const struct pair *pair)
{
	(void)pair;
	wrap_tell("umask %03o", (unsigned)umask(0));
}

static void
look_at_priority(const struct pair *pair)
{
	(void)pair;
	wrap_tell("nice %d", getpriority(PRIO_PROCESS, 0));
}

static void
look_at_socket(const struct pair *pair)
{
	struct linger linger = {0};
	socklen_t size = sizeof(linger);
	int on = 0;

	assert_int_equal(
	    getsockopt(pair->server, SOL_SOCKET, SO_LINGER, &linger, &size), 0);
	size = sizeof(on);
	assert_int_equal(
	    getsockopt(pair->server, SOL_SOCKET, SO_KEEPALIVE, &on, &size), 0);
	wrap_tell("keepalive %d, linger %d %d", on != 0, linger.l_onoff != 0,
		  linger.l_linger);
}

static void
open_to_all(void)
{
	assert_int_equal(chmod("hosts.allow", 0666), 0);
}

static void
dry(void)
{
	*wrap.dry_run = 1;
}

#define CLIENT "connect from 127.0.0.1 (127.0.0.1): service=in.test "
#define REFUSED(rule, rest) \
	"authpriv.warning refused " CLIENT "rule=~/" rule "\"" rest "\n"
#define ALL_REFUSED REFUSED("hosts.deny:1 \"ALL: ALL", "")
#define NO "authpriv.info libwrap: aclexec: exit status 1: \"exit 1\"\n"
#define NOT_LAST \
	"authpriv.err ~/hosts.allow:1:11: \"allow\": the option must be the " \
	"last one; refuses whom the rule matches\n" REFUSED( \
	    "hosts.allow:1 \"ALL: ALL: allow: umask 027", \
	    " reason=option-error")
#define UNTRUSTED(option) \
	"authpriv.err ~/hosts.allow:1:11: \"" option "\": others could have " \
	"written this file: the option is not carried out; refuses whom the " \
	"rule matches\n" REFUSED("hosts.allow:1 \"ALL: ALL: " option, \
				 " reason=option-error") "refused\n"
#define ADD(text) "spawn echo " text " >>~/out"

/* What is logged, the verdict, and what is found then. */
static const struct {
	const char *name;
	const char *allow, *deny;
	look_fn *look;
	const char *log;
	void (*prepare)(void);
} options[] = {
    /* spawn */
    {"spawn", "ALL: ALL: " ADD("%a %d %c") "\n", NULL, look_at_file,
     "allowed\nout: 127.0.0.1 in.test 127.0.0.1\n\n", NULL},
    {"spawn, refused", NULL, "ALL: ALL: " ADD("x") "\n", look_at_file,
     REFUSED("hosts.deny:1 \"ALL: ALL: " ADD("x"), "") "refused\nout: x\n\n",
     NULL},
    {"spawn, another daemon", "x: ALL: " ADD("x") "\n", NULL, look_at_file,
     "allowed\nout: \n", NULL},
    {"spawn, the environment", "ALL: ALL: " ADD("$OWN") "\n", NULL,
     look_at_file, "allowed\nout: mine\n\n", NULL},
    {"spawn, a variable of the rule",
     "ALL: ALL: setenv A %a: " ADD("$A $OWN") "\n", NULL, look_at_file,
     "allowed\nout: 127.0.0.1 mine\n\n", NULL},
    {"spawn, a variable of a rule before",
     "ALL: ALL: setenv A b: aclexec exit 1\n", "ALL: ALL: " ADD("$A") "\n",
     look_at_file,
     NO REFUSED("hosts.deny:1 \"ALL: ALL: " ADD("$A"),
		"") "refused\nout: b\n\n",
     NULL},
    {"spawn, standard descriptors", "ALL: ALL: spawn cat; echo $? >~/out\n",
     NULL, look_at_file, "allowed\nout: 0\n\n", NULL},
    {"spawn, one after another", "ALL: ALL: " ADD("a") ": " ADD("b") "\n", NULL,
     look_at_file, "allowed\nout: a\nb\n\n", NULL},
    /* aclexec */
    {"aclexec yes", "ALL: ALL: aclexec exit 0\n", "ALL: ALL\n", NULL,
     "allowed\n", NULL},
    {"aclexec no", "ALL: ALL: aclexec exit 1\n", "ALL: ALL\n", NULL,
     NO ALL_REFUSED "refused\n", NULL},
    {"aclexec yes, in hosts.deny", NULL, "ALL: ALL: aclexec exit 0\n", NULL,
     REFUSED("hosts.deny:1 \"ALL: ALL: aclexec exit 0", "") "refused\n", NULL},
    {"aclexec no, in hosts.deny", NULL, "ALL: ALL: aclexec exit 1\n", NULL,
     NO "allowed\n", NULL},
    {"aclexec, the environment", "ALL: ALL: aclexec [ $OWN = mine ]\n",
     "ALL: ALL\n", NULL, "allowed\n", NULL},
    {"aclexec, not found", NULL, "ALL: ALL: aclexec /none/at/all\n", NULL,
     "authpriv.err libwrap: aclexec: cannot run: exit status 127: "
     "\"/none/at/all\"\n" REFUSED("hosts.deny:1 \"ALL: ALL: aclexec "
				  "/none/at/all",
				  " reason=command-failed") "refused\n",
     NULL},
    /* setenv */
    {"setenv", "ALL: ALL: setenv A b c: setenv B\n", NULL, look_at_variables,
     "allowed\nA b c, B \n", NULL},
    {"setenv, expanded", "ALL: ALL: setenv A %a: setenv B %d\n", NULL,
     look_at_variables, "allowed\nA 127.0.0.1, B in.test\n", NULL},
    {"setenv, another daemon", "x: ALL: setenv A b\nALL: ALL: setenv B c\n",
     NULL, look_at_variables, "allowed\nA unset, B c\n", NULL},
    /* Of the process. */
    {"umask", "ALL: ALL: umask 027\n", NULL, look_at_umask,
     "allowed\numask 027\n", NULL},
    {"umask, none", "ALL: ALL\n", NULL, look_at_umask, "allowed\numask 022\n",
     NULL},
    {"nice", "ALL: ALL: nice\n", NULL, look_at_priority, "allowed\nnice 10\n",
     NULL},
    {"nice 3", "ALL: ALL: nice 3\n", NULL, look_at_priority,
     "allowed\nnice 3\n", NULL},
    /* Of the socket. */
    {"none", "ALL: ALL\n", NULL, look_at_socket,
     "allowed\nkeepalive 0, linger 0 0\n", NULL},
    {"keepalive", "ALL: ALL: keepalive\n", NULL, look_at_socket,
     "allowed\nkeepalive 1, linger 0 0\n", NULL},
    {"linger", "ALL: ALL: linger 7\n", NULL, look_at_socket,
     "allowed\nkeepalive 0, linger 1 7\n", NULL},
    {"both", "ALL: ALL: linger 0: keepalive\n", NULL, look_at_socket,
     "allowed\nkeepalive 1, linger 0 0\n", NULL},
    /* Where they stand. */
    {"before deny", "ALL: ALL: umask 027: deny\n", NULL, look_at_umask,
     REFUSED("hosts.allow:1 \"ALL: ALL: umask 027: deny",
	     "") "refused\numask 027\n",
     NULL},
    {"before allow", NULL, "ALL: ALL: umask 027: allow\n", look_at_umask,
     "allowed\numask 027\n", NULL},
    {"behind allow", "ALL: ALL: allow: umask 027\n", NULL, look_at_umask,
     NOT_LAST "refused\numask 022\n", NULL},
    {"before a wrong one", "ALL: ALL: umask 027: wrong: nice 3\n", NULL,
     look_at_umask,
     "authpriv.err ~/hosts.allow:1:22: \"wrong\": unknown option; refuses "
     "whom the rule matches\n" REFUSED("hosts.allow:1 \"ALL: ALL: umask 027: "
				       "wrong: nice 3",
				       " reason=option-error") "refused\n"
							       "umask 027\n",
     NULL},
    /* Of files that others may write. */
    {"others' spawn", "ALL: ALL: " ADD("x") "\n", NULL, look_at_file,
     UNTRUSTED(ADD("x")) "out: \n", open_to_all},
    {"others' aclexec", "ALL: ALL: aclexec exit 0\n", NULL, NULL,
     UNTRUSTED("aclexec exit 0"), open_to_all},
    {"others' twist", "ALL: ALL: twist echo x\n", NULL, NULL,
     UNTRUSTED("twist echo x"), open_to_all},
    {"others' setenv", "ALL: ALL: setenv A b\n", NULL, look_at_variables,
     UNTRUSTED("setenv A b") "A unset, B unset\n", open_to_all},
    {"others' umask", "ALL: ALL: umask 027\n", NULL, look_at_umask,
     UNTRUSTED("umask 027") "umask 022\n", open_to_all},
    {"others' user", "ALL: ALL: user root\n", NULL, NULL,
     UNTRUSTED("user root"), open_to_all},
    {"others' severity and deny", "ALL: ALL: severity mail.info: deny\n", NULL,
     NULL,
     "mail.info refused " CLIENT
     "rule=~/hosts.allow:1 \"ALL: ALL: severity mail.info: deny\"\nrefused\n",
     open_to_all},
    /* Nothing is carried out. */
    {"dry, spawn", "ALL: ALL: " ADD("x") "\n", NULL, look_at_file,
     "allowed\nout: \ndry_run 1\n", dry},
    {"dry, aclexec", NULL, "ALL: ALL: aclexec echo x >~/out; exit 1\n",
     look_at_file, "refused\nout: \ndry_run 1\n", dry},
    {"dry, setenv", "ALL: ALL: setenv A b\n", NULL, look_at_variables,
     "allowed\nA unset, B unset\ndry_run 1\n", dry},
    {"dry, umask", "ALL: ALL: umask 027\n", NULL, look_at_umask,
     "allowed\numask 022\ndry_run 1\n", dry},
    {"dry, nice", "ALL: ALL: nice\n", NULL, look_at_priority,
     "allowed\nnice 0\ndry_run 1\n", dry},
    {"dry, the socket", "ALL: ALL: keepalive: linger 7\n", NULL, look_at_socket,
     "allowed\nkeepalive 0, linger 0 0\ndry_run 1\n", dry},
};

/* What is asked in a child. */
struct job {
	const struct pair *pair;
	size_t row;
};

static int
decide(const void *context)
{
	const struct job *job = context;
	struct request_info request;

	setenv("OWN", "mine", 1);
	umask(022);
	wrap.request_init(&request, RQ_FILE, job->pair->server, RQ_DAEMON,
			  "in.test", 0);
	wrap.sock_host(&request);
	if (options[job->row].prepare)
		options[job->row].prepare();
	wrap_tell(wrap.hosts_access(&request) ? "allowed" : "refused");
	if (options[job->row].look)
		options[job->row].look(job->pair);
	if (options[job->row].prepare == dry)
		wrap_tell("dry_run %d", *wrap.dry_run);
	return 0;
}

static void
test_options(void **state)
{
	unsigned wrong = 0;
	struct pair pair;

	(void)state;
	for (size_t i = 0; i < COUNT(options); i++) {
		const struct job job = {&pair, i};

		if (options[i].look == look_at_priority &&
		    getpriority(PRIO_PROCESS, 0) > 0) {
			print_error("NOT RUN: %s: this process is nice\n",
				    options[i].name);
			continue;
		}
		row(options[i].name);
		unlink("out");
		unlink("hosts.allow");
		wrap_begin(options[i].allow, options[i].deny);
		assert_true(pair_open(&pair, "127.0.0.1", true));
		wrong += wrap_differ("exit", wrap_child(decide, &job), 0);
		wrong += wrap_log_differs(options[i].log);
		pair_close(&pair);
	}
	assert_int_equal(wrong, 0);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {cmocka_unit_test(test_options)};

	alarm(600);
	return cmocka_run_group_tests_name("options", tests, wrap_make,
					   wrap_remove);
}
