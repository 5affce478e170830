/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * Runs a program as inetd does, on a connection:
 *   as_inetd tcp|udp FROM TO PROGRAM NAME [ARGUMENT]...
 * Prints what the client reads and how the program ended.
 */
#include "calls.h"

#include <err.h>
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

static void
serve(int fd, char **words)
{
	if (dup2(fd, 0) < 0 || dup2(fd, 1) < 0 || dup2(fd, 2) < 0)
		_exit(125);
	for (fd = 3; fd < 64; fd++)
		close(fd);
	execv(words[0], words + 1);
	_exit(126);
}

/* All that the client reads until the end, or for some seconds. */
static void
read_client(int fd)
{
	struct timeval wait = {.tv_sec = 8};
	char text[1024];
	ssize_t got;

	setsockopt(fd, SOL_SOCKET, SO_RCVTIMEO, &wait, sizeof(wait));
	while ((got = recv(fd, text, sizeof(text), 0)) > 0)
		fwrite(text, 1, (size_t)got, stdout);
}

int
main(int count, char **words)
{
	int ends[2], status;
	pid_t pid;

	if (count < 6)
		errx(2, "usage: as_inetd tcp|udp FROM TO PROGRAM NAME ...");
	connect_pair(ends,
		     strcmp(words[1], "tcp") == 0 ? SOCK_STREAM : SOCK_DGRAM,
		     words[2], words[3]);
	pid = fork();
	if (pid == 0)
		serve(ends[0], words + 4);
	close(ends[0]);
	if (strcmp(words[1], "tcp") == 0)
		read_client(ends[1]);
	if (waitpid(pid, &status, 0) < 0)
		err(2, "waitpid");
	if (WIFSIGNALED(status))
		printf("signal %d\n", WTERMSIG(status));
	else
		printf("exit %d\n", WEXITSTATUS(status));
	return 0;
}
