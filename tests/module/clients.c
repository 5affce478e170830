/* SPDX-License-Identifier: BSD-3-Clause */
/* Who is asking: the items of PAM and SSH_CONNECTION. */
#include "tests/module/refusals.h"

#define REFUSED_WITH(rule, client, lookup) \
	.deny = rule "\n", .result = PAM_PERM_DENIED, \
	.log = LINE_WITH(client, rule, lookup)

static const struct scenario addresses[] = {
    {"IPv4", .rhost = "192.0.2.1",
     REFUSED_BY("ALL: 192.0.2.1", "192.0.2.1 (192.0.2.1)"),
     .said = SAID("192.0.2.1")},
    {"v4-mapped, dotted", .rhost = "::ffff:192.0.2.1",
     REFUSED_BY("ALL: 192.0.2.0/24", "192.0.2.1 (192.0.2.1)"),
     .said = SAID("192.0.2.1")},
    {"v4-mapped, hexadecimal", .rhost = "0:0::FFFF:C000:201",
     REFUSED_BY("ALL: 192.0.2.", "192.0.2.1 (192.0.2.1)"),
     .said = SAID("192.0.2.1")},
    {"v4-mapped is no IPv6 client", .rhost = "::ffff:192.0.2.1",
     NOT_REFUSED_BY("ALL: [::]/0")},
    {"IPv6, canonical text", .rhost = "2001:DB8:0:0::0A",
     REFUSED_BY("ALL: [2001:db8::a]", "2001:db8::a (2001:db8::a)"),
     .said = SAID("2001:db8::a")},
    {"zone: no zone in the log", .rhost = "fe80::1%lo",
     REFUSED_BY("ALL: [fe80::]/10", "fe80::1 (fe80::1)"),
     .said = SAID("fe80::1")},
    {"zone: the same", .rhost = "fe80::1%lo",
     REFUSED_BY("ALL: [fe80::1%lo]", "fe80::1 (fe80::1)"),
     .said = SAID("fe80::1")},
    {"zone: another", .rhost = "fe80::1%lo",
     NOT_REFUSED_BY("ALL: [fe80::1%eth0]")},
    {"zone: any, without one", .rhost = "fe80::1%lo",
     REFUSED_BY("ALL: [fe80::1]", "fe80::1 (fe80::1)"),
     .said = SAID("fe80::1")},
};

static const struct scenario names[] = {
    {"looked up and confirmed", REFUSED_BY("ALL: .example.net", GW),
     .said = SENTENCE,
     .lookups = "name 192.0.2.10\naddresses gw.example.net\n"},
    {"looked up once", .deny = "ALL: .a .b gw.example.net\n",
     .result = PAM_PERM_DENIED, .said = SENTENCE,
     .log = LINE(GW, "ALL: .a .b gw.example.net"),
     .lookups = "name 192.0.2.10\naddresses gw.example.net\n"},
    {"not looked up for addresses",
     REFUSED_BY("ALL: 192.0.2.0/24", "192.0.2.10 (192.0.2.10)"),
     .said = SENTENCE, .lookups = ""},
    {"not looked up behind a match in a list", .deny = "ALL: ~/list\n",
     .list = "192.0.2.10\n.example.org\n", .result = PAM_PERM_DENIED,
     .log = LINE("192.0.2.10 (192.0.2.10)", "ALL: ~/list"), .said = SENTENCE,
     .lookups = ""},
    {"not looked up for ALL", .deny = "ALL: ALL\n", .result = PAM_PERM_DENIED,
     .log = REFUSED, .said = SENTENCE, .lookups = ""},
    {"IPv6", .rhost = "2001:db8::10",
     REFUSED_BY("ALL: .example.net", "six.example.net (2001:db8::10)"),
     .said = SAID("2001:db8::10")},
    {"without a dot", .rhost = "192.0.2.13",
     REFUSED_BY("ALL: LOCAL", "inner (192.0.2.13)"),
     .said = SAID("192.0.2.13")},
    {"not confirmed: PARANOID", .rhost = "192.0.2.11",
     REFUSED_WITH("ALL: PARANOID", "192.0.2.11 (192.0.2.11)",
		  "address-mismatch:liar.example.net"),
     .said = SAID("192.0.2.11")},
    {"not confirmed: no name", .rhost = "192.0.2.11",
     NOT_REFUSED_BY("ALL: .example.net KNOWN")},
    {"none: UNKNOWN", .rhost = "192.0.2.99",
     REFUSED_WITH("ALL: UNKNOWN", "192.0.2.99 (192.0.2.99)", "no-name"),
     .said = SAID("192.0.2.99")},
    {"failed for the moment, hosts.allow", .rhost = "192.0.2.12",
     .allow = "ALL: .example.net\n", .result = PAM_SUCCESS},
    {"failed for the moment, hosts.deny", .rhost = "192.0.2.12",
     .deny = "ALL: .example.net\n", .result = PAM_PERM_DENIED,
     .said = SAID("192.0.2.12"),
     .log = "authpriv.warning refused connect from 192.0.2.12 (192.0.2.12): "
	    "service=sshd user=root rule=~/hosts.deny:1 "
	    "\"ALL: .example.net\" reason=lookup-failed "
	    "lookup=reverse-failed\n"},
    {"an account failed for the moment", .allow = "ALL: ALL: user again\n",
     .result = PAM_PERM_DENIED, .said = SENTENCE,
     .log =
	 "authpriv.err ~/hosts.allow:1:11: \"user again\": the user or group "
	 "could not be looked up; refuses whom the rule matches\n"
	 "authpriv.warning refused connect from 192.0.2.10 (192.0.2.10): "
	 "service=sshd user=root rule=~/hosts.allow:1 "
	 "\"ALL: ALL: user again\" reason=lookup-failed\n"},
    {"confirmation failed for the moment", .rhost = "192.0.2.15",
     .deny = "ALL: .example.net\n", .result = PAM_PERM_DENIED,
     .said = SAID("192.0.2.15"),
     .log = "authpriv.warning refused connect from 192.0.2.15 (192.0.2.15): "
	    "service=sshd user=root rule=~/hosts.deny:1 "
	    "\"ALL: .example.net\" reason=lookup-failed "
	    "lookup=forward-failed:again.example.net\n"},
};

