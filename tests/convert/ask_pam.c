/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * Asks a PAM service, account, for each line of standard input,
 * "USER<TAB>RHOST" and says allow or refuse.
 *
 *   ask_pam FOLDER SERVICE
 */
#include <err.h>
#include <security/pam_appl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static int
converse(int count, const struct pam_message **messages,
	 struct pam_response **responses, void *data)
{
	(void)messages;
	(void)data;
	*responses = calloc((size_t)count, sizeof(**responses));
	return *responses ? PAM_SUCCESS : PAM_BUF_ERR;
}

static int
ask(const char *folder, const char *service, const char *user,
    const char *rhost)
{
	const struct pam_conv conversation = {converse, NULL};
	pam_handle_t *pamh;
	int result;

	if (pam_start_confdir(service, user, &conversation, folder, &pamh) !=
		PAM_SUCCESS ||
	    pam_set_item(pamh, PAM_RHOST, rhost) != PAM_SUCCESS)
		errx(2, "pam_start_confdir");
	result = pam_acct_mgmt(pamh, PAM_SILENT);
	pam_end(pamh, result);
	return result;
}

int
main(int argc, char **argv)
{
	char line[1024];

	if (argc != 3)
		errx(2, "usage: ask_pam FOLDER SERVICE");
	while (fgets(line, sizeof(line), stdin)) {
		char *rhost = strchr(line, '\t');
		int result;

		if (!rhost)
			errx(2, "no TAB: %s", line);
		*rhost++ = '\0';
		rhost[strcspn(rhost, "\n")] = '\0';
		result = ask(argv[1], argv[2], line, rhost);
		if (result != PAM_SUCCESS && result != PAM_PERM_DENIED)
			errx(2, "%s from %s: %d", line, rhost, result);
		puts(result == PAM_SUCCESS ? "allow" : "refuse");
	}
	return 0;
}
