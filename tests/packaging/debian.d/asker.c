/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * Asker: asks again and again whether ADDRESS may come in, each time in a new
 * process, as a daemon would, until SIGTERM; then says what it was told.
 *   asker auth|acct|wrap ADDRESS
 * asks PAM, service sshd, or libwrap.  Prints the answers in their order, equal
 * ones as one with their number: "allow*3 refuse*12".  Other answers are
 * "error-NUMBER", where PAM has the number, or the status of the process.
 */
#include <err.h>
#include <security/pam_appl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <tcpd.h>
#include <time.h>
#include <unistd.h>

/* PAM names this service as its log does, libwrap as its daemon. */
#define SERVICE "sshd"
#define USER "ann"
#define PASSWORD "secret"

int allow_severity, deny_severity;

static volatile sig_atomic_t ended;

static void
end(int number)
{
	(void)number;
	ended = 1;
}

/* Gives the password whatever is asked; texts are passed over. */
static int
converse(int count, const struct pam_message **messages,
	 struct pam_response **responses, void *data)
{
	struct pam_response *all = calloc((size_t)count, sizeof(*all));

	(void)data;
	if (!all)
		return PAM_BUF_ERR;
	for (int i = 0; i < count; i++)
		if (messages[i]->msg_style == PAM_PROMPT_ECHO_OFF)
			all[i].resp = strdup(PASSWORD);
	*responses = all;
	return PAM_SUCCESS;
}

static int
ask_pam(const char *kind, const char *address)
{
	const struct pam_conv conversation = {converse, NULL};
	pam_handle_t *pam;
	int status = pam_start(SERVICE, USER, &conversation, &pam);

	if (status != PAM_SUCCESS)
		return status;
	status = pam_set_item(pam, PAM_RHOST, address);
	if (status == PAM_SUCCESS)
		status = strcmp(kind, "auth") == 0 ? pam_authenticate(pam, 0)
						   : pam_acct_mgmt(pam, 0);
	pam_end(pam, status);
	return status;
}

static int
ask_libwrap(const char *address)
{
	return hosts_ctl(SERVICE, STRING_UNKNOWN, (char *)address,
			 STRING_UNKNOWN)
		   ? PAM_SUCCESS
		   : PAM_PERM_DENIED;
}

/* A new process, and a program that is loaded anew where its libraries count.
 */
static int
ask(char *kind, char *address)
{
	char *words[] = {(char *)"asker", (char *)"once", address, NULL};
	pid_t pid = fork();
	int status;

	if (pid < 0)
		err(2, "fork");
	if (pid == 0 && strcmp(kind, "wrap") == 0) {
		execv("/proc/self/exe", words);
		_exit(126);
	}
	if (pid == 0)
		_exit(ask_pam(kind, address));
	while (waitpid(pid, &status, 0) < 0)
		;
	return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
}

static void
tell(int answer, unsigned long count)
{
	if (answer == PAM_SUCCESS)
		printf("allow*%lu\n", count);
	else if (answer == PAM_PERM_DENIED)
		printf("refuse*%lu\n", count);
	else
		printf("error-%d*%lu\n", answer, count);
}

int
main(int count, char **words)
{
	const struct timespec nap = {0, 3000000L};
	unsigned long same = 0;
	int last = -1, answer;

	if (count != 3)
		errx(2, "usage: asker auth|acct|wrap ADDRESS");
	if (strcmp(words[1], "once") == 0)
		return ask_libwrap(words[2]);
	signal(SIGTERM, end);
	while (!ended) {
		answer = ask(words[1], words[2]);
		if (answer != last && same > 0) {
			tell(last, same);
			same = 0;
		}
		last = answer;
		same++;
		nanosleep(&nap, NULL);
	}
	if (same > 0)
		tell(last, same);
	return 0;
}
