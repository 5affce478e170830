/* SPDX-License-Identifier: BSD-3-Clause */
#include "hostsaccess/apply/confirm.h"

#include "hostsaccess/apply/state.h"

#include <errno.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <strings.h>
#include <termios.h>
#include <time.h>
#include <unistd.h>

static volatile sig_atomic_t interrupted;

static void
interrupt(int number)
{
	(void)number;
	interrupted = 1;
}

static time_t
now(void)
{
	struct timespec time = {0};

	clock_gettime(CLOCK_MONOTONIC, &time);
	return time.tv_sec;
}

/* Reads an answer; returns false if it is none. */
static bool
read_answer(enum confirm *confirm)
{
	char line[64];
	ssize_t size = read(STDIN_FILENO, line, sizeof(line) - 1);

	if (size < 0 && errno == EINTR)
		return false;
	*confirm = CONFIRM_GONE;
	if (size <= 0)
		return true;
	line[size] = '\0';
	if (line[size - 1] == '\n')
		line[size - 1] = '\0';
	*confirm = CONFIRM_YES;
	if (strcasecmp(line, "yes") == 0 || strcasecmp(line, "y") == 0)
		return true;
	*confirm = CONFIRM_NO;
	return strcasecmp(line, "no") == 0 || strcasecmp(line, "n") == 0;
}

/* Likewise until an answer is there, or it is UNTIL. */
static enum confirm
ask(time_t until, const char *folder, const char *id)
{
	struct pollfd input = {.fd = STDIN_FILENO, .events = POLLIN};
	enum confirm confirm = CONFIRM_OVER;

	for (time_t left = until - now(); left > 0; left = until - now()) {
		fprintf(stderr, "\rKeep these rules (yes, no)?  %ld s  ",
			(long)left);
		if (poll(&input, 1, 1000) > 0 && read_answer(&confirm))
			return confirm;
		if (interrupted)
			return CONFIRM_NO;
		if (!state_waits(folder, id))
			return CONFIRM_OVER;
	}
	return CONFIRM_OVER;
}

void
confirm_begin(void)
{
	const struct sigaction action = {.sa_handler = interrupt};

	interrupted = 0;
	sigaction(SIGINT, &action, NULL);
}

bool
confirm_is_no(void)
{
	return interrupted;
}

enum confirm
confirm_ask(unsigned long seconds, const char *folder, const char *id)
{
	enum confirm confirm;

	/* what was typed before is no answer */
	tcflush(STDIN_FILENO, TCIFLUSH);
	confirm = ask(now() + (time_t)seconds, folder, id);

	if (confirm == CONFIRM_OVER || interrupted)
		fputc('\n', stderr);
	return confirm;
}
