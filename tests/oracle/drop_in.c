/* SPDX-License-Identifier: BSD-3-Clause */
#include "tests/oracle/drop_in.h"

#include "tests/oracle/libwrap.h"
#include "tests/oracle/world.h"

#include <err.h>
#include <errno.h>
#include <netdb.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <tcpd.h>
#include <unistd.h>

#define SERVE "--serve"

/* So many texts make a question: two files and six facts. */
#define TEXTS 8

/*
 * What follows takes the place of what the drop-in calls.  First, commands of
 * aclexec and spawn.
 */
int
execve(const char *path, char *const arguments[], char *const environment[])
{
	(void)path, (void)environment;
	_exit(world_succeeds(arguments[2]) ? 0 : 1);
}

/* It asks before whether there is such a netgroup. */
int
setnetgrent(const char *group)
{
	(void)group;
	return 1;
}

static FILE *questions, *answers;

static void
start(void)
{
	const char *folder = getenv(DROP_IN_FOLDER);
	int to[2], from[2];

	if (pipe(to) || pipe(from))
		err(2, "pipe");
	switch (fork()) {
	case -1:
		err(2, "fork");
	case 0:
		dup2(to[0], 0);
		dup2(from[1], 3);
		for (int fd = 4; fd < 256; fd++)
			close(fd);
		setenv("LD_LIBRARY_PATH", folder, 1);
		execv("/proc/self/exe",
		      (char *[]){(char *)"oracle", (char *)SERVE, NULL});
		err(2, "exec");
	}
	close(to[0]);
	close(from[1]);
	questions = fdopen(to[1], "w");
	answers = fdopen(from[0], "r");
	if (!questions || !answers)
		err(2, "streams");
}

static bool
is_long(const char *fact)
{
	return fact && strlen(fact) >= STRING_LENGTH;
}

void
drop_in_fit(struct model_client *client)
{
	if (!is_long(client->daemon) && !is_long(client->name) &&
	    !is_long(client->address) && !is_long(client->user) &&
	    !is_long(client->server_name))
		return;
	client->server_name = client->server_address = NULL;
	client->server_port = 0;
}

bool
drop_in_allows(const char *allow, const char *deny,
	       const struct model_client *client)
{
	const char *texts[TEXTS] = {allow,
				    deny,
				    client->daemon,
				    client->name,
				    client->address,
				    client->user,
				    client->server_name,
				    client->server_address};
	int answer;

	if (!questions)
		start();
	fprintf(questions, "%u", client->server_port);
	fputc('\0', questions);
	for (int i = 0; i < TEXTS; i++) {
		fputs(texts[i] ? texts[i] : "", questions);
		fputc('\0', questions);
	}
	fflush(questions);
	answer = fgetc(answers);
	if (answer != 'y' && answer != 'n')
		errx(2, "the drop-in gives no answer");
	return answer == 'y';
}

/* Reads a text with its NUL; returns its size with that, 0 at the end. */
static size_t
read_text(char **text, size_t *room)
{
	ssize_t got = getdelim(text, room, '\0', stdin);

	return got > 0 ? (size_t)got : 0;
}

/* How much memory this process has, in pages. */
static unsigned long
pages(void)
{
	FILE *file = fopen("/proc/self/statm", "r");
	char line[256] = "";
	char *at = line;

	if (file && fgets(line, sizeof(line), file))
		at = strchr(line, ' ');
	if (file)
		fclose(file);
	return at ? strtoul(at, NULL, 10) : 0;
}

/* That after COUNT decisions nothing is left of them. */
static void
check_left(unsigned long count, unsigned long before)
{
	int fd = dup(0);

	if (fd != 4)
		errx(2, "the drop-in has left %d descriptors", fd - 4);
	if (waitpid(-1, NULL, __WALL | WNOHANG) != -1 || errno != ECHILD)
		errx(2, "the drop-in has left a child");
	if (count > 2000 && pages() > before + 64)
		errx(2, "%lu decisions have left %lu pages", count,
		     pages() - before);
	close(fd);
}

/* What is not known is not told. */
static const char *
fact(const char *text)
{
	return text[0] == '\0' ? NULL : text;
}

static bool
answer(char *texts[TEXTS], unsigned port)
{
	const struct model_client client = {.daemon = texts[2],
					    .name = texts[3],
					    .address = texts[4],
					    .user = texts[5],
					    .server_name = fact(texts[6]),
					    .server_address = fact(texts[7]),
					    .server_port = port};

	return libwrap_allows(texts[0], texts[1], &client);
}

void
drop_in_serve(int argc, char **argv)
{
	static char *texts[TEXTS + 1];
	static size_t rooms[TEXTS + 1];
	unsigned long count = 0, before = 0;
	bool allowed;

	if (argc != 2 || strcmp(argv[1], SERVE) != 0)
		return;
	for (;;) {
		for (int i = 0; i <= TEXTS; i++)
			if (read_text(&texts[i], &rooms[i]) == 0) {
				check_left(count, before);
				exit(0);
			}
		allowed =
		    answer(texts + 1, (unsigned)strtoul(texts[0], NULL, 10));
		if (++count == 1000)
			before = pages();
		if (write(3, allowed ? "y" : "n", 1) != 1)
			err(2, "answer");
	}
}
