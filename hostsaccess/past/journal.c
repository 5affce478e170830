/* SPDX-License-Identifier: BSD-3-Clause */
#include "hostsaccess/past/journal.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <spawn.h>
#include <stdio.h>
#include <sys/wait.h>
#include <unistd.h>

/*
 * What auth.log has: facilities auth and authpriv.  And whatever sshd, and the
 * others whose logins are known, log elsewhere; '+' is "or".
 */
static const char *const words[] = {"journalctl",
				    "--no-pager",
				    "--quiet",
				    "--output=short-iso",
				    "SYSLOG_FACILITY=4",
				    "SYSLOG_FACILITY=10",
				    "+",
				    "SYSLOG_IDENTIFIER=sshd",
				    "SYSLOG_IDENTIFIER=sshd-session",
				    "SYSLOG_IDENTIFIER=vsftpd",
				    "SYSLOG_IDENTIFIER=proftpd",
				    "SYSLOG_IDENTIFIER=dovecot",
				    "SYSLOG_IDENTIFIER=dropbear",
				    "SYSLOG_IDENTIFIER=login",
				    "+",
				    "_SYSTEMD_UNIT=ssh.service",
				    "_SYSTEMD_UNIT=sshd.service",
				    NULL};

/* Starts it with OUTPUT as its standard output. */
static int
spawn(pid_t *pid, int output, time_t since, bool latest)
{
	const char *command[sizeof(words) / sizeof(*words) + 3];
	char limit[48], lines[48];
	size_t count = 0;
	posix_spawn_file_actions_t actions;
	int error = posix_spawn_file_actions_init(&actions);

	if (error)
		return error;
	snprintf(limit, sizeof(limit), "--since=@%lld", (long long)since);
	command[count++] = words[0];
	if (since != 0)
		command[count++] = limit;
	snprintf(lines, sizeof(lines), "--lines=%d", JOURNAL_LATEST);
	if (latest) {
		command[count++] = "--reverse";
		command[count++] = lines;
	}
	for (size_t i = 1; i < sizeof(words) / sizeof(*words); i++)
		command[count++] = words[i];
	error =
	    posix_spawn_file_actions_adddup2(&actions, output, STDOUT_FILENO);
	if (!error)
		error = posix_spawnp(pid, command[0], &actions, NULL,
				     (char *const *)command, environ);
	posix_spawn_file_actions_destroy(&actions);
	return error;
}

enum ha_status
journal_open(struct journal *journal, time_t since, bool latest)
{
	int ends[2], error;

	if (pipe2(ends, O_CLOEXEC) != 0)
		return HA_ERR_IO;
	error = spawn(&journal->pid, ends[1], since, latest);
	close(ends[1]);
	if (error) {
		close(ends[0]);
		errno = error;
		return error == ENOENT ? HA_ABSENT : HA_ERR_IO;
	}
	journal->fd = ends[0];
	return HA_OK;
}

/* Closes the pipe, and waits for the end.  Returns whether that was good. */
static bool
finish(struct journal *journal)
{
	int status;
	pid_t ended;

	close(journal->fd);
	do
		ended = waitpid(journal->pid, &status, 0);
	while (ended < 0 && errno == EINTR);
	return ended > 0 && WIFEXITED(status) && WEXITSTATUS(status) == 0;
}

bool
journal_close(struct journal *journal)
{
	return finish(journal);
}

void
journal_stop(struct journal *journal)
{
	kill(journal->pid, SIGKILL); /* it may hang */
	finish(journal);
}
