/* SPDX-License-Identifier: BSD-3-Clause */
/* Who is asking, where nobody confirms it or nobody can read it. */
#include "tests/module/refusals.h"

/* A refusal by what nobody has confirmed. */
#define LINE_BECAUSE(client, rule, more) \
	"authpriv.warning refused connect from " client \
	": service=sshd user=root rule=~/hosts.deny:1 \"" rule \
	"\" reason=unconfirmed" more "\n"
#define UNCONFIRMED(rule, client) \
	.deny = rule "\n", .result = PAM_PERM_DENIED, \
	.log = LINE_BECAUSE(client, rule, "")
#define UNREADABLE(rule, text) \
	.deny = rule "\n", .result = PAM_PERM_DENIED, \
	.log = \
	    LINE_BECAUSE("unknown (unknown)", rule, " lookup=bad-name:" text)
#define NOBODY(text) \
	.rhost = text, UNREADABLE("ALL: 10.0.0.0/8", text), \
	.said = SAID_UNKNOWN, .lookups = ""
#define PASSED(text, rule) \
	"authpriv.warning connect from unknown (unknown): service=sshd " \
	"user=root " rule " lookup=bad-name:" text "\n"
#define NOT_ALLOWED_BY(clients) \
	.allow = "ALL: " clients "\n", .deny = "ALL: ALL\n", \
	.result = PAM_PERM_DENIED, .said = SAID_UNKNOWN, \
	.log = LINE("gw.example.net (unknown)", "ALL: ALL")
#define VOUCHED .arguments = "rhost=confirmed"
#define SPELT(text) \
	.rhost = text, \
	REFUSED_BY("ALL: 192.0.2.0/24", "192.0.2.1 (192.0.2.1)"), \
	.said = SAID("192.0.2.1"), .lookups = ""
#define SPELT6(text) \
	.rhost = text, \
	REFUSED_BY("ALL: [2001:db8::]/32", "2001:db8::1 (2001:db8::1)"), \
	.said = SAID("2001:db8::1"), .lookups = ""

/* PAM_RHOST is a name, and there is no address. */
static const struct scenario alone[] = {
    {"hosts.deny, the name", .rhost = "gw.example.net",
     UNCONFIRMED("ALL: .example.net", "gw.example.net (unknown)"),
     .said = SAID_UNKNOWN, .lookups = ""},
    {"hosts.deny, its address", .rhost = "gw.example.net",
     UNCONFIRMED("ALL: 192.0.2.0/24", "gw.example.net (unknown)"),
     .said = SAID_UNKNOWN,
     .lookups = "addresses gw.example.net\naddresses gw.example.net\n"},
    {"hosts.deny, another name", .rhost = "gw.example.net",
     NOT_REFUSED_BY("ALL: .example.org 10.0.0.0/8 LOCAL")},
    {"hosts.deny, excepted", .rhost = "gw.example.net",
     UNCONFIRMED("ALL: ALL EXCEPT .example.net", "gw.example.net (unknown)"),
     .said = SAID_UNKNOWN},
    {"hosts.allow, the name", .rhost = "gw.example.net",
     NOT_ALLOWED_BY(".example.net")},
    {"hosts.allow, its address", .rhost = "gw.example.net",
     NOT_ALLOWED_BY("192.0.2.0/24 192.0.2.10")},
    {"hosts.allow, known", .rhost = "gw.example.net", NOT_ALLOWED_BY("KNOWN")},
    {"hosts.allow, not excepted", .rhost = "gw.example.net",
     NOT_ALLOWED_BY("ALL EXCEPT .example.org")},
    {"hosts.allow, ALL", .rhost = "gw.example.net", .allow = "ALL: ALL\n",
     .deny = "ALL: ALL\n", .result = PAM_SUCCESS},
    {"no aclexec allows by what it hears", .rhost = "gw.example.net",
     .allow = "ALL: ALL: aclexec test %a-%n-%h != unknown-unknown-unknown\n",
     .deny = "ALL: ALL\n", .result = PAM_PERM_DENIED, .said = SAID_UNKNOWN,
     .log =
	 "authpriv.info pam_hostsaccess: aclexec: exit status 1: "
	 "\"test unknown-unknown-unknown != unknown-unknown-unknown\"\n" LINE(
	     "gw.example.net (unknown)", "ALL: ALL")},
    {"the name in any spelling", .rhost = " GW.example.net. ",
     UNCONFIRMED("ALL: gw.example.net", "GW.example.net (unknown)"),
     .said = SAID_UNKNOWN},
    {"two addresses, one refused", .rhost = "two.example.net",
     UNCONFIRMED("ALL: 192.0.2.16", "two.example.net (unknown)"),
     .said = SAID_UNKNOWN},
    {"no address", .rhost = "none.example.net",
     NOT_REFUSED_BY("ALL: 192.0.2.0/24")},
    {"SSH_CONNECTION has a name", .rhost = UNSET,
     .ssh_connection = "gw.example.net 1 ::1 22",
     UNCONFIRMED("ALL: .example.net", "gw.example.net (unknown)"),
     .said = SAID_UNKNOWN},
};

