/* SPDX-License-Identifier: BSD-3-Clause */
/* The arguments of the module: right, malformed, unknown. */
#include "tests/module/driver.h"

#define TEN "0123456789"
#define FIFTY TEN TEN TEN TEN TEN

#define REJECTED(word, fault) \
	"authpriv.err pam_hostsaccess: argument \"" word "\": " fault "\n"
#define UNKNOWN "unknown; ignored"
#define NO_VALUE "takes no value; ignored"
#define NEEDS_PATH "needs an absolute path; everybody is refused"
#define NEEDS_NAME "needs a name; everybody is refused"
#define NEEDS_CONFIRMED "needs confirmed; ignored"
#define NEEDS_NORHOST "needs ignore, deny or unknown; read as deny"
#define NEEDS_LOG "needs one or two; read as one"
#define NEEDS_PATHS \
	"needs absolute paths, with commas between them; no database is read"
#define NEEDS_SECONDS "needs 0.1 to 60 seconds; ignored"

/* What becomes of the rule "ALL: ALL" with some arguments. */
#define REFUSES \
	.deny = "ALL: ALL\n", .result = PAM_PERM_DENIED, .said = SENTENCE

/* The line REFUSED, as two. */
#define TWO_LINES \
	"authpriv.warning refused connect from 192.0.2.10 (192.0.2.10)\n" \
	"authpriv.warning pam_hostsaccess: details: address=192.0.2.10 " \
	"service=sshd user=root rule=~/hosts.deny:1 \"ALL: ALL\"\n"

/* Nobody can know which rules are meant. */
#define UNUSABLE .allow = "ALL: ALL\n", .result = PAM_SERVICE_ERR
#define CANNOT(client, outcome) \
	"authpriv.err cannot decide on connect from " client ": unusable " \
	"arguments; " outcome ": service=sshd user=root\n"
#define UNDECIDED CANNOT("192.0.2.10 (192.0.2.10)", "refused")

/* What strict says of the line "x". */
#define BROKEN \
	"authpriv.err cannot decide on connect from 192.0.2.10 " \
	"(192.0.2.10): ~/hosts.deny:1:1: \"x\": no ':' after the daemon " \
	"list; the line is ignored; refused: service=sshd user=root\n"

/* By a name that was looked up. */
#define REFUSED_BY_NAME \
	"authpriv.warning refused connect from gw.example.net " \
	"(192.0.2.10): service=sshd user=root rule=~/hosts.deny:1 " \
	"\"ALL: .example.net\"\n"

/* Without a remote host. */
#define NO_HOST(words) \
	"authpriv.warning " words " connect from unknown (unknown): " \
	"service=sshd user=root rule=none reason=no-remote-host\n"

/* A look-up of 0.3 s, and another one that has to wait for it. */
#define SLOW .rhost = "192.0.2.14", .deny = "ALL: .example.net\n"
#define SLOW_FOUND \
	.result = PAM_PERM_DENIED, \
	.lookups = "name 192.0.2.14\naddresses slow.example.net\n", \
	.said = "Access from 192.0.2.14 is refused by this system's host " \
		"access rules.\n"
#define SLOW_LINE \
	"authpriv.warning refused connect from slow.example.net " \
	"(192.0.2.14): service=sshd user=root rule=~/hosts.deny:1 " \
	"\"ALL: .example.net\"\n"

