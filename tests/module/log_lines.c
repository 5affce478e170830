/* SPDX-License-Identifier: BSD-3-Clause */
/* What stands in the log, whole lines, with facility and level. */
#include "tests/module/driver.h"

#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>

#include <string.h>

#define CLIENT "connect from 192.0.2.10 (192.0.2.10): "
#define SSHD "service=sshd user=root "

/* The line of a refusal by the first line of hosts.deny. */
#define DENIED(rule) \
	"authpriv.warning refused " CLIENT SSHD "rule=~/hosts.deny:1 \"" rule \
	"\"\n"

/* A rule that refuses at a severity. */
#define SEVERITY(value, priority) \
	"severity " value, \
	    .deny = "ALL: ALL: severity " value "\n", \
	    .result = PAM_PERM_DENIED, .said = SENTENCE, \
	    .log = priority " refused " CLIENT SSHD \
			    "rule=~/hosts.deny:1 \"ALL: ALL: severity " value \
			    "\"\n"

static const struct scenario severities[] = {
    {SEVERITY("emerg", "authpriv.emerg")},
    {SEVERITY("panic", "authpriv.emerg")},
    {SEVERITY("alert", "authpriv.alert")},
    {SEVERITY("crit", "authpriv.crit")},
    {SEVERITY("err", "authpriv.err")},
    {SEVERITY("error", "authpriv.err")},
    {SEVERITY("warning", "authpriv.warning")},
    {SEVERITY("warn", "authpriv.warning")},
    {SEVERITY("notice", "authpriv.notice")},
    {SEVERITY("info", "authpriv.info")},
    {SEVERITY("debug", "authpriv.debug")},
    {SEVERITY("auth.info", "auth.info")},
    {SEVERITY("authpriv.info", "authpriv.info")},
    {SEVERITY("cron.info", "cron.info")},
    {SEVERITY("daemon.info", "daemon.info")},
    {SEVERITY("ftp.info", "ftp.info")},
    {SEVERITY("lpr.info", "lpr.info")},
    {SEVERITY("mail.info", "mail.info")},
    {SEVERITY("news.info", "news.info")},
    {SEVERITY("syslog.info", "syslog.info")},
    {SEVERITY("user.info", "user.info")},
    {SEVERITY("uucp.info", "uucp.info")},
    {SEVERITY("local0.info", "local0.info")},
    {SEVERITY("local1.info", "local1.info")},
    {SEVERITY("local2.info", "local2.info")},
    {SEVERITY("local3.info", "local3.info")},
    {SEVERITY("local4.info", "local4.info")},
    {SEVERITY("local5.info", "local5.info")},
    {SEVERITY("local6.info", "local6.info")},
    {SEVERITY("local7.debug", "local7.debug")},
    {"of a rule that allows", .allow = "ALL: ALL: severity auth.notice\n",
     .result = PAM_SUCCESS,
     .log = "auth.notice " CLIENT SSHD "rule=~/hosts.allow:1 "
	    "\"ALL: ALL: severity auth.notice\"\n"},
    {"of a rule that allows, with debug", .arguments = "debug",
     .allow = "ALL: ALL: severity auth.notice\n", .result = PAM_SUCCESS,
     .log = "auth.notice " CLIENT SSHD "rule=~/hosts.allow:1 "
	    "\"ALL: ALL: severity auth.notice\"\n"},
    {"with quiet", .arguments = "quiet", .deny = "ALL: ALL: severity alert\n",
     .result = PAM_PERM_DENIED, .said = SENTENCE},
    {"with permissive", .arguments = "permissive",
     .deny = "ALL: ALL: severity local3.crit\n", .result = PAM_SUCCESS,
     .log = "local3.crit would refuse " CLIENT SSHD "rule=~/hosts.deny:1 "
	    "\"ALL: ALL: severity local3.crit\"\n"},
    {"before an option in error",
     .deny = "ALL: ALL: severity local3.crit: wrong\n",
     .result = PAM_PERM_DENIED, .said = SENTENCE,
     .log = "authpriv.err ~/hosts.deny:1:33: \"wrong\": unknown option; "
	    "refuses whom the rule matches\n"
	    "local3.crit refused " CLIENT SSHD "rule=~/hosts.deny:1 "
	    "\"ALL: ALL: severity local3.crit: wrong\" "
	    "reason=option-error\n"},
    {"of a rule that does not decide", .result = PAM_PERM_DENIED,
     .deny = "other: ALL: severity auth.info\nALL: ALL\n", .said = SENTENCE,
     .log = "authpriv.warning refused " CLIENT SSHD
	    "rule=~/hosts.deny:2 \"ALL: ALL\"\n"},
    {"none", .deny = "ALL: ALL: severity none\n", .result = PAM_PERM_DENIED,
     .said = SENTENCE,
     .log = "authpriv.err ~/hosts.deny:1:11: \"severity none\": bad value of "
	    "the option; refuses whom the rule matches\n"
	    "authpriv.warning refused " CLIENT SSHD "rule=~/hosts.deny:1 "
	    "\"ALL: ALL: severity none\" reason=option-error\n"},
};

