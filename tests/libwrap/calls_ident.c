/* SPDX-License-Identifier: BSD-3-Clause */
/* rfc931() against ident servers on port 113, good and bad ones. */
#include "calls.h"

#include <err.h>
#include <signal.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

struct answer {
	const char *name;
	const char *text; /* NULL: says nothing, and waits */
	const char *client, *server;
	bool closed; /* nobody listens */
};

static int alarms;

static void
on_alarm(int number)
{
	(void)number;
	alarms++;
}

static int
listen_at(const char *text)
{
	struct sockaddr_storage address;
	socklen_t size = address_of(&address, text, 113);
	int fd = socket(address.ss_family, SOCK_STREAM, 0), yes = 1;

	if (fd < 0 ||
	    setsockopt(fd, SOL_SOCKET, SO_REUSEADDR, &yes, sizeof(yes)) ||
	    bind(fd, (struct sockaddr *)&address, size) || listen(fd, 4))
		err(2, "port 113 of %s", text);
	return fd;
}

/* Answers one question, and keeps it. */
static void
serve(int listener, const struct answer *answer)
{
	int fd = accept(listener, NULL, NULL);
	ssize_t got;

	if (fd < 0)
		_exit(1);
	got = read(fd, shared->query, sizeof(shared->query) - 1);
	shared->query[got > 0 ? got : 0] = '\0';
	if (answer->text == NULL)
		pause();
	else if (write(fd, answer->text, strlen(answer->text)) < 0)
		_exit(1);
	_exit(0);
}

static pid_t
start_server(const struct answer *answer)
{
	int listener;
	pid_t pid;

	shared->query[0] = '\0';
	if (answer->closed)
		return 0;
	listener = listen_at(answer->client);
	pid = fork();
	if (pid == 0)
		serve(listener, answer);
	close(listener);
	return pid;
}

/* The user, the question, the time, and what became of a timer. */
static void
ask(const void *data)
{
	const struct answer *answer = data;
	struct sockaddr_storage client, server;
	char user[STRING_LENGTH * 2];
	struct sigaction action;
	time_t start = time(NULL);

	address_of(&client, answer->client, 4001);
	address_of(&server, answer->server, 22);
	memset(user, 'z', sizeof(user));
	rfc931_timeout = 2;
	signal(SIGALRM, on_alarm);
	alarm(0);
	rfc931(SIN(&client), SIN(&server), user);
	row("%s: user = %s", answer->name, user);
	row("%s: length = %zu", answer->name, strlen(user));
	row("%s: time = %s", answer->name,
	    time(NULL) - start < 2 ? "at once" : "2 s or more");
	sigaction(SIGALRM, NULL, &action);
	row("%s: alarm = %s, %d", answer->name,
	    action.sa_handler == on_alarm ? "handler kept" : "handler lost",
	    alarms);
}

static void
try_answer(const struct answer *answer)
{
	pid_t server = start_server(answer);

	in_child(answer->name, 20, ask, answer);
	row("%s: asked = %s", answer->name, shared->query);
	if (server > 0) {
		kill(server, SIGKILL);
		waitpid(server, NULL, 0);
	}
}

#define V4 "127.0.0.2", "127.0.0.1"
#define V6 "fd00::2", "fd00::1"
#define TEN "0123456789"
#define FIFTY TEN TEN TEN TEN TEN
#define SAYS(text) "4001 , 22 : " text "\r\n", V4, false