static const struct scenario claims[] = {
    {"a name, SSH_CONNECTION confirms it", .rhost = "gw.example.net",
     .ssh_connection = CONNECTION, REFUSED_BY("ALL: .example.net", GW),
     .said = SENTENCE, .lookups = "addresses gw.example.net\n"},
    {"a name, SSH_CONNECTION contradicts it", .rhost = "liar.example.net",
     .ssh_connection = CONNECTION, .allow = "ALL: .example.net\n",
     .deny = "ALL: PARANOID\n", .result = PAM_PERM_DENIED, .said = SENTENCE,
     .lookups = "addresses liar.example.net\n",
     .log = LINE_WITH("192.0.2.10 (192.0.2.10)", "ALL: PARANOID",
		      "address-mismatch:liar.example.net")},
    {"a name, SSH_CONNECTION has the address", .rhost = "gw.example.net",
     .ssh_connection = CONNECTION,
     REFUSED_BY("ALL: 192.0.2.10", "192.0.2.10 (192.0.2.10)"), .said = SENTENCE,
     .lookups = ""},
    {"no host name, SSH_CONNECTION has the address", .rhost = "a b",
     .ssh_connection = CONNECTION,
     REFUSED_BY("ALL: 192.0.2.10", "192.0.2.10 (192.0.2.10)"), .said = SENTENCE,
     .lookups = ""},
    {"no host name, a rule asks for it", .rhost = "a b",
     .ssh_connection = CONNECTION,
     REFUSED_WITH("ALL: PARANOID", "192.0.2.10 (192.0.2.10)",
		  "bad-name:a\\x20b"),
     .said = SENTENCE, .lookups = ""},
    {"rhost=confirmed, SSH_CONNECTION contradicts it",
     .rhost = "liar.example.net", .arguments = "rhost=confirmed",
     .ssh_connection = CONNECTION, .allow = "ALL: .example.net\n",
     .deny = "ALL: PARANOID\n", .result = PAM_PERM_DENIED, .said = SENTENCE,
     .log = LINE_WITH("192.0.2.10 (192.0.2.10)", "ALL: PARANOID",
		      "address-mismatch:liar.example.net")},
    {"UNKNOWN, SSH_CONNECTION has the address", .rhost = "UNKNOWN",
     .ssh_connection = CONNECTION, REFUSED_BY("ALL: .example.net", GW),
     .said = SENTENCE},
    {"unset, SSH_CONNECTION has the address", .rhost = UNSET,
     .ssh_connection = CONNECTION,
     REFUSED_BY("ALL: 192.0.2.10", "192.0.2.10 (192.0.2.10)"),
     .said = SENTENCE},
    {"empty, SSH_CONNECTION has the address", .rhost = "",
     .ssh_connection = CONNECTION,
     REFUSED_BY("ALL: 192.0.2.10", "192.0.2.10 (192.0.2.10)"),
     .said = SENTENCE},
    {"unset, SSH_CONNECTION is UNKNOWN", .rhost = UNSET,
     .ssh_connection = "UNKNOWN 65535 UNKNOWN 65535",
     REFUSED_BY("ALL: UNKNOWN", "unknown (unknown)"), .said = SAID_UNKNOWN},
    {"an address goes before SSH_CONNECTION", .rhost = "192.0.2.1",
     .ssh_connection = CONNECTION,
     REFUSED_BY("ALL: 192.0.2.1", "192.0.2.1 (192.0.2.1)"),
     .said = SAID("192.0.2.1")},
    {"SSH_CONNECTION, v4-mapped with zone", .rhost = UNSET,
     .ssh_connection = "::ffff:192.0.2.10%eth0 1 ::1 22",
     REFUSED_BY("ALL: 192.0.2.10", "192.0.2.10 (192.0.2.10)"),
     .said = SENTENCE},
};