static void
open_to_all(const char *folder)
{
	char path[PATH_MAX];

	snprintf(path, sizeof(path), "%s/hosts.allow", folder);
	if (chmod(path, 0666))
		abort();
}

static void
write_banner(const char *folder)
{
	static const char text[] = " Hello %a,\n%u is watched.\n";

	driver_write(folder, "sshd", text, sizeof(text) - 1);
}

/* Commands: what the log says of them, and what the client is told. */
static const struct scenario commands[] = {
    {"spawn says nothing", .allow = "ALL: ALL: spawn exit 3\n",
     .result = PAM_SUCCESS},
    {"spawn, a signal", .allow = "ALL: ALL: spawn true|sh -c 'kill -TERM $$'\n",
     .result = PAM_SUCCESS,
     .log = "authpriv.err pam_hostsaccess: spawn: ended by signal 15: "
	    "\"true|sh -c 'kill -TERM $$'\"\n"},
    {"spawn, none", .allow = "ALL: ALL: spawn /x\n", .result = PAM_SUCCESS,
     .log = "authpriv.err pam_hostsaccess: spawn: cannot run: exit status "
	    "127: \"/x\"\n"},
    {"spawn, not done in time", .arguments = "command_timeout=0.1",
     .allow = "ALL: ALL: spawn sleep 60\n", .result = PAM_SUCCESS,
     .log = "authpriv.err pam_hostsaccess: spawn: not done in 100 ms; ended "
	    "with its group: \"sleep 60\"\n"},
    {"aclexec yes", .allow = "ALL: ALL: aclexec exit 0\n", .deny = "ALL: ALL\n",
     .result = PAM_SUCCESS},
    {"aclexec no: the rest of the file is skipped",
     .allow = "ALL: ALL: aclexec exit 1\nALL: ALL\n", .deny = "ALL: ALL\n",
     .result = PAM_PERM_DENIED, .said = SENTENCE,
     .log = "authpriv.info pam_hostsaccess: aclexec: exit status 1: "
	    "\"exit 1\"\n" REFUSED},
    {"aclexec no in hosts.deny", .deny = "ALL: ALL: aclexec exit 1\n",
     .result = PAM_SUCCESS,
     .log = "authpriv.info pam_hostsaccess: aclexec: exit status 1: "
	    "\"exit 1\"\n"},
    {"aclexec no, allow all the same",
     .allow = "ALL: ALL: aclexec exit 1: allow\n", .deny = "ALL: ALL\n",
     .result = PAM_SUCCESS,
     .log = "authpriv.info pam_hostsaccess: aclexec: exit status 1: "
	    "\"exit 1\"\n"},
    {"aclexec, ended by a signal, hosts.deny",
     .deny = "ALL: ALL: aclexec kill -TERM $$\n", .result = PAM_PERM_DENIED,
     .said = SENTENCE,
     .log = "authpriv.err pam_hostsaccess: aclexec: ended by signal 15: "
	    "\"kill -TERM $$\"\n"
	    "authpriv.warning refused " CLIENT SSHD "rule=~/hosts.deny:1 "
	    "\"ALL: ALL: aclexec kill -TERM $$\" reason=command-failed\n"},
    {"aclexec, not done in time, hosts.allow",
     .arguments = "command_timeout=0.1",
     .allow = "ALL: ALL: aclexec sleep 60\n", .deny = "ALL: ALL\n",
     .result = PAM_PERM_DENIED, .said = SENTENCE,
     .log = "authpriv.err pam_hostsaccess: aclexec: not done in 100 ms; "
	    "ended with its group: \"sleep 60\"\n" REFUSED},
    {"aclexec, not done in time, hosts.deny",
     .arguments = "command_timeout=0.1", .deny = "ALL: ALL: aclexec sleep 60\n",
     .result = PAM_PERM_DENIED, .said = SENTENCE,
     .log = "authpriv.err pam_hostsaccess: aclexec: not done in 100 ms; "
	    "ended with its group: \"sleep 60\"\n"
	    "authpriv.warning refused " CLIENT SSHD "rule=~/hosts.deny:1 "
	    "\"ALL: ALL: aclexec sleep 60\" reason=command-failed\n"},
    {"twist tells the client", .deny = "ALL: ALL: twist echo no %a\n",
     .result = PAM_PERM_DENIED, .said = "no 192.0.2.10\n",
     .log = "authpriv.warning refused " CLIENT SSHD "rule=~/hosts.deny:1 "
	    "\"ALL: ALL: twist echo no %a\" reason=twist\n"},
    {"twist that says nothing", .allow = "ALL: ALL: twist true\n",
     .result = PAM_PERM_DENIED, .said = SENTENCE,
     .log = "authpriv.warning refused " CLIENT SSHD "rule=~/hosts.allow:1 "
	    "\"ALL: ALL: twist true\" reason=twist\n"},
    {"twist, permissive: not run", .arguments = "permissive",
     .allow = "ALL: ALL: twist touch ~/ran; echo no\n", .result = PAM_SUCCESS,
     .log = "authpriv.warning would refuse " CLIENT SSHD
	    "rule=~/hosts.allow:1 \"ALL: ALL: twist touch ~/ran; echo no\" "
	    "reason=twist\n"},
    {"noexec", .arguments = "noexec", .allow = "ALL: ALL: spawn true\n",
     .result = PAM_PERM_DENIED, .said = SENTENCE,
     .log = "authpriv.err ~/hosts.allow:1:11: \"spawn true\": commands are "
	    "not to be run; refuses whom the rule matches\n"
	    "authpriv.warning refused " CLIENT SSHD "rule=~/hosts.allow:1 "
	    "\"ALL: ALL: spawn true\" reason=option-error\n"},
    {"a rule file that others may write", .prepare = open_to_all,
     .allow = "ALL: ALL: spawn true\n", .result = PAM_PERM_DENIED,
     .said = SENTENCE,
     .log = "authpriv.err ~/hosts.allow:1:11: \"spawn true\": others could "
	    "have written this file: the option is not carried out; "
	    "refuses whom the rule matches\n"
	    "authpriv.warning refused " CLIENT SSHD "rule=~/hosts.allow:1 "
	    "\"ALL: ALL: spawn true\" reason=option-error\n"},
    {"banners: the folder is missing", .allow = "ALL: ALL: banners ~/no\n",
     .result = PAM_SUCCESS,
     .log = "authpriv.err ~/hosts.allow:1:11: \"~/no\": the banner cannot "
	    "be shown: No such file or directory\n"},
    {"banners: the file is missing", .allow = "ALL: ALL: banners ~\n",
     .result = PAM_SUCCESS},
    {"banners, allowed", .prepare = write_banner,
     .allow = "ALL: ALL: banners ~\n", .result = PAM_SUCCESS,
     .said = "? Hello 192.0.2.10,\n?unknown is watched.\n"},
    {"banners, refused", .prepare = write_banner,
     .deny = "ALL: ALL: banners ~\n", .result = PAM_PERM_DENIED,
     .said = " Hello 192.0.2.10,\nunknown is watched.\n",
     .log = DENIED("ALL: ALL: banners ~")},
    {"without effect, debug", .arguments = "debug",
     .allow = "ALL: ALL: umask 022: nice: keepalive\n", .result = PAM_SUCCESS,
     .log = "authpriv.debug " CLIENT SSHD "rule=~/hosts.allow:1 "
	    "\"ALL: ALL: umask 022: nice: keepalive\"\n"
	    "authpriv.debug ~/hosts.allow:1: without effect under PAM: "
	    "keepalive,nice,umask\n"},
    {"an unknown letter, debug", .arguments = "debug",
     .allow = "ALL: ALL: spawn true %z\n", .result = PAM_SUCCESS,
     .log = "authpriv.debug ~/hosts.allow:1:11: \"%z\": no such %-letter; "
	    "it vanishes\n"
	    "authpriv.debug " CLIENT SSHD "rule=~/hosts.allow:1 "
	    "\"ALL: ALL: spawn true %z\"\n"},
    {"of a rule that does not decide",
     .allow = "other: ALL: spawn touch ~/ran\nALL: ALL\n",
     .result = PAM_SUCCESS},
};