static const struct scenario plain[] = {
    {"no arguments: the files in /etc", .bare = true, REFUSES,
     .log = "authpriv.warning refused connect from 192.0.2.10 (192.0.2.10): "
	    "service=sshd user=root rule=/etc/hosts.deny:1 \"ALL: ALL\"\n"},
    {"the files in /etc: hosts.allow first", .bare = true,
     .allow = "ALL: ALL\n", .deny = "ALL: ALL\n", .result = PAM_SUCCESS},
    {"allowfile", .bare = true, .arguments = "allowfile=~/list",
     .list = "ALL: ALL\n", .deny = "ALL: ALL\n", .result = PAM_SUCCESS},
    {"denyfile", .bare = true, .arguments = "denyfile=~/list",
     .list = "ALL: ALL\n", .result = PAM_PERM_DENIED, .said = SENTENCE,
     .log = "authpriv.warning refused connect from 192.0.2.10 (192.0.2.10): "
	    "service=sshd user=root rule=~/list:1 \"ALL: ALL\"\n"},
    {"neither file exists", .bare = true, .result = PAM_SUCCESS},
    {"neither file exists, named", .bare = true,
     .arguments = "allowfile=/etc/hosts.allow denyfile=/etc/hosts.deny",
     .result = PAM_SUCCESS},
    {"daemon", .arguments = "daemon=other", .deny = "other: ALL\n",
     .result = PAM_PERM_DENIED, .said = SENTENCE,
     .log = "authpriv.warning refused connect from 192.0.2.10 (192.0.2.10): "
	    "service=sshd user=root rule=~/hosts.deny:1 \"other: ALL\"\n"},
    {"daemon in place of the service", .arguments = "daemon=other",
     .deny = "sshd: ALL\n", .result = PAM_SUCCESS},
    {"quiet", .arguments = "quiet", REFUSES},
    {"quiet with debug", .arguments = "quiet debug", .result = PAM_SUCCESS},
    {"nomessage", .arguments = "nomessage", .deny = "ALL: ALL\n",
     .result = PAM_PERM_DENIED, .log = REFUSED},
    {"debug: allowed", .arguments = "debug", .result = PAM_SUCCESS,
     .log = "authpriv.debug connect from 192.0.2.10 (192.0.2.10): "
	    "service=sshd user=root rule=none\n"},
    {"debug: refused", .arguments = "debug", REFUSES, .log = REFUSED},
    {"permissive", .arguments = "permissive", .deny = "ALL: ALL\n",
     .result = PAM_SUCCESS,
     .log = "authpriv.warning would refuse connect from 192.0.2.10 "
	    "(192.0.2.10): service=sshd user=root rule=~/hosts.deny:1 "
	    "\"ALL: ALL\"\n"},
    {"permissive: allowed", .arguments = "permissive", .result = PAM_SUCCESS},
    {"permissive quiet", .arguments = "permissive quiet", .deny = "ALL: ALL\n",
     .result = PAM_SUCCESS},
    {"permissive, norhost=deny", .arguments = "permissive norhost=deny",
     .rhost = UNSET, .result = PAM_SUCCESS, .log = NO_HOST("would refuse")},
    {"strict: nothing broken", .arguments = "strict", REFUSES, .log = REFUSED},
    {"without nodns: names are looked up", .deny = "ALL: .example.net\n",
     .result = PAM_PERM_DENIED, .said = SENTENCE,
     .lookups = "name 192.0.2.10\naddresses gw.example.net\n",
     .log = REFUSED_BY_NAME},
    {"nodns: names are unknown", .arguments = "nodns",
     .deny = "ALL: .example.net\n", .result = PAM_SUCCESS, .lookups = ""},
    {"nodns: so is the address of a name", .arguments = "nodns",
     .rhost = "gw.example.net", .deny = "ALL: 192.0.2.10\n",
     .result = PAM_SUCCESS, .lookups = ""},
    {"dns_timeout: enough by default", SLOW, SLOW_FOUND, .log = SLOW_LINE},
    {"dns_timeout=0.1", .arguments = "dns_timeout=0.1", SLOW,
     .result = PAM_PERM_DENIED, .lookups = "name 192.0.2.14\n",
     .said = "Access from 192.0.2.14 is refused by this system's host "
	     "access rules.\n",
     .log = "authpriv.warning refused connect from 192.0.2.14 "
	    "(192.0.2.14): service=sshd user=root rule=~/hosts.deny:1 "
	    "\"ALL: .example.net\" reason=lookup-failed "
	    "lookup=reverse-failed\n"},
    {"dns_timeout=0.100", .arguments = "dns_timeout=0.100",
     .result = PAM_SUCCESS},
    {"dns_timeout=1.5", .arguments = "dns_timeout=1.5", SLOW, SLOW_FOUND,
     .log = SLOW_LINE},
    {"dns_timeout=60", .arguments = "dns_timeout=60", .result = PAM_SUCCESS},
    {"two, the last counts", .arguments = "norhost=deny norhost=ignore",
     .rhost = UNSET, .result = PAM_IGNORE},
};

