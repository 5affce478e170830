/* SPDX-License-Identifier: BSD-3-Clause */
/* The file of settings, which stands behind the arguments of the module. */
#include "tests/module/driver.h"
#include "tests/support/must.h"

#include <limits.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define CONF .arguments = "conf=~/list"

/* The rule "ALL: ALL" refuses. */
#define REFUSES \
	.deny = "ALL: ALL\n", .result = PAM_PERM_DENIED, .said = SENTENCE, \
	.log = REFUSED
/* It would. */
#define TRIAL \
	.deny = "ALL: ALL\n", .result = PAM_SUCCESS, \
	.log = "authpriv.warning would refuse connect from 192.0.2.10 " \
	       "(192.0.2.10): service=sshd user=root rule=~/hosts.deny:1 " \
	       "\"ALL: ALL\"\n"

/* A word that is not taken as it stands; the rule allows. */
#define REJECTED(line, word, fault) \
	.allow = "ALL: ALL\n", .result = PAM_SUCCESS, \
	.log = "authpriv.err pam_hostsaccess: ~/list:" line ": \"" word \
	       "\": " fault "\n"

/* Whoever asks is refused, and no rule is asked. */
#define CANNOT(fault) \
	.allow = "ALL: ALL\n", .result = PAM_SERVICE_ERR, \
	.log = "authpriv.err cannot decide on connect from 192.0.2.10 " \
	       "(192.0.2.10): ~/list" fault "; refused: service=sshd " \
	       "user=root\n"
#define DOUBT(line, word) \
	CANNOT(":" line ":1: \"" word "\": it is not certain which rule " \
	       "files the settings mean")

static const char *
list_in(const char *folder)
{
	static char path[PATH_MAX];

	snprintf(path, sizeof(path), "%s/list", folder);
	return path;
}

static void
let_others_write(const char *folder)
{
	must(chmod(list_in(folder), 0666) == 0, "chmod");
}

static void
make_folder(const char *folder)
{
	must(mkdir(list_in(folder), 0755) == 0, "mkdir");
}

static void
write_nul(const char *folder)
{
	driver_write(folder, "list", "strict\0\n", 8);
}

/* A line of more than a mebibyte. */
static void
write_long(const char *folder)
{
	static char text[1024 * 1024 + 2];

	memset(text, '#', sizeof(text));
	driver_write(folder, "list", text, sizeof(text));
}