#define TEN "0123456789"
#define FIFTY TEN TEN TEN TEN TEN
#define FIVE_HUNDRED FIFTY FIFTY FIFTY FIFTY FIFTY FIFTY FIFTY FIFTY FIFTY FIFTY

static void
write_long_file(const char *folder)
{
	char text[70000 + sizeof("ALL: ALL\n")];

	memset(text, '\n', 70000);
	memcpy(text + 70000, "ALL: ALL\n", sizeof("ALL: ALL\n"));
	driver_write(folder, "hosts.deny", text, sizeof(text) - 1);
}

static const struct scenario texts[] = {
    {"allowed by a rule, with debug", .arguments = "debug",
     .allow = "other: ALL\nALL: ALL\n", .result = PAM_SUCCESS,
     .log =
	 "authpriv.debug " CLIENT SSHD "rule=~/hosts.allow:2 \"ALL: ALL\"\n"},
    {"the text of the rule is trimmed", .deny = " \t ALL: ALL\t \r\n",
     .result = PAM_PERM_DENIED, .said = SENTENCE, .log = DENIED("ALL: ALL")},
    {"the text of the rule is escaped", .deny = "ALL:\tALL \"\\\x7f\xc3\xa4\n",
     .result = PAM_PERM_DENIED, .said = SENTENCE,
     .log = "authpriv.warning refused " CLIENT SSHD "rule=~/hosts.deny:1 "
	    "\"ALL:\\x09ALL \\\"\\\\\\x7f\\xc3\\xa4\"\n"},
    {"without a last newline", .deny = "ALL: ALL", .result = PAM_PERM_DENIED,
     .said = SENTENCE, .log = REFUSED},
    {"with a comment", .deny = "ALL: ALL # why\n", .result = PAM_PERM_DENIED,
     .said = SENTENCE, .log = DENIED("ALL: ALL # why")},
    {"continuations are joined, the first line is named",
     .deny = "# x\n\nother: \\\nALL\nALL: \\\n 192.0.2.10 \\\n ALL\nALL: x\n",
     .result = PAM_PERM_DENIED, .said = SENTENCE,
     .log = "authpriv.warning refused " CLIENT SSHD
	    "rule=~/hosts.deny:5 \"ALL:  192.0.2.10  ALL\"\n"},
    {"511 bytes of a rule", .result = PAM_PERM_DENIED, .said = SENTENCE,
     .deny = "ALL: ALL #x" FIVE_HUNDRED "\n",
     .log = DENIED("ALL: ALL #x" FIVE_HUNDRED)},
    {"512 bytes of a rule: cut", .result = PAM_PERM_DENIED, .said = SENTENCE,
     .deny = "ALL: ALL #xy" FIVE_HUNDRED "\n",
     .log = "authpriv.warning refused " CLIENT SSHD "rule=~/hosts.deny:1 "
	    "\"ALL: ALL #xy" FIFTY FIFTY FIFTY FIFTY FIFTY FIFTY FIFTY FIFTY
		FIFTY TEN TEN TEN TEN "012345678...\"\n"},
    {"a rule behind 70000 lines", .prepare = write_long_file,
     .result = PAM_PERM_DENIED, .said = SENTENCE,
     .log = "authpriv.warning refused " CLIENT SSHD
	    "rule=~/hosts.deny:70001 \"ALL: ALL\"\n"},
};