static const struct scenario confirmed[] = {
    {"the name is refused", .rhost = "gw.example.net", VOUCHED,
     REFUSED_BY("ALL: .example.net", "gw.example.net (unknown)"),
     .said = SAID_UNKNOWN, .lookups = ""},
    {"its address is refused", .rhost = "gw.example.net", VOUCHED,
     REFUSED_BY("ALL: 192.0.2.0/24", GW), .said = SENTENCE,
     .lookups = "addresses gw.example.net\naddresses gw.example.net\n"},
    {"the name is allowed", .rhost = "gw.example.net", VOUCHED,
     .allow = "ALL: .example.net\n", .deny = "ALL: ALL\n",
     .result = PAM_SUCCESS},
    {"two addresses, both allowed", .rhost = "two.example.net", VOUCHED,
     .allow = "ALL: 192.0.2.16/31\n", .deny = "ALL: ALL\n",
     .result = PAM_SUCCESS},
    {"two addresses, none refused", .rhost = "two.example.net", VOUCHED,
     NOT_REFUSED_BY("ALL: 192.0.2.10")},
    {"two addresses, one allowed", .rhost = "two.example.net", VOUCHED,
     .allow = "ALL: 192.0.2.16\n", .deny = "ALL: ALL\n",
     .result = PAM_PERM_DENIED, .said = SAID_UNKNOWN,
     .log = LINE("two.example.net (unknown)", "ALL: ALL")},
    {"two addresses, one refused", .rhost = "two.example.net", VOUCHED,
     UNCONFIRMED("ALL: 192.0.2.16", "two.example.net (unknown)"),
     .said = SAID_UNKNOWN},
    {"no name, whatever the daemon confirms", .rhost = "192.0.2.010", VOUCHED,
     UNREADABLE("ALL: .example.org", "192.0.2.010"), .said = SAID_UNKNOWN},
    {"the last one counts", .rhost = "gw.example.net",
     .arguments = "rhost=confirmed rhost=confirmed",
     .allow = "ALL: .example.net\n", .deny = "ALL: ALL\n",
     .result = PAM_SUCCESS},
};

/* Other spellings of an address: it is that address. */
static const struct scenario spellings[] = {
    {"a blank behind", SPELT("192.0.2.1 ")},
    {"a blank before", SPELT(" 192.0.2.1")},
    {"a newline", SPELT("192.0.2.1\n")},
    {"brackets", SPELT("[192.0.2.1]")},
    {"a port", SPELT("192.0.2.1:22")},
    {"brackets and a port", SPELT("[192.0.2.1]:22")},
    {"a final dot", SPELT("192.0.2.1.")},
    {"a zone", SPELT("192.0.2.1%eth0")},
    {"mapped, in brackets", SPELT("[::ffff:192.0.2.1]")},
    {"mapped, with a port", SPELT("::FFFF:192.0.2.1:22")},
    {"behind SSH_CONNECTION", .ssh_connection = CONNECTION,
     .rhost = "192.0.2.1.",
     REFUSED_BY("ALL: 192.0.2.0/24", "192.0.2.10 (192.0.2.10)"),
     .said = SAID("192.0.2.10"), .lookups = ""},
    {"IPv6, brackets", SPELT6("[2001:db8::1]")},
    {"IPv6, brackets and a port", SPELT6("[2001:DB8::1]:22")},
    {"IPv6, a blank", SPELT6("2001:db8::1 ")},
    {"IPv6, a final dot", SPELT6("2001:db8::1.")},
    {"in SSH_CONNECTION", .ssh_connection = "[192.0.2.1]:1 2 ::1 22",
     SPELT(UNSET)},
};

