/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * Users at the client, as its ident server (RFC 1413) tells: a stand-in, in a
 * network of its own.
 */
#include "tests/libwrap/pair.h"
#include "tests/libwrap/wrap.h"

#include <arpa/inet.h>
#include <net/if.h>
#include <sched.h>
#include <stdlib.h>
#include <sys/ioctl.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <signal.h>
#include <time.h>

/* What the server answers; "%s" is for the ports that it was asked about. */
static const struct {
	const char *name, *options, *answer;
	const char *log;
	int seconds; /* at most */
} rows[] = {
    {"told", "rfc931", "%s : USERID : UNIX : anna\r\n",
     "allowed\nanna@127.0.0.1\n", 1},
    {"told, with a limit", "rfc931 5", "%s : USERID : UNIX : anna\r\n",
     "allowed\nanna@127.0.0.1\n", 1},
    {"for a command", "rfc931: spawn echo %u %c >~/out",
     "%s : USERID : UNIX : anna\r\n",
     "allowed\nanna@127.0.0.1\nout: anna anna@127.0.0.1\n\n", 1},
    {"blanks", "rfc931", "%s:USERID:UNIX,US-ASCII:  anna  \r\n",
     "allowed\nanna@127.0.0.1\n", 1},
    {"without a return", "rfc931", "%s : USERID : UNIX : anna\n",
     "allowed\nanna@127.0.0.1\n", 1},
    {"an error", "rfc931", "%s : ERROR : NO-USER\r\n", "allowed\n127.0.0.1\n",
     1},
    {"other ports", "rfc931", "1, 2 : USERID : UNIX : anna\r\n",
     "allowed\n127.0.0.1\n", 1},
    {"rubbish", "rfc931", "\x80\x01:::::\r\n", "allowed\n127.0.0.1\n", 1},
    {"an empty name", "rfc931", "%s : USERID : UNIX : \r\n",
     "allowed\n127.0.0.1\n", 1},
    {"it hangs up", "rfc931", "", "allowed\n127.0.0.1\n", 1},
    {"half a line", "rfc931", "%s : USERID : UNIX : an", "allowed\n127.0.0.1\n",
     1},
    {"nobody listens", "rfc931", NULL, "allowed\n127.0.0.1\n", 1},
    {"silence", "rfc931 1", "silence", "allowed\n127.0.0.1\n", 2},
    {"silence, by rfc931_timeout", "rfc931", "silence", "allowed\n127.0.0.1\n",
     3},
    {"a byte a time", "rfc931 1", "dribble", "allowed\n127.0.0.1\n", 2},
    {"no option", "umask 022", "%s : USERID : UNIX : anna\r\n",
     "allowed\n127.0.0.1\n", 1},
};

/* Rules with users, which ask only where a setting says how long. */
static const struct {
	const char *name, *clients, *answer, *settings;
	int allowed;
} users[] = {
    {"off", "anna@ALL", "%s : USERID : UNIX : anna\r\n", NULL, 0},
    {"on", "anna@ALL", "%s : USERID : UNIX : anna\r\n", "ident_timeout=2\n", 1},
    {"another user", "bert@ALL", "%s : USERID : UNIX : anna\r\n",
     "ident_timeout=2\n", 0},
    {"known", "KNOWN@ALL", "%s : USERID : UNIX : anna\r\n", "ident_timeout=2\n",
     1},
    {"unknown", "UNKNOWN@ALL", "%s : ERROR : NO-USER\r\n", "ident_timeout=2\n",
     1},
    {"silence is nobody", "anna@ALL", "silence", "ident_timeout=0.5\n", 0},
};

/* Whether there is a network of its own, where port 113 is free. */
static bool
enter_network(void)
{
	struct ifreq lo = {.ifr_name = "lo"};
	int fd;

	if (unshare(CLONE_NEWNET))
		return false;
	fd = socket(AF_INET, SOCK_DGRAM, 0);
	if (fd < 0 || ioctl(fd, SIOCGIFFLAGS, &lo))
		return false;
	lo.ifr_flags |= IFF_UP | IFF_RUNNING;
	if (ioctl(fd, SIOCSIFFLAGS, &lo))
		return false;
	close(fd);
	return true;
}

/* Answers one question at FD as ANSWER says. */
static void
answer_one(int fd, const char *answer)
{
	char ports[64], text[512];
	ssize_t size = recv(fd, ports, sizeof(ports) - 1, 0);
	size_t before = strcspn(answer, "%");

	ports[size > 0 ? size : 0] = '\0';
	ports[strcspn(ports, "\r\n")] = '\0';
	if (strcmp(answer, "silence") == 0) {
		pause();
	} else if (strcmp(answer, "dribble") == 0) {
		while (send(fd, "x", 1, MSG_NOSIGNAL) == 1)
			usleep(200000);
	} else {
		snprintf(text, sizeof(text), "%.*s%s%s", (int)before, answer,
			 answer[before] ? ports : "",
			 answer[before] ? answer + before + 2 : "");
		send(fd, text, strlen(text), MSG_NOSIGNAL);
	}
	close(fd);
}