/* The line of a fault; the line "a" of hosts.deny is none, and so on. */
#define FAULT(place, text, fault) \
	"authpriv.err ~/" place ": \"" text "\": " fault "\n"
#define NO_SEPARATOR "no ':' after the daemon list; the line is ignored"
#define DENY_A(line) FAULT("hosts.deny:" line ":1", "a", NO_SEPARATOR)
#define ALLOW_B(line) FAULT("hosts.allow:" line ":1", "b", NO_SEPARATOR)
#define THREE DENY_A("1") DENY_A("2") DENY_A("3")
#define SIX THREE DENY_A("4") DENY_A("5") DENY_A("6")
#define NOT_SHOWN(count) \
	"authpriv.err pam_hostsaccess: errors in rule files not shown: " count \
	"\n"
#define TWO_MORE \
	NOT_SHOWN("2") \
	"authpriv.warning refused " CLIENT SSHD \
	"rule=~/hosts.deny:9 \"ALL: ALL\"\n"
#define EIGHT SIX DENY_A("7") DENY_A("8")

/* Faults of rule files: each has a line of its own. */
static const struct scenario faults[] = {
    {"no separator", .deny = "a line\n", .result = PAM_SUCCESS,
     .log = FAULT("hosts.deny:1:1", "a line", NO_SEPARATOR)},
    {"no separator, indented and continued", .deny = "\n  a \\\n line\n",
     .result = PAM_SUCCESS,
     .log = FAULT("hosts.deny:2:3", "a  line", NO_SEPARATOR)},
    {"a comment in the daemon list", .deny = "sshd # ALL: ALL\n",
     .result = PAM_SUCCESS,
     .log = FAULT("hosts.deny:1:6", "sshd # ALL: ALL",
		  "a ':' follows '#' in the daemon list; the line is ignored")},
    {"empty daemon list", .deny = ": ALL\n", .result = PAM_SUCCESS,
     .log = FAULT("hosts.deny:1:1", ": ALL",
		  "the daemon list is empty; the rule never matches")},
    {"empty client list", .deny = "ALL: : allow\n", .result = PAM_SUCCESS,
     .log = FAULT("hosts.deny:1:5", "ALL: : allow",
		  "the client list is empty; the rule never matches")},
    {"a token, in the second physical line",
     .deny = "ALL: 198.51.100.1 \\\n 192.0.2.0/33\n", .result = PAM_SUCCESS,
     .log = FAULT("hosts.deny:2:2", "192.0.2.0/33",
		  "no usable mask after '/'; never matches")},
    {"a missing list file, and the decision", .deny = "ALL: ~/list ALL\n",
     .result = PAM_PERM_DENIED, .said = SENTENCE,
     .log =
	 FAULT("hosts.deny:1:6", "~/list", "no such list file; matches nothing")
	     DENIED("ALL: ~/list ALL")},
    {"a token in a list file", .deny = "ALL: ~/list\n",
     .list = "# x\n198.51.100.1, [::\n", .result = PAM_SUCCESS,
     .log = FAULT("list:2:15", "[::",
		  "brackets stand around a whole token only; read as plain "
		  "text")},
    {"faults with quiet", .arguments = "quiet", .deny = "a\nALL: ALL\n",
     .result = PAM_PERM_DENIED, .said = SENTENCE, .log = DENY_A("1")},
    {"faults with permissive", .arguments = "permissive", .deny = "a\n",
     .result = PAM_SUCCESS, .log = DENY_A("1")},
    {"faults behind the deciding rule", .deny = "ALL: ALL\na line\n",
     .result = PAM_PERM_DENIED, .said = SENTENCE, .log = REFUSED},
    {"host bits, without debug", .deny = "ALL: 198.51.100.1/24\n",
     .result = PAM_SUCCESS},
    {"host bits, with debug", .arguments = "debug",
     .deny = "ALL: 198.51.100.1/24\n", .result = PAM_SUCCESS,
     .log = "authpriv.debug ~/hosts.deny:1:6: \"198.51.100.1/24\": bits of "
	    "the address lie outside the mask; the address matches, the rest "
	    "of the net counts for refusals only\n"
	    "authpriv.debug " CLIENT SSHD "rule=none\n"},
    {"eight", .deny = "a\na\na\na\na\na\na\na\n", .result = PAM_SUCCESS,
     .log = EIGHT},
    {"nine", .deny = "a\na\na\na\na\na\na\na\na\n", .result = PAM_SUCCESS,
     .log = EIGHT NOT_SHOWN("1")},
    {"eight of both files, and the decision", .allow = "b\nb\n",
     .deny = "a\na\na\na\na\na\na\na\nALL: ALL\n", .result = PAM_PERM_DENIED,
     .said = SENTENCE, .log = ALLOW_B("1") ALLOW_B("2") SIX TWO_MORE},
    {"warnings are not counted", .arguments = "debug quiet",
     .allow = "ALL: 1.1.1.1/8\n", .deny = "a\na\na\na\na\na\na\na\n",
     .result = PAM_SUCCESS,
     .log = "authpriv.debug ~/hosts.allow:1:6: \"1.1.1.1/8\": bits of the "
	    "address lie outside the mask; the address matches, the rest of "
	    "the net counts for refusals only\n" EIGHT},
};

int
main(void)
{
	return driver_run("severities", ROWS(severities)) +
	       driver_run("commands and words", ROWS(commands)) +
	       driver_run("texts", ROWS(texts)) +
	       driver_run("faults", ROWS(faults));
}