static const struct scenario norhost[] = {
    {"unset, by default", .rhost = UNSET, .deny = "ALL: ALL\n",
     .result = PAM_IGNORE},
    {"unset, ignore", .rhost = UNSET, .arguments = "norhost=ignore",
     .deny = "ALL: ALL\n", .result = PAM_IGNORE},
    {"unset, ignore, debug", .rhost = UNSET, .arguments = "debug",
     .deny = "ALL: ALL\n", .result = PAM_IGNORE,
     .log = "authpriv.debug pam_hostsaccess: no remote host; ignored\n"},
    {"unset, deny", .rhost = UNSET, .arguments = "norhost=deny",
     .allow = "ALL: ALL\n", .result = PAM_PERM_DENIED,
     .log = NO_HOST("refused"), .said = SAID_UNKNOWN},
    {"unset, deny, quiet nomessage", .rhost = UNSET,
     .arguments = "norhost=deny quiet nomessage", .result = PAM_PERM_DENIED},
    {"unset, unknown: refused", .rhost = UNSET, .arguments = "norhost=unknown",
     .deny = "ALL: UNKNOWN\n", .result = PAM_PERM_DENIED, .said = SAID_UNKNOWN,
     .log = "authpriv.warning refused connect from unknown (unknown): "
	    "service=sshd user=root rule=~/hosts.deny:1 \"ALL: UNKNOWN\"\n"},
    {"unset, unknown: allowed", .rhost = UNSET, .arguments = "norhost=unknown",
     .allow = "ALL: UNKNOWN\n", .deny = "ALL: ALL\n", .result = PAM_SUCCESS},
    {"unset, unknown: nothing looked up", .rhost = UNSET,
     .arguments = "norhost=unknown", .deny = "ALL: .example.net 192.0.2.\n",
     .result = PAM_SUCCESS, .lookups = ""},
    {"empty, ignore", .rhost = "", .deny = "ALL: ALL\n", .result = PAM_IGNORE},
    {"empty, deny", .rhost = "", .arguments = "norhost=deny",
     .result = PAM_PERM_DENIED, .log = NO_HOST("refused"),
     .said = SAID_UNKNOWN},
    {"empty, unknown", .rhost = "", .arguments = "norhost=unknown",
     .allow = "ALL: UNKNOWN\n", .deny = "ALL: ALL\n", .result = PAM_SUCCESS},
    {"the text UNKNOWN, ignore", .rhost = "UNKNOWN", .deny = "ALL: KNOWN\n",
     .result = PAM_SUCCESS},
    {"the text UNKNOWN, ignore: refused", .rhost = "UNKNOWN",
     .deny = "ALL: UNKNOWN\n", .result = PAM_PERM_DENIED, .said = SAID_UNKNOWN,
     .log = "authpriv.warning refused connect from unknown (unknown): "
	    "service=sshd user=root rule=~/hosts.deny:1 \"ALL: UNKNOWN\"\n"},
    {"the text UNKNOWN, deny", .rhost = "UNKNOWN", .arguments = "norhost=deny",
     .deny = "ALL: KNOWN\n", .result = PAM_PERM_DENIED, .said = SAID_UNKNOWN,
     .log = NO_HOST("refused")},
    {"the text UNKNOWN, unknown", .rhost = "UNKNOWN",
     .arguments = "norhost=unknown", .deny = "ALL: KNOWN\n",
     .result = PAM_SUCCESS},
};

