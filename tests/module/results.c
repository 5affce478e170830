/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * What PAM gets: every outcome in every type of module, and the module in
 * the stacks of pam_hostsaccess(8).
 */
#include "config.h"

#include "tests/module/driver.h"

#ifdef HAVE_LIBAUDIT_H
#include <libaudit.h>
#endif
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#define COUNT(array) (sizeof(array) / sizeof(*(array)))

#ifdef HAVE_LIBAUDIT_H
#define TEXT_OF(number) #number
#define EVENT(type) TEXT_OF(type) " pam_hostsaccess 6\n"
#define REFUSAL_EVENT EVENT(AUDIT_ANOM_LOGIN_LOCATION)
#else
#define REFUSAL_EVENT ""
#endif

#define ALLOWED .result = PAM_SUCCESS, .audit = ""
#define DENIED .result = PAM_PERM_DENIED, .audit = REFUSAL_EVENT
#define BROKEN .result = PAM_SERVICE_ERR, .audit = ""

/* How lines begin. */
#define CLIENT "connect from 192.0.2.10 (192.0.2.10): "
#define WARNING "authpriv.warning refused " CLIENT "service=sshd user=root "
#define NO_HOST \
	"authpriv.warning refused connect from unknown (unknown): " \
	"service=sshd user=root rule="

static void
make_folder_of_deny(const char *folder)
{
	char path[PATH_MAX];

	snprintf(path, sizeof(path), "%s/hosts.deny", folder);
	if (unlink(path) || mkdir(path, 0755))
		abort();
}

/* Every outcome of a check; PAM_SUCCESS stands for "allowed". */
static const struct scenario outcomes[] = {
    {"allowed by default", ALLOWED},
    {"allowed by a rule", .allow = "ALL: ALL\n", .deny = "ALL: ALL\n", ALLOWED},
    {"allowed by an option", .deny = "ALL: ALL: allow\n", ALLOWED},
    {"refused by a rule", .deny = "ALL: ALL\n", DENIED, .log = REFUSED,
     .said = SENTENCE},
    {"refused by an option", .allow = "ALL: ALL: deny\n", DENIED,
     .log = WARNING "rule=~/hosts.allow:1 \"ALL: ALL: deny\"\n",
     .said = SENTENCE},
    {"refused by an option in error", .allow = "ALL: ALL: wrong\n", DENIED,
     .log = "authpriv.err ~/hosts.allow:1:11: \"wrong\": unknown option; "
	    "refuses whom the rule matches\n" WARNING
	    "rule=~/hosts.allow:1 \"ALL: ALL: wrong\" reason=option-error\n",
     .said = SENTENCE},
    {"refused by twist", .allow = "ALL: ALL: twist /bin/echo no\n", DENIED,
     .log = WARNING "rule=~/hosts.allow:1 \"ALL: ALL: twist /bin/echo no\" "
		    "reason=twist\n",
     .said = "no\n"},
    {"refused for a failed look-up", .rhost = "192.0.2.12",
     .deny = "ALL: .example.net\n", DENIED,
     .log = "authpriv.warning refused connect from 192.0.2.12 (192.0.2.12): "
	    "service=sshd user=root rule=~/hosts.deny:1 "
	    "\"ALL: .example.net\" reason=lookup-failed "
	    "lookup=reverse-failed\n",
     .said = "Access from 192.0.2.12 is refused by this system's host "
	     "access rules.\n"},
    {"refused without audit", .arguments = "noaudit", .deny = "ALL: ALL\n",
     .result = PAM_PERM_DENIED, .audit = "", .log = REFUSED, .said = SENTENCE},
    {"refused, noaudit=1", .arguments = "noaudit=1", .deny = "ALL: ALL\n",
     DENIED, .said = SENTENCE,
     .log = "authpriv.err pam_hostsaccess: argument \"noaudit=1\": takes no "
	    "value; ignored\n" REFUSED},
    {"refused, quiet", .arguments = "quiet", .deny = "ALL: ALL\n", DENIED,
     .said = SENTENCE},
    {"refused, nomessage", .arguments = "nomessage", .deny = "ALL: ALL\n",
     DENIED, .log = REFUSED},
    {"refused, PAM_SILENT", .flags = PAM_SILENT, .deny = "ALL: ALL\n", DENIED,
     .log = REFUSED},
    {"would be refused", .arguments = "permissive", .deny = "ALL: ALL\n",
     ALLOWED,
     .log = "authpriv.warning would refuse " CLIENT
	    "service=sshd user=root rule=~/hosts.deny:1 \"ALL: ALL\"\n"},
    {"a file cannot be read", .prepare = make_folder_of_deny, BROKEN,
     .log = "authpriv.err cannot decide on " CLIENT "~/hosts.deny: cannot be "
	    "read: Is a directory; refused: service=sshd user=root\n"},
    {"a file cannot be read, permissive", .arguments = "permissive",
     .prepare = make_folder_of_deny, ALLOWED,
     .log = "authpriv.err cannot decide on " CLIENT "~/hosts.deny: cannot be "
	    "read: Is a directory; would refuse: service=sshd user=root\n"},
    {"strict, and a line is broken", .arguments = "strict",
     .allow = "broken\nALL: ALL\n", BROKEN,
     .log = "authpriv.err cannot decide on " CLIENT "~/hosts.allow:1:1: "
	    "\"broken\": no ':' after the daemon list; the line is ignored; "
	    "refused: service=sshd user=root\n"},
    {"strict, permissive, and a line is broken",
     .arguments = "strict permissive", .allow = "broken\n", ALLOWED,
     .log = "authpriv.err cannot decide on " CLIENT "~/hosts.allow:1:1: "
	    "\"broken\": no ':' after the daemon list; the line is ignored; "
	    "would refuse: service=sshd user=root\n"},
    {"no remote host: ignored", .rhost = UNSET, .deny = "ALL: ALL\n",
     .result = PAM_IGNORE, .audit = ""},
    {"no remote host: denied", .rhost = UNSET, .arguments = "norhost=deny",
     DENIED, .log = NO_HOST "none reason=no-remote-host\n",
     .said = SAID_UNKNOWN},
    {"no remote host: unknown, refused", .rhost = UNSET,
     .arguments = "norhost=unknown", .deny = "ALL: UNKNOWN\n", DENIED,
     .log = NO_HOST "~/hosts.deny:1 \"ALL: UNKNOWN\"\n", .said = SAID_UNKNOWN},
    {"no remote host: unknown, allowed", .rhost = UNSET,
     .arguments = "norhost=unknown", ALLOWED},
};