static const struct answer answers[] = {
    {"good", SAYS("USERID : UNIX : joe")},
    {"close", "4001,22:USERID:UNIX:joe\r\n", V4, false},
    {"other system", SAYS("USERID : OTHER : joe")},
    {"charset", SAYS("USERID : UNIX , UTF-8 : joe")},
    {"words", SAYS("USERID : UNIX : joe user")},
    {"leading blanks", SAYS("USERID : UNIX :   joe")},
    {"trailing blanks", SAYS("USERID : UNIX : joe  ")},
    {"colon", SAYS("USERID : UNIX : joe:x")},
    {"odd bytes", SAYS("USERID : UNIX : j;o$(e)\xc3\xa4\t\x01")},
    {"at", SAYS("USERID : UNIX : joe@gw")},
    {"empty", SAYS("USERID : UNIX : ")},
    {"error", SAYS("ERROR : NO-USER")},
    {"hidden", SAYS("ERROR : HIDDEN-USER")},
    {"lower case", SAYS("userid : UNIX : joe")},
    {"other ports", "4002 , 22 : USERID : UNIX : joe\r\n", V4, false},
    {"turned ports", "22 , 4001 : USERID : UNIX : joe\r\n", V4, false},
    {"junk", "junk\r\n", V4, false},
    {"nothing", "", V4, false},
    {"line feed alone", "4001 , 22 : USERID : UNIX : joe\n", V4, false},
    {"no end of line", "4001 , 22 : USERID : UNIX : joe", V4, false},
    {"two lines", "4001 , 22 : USERID : UNIX : joe\r\nx\r\n", V4, false},
    {"127 bytes", SAYS("USERID : UNIX : " FIFTY FIFTY TEN TEN "0123456")},
    {"128 bytes", SAYS("USERID : UNIX : " FIFTY FIFTY TEN TEN "01234567")},
    {"300 bytes", SAYS("USERID : UNIX : " FIFTY FIFTY FIFTY FIFTY FIFTY FIFTY)},
    {"the word unknown", SAYS("USERID : UNIX : unknown")},
    {"silent", NULL, V4, false},
    {"closed", "", V4, true},
    {"IPv6", "4001 , 22 : USERID : UNIX : joe\r\n", V6, false},
    {"IPv6, closed", "", V6, true},
    {"families differ", "", "fd00::2", "127.0.0.1", true},
};

/* user@host in a rule, with a connection. */
static void
decide(const void *data)
{
	static char allow[] = "allow", deny[] = "deny";
	const int *fd = data;
	struct request_info request;

	hosts_allow_table = allow;
	hosts_deny_table = deny;
	write_file(deny, "ALL: ALL\n");
	rfc931_timeout = 2;
	request_init(&request, RQ_DAEMON, "d", RQ_FILE, *fd, 0);
	sock_host(&request);
	write_file(allow, "d: joe@127.0.0.2\n");
	row("rule with a user: verdict = %d", hosts_access(&request));
	row("rule with a user: user = %s", request.user);
	request_init(&request, RQ_DAEMON, "d", RQ_FILE, *fd, 0);
	sock_host(&request);
	write_file(allow, "d: 127.0.0.2\n");
	row("rule without a user: verdict = %d", hosts_access(&request));
	row("rule without a user: user = %s", request.user);
}

static void
try_rule(void)
{
	/* It answers for any port. */
	static const struct answer good = {"rule", NULL, V4, true};
	int ends[2];
	char text[128];
	struct sockaddr_in name;
	socklen_t size = sizeof(name);
	struct answer answer = good;
	pid_t server;

	connect_pair(ends, SOCK_STREAM, "127.0.0.2", "127.0.0.1");
	getsockname(ends[1], (struct sockaddr *)&name, &size);
	snprintf(text, sizeof(text), "%d , ", ntohs(name.sin_port));
	getsockname(ends[0], (struct sockaddr *)&name, &size);
	snprintf(text + strlen(text), sizeof(text) - strlen(text),
		 "%d : USERID : UNIX : joe\r\n", ntohs(name.sin_port));
	answer.text = text;
	answer.closed = false;
	server = start_server(&answer);
	in_child("rules", 20, decide, &ends[0]);
	kill(server, SIGKILL);
	waitpid(server, NULL, 0);
}

void
call_ident(void)
{
	size_t i;

	for (i = 0; i < COUNT(answers); i++)
		try_answer(&answers[i]);
	try_rule();
}