static const struct scenario malformed[] = {
    {"unknown word", .arguments = "nonsense", REFUSES,
     .log = REJECTED("nonsense", UNKNOWN) REFUSED},
    {"unknown word with a value", .arguments = "accessfile=/x", REFUSES,
     .log = REJECTED("accessfile=/x", UNKNOWN) REFUSED},
    {"beginning of a word", .arguments = "permissiv", REFUSES,
     .log = REJECTED("permissiv", UNKNOWN) REFUSED},
    {"more than a word", .arguments = "permissive2", REFUSES,
     .log = REJECTED("permissive2", UNKNOWN) REFUSED},
    {"no word", .arguments = "=x", REFUSES,
     .log = REJECTED("=x", UNKNOWN) REFUSED},
    {"every byte is escaped", .arguments = "[\"\\\x01 \x7f\xff]", REFUSES,
     .log = REJECTED("\\\"\\\\\\x01 \\x7f\\xff", UNKNOWN) REFUSED},
    {"a long word is cut", .arguments = FIFTY FIFTY FIFTY FIFTY FIFTY FIFTY,
     .log = REJECTED(FIFTY FIFTY FIFTY FIFTY FIFTY "01234...", UNKNOWN) REFUSED,
     REFUSES},
    {"permissive=no", .arguments = "permissive=no", REFUSES,
     .log = REJECTED("permissive=no", NO_VALUE) REFUSED},
    {"permissive=", .arguments = "permissive=", REFUSES,
     .log = REJECTED("permissive=", NO_VALUE) REFUSED},
    {"quiet=x", .arguments = "quiet=x", REFUSES,
     .log = REJECTED("quiet=x", NO_VALUE) REFUSED},
    {"nomessage=1", .arguments = "nomessage=1", REFUSES,
     .log = REJECTED("nomessage=1", NO_VALUE) REFUSED},
    {"debug=1", .arguments = "debug=1", .result = PAM_SUCCESS,
     .log = REJECTED("debug=1", NO_VALUE)},
    {"nodns=1", .arguments = "nodns=1", .deny = "ALL: .example.net\n",
     .result = PAM_PERM_DENIED, .said = SENTENCE,
     .log = REJECTED("nodns=1", NO_VALUE) REFUSED_BY_NAME},
    {"strict=no is set", .arguments = "strict=no", .deny = "x\n",
     .result = PAM_SERVICE_ERR,
     .log = REJECTED("strict=no", "takes no value; set all the same") BROKEN},
    {"log=one", .arguments = "log=one", REFUSES, .log = REFUSED},
    {"log=two", .arguments = "log=two", REFUSES, .log = TWO_LINES},
    {"log=two, then one", .arguments = "log=two log=one", REFUSES,
     .log = REFUSED},
    {"log=two, with quiet", .arguments = "log=two quiet", REFUSES},
    {"log=two, allowed", .arguments = "log=two debug", .result = PAM_SUCCESS,
     .log = "authpriv.debug connect from 192.0.2.10 (192.0.2.10): "
	    "service=sshd user=root rule=none\n"},
    {"log=two, permissive", .arguments = "log=two permissive",
     .deny = "ALL: ALL\n", .result = PAM_SUCCESS,
     .log = "authpriv.warning would refuse connect from 192.0.2.10 "
	    "(192.0.2.10): service=sshd user=root rule=~/hosts.deny:1 "
	    "\"ALL: ALL\"\n"},
    {"log=two, at a severity", .arguments = "log=two",
     .deny = "ALL: ALL: severity local0.info\n", .result = PAM_PERM_DENIED,
     .said = SENTENCE,
     .log = "local0.info refused connect from 192.0.2.10 (192.0.2.10)\n"
	    "local0.info pam_hostsaccess: details: address=192.0.2.10 "
	    "service=sshd user=root rule=~/hosts.deny:1 "
	    "\"ALL: ALL: severity local0.info\"\n"},
    {"log=two, a file in error", .arguments = "log=two strict", .deny = "x\n",
     .result = PAM_SERVICE_ERR, .log = BROKEN},
    {"log=three", .arguments = "log=three", REFUSES,
     .log = REJECTED("log=three", NEEDS_LOG) REFUSED},
    {"log=", .arguments = "log=", REFUSES,
     .log = REJECTED("log=", NEEDS_LOG) REFUSED},
    {"log", .arguments = "log", REFUSES,
     .log = REJECTED("log", NEEDS_LOG) REFUSED},
    {"log=two, then a bad value", .arguments = "log=two log=2", REFUSES,
     .log = REJECTED("log=2", NEEDS_LOG) REFUSED},
    {"norhost=maybe", .arguments = "norhost=maybe", .rhost = UNSET,
     .result = PAM_PERM_DENIED, .said = SAID_UNKNOWN,
     .log = REJECTED("norhost=maybe", NEEDS_NORHOST) NO_HOST("refused")},
    {"norhost=", .arguments = "norhost=", .rhost = UNSET,
     .result = PAM_PERM_DENIED, .said = SAID_UNKNOWN,
     .log = REJECTED("norhost=", NEEDS_NORHOST) NO_HOST("refused")},
    {"norhost", .arguments = "norhost", .rhost = UNSET,
     .result = PAM_PERM_DENIED, .said = SAID_UNKNOWN,
     .log = REJECTED("norhost", NEEDS_NORHOST) NO_HOST("refused")},
    {"dns_timeout", .arguments = "dns_timeout", SLOW, SLOW_FOUND,
     .log = REJECTED("dns_timeout", NEEDS_SECONDS) SLOW_LINE},
    {"geodb=x.mmdb", .arguments = "geodb=x.mmdb", REFUSES,
     .log = REJECTED("geodb=x.mmdb", NEEDS_PATHS) REFUSED},
    {"geodb", .arguments = "geodb", REFUSES,
     .log = REJECTED("geodb", NEEDS_PATHS) REFUSED},
    {"geodb=/x,y", .arguments = "geodb=/x,y", REFUSES,
     .log = REJECTED("geodb=/x,y", NEEDS_PATHS) REFUSED},
    {"geodb=/x,,/y", .arguments = "geodb=/x,,/y", REFUSES,
     .log = REJECTED("geodb=/x,,/y", NEEDS_PATHS) REFUSED},
    {"geodb, 9 paths", .arguments = "geodb=/1,/2,/3,/4,/5,/6,/7,/8,/9", REFUSES,
     .log = REJECTED("geodb=/1,/2,/3,/4,/5,/6,/7,/8,/9",
		     "takes 8 paths at most; no database is read") REFUSED},
    {"geodb, 8 paths", .arguments = "geodb=/1,/2,/3,/4,/5,/6,/7,/8,", REFUSES,
     .log = REFUSED},
    {"geodb=/x,/y", .arguments = "geodb=/x,/y", REFUSES, .log = REFUSED},
    {"rhost=yes", .arguments = "rhost=yes", REFUSES,
     .log = REJECTED("rhost=yes", NEEDS_CONFIRMED) REFUSED},
    {"rhost", .arguments = "rhost", REFUSES,
     .log = REJECTED("rhost", NEEDS_CONFIRMED) REFUSED},
    {"rhost=, which takes the other back", .rhost = "gw.example.net",
     .arguments = "rhost=confirmed rhost=", .allow = "ALL: .example.net\n",
     .deny = "ALL: ALL\n", .result = PAM_PERM_DENIED, .said = SAID_UNKNOWN,
     .log = REJECTED("rhost=",
		     NEEDS_CONFIRMED) "authpriv.warning refused connect from "
				      "gw.example.net (unknown): "
				      "service=sshd user=root "
				      "rule=~/hosts.deny:1 \"ALL: ALL\"\n"},
    {"norhost=ignore, and somebody", .arguments = "norhost=ignore", REFUSES,
     .log = REFUSED},
    {"command_timeout", .arguments = "command_timeout", .result = PAM_SUCCESS,
     .log = REJECTED("command_timeout", "needs 0.1 to 600 seconds; ignored")},
    {"quiet: a command that fails", .arguments = "quiet",
     .deny = "ALL: ALL: aclexec exit 1\n", .result = PAM_SUCCESS},
    {"dns_timeout=", .arguments = "dns_timeout=", .result = PAM_SUCCESS,
     .log = REJECTED("dns_timeout=", NEEDS_SECONDS)},
    {"dns_timeout=0", .arguments = "dns_timeout=0", SLOW, SLOW_FOUND,
     .log = REJECTED("dns_timeout=0", NEEDS_SECONDS) SLOW_LINE},
    {"dns_timeout=0.099", .arguments = "dns_timeout=0.099",
     .result = PAM_SUCCESS,
     .log = REJECTED("dns_timeout=0.099", NEEDS_SECONDS)},
    {"dns_timeout=60.001", .arguments = "dns_timeout=60.001",
     .result = PAM_SUCCESS,
     .log = REJECTED("dns_timeout=60.001", NEEDS_SECONDS)},
    {"dns_timeout=61", .arguments = "dns_timeout=61", .result = PAM_SUCCESS,
     .log = REJECTED("dns_timeout=61", NEEDS_SECONDS)},
    {"dns_timeout=-1", .arguments = "dns_timeout=-1", .result = PAM_SUCCESS,
     .log = REJECTED("dns_timeout=-1", NEEDS_SECONDS)},
    {"dns_timeout=1s", .arguments = "dns_timeout=1s", .result = PAM_SUCCESS,
     .log = REJECTED("dns_timeout=1s", NEEDS_SECONDS)},
    {"dns_timeout=1.", .arguments = "dns_timeout=1.", .result = PAM_SUCCESS,
     .log = REJECTED("dns_timeout=1.", NEEDS_SECONDS)},
    {"dns_timeout=4294967297", .arguments = "dns_timeout=4294967297",
     .result = PAM_SUCCESS,
     .log = REJECTED("dns_timeout=4294967297", NEEDS_SECONDS)},
    {"allowfile", .arguments = "allowfile", UNUSABLE,
     .log = REJECTED("allowfile", NEEDS_PATH) UNDECIDED},
    {"allowfile=", .arguments = "allowfile=", UNUSABLE,
     .log = REJECTED("allowfile=", NEEDS_PATH) UNDECIDED},
    {"allowfile, relative", .arguments = "allowfile=etc/a", UNUSABLE,
     .log = REJECTED("allowfile=etc/a", NEEDS_PATH) UNDECIDED},
    {"denyfile", .arguments = "denyfile", UNUSABLE,
     .log = REJECTED("denyfile", NEEDS_PATH) UNDECIDED},
    {"denyfile=", .arguments = "denyfile=", UNUSABLE,
     .log = REJECTED("denyfile=", NEEDS_PATH) UNDECIDED},
    {"denyfile, relative", .arguments = "denyfile=./d", UNUSABLE,
     .log = REJECTED("denyfile=./d", NEEDS_PATH) UNDECIDED},
    {"denyfile, a good one behind it",
     .arguments = "denyfile= denyfile=~/hosts.deny", UNUSABLE,
     .log = REJECTED("denyfile=", NEEDS_PATH) UNDECIDED},
    {"daemon", .arguments = "daemon", UNUSABLE,
     .log = REJECTED("daemon", NEEDS_NAME) UNDECIDED},
    {"daemon=", .arguments = "daemon=", UNUSABLE,
     .log = REJECTED("daemon=", NEEDS_NAME) UNDECIDED},
    {"unusable, no remote host", .arguments = "daemon=", .rhost = UNSET,
     .result = PAM_IGNORE, .log = REJECTED("daemon=", NEEDS_NAME)},
    {"unusable, no remote host, norhost=deny",
     .arguments = "daemon= norhost=deny", .rhost = UNSET,
     .result = PAM_PERM_DENIED, .said = SAID_UNKNOWN,
     .log = REJECTED("daemon=", NEEDS_NAME) NO_HOST("refused")},
    {"unusable, no remote host, norhost=unknown",
     .arguments = "daemon= norhost=unknown", .rhost = UNSET,
     .result = PAM_SERVICE_ERR,
     .log = REJECTED("daemon=", NEEDS_NAME)
	 CANNOT("unknown (unknown)", "refused")},
    {"unusable, permissive", .arguments = "daemon= permissive",
     .deny = "ALL: ALL\n", .result = PAM_SUCCESS,
     .log = REJECTED("daemon=", NEEDS_NAME)
	 CANNOT("192.0.2.10 (192.0.2.10)", "would refuse")},
    {"unusable, in auth", .arguments = "denyfile=", .call = AUTH, UNUSABLE,
     .log = REJECTED("denyfile=", NEEDS_PATH) UNDECIDED},
    {"unusable, in session", .arguments = "denyfile=", .call = OPEN_SESSION,
     UNUSABLE, .log = REJECTED("denyfile=", NEEDS_PATH) UNDECIDED},
};

int
main(void)
{
	return driver_run("arguments", ROWS(plain)) +
	       driver_run("norhost", ROWS(norhost)) +
	       driver_run("malformed arguments", ROWS(malformed));
}
