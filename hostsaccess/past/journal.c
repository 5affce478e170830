/* SPDX-License-Identifier: BSD-3-Clause */
#include "hostsaccess/past/journal.h"

#include "hostsaccess/past/login.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <spawn.h>
#include <stdarg.h>
#include <stdio.h>
#include <sys/wait.h>
#include <unistd.h>

/*
 * What auth.log has: facilities auth and authpriv.  And whatever sshd, and the
 * others whose logins are known, log elsewhere; '+' is "or".
 */
static const char *const words[] = {"SYSLOG_FACILITY=4",
				    "SYSLOG_FACILITY=10",
				    "+",
				    "_SYSTEMD_UNIT=ssh.service",
				    "_SYSTEMD_UNIT=sshd.service",
				    "+",
				    "SYSLOG_IDENTIFIER=sshd-session"};

/*
 * What there is of an entry besides its time.  -o export tells the size of a
 * message that has newlines; in other outputs of text what such a message says
 * may look like an entry of its own.
 */
#define FIELDS "--output-fields=MESSAGE,SYSLOG_IDENTIFIER,_COMM,SYSLOG_PID,_PID"

#define WORDS_MAX 64

/* The words of a command; the texts of those that are made. */
struct command {
	const char *words[WORDS_MAX];
	char texts[WORDS_MAX][48];
	size_t count;
};

static void
add(struct command *command, const char *word)
{
	if (command->count + 1 < WORDS_MAX)
		command->words[command->count++] = word;
}

static void __attribute__((format(printf, 2, 3)))
add_made(struct command *command, const char *format, ...)
{
	char *text = command->texts[command->count];
	va_list arguments;

	va_start(arguments, format);
	vsnprintf(text, sizeof(command->texts[0]), format, arguments);
	va_end(arguments);
	add(command, text);
}

static void
make_command(time_t since, bool latest, struct command *command)
{
	const char *program;

	*command =
	    (struct command){.words = {"journalctl", "--no-pager", "--quiet",
				       "--output=export", FIELDS},
			     .count = 5};
	if (since != 0)
		add_made(command, "--since=@%lld", (long long)since);
	if (latest) {
		add(command, "--reverse");
		add_made(command, "--lines=%d", JOURNAL_LATEST);
	}
	for (size_t i = 0; i < sizeof(words) / sizeof(*words); i++)
		add(command, words[i]);
	for (size_t i = 0; (program = login_program(i)); i++)
		add_made(command, "SYSLOG_IDENTIFIER=%s", program);
}

/* Starts it with OUTPUT as its standard output. */
static int
spawn(pid_t *pid, int output, time_t since, bool latest)
{
	struct command command;
	posix_spawn_file_actions_t actions;
	int error = posix_spawn_file_actions_init(&actions);

	if (error)
		return error;
	make_command(since, latest, &command);
	error =
	    posix_spawn_file_actions_adddup2(&actions, output, STDOUT_FILENO);
	if (!error)
		error = posix_spawnp(pid, command.words[0], &actions, NULL,
				     (char *const *)command.words, environ);
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