static const struct scenario servers[] = {
    {"daemon@host: here", .ssh_connection = CONNECTION,
     REFUSED_BY("sshd@198.51.100.1: ALL", "192.0.2.10 (192.0.2.10)"),
     .said = SENTENCE},
    {"daemon@host: elsewhere", .ssh_connection = CONNECTION,
     NOT_REFUSED_BY("sshd@198.51.100.2: ALL")},
    {"daemon@host: another daemon", .ssh_connection = CONNECTION,
     NOT_REFUSED_BY("vsftpd@198.51.100.1: ALL")},
    {"daemon@host: unknown without SSH_CONNECTION",
     NOT_REFUSED_BY("sshd@198.51.100.1: ALL")},
    {"daemon@UNKNOWN without SSH_CONNECTION",
     REFUSED_BY("sshd@UNKNOWN: ALL", "192.0.2.10 (192.0.2.10)"),
     .said = SENTENCE},
    {"daemon@host: IPv6 with zone",
     .ssh_connection = "fe80::2%lo 1 fe80::1%lo 22",
     REFUSED_BY("sshd@[fe80::1]: ALL", "192.0.2.10 (192.0.2.10)"),
     .said = SENTENCE},
    {"port: the same", .ssh_connection = CONNECTION,
     REFUSED_BY("22: ALL", "192.0.2.10 (192.0.2.10)"), .said = SENTENCE},
    {"port: not that of the client", .ssh_connection = CONNECTION,
     NOT_REFUSED_BY("40000: ALL")},
    {"port@host", .ssh_connection = CONNECTION,
     REFUSED_BY("22@198.51.100.0/24: ALL", "192.0.2.10 (192.0.2.10)"),
     .said = SENTENCE},
    {"port: unknown without SSH_CONNECTION", NOT_REFUSED_BY("22: ALL")},
    {"port: too few words", .ssh_connection = "192.0.2.10 40000 22",
     NOT_REFUSED_BY("22: ALL")},
    {"port: no number", .ssh_connection = "192.0.2.10 40000 ::1 22x",
     NOT_REFUSED_BY("22: ALL")},
    {"port: too large", .ssh_connection = "192.0.2.10 40000 ::1 65558",
     NOT_REFUSED_BY("22: ALL")},
};

static const struct scenario users[] = {
    {"PAM_RUSER", .ruser = "alice",
     REFUSED_BY("ALL: alice@192.0.2.10", "192.0.2.10 (192.0.2.10)"),
     .said = SENTENCE},
    {"PAM_RUSER: another", .ruser = "bob",
     NOT_REFUSED_BY("ALL: alice@192.0.2.10")},
    {"PAM_RUSER: another host", .ruser = "alice",
     NOT_REFUSED_BY("ALL: alice@192.0.2.11")},
    {"PAM_RUSER: not PAM_USER", .user = "alice",
     NOT_REFUSED_BY("ALL: alice@192.0.2.10")},
    {"PAM_RUSER unset: UNKNOWN",
     REFUSED_BY("ALL: UNKNOWN@ALL", "192.0.2.10 (192.0.2.10)"),
     .said = SENTENCE},
    {"PAM_RUSER empty: UNKNOWN", .ruser = "",
     REFUSED_BY("ALL: UNKNOWN@ALL", "192.0.2.10 (192.0.2.10)"),
     .said = SENTENCE},
    {"PAM_RUSER: KNOWN", .ruser = "x",
     REFUSED_BY("ALL: KNOWN@ALL", "192.0.2.10 (192.0.2.10)"), .said = SENTENCE},
    {"PAM_RUSER unset: not KNOWN", NOT_REFUSED_BY("ALL: KNOWN@ALL")},
    {"PAM_USER unset", .user = UNSET, .deny = "ALL: ALL\n",
     .result = PAM_PERM_DENIED, .said = SENTENCE,
     .log = "authpriv.warning refused connect from 192.0.2.10 (192.0.2.10): "
	    "service=sshd user= rule=~/hosts.deny:1 \"ALL: ALL\"\n"},
    {"PAM_SERVICE", .service = "login", .deny = "login: ALL\n",
     .result = PAM_PERM_DENIED, .said = SENTENCE,
     .log = "authpriv.warning refused connect from 192.0.2.10 (192.0.2.10): "
	    "service=login user=root rule=~/hosts.deny:1 \"login: ALL\"\n"},
};

int
main(void)
{
	return driver_run("addresses", ROWS(addresses)) +
	       driver_run("names", ROWS(names)) +
	       driver_run("claimed names", ROWS(claims)) +
	       driver_run("servers", ROWS(servers)) +
	       driver_run("users", ROWS(users));
}