/* What is no address beyond doubt, nor a name. */
static const struct scenario unreadable[] = {
    {"octal quads", NOBODY("192.0.2.010")},
    {"three quads", NOBODY("192.0.10")},
    {"five quads", NOBODY("192.0.2.10.22")},
    {"hexadecimal", NOBODY("0xc0.0.2.10")},
    {"a number", NOBODY("3221225994")},
    {"a net", NOBODY("192.0.2.10/32")},
    {"half a bracket", NOBODY("[192.0.2.10")},
    {"a name with a port", NOBODY("gw.example.net:22")},
    {"an unknown byte", NOBODY("gw.example.net!")},
    {"nothing but a dot", NOBODY(".")},
    {"an empty label", NOBODY("gw..example.net")},
    {"two words", .rhost = "192.0.2.10 gw.example.net",
     UNREADABLE("ALL: 10.0.0.0/8", "192.0.2.10\\x20gw.example.net"),
     .said = SAID_UNKNOWN, .lookups = ""},
    {"a blank", .rhost = " ", UNREADABLE("ALL: .example.org", "\\x20"),
     .said = SAID_UNKNOWN},
    {"control bytes", .rhost = "a\001\nb\x7f",
     UNREADABLE("ALL: .example.org", "a\\x01\\x0ab\\x7f"),
     .said = SAID_UNKNOWN},
    {"the word of a state", .rhost = "paranoid.",
     UNREADABLE("ALL: .example.org", "paranoid."), .said = SAID_UNKNOWN},
    {"by a keyword", .rhost = "a b", UNREADABLE("ALL: PARANOID", "a\\x20b"),
     .said = SAID_UNKNOWN, .lookups = ""},
    {"by a user of another name", .rhost = "a b", .ruser = "bob",
     .deny = "ALL: eve@10.0.0.0/8\n", .result = PAM_SUCCESS,
     .log = PASSED("a\\x20b", "rule=none")},
    {"in SSH_CONNECTION", .rhost = UNSET,
     .ssh_connection = "192.0.2.010 1 ::1 22",
     UNREADABLE("ALL: 10.0.0.0/8", "192.0.2.010"), .said = SAID_UNKNOWN},
    {"in SSH_CONNECTION, UNKNOWN in PAM_RHOST", .rhost = "UNKNOWN",
     .ssh_connection = "192.0.2.010 1 ::1 22",
     UNREADABLE("ALL: 10.0.0.0/8", "192.0.2.010"), .said = SAID_UNKNOWN},
    {"not allowed", .rhost = "gw.example.net!",
     .allow = "ALL: gw.example.net! *.example.net! PARANOID UNKNOWN\n"
	      "ALL: ALL EXCEPT 10.0.0.0/8\n",
     .deny = "ALL: ALL\n", .result = PAM_PERM_DENIED, .said = SAID_UNKNOWN,
     .log = LINE_WITH("unknown (unknown)", "ALL: ALL",
		      "bad-name:gw.example.net!")},
    {"allowed by ALL, with a word", .rhost = "a b", .allow = "ALL: ALL\n",
     .deny = "ALL: ALL\n", .result = PAM_SUCCESS,
     .log = PASSED("a\\x20b", "rule=~/hosts.allow:1 \"ALL: ALL\"")},
    {"nobody refuses, with a word", .rhost = "a b", .deny = "vsftpd: ALL\n",
     .result = PAM_SUCCESS, .log = PASSED("a\\x20b", "rule=none")},
    {"quiet", .rhost = "a b", .arguments = "quiet", .result = PAM_SUCCESS},
};

int
main(void)
{
	return driver_run("names alone", ROWS(alone)) +
	       driver_run("confirmed names", ROWS(confirmed)) +
	       driver_run("spellings", ROWS(spellings)) +
	       driver_run("unreadable", ROWS(unreadable));
}