static const struct {
	const char *name;
	enum call call;
	int allowed;
} types[] = {
    {"account", ACCOUNT, PAM_SUCCESS},
    {"auth", AUTH, PAM_IGNORE},
    {"open session", OPEN_SESSION, PAM_SUCCESS},
};

/* Runs all outcomes in each type. */
static int
run_outcomes(void)
{
	static struct scenario rows[COUNT(outcomes)];
	static char names[COUNT(outcomes)][128];
	int failures = 0;

	for (size_t i = 0; i < COUNT(types); i++) {
		for (size_t j = 0; j < COUNT(outcomes); j++) {
			rows[j] = outcomes[j];
			rows[j].name = names[j];
			rows[j].call = types[i].call;
			if (rows[j].result == PAM_SUCCESS)
				rows[j].result = types[i].allowed;
			snprintf(names[j], sizeof(names[j]), "%s: %s",
				 types[i].name, outcomes[j].name);
		}
		failures += driver_run(types[i].name, ROWS(rows));
	}
	return failures;
}

/* Calls that check nothing, whatever the rules and arguments are. */
static const struct scenario idle[] = {
    {"setcred", .call = SETCRED, .deny = "ALL: ALL\n", .result = PAM_IGNORE,
     .audit = ""},
    {"setcred, denyfile=", .call = SETCRED,
     .arguments = "denyfile=", .result = PAM_IGNORE},
    {"close session", .call = CLOSE_SESSION, .deny = "ALL: ALL\n",
     .result = PAM_IGNORE, .audit = ""},
    {"close session, denyfile=", .call = CLOSE_SESSION,
     .arguments = "denyfile=", .result = PAM_IGNORE},
    {"password is not offered", .call = PASSWORD, .result = PAM_MODULE_UNKNOWN},
};