/* Starts a server on port 113; 0: there is to be none. */
static pid_t
start_server(const char *answer)
{
	const struct sockaddr_in own = {.sin_family = AF_INET,
					.sin_port = htons(113),
					.sin_addr = {htonl(INADDR_LOOPBACK)}};
	int fd = socket(AF_INET, SOCK_STREAM, 0), on = 1;
	pid_t pid;

	if (!answer) {
		close(fd);
		return 0;
	}
	setsockopt(fd, SOL_SOCKET, SO_REUSEADDR, &on, sizeof(on));
	assert_int_equal(bind(fd, (const struct sockaddr *)&own, sizeof(own)),
			 0);
	assert_int_equal(listen(fd, 8), 0);
	fflush(NULL);
	pid = fork();
	assert_true(pid >= 0);
	if (pid == 0)
		for (;;)
			answer_one(accept(fd, NULL, NULL), answer);
	close(fd);
	return pid;
}

static void
stop_server(pid_t pid)
{
	if (pid == 0)
		return;
	kill(pid, SIGKILL);
	waitpid(pid, NULL, 0);
}

/* Returns whether a connection from 127.0.0.1 is allowed. */
static int
ask(struct request_info *request, struct pair *pair, double *seconds)
{
	struct timespec begin, end;
	int allowed;

	assert_true(pair_open(pair, "127.0.0.1", true));
	wrap.request_init(request, RQ_FILE, pair->server, RQ_DAEMON, "in.test",
			  0);
	wrap.sock_host(request);
	clock_gettime(CLOCK_MONOTONIC, &begin);
	allowed = !!wrap.hosts_access(request);
	clock_gettime(CLOCK_MONOTONIC, &end);
	*seconds = (double)(end.tv_sec - begin.tv_sec) +
		   (double)(end.tv_nsec - begin.tv_nsec) / 1e9;
	return allowed;
}

static void
test_options(void **state)
{
	unsigned wrong = 0;

	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++) {
		pid_t server = start_server(rows[i].answer);
		struct request_info request;
		struct pair pair;
		double seconds;
		char rule[256];

		row(rows[i].name);
		snprintf(rule, sizeof(rule), "ALL: ALL: %s\n", rows[i].options);
		unlink("out");
		wrap_begin(rule, "ALL: ALL\n");
		*wrap.rfc931_timeout = 2;
		wrap_tell(ask(&request, &pair, &seconds) ? "allowed"
							 : "refused");
		wrap_tell("%s", wrap.eval_client(&request));
		if (access("out", F_OK) == 0)
			wrap_tell_file("out");
		wrong += wrap_log_differs(rows[i].log);
		wrong +=
		    wrap_differ("late", seconds > rows[i].seconds + 0.8, 0);
		pair_close(&pair);
		stop_server(server);
	}
	assert_int_equal(wrong, 0);
}

static void
test_users(void **state)
{
	unsigned wrong = 0;

	(void)state;
	for (size_t i = 0; i < COUNT(users); i++) {
		pid_t server = start_server(users[i].answer);
		struct request_info request;
		struct pair pair;
		double seconds;
		char rule[256];

		row(users[i].name);
		snprintf(rule, sizeof(rule), "ALL: %s\n", users[i].clients);
		wrap_begin(rule, "ALL: ALL\n");
		wrap_settings(users[i].settings);
		wrong += wrap_differ("allowed", ask(&request, &pair, &seconds),
				     users[i].allowed);
		wrong += wrap_differ("late", seconds > 2, 0);
		pair_close(&pair);
		stop_server(server);
	}
	wrap_settings(NULL);
	assert_int_equal(wrong, 0);
}

/* rfc931() and eval_user(), for whoever asks outside of a decision. */
static void
test_functions(void **state)
{
	pid_t server = start_server("%s : USERID : UNIX : anna\r\n");
	struct request_info request;
	char user[STRING_LENGTH];
	struct pair pair;

	(void)state;
	wrap_begin(NULL, NULL);
	assert_true(pair_open(&pair, "127.0.0.1", true));
	wrap.request_init(&request, RQ_FILE, pair.server, RQ_DAEMON, "in.test",
			  0);
	wrap.sock_host(&request);
	assert_string_equal(wrap.eval_user(&request), "anna");
	wrap.rfc931(request.client->sin, request.server->sin, user);
	assert_string_equal(user, "anna");
	stop_server(server);
	wrap.rfc931(request.client->sin, request.server->sin, user);
	assert_string_equal(user, "unknown");
	pair_close(&pair);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_options),
	    cmocka_unit_test(test_users),
	    cmocka_unit_test(test_functions),
	};

	if (geteuid() != 0 || !enter_network()) {
		print_error("NOT RUN: users at the client: need root, and a "
			    "network of its own\n");
		return 77; /* for automake: skipped */
	}
	alarm(600);
	return cmocka_run_group_tests_name("rfc931", tests, wrap_make,
					   wrap_remove);
}
