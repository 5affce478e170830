/* SPDX-License-Identifier: BSD-3-Clause */
#include "hostsaccess/check/service_name.h"

#include "hostsaccess/finding/hint.h"
#include "hostsaccess/machine/machine.h"

/*
 * Names that no daemon gives to PAM or tcp_wrappers.  Those that one does are
 * left out: rsync (by inetd), imap and pop3 (Dovecot, Cyrus), login, samba,
 * mysql (the PAM plugin of MariaDB).
 */
static const struct {
	const char *name, *daemons[4], *hint;
} rows[] = {
    {"ssh", {"sshd"}, NULL},
    {"openssh", {"sshd"}, NULL},
    {"openssh-server", {"sshd"}, NULL},
    {"sshd.service", {"sshd"}, NULL},
    {"ssh.service", {"sshd"}, NULL},
    {"sftp", {"sshd"}, "sftp is a part of sshd"},
    {"sftpd", {"sshd"}, "sftp is a part of sshd"},
    {"sftp-server", {"sshd"}, "sftp is a part of sshd"},
    {"scp", {"sshd"}, "scp is a part of sshd"},
    {"mosh", {"sshd"}, "mosh logs in by sshd"},
    {"ftp",
     {"vsftpd", "proftpd", "in.ftpd", "pure-ftpd"},
     "write vsftpd, proftpd, pure-ftpd or in.ftpd, whichever it is"},
    {"ftps",
     {"vsftpd", "proftpd", "pure-ftpd"},
     "write vsftpd, proftpd or pure-ftpd, whichever it is"},
    {"telnet", {"in.telnetd", "telnetd"}, NULL},
    {"tftp", {"in.tftpd", "tftpd"}, NULL},
    {"finger", {"in.fingerd", "fingerd"}, NULL},
    {"nfs", {"mountd", "rpc.mountd"}, "mountd decides who may mount"},
    {"nfsd", {"mountd", "rpc.mountd"}, "mountd decides who may mount"},
    {"portmapper", {"rpcbind", "portmap"}, NULL},
    {"ldap", {"slapd"}, NULL},
    {"ldaps", {"slapd"}, NULL},
    {"snmp", {"snmpd"}, NULL},
    {"http",
     {NULL},
     "web servers ask no such rules; their own configuration says who comes "
     "in"},
    {"https",
     {NULL},
     "web servers ask no such rules; their own configuration says who comes "
     "in"},
    {"www",
     {NULL},
     "web servers ask no such rules; their own configuration says who comes "
     "in"},
};
#define DAEMONS (sizeof(rows[0].daemons) / sizeof(rows[0].daemons[0]))

/* No more of a list is looked at: it is, for each word of it. */
#define LIST_MAX 4096

/* Whether the daemon list of the rule has DAEMON, or ALL. */
static bool
is_listed(const struct ha_rule *rule, const char *daemon)
{
	struct ha_slice rest = ha_slice_head(rule->daemons, LIST_MAX), word;

	while (ha_token_next(&rest, &word))
		if (ha_slice_is(word, daemon) || ha_slice_is(word, "ALL"))
			return true;
	return false;
}

bool
service_name_check(struct check *check, struct ha_slice daemon)
{
	struct hint hint = {.size = 0};
	size_t i = 0;

	while (i < sizeof(rows) / sizeof(*rows) &&
	       !ha_slice_is(daemon, rows[i].name))
		i++;
	if (i == sizeof(rows) / sizeof(*rows) ||
	    (check->machine && machine_has(check->machine, daemon)))
		return false;
	for (size_t at = 0; at < DAEMONS && rows[i].daemons[at]; at++)
		if (is_listed(check->rule, rows[i].daemons[at]))
			return true;
	if (rows[i].hint)
		hint_add(&hint, "%s", rows[i].hint);
	if (rows[i].daemons[0] && !rows[i].daemons[2])
		hint_add(&hint, "%swrite %s", rows[i].hint ? ": " : "",
			 rows[i].daemons[0]);
	check_find(check, FINDING_SERVICE_FOR_DAEMON,
		   ha_rule_place(check->rule, daemon), daemon, &hint);
	return true;
}
