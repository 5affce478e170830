/* SPDX-License-Identifier: BSD-3-Clause */
#include "hostsaccess/edit/editor.h"

#include "hostsaccess/tool/memory.h"
#include "hostsaccess/tool/output.h"

#include <errno.h>
#include <limits.h>
#include <signal.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

/* What an editor is called with; the words stand in TEXT. */
struct call {
	char *text;
	char **words;
	size_t count;
	char *program; /* its path */
};

static void
add_word(struct call *call, char *word)
{
	call->words =
	    memory_grow(call->words, call->count, sizeof(*call->words));
	call->words[call->count++] = word;
}

/*
 * Takes the next word off *REST, and writes it where it stood.  Returns NULL if
 * there is none.
 */
static char *
next_word(char **rest)
{
	char *from = *rest + strspn(*rest, " \t"), *word = from, *to = from;
	char quote = '\0';

	if (*from == '\0')
		return NULL;
	for (; *from && (quote || !strchr(" \t", *from)); from++) {
		if (quote ? *from == quote : *from == '\'' || *from == '"') {
			quote = quote ? '\0' : *from;
			continue;
		}
		if (*from == '\\' && from[1])
			from++;
		*to++ = *from;
	}
	*rest = *from ? from + 1 : from;
	*to = '\0';
	return word;
}

static bool
is_program(const char *path)
{
	struct stat status;

	return stat(path, &status) == 0 && S_ISREG(status.st_mode) &&
	       access(path, X_OK) == 0;
}

/* Finds NAME in the absolute folders of PATH; returns its path, to be freed. */
static char *
find_program(const char *name)
{
	const char *path = getenv("PATH");
	struct ha_slice rest =
	    ha_slice_of(path ? path : "/usr/local/bin:/usr/bin:/bin");
	char file[PATH_MAX];

	if (strchr(name, '/'))
		return is_program(name) ? memory_copy(ha_slice_of(name)) : NULL;
	while (rest.size > 0) {
		struct ha_slice folder =
		    ha_slice_head(rest, ha_slice_find(rest, ':'));
		int size = snprintf(file, sizeof(file), "%.*s/%s",
				    (int)folder.size, folder.data, name);

		rest = ha_slice_from(rest, folder.size + 1);
		if (folder.size > 0 && folder.data[0] == '/' && size > 0 &&
		    (size_t)size < sizeof(file) && is_program(file))
			return memory_copy(ha_slice_of(file));
	}
	return NULL;
}

static void
free_call(struct call *call)
{
	free(call->text);
	free(call->words);
	free(call->program);
	*call = (struct call){.text = NULL};
}

/* Makes *CALL of VALUE; returns what is wrong with it, or NULL. */
static const char *
read_call(const char *value, struct call *call)
{
	char *rest, *word;

	*call = (struct call){.text = memory_copy(ha_slice_of(value))};
	rest = call->text;
	while ((word = next_word(&rest)))
		add_word(call, word);
	for (size_t i = 0; i < call->count; i++)
		if (strcmp(call->words[i], "--") == 0)
			return "`--' may not stand there";
	if (call->count > 0)
		call->program = find_program(call->words[0]);
	return call->program ? NULL : "there is no such program";
}

/*
 * Makes *CALL of VALUE.  Returns false if that is no call, and says so if it is
 * that of the variable NAME; NULL: it is nobody's.
 */
static bool
take_call(const char *name, const char *value, struct call *call)
{
	const char *why = read_call(value, call);

	if (!why)
		return true;
	if (name)
		output_message(stderr, "hostsaccess edit: %s: %s: %s", name,
			       why, value);
	free_call(call);
	return false;
}

/* Finds the editor. */
static bool
find_call(struct call *call)
{
	static const char *const names[] = {"SUDO_EDITOR", "VISUAL", "EDITOR"},
				 *const programs[] = {"editor", "vi", "nano"};

	for (int i = 0; i < 3; i++) {
		const char *value = getenv(names[i]);

		if (value && value[0] && take_call(names[i], value, call))
			return true;
	}
	for (int i = 0; i < 3; i++)
		if (take_call(NULL, programs[i], call))
			return true;
	output_message(stderr, "hostsaccess edit: there is no editor: set "
			       "EDITOR, or install one as `editor' or `vi'");
	return false;
}

/* In the child: becomes the editor. */
static void __attribute__((noreturn)) become(const struct call *call)
{
	signal(SIGINT, SIG_DFL);
	signal(SIGQUIT, SIG_DFL);
	execv(call->program, call->words);
	output_message(stderr, "hostsaccess edit: %s: %s", call->program,
		       strerror(errno));
	_exit(127);
}

int
editor_run(const char *const *files, size_t count)
{
	struct call call;
	int status = -1;
	pid_t pid;

	if (!find_call(&call))
		return -1;
	for (size_t i = 0; i < count; i++)
		add_word(&call, (char *)files[i]);
	add_word(&call, NULL);
	/* they are for the editor, not for whoever waits */
	signal(SIGINT, SIG_IGN);
	signal(SIGQUIT, SIG_IGN);
	fflush(stdout);
	pid = fork();
	if (pid == 0)
		become(&call);
	if (pid < 0)
		output_message(stderr, "hostsaccess edit: %s", strerror(errno));
	while (pid > 0 && waitpid(pid, &status, 0) < 0 && errno == EINTR)
		;
	signal(SIGINT, SIG_DFL);
	signal(SIGQUIT, SIG_DFL);
	free_call(&call);
	if (pid < 0)
		return -1;
	return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
}