static const struct scenario rows[] = {
    {"no file", CONF, REFUSES},
    {"an empty file", CONF, .list = "", REFUSES},
    {"no folder", .arguments = "conf=~/nothing/conf", REFUSES},
    {"a word", CONF, .list = "permissive\n", TRIAL},
    {"a last word without newline", CONF, .list = "permissive", TRIAL},
    {"comments and blanks", CONF, .list = "# x\n\n  # y\n\tpermissive \r\n",
     TRIAL},
    {"a comment with a path", CONF, .list = "# allowfile=/x y\n", REFUSES},
    {"for this daemon", CONF, .list = "sshd: permissive\n", TRIAL},
    {"for this daemon, in other letters", CONF, .list = "SSHD:permissive\n",
     TRIAL},
    {"for another daemon", CONF, .list = "ftpd: permissive\n", REFUSES},
    {"daemon= of the arguments chooses", .list = "ftpd: permissive\n",
     .arguments = "conf=~/list daemon=ftpd", TRIAL},
    {"a file for another daemon", CONF, .list = "ftpd: allowfile=/none\n",
     REFUSES},
    {"one daemon behind all, wherever it stands", CONF,
     .list = "sshd: norhost=deny\nnorhost=ignore\n", .rhost = UNSET, .deny = "",
     .result = PAM_PERM_DENIED, .said = SAID_UNKNOWN,
     .log = "authpriv.warning refused connect from unknown (unknown): "
	    "service=sshd user=root rule=none reason=no-remote-host\n"},
    {"arguments behind the file", .arguments = "conf=~/list norhost=ignore",
     .list = "norhost=deny\n", .rhost = UNSET, .deny = "ALL: ALL\n",
     .result = PAM_IGNORE},
    {"files of the file", .bare = true, .arguments = "conf=~/list",
     .list = "allowfile=~/hosts.allow\ndenyfile=~/hosts.deny\n", .allow = "",
     REFUSES},
    {"a file of the file that is missing", .bare = true,
     .arguments = "conf=~/list", .list = "denyfile=/nowhere\n",
     .result = PAM_SERVICE_ERR,
     .log = "authpriv.err cannot decide on connect from 192.0.2.10 "
	    "(192.0.2.10): /nowhere: cannot be read: No such file or "
	    "directory; refused: service=sshd user=root\n"},
    {"files of the arguments", .list = "denyfile=/nowhere\n", CONF, REFUSES},
    {"an unknown word", CONF, .list = "x\nstrictly\n", .allow = "ALL: ALL\n",
     .result = PAM_SUCCESS,
     .log = "authpriv.err pam_hostsaccess: ~/list:1: \"x\": unknown; "
	    "ignored\nauthpriv.err pam_hostsaccess: ~/list:2: \"strictly\": "
	    "unknown; ignored\n"},
    {"a bad value", CONF, .list = "dns_timeout=x\n",
     REJECTED("1", "dns_timeout=x", "needs 0.1 to 60 seconds; ignored")},
    {"two words", CONF, .list = "nodns strict\n",
     REJECTED("1", "nodns strict", "not one word; ignored")},
    {"no daemon", CONF, .list = ": strict\n",
     REJECTED("1", ": strict", "no daemon; ignored")},
    {"two daemons", CONF, .list = "a b: strict\n",
     REJECTED("1", "a b: strict", "no daemon; ignored")},
    {"a file that is not absolute", CONF, .list = "allowfile=x\n",
     DOUBT("1", "allowfile=x")},
    {"a file without a value", CONF, .list = "denyfile\n",
     DOUBT("1", "denyfile")},
    {"blanks around the equals sign", CONF, .list = "\nallowfile = /x\n",
     DOUBT("2", "allowfile = /x")},
    {"a file as if it were a daemon", CONF, .list = "allowfile: /x\n",
     DOUBT("1", "allowfile: /x")},
    {"likewise, with a slip", CONF, .list = "alowfile: /x\n",
     DOUBT("1", "alowfile: /x")},
    {"likewise, without a blank", CONF, .list = "denyfile:/x\n",
     DOUBT("1", "denyfile:/x")},
    {"a list of daemons", CONF, .list = "sshd,ftpd: denyfile=/x\n",
     DOUBT("1", "sshd,ftpd: denyfile=/x")},
    {"a star for daemons", CONF, .list = "*: denyfile=/x\n",
     DOUBT("1", "*: denyfile=/x")},
    {"a carriage return for a newline", CONF, .list = "# x\rdenyfile=/x\n",
     DOUBT("1", "# x\\x0ddenyfile=/x")},
    {"a second byte order mark", CONF,
     .list = "\xef\xbb\xbf\xef\xbb\xbf"
	     "denyfile=/x\n",
     DOUBT("1", "\\xef\\xbb\\xbfdenyfile=/x")},
    {"a word that makes it stricter, and more", CONF,
     .list = "noexec # no commands\n", .allow = "ALL: ALL: spawn true\n",
     .result = PAM_PERM_DENIED, .said = SENTENCE,
     .log = "authpriv.err pam_hostsaccess: ~/list:1: \"noexec # no "
	    "commands\": not one word; ignored\n"
	    "authpriv.err ~/hosts.allow:1:11: \"spawn true\": commands are "
	    "not to be run; refuses whom the rule matches\n"
	    "authpriv.warning refused connect from 192.0.2.10 (192.0.2.10): "
	    "service=sshd user=root rule=~/hosts.allow:1 \"ALL: ALL: spawn "
	    "true\" reason=option-error\n"},
    {"another word as if it were a daemon", CONF, .list = "strict: nodns\n",
     REJECTED("1", "strict: nodns", "a word, and no daemon; ignored")},
    {"ALL", CONF, .list = "ALL: strict\n",
     REJECTED("1", "ALL: strict", "ALL is no daemon: leave it out; ignored")},
    {"a slip in the name of a file", CONF, .list = "alowfile=/x\n",
     DOUBT("1", "alowfile=/x")},
    {"likewise, without a path", CONF, .list = "allow-file=x\n",
     DOUBT("1", "allow-file=x")},
    {"two files for one", CONF, .list = "denyfile=/a\ndenyfile=/b\n",
     DOUBT("2", "denyfile=/b")},
    {"the same file twice", .bare = true, .arguments = "conf=~/list",
     .list = "denyfile=~/hosts.deny\nDENYFILE=~/hosts.deny\n", REFUSES},
    {"another file for one daemon", .bare = true, .arguments = "conf=~/list",
     .list = "sshd: denyfile=~/hosts.deny\ndenyfile=/b\n", REFUSES},
    {"two daemons for one", CONF, .list = "daemon=a\ndaemon=b\n",
     DOUBT("2", "daemon=b")},
    {"daemon without a value", CONF, .list = "daemon=\n",
     DOUBT("1", "daemon=")},
    {"a file of settings in it", CONF, .list = "conf=/x\n",
     DOUBT("1", "conf=/x")},
    {"others may write it", CONF, .list = "strict\n",
     .prepare = let_others_write,
     CANNOT(": \"~/list\": others could have written the settings")},
    {"a NUL byte", CONF, .prepare = write_nul, DOUBT("1", "strict")},
    {"a line that is too long", CONF, .prepare = write_long,
     CANNOT(":1:1: a line is longer than 1 MiB")},
    {"what makes it stricter, as if it were a daemon", CONF,
     .list = "strict:\n", .deny = "x\n", .result = PAM_SERVICE_ERR,
     .log = "authpriv.err pam_hostsaccess: ~/list:1: \"strict:\": a word, "
	    "and no daemon; ignored\n"
	    "authpriv.err cannot decide on connect from 192.0.2.10 "
	    "(192.0.2.10): ~/hosts.deny:1:1: \"x\": no ':' after the daemon "
	    "list; the line is ignored; refused: service=sshd user=root\n"},
    {"a folder", CONF, .prepare = make_folder,
     CANNOT(": cannot be read: Is a directory")},
    {"conf without a path", .arguments = "conf=x", .allow = "ALL: ALL\n",
     .result = PAM_SERVICE_ERR,
     .log = "authpriv.err pam_hostsaccess: argument \"conf=x\": needs an "
	    "absolute path; everybody is refused\nauthpriv.err cannot decide "
	    "on connect from 192.0.2.10 (192.0.2.10): unusable arguments; "
	    "refused: service=sshd user=root\n"},
    {"on trial it refuses nobody", .arguments = "conf=~/list permissive",
     .list = "allowfile=x\n", .result = PAM_SUCCESS,
     .log = "authpriv.err cannot decide on connect from 192.0.2.10 "
	    "(192.0.2.10): ~/list:1:1: \"allowfile=x\": it is not certain "
	    "which rule files the settings mean; would refuse: service=sshd "
	    "user=root\n"},
    {"who is on no network", CONF, .list = "allowfile=x\n", .rhost = UNSET,
     .result = PAM_IGNORE},
};

int
main(void)
{
	return driver_run("settings", ROWS(rows));
}