static const struct scenario stacks[] = {
    {"auth sufficient alone lets nobody in", .call = AUTH,
     .stack = "auth sufficient MODULE\n", .result = PAM_PERM_DENIED},
    {"auth required alone lets nobody in", .call = AUTH,
     .stack = "auth required MODULE\n", .result = PAM_PERM_DENIED},
    {"auth sufficient, permissive, alone lets nobody in", .call = AUTH,
     .stack = "auth sufficient MODULE\n", .arguments = "permissive quiet",
     .deny = "ALL: ALL\n", .result = PAM_PERM_DENIED},
    {"auth sufficient does not end the stack", .call = AUTH,
     .stack = "auth sufficient MODULE\nauth required pam_deny.so\n",
     .result = PAM_AUTH_ERR},
    {"auth requisite: refused before a password is asked for", .call = AUTH,
     .user = "nobody",
     .stack = "auth requisite MODULE\nauth required pam_unix.so nodelay\n",
     .deny = "ALL: ALL\n", .result = PAM_PERM_DENIED, .said = SENTENCE,
     .log = "authpriv.warning refused " CLIENT "service=sshd user=nobody "
	    "rule=~/hosts.deny:1 \"ALL: ALL\"\n"},
#ifdef __GLIBC__ /* others have no pam_unix here, see tests/musl */
    {"auth requisite: allowed, and a password is asked for", .call = AUTH,
     .user = "nobody",
     .stack = "auth requisite MODULE\nauth required pam_unix.so nodelay\n",
     .result = PAM_AUTH_ERR, .said = "?Password: \n"},
#endif
    {"auth requisite: allowed, and the next one lets in", .call = AUTH,
     .stack = "auth requisite MODULE\nauth required pam_permit.so\n",
     .result = PAM_SUCCESS},
    {"account required: refused",
     .stack = "account required MODULE\naccount required pam_permit.so\n",
     .deny = "ALL: ALL\n", .result = PAM_PERM_DENIED, .log = REFUSED,
     .said = SENTENCE},
    {"account required, last: refused",
     .stack = "account required pam_permit.so\naccount required MODULE\n",
     .deny = "ALL: ALL\n", .result = PAM_PERM_DENIED, .log = REFUSED,
     .said = SENTENCE},
    {"account required: an error refuses",
     .stack = "account required MODULE\naccount required pam_permit.so\n",
     .prepare = make_folder_of_deny, .result = PAM_SERVICE_ERR,
     .log = "authpriv.err cannot decide on " CLIENT "~/hosts.deny: cannot be "
	    "read: Is a directory; refused: service=sshd user=root\n"},
    {"account required: allowed",
     .stack = "account required MODULE\naccount required pam_permit.so\n",
     .result = PAM_SUCCESS},
    {"account required alone: allowed", .stack = "account required MODULE\n",
     .result = PAM_SUCCESS},
    {"account required alone: permissive", .stack = "account required MODULE\n",
     .arguments = "permissive quiet", .deny = "ALL: ALL\n",
     .result = PAM_SUCCESS},
    {"account required: no remote host, and the next one lets in",
     .rhost = UNSET,
     .stack = "account required MODULE\naccount required pam_permit.so\n",
     .result = PAM_SUCCESS},
    {"account required: no remote host, and the next one refuses",
     .rhost = UNSET,
     .stack = "account required MODULE\naccount required pam_deny.so\n",
     .result = PAM_AUTH_ERR},
    {"account required alone: no remote host", .rhost = UNSET,
     .stack = "account required MODULE\n", .result = PAM_PERM_DENIED},
    {"session required: refused", .call = OPEN_SESSION,
     .stack = "session required MODULE\nsession required pam_permit.so\n",
     .deny = "ALL: ALL\n", .result = PAM_PERM_DENIED, .log = REFUSED,
     .said = SENTENCE},
    {"session: closing works", .call = CLOSE_SESSION,
     .stack = "session required MODULE\nsession required pam_permit.so\n",
     .deny = "ALL: ALL\n", .result = PAM_SUCCESS},
};

int
main(void)
{
	return run_outcomes() + driver_run("idle calls", ROWS(idle)) +
	       driver_run("stacks", ROWS(stacks));
}
