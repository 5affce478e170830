/* SPDX-License-Identifier: BSD-3-Clause */
#include "hostsaccess/check/daemon_name.h"

#include "hostsaccess/finding/hint.h"
#include "hostsaccess/tool/nearest.h"

#define COUNT(array) (sizeof(array) / sizeof(*(array)))

/* Those that most rules are for, and that are misspelt. */
static const char *const usual[] = {
    "sshd",     "vsftpd",  "proftpd",   "pure-ftpd", "in.ftpd", "in.telnetd",
    "in.tftpd", "rpcbind", "portmap",   "mountd",    "slapd",   "snmpd",
    "xinetd",   "dovecot", "stunnel",   "dropbear",  "cupsd",   "smbd",
    "sendmail", "rsyncd",  "rpc.mountd"};

/* Others that are nearly the same, and are none of those. */
static const char *const others[] = {
    "cups",        "sshd1",       "sshd2",      "rshd",      "lshd",
    "kshd",        "ftpd",        "tftpd",      "sftpd",     "in.rshd",
    "in.rexecd",   "in.rlogind",  "in.talkd",   "in.ntalkd", "in.lpd",
    "telnetd",     "statd",       "lockd",      "rquotad",   "rpc.statd",
    "nfsd",        "inetd",       "smtpd",      "nmbd",      "lpd",
    "rsync",       "snmptrapd",   "stunnel4",   "stunnel5",  "imapd",
    "pop3d",       "nntpd",       "httpd",      "ntpd",      "named",
    "sockd",       "fingerd",     "in.fingerd", "identd",    "in.identd",
    "rexecd",      "rlogind",     "cvsd",       "smbd2",     "winbindd",
    "atftpd",      "in.atftpd",   "utftpd",     "sshdfwd",   "mysqld",
    "ncftpd",      "rpc.rquotad", "rpc.lockd",  "rpc.nfsd",  "wu-ftpd",
    "muddleftpd",  "in.proftpd",  "bftpd",      "twoftpd",   "kftpd",
    "sshd-session"};

static bool
is_one(struct ha_slice name, const char *const *names, size_t count)
{
	for (size_t i = 0; i < count; i++)
		if (ha_slice_is(name, names[i]))
			return true;
	return false;
}

/* Whether NAME is a usual one with more behind it: sshd_2222, vsftpd2. */
static bool
is_instance(struct ha_slice name)
{
	for (size_t i = 0; i < COUNT(usual); i++) {
		size_t size = strlen(usual[i]);

		if (name.size > size &&
		    ha_slice_starts(name, ha_slice_of(usual[i])) &&
		    (ha_in_class(name.data[size], HA_C_DIGIT) ||
		     name.data[size] == '-' || name.data[size] == '_'))
			return true;
	}
	return false;
}

/* Returns what NAME, without dots at its ends, was to be; or NULL. */
static const char *
nearest(struct ha_slice name)
{
	struct ha_slice body = ha_slice_trim(name, HA_C_DOT);
	const char *meant;

	if (body.size == name.size &&
	    (is_one(name, usual, COUNT(usual)) ||
	     is_one(name, others, COUNT(others)) || is_instance(name)))
		return NULL;
	meant = nearest_word(body, usual, COUNT(usual));
	/* few misspell the first letter, but many daemons end alike */
	return meant && ha_fold(meant[0]) == ha_fold(body.data[0]) ? meant
								   : NULL;
}

void
daemon_name_check(struct check *check, struct ha_slice name)
{
	struct hint hint = {.size = 0};
	const char *meant = nearest(name);

	if (!meant)
		return;
	hint_mean(&hint, ha_slice_of(meant));
	check_find(check, FINDING_MISSPELT_DAEMON,
		   ha_rule_place(check->rule, name), name, &hint);
}

void
daemon_name_hint(struct hint *hint, struct ha_slice name)
{
	static const char marks[] = "+-!~*@";
	size_t slash;

	if (name.data[0] == '/') {
		hint_add(hint, "a daemon is named without its folder");
		return;
	}
	while (name.size > 0 && name.data[0] != '\0' &&
	       strchr(marks, name.data[0]))
		name = ha_slice_from(name, 1);
	slash = ha_slice_find(name, '/');
	if (ha_slice_is(ha_slice_head(name, slash), "tcp") ||
	    ha_slice_is(ha_slice_head(name, slash), "udp"))
		name = ha_slice_from(name, slash + 1);
	else
		name = ha_slice_head(name, slash);
	name = ha_slice_head(name, ha_slice_find(name, '('));
	if (name.size > 0 && ha_slice_all(name, HA_C_HOST_NAME))
		hint_mean(hint, name);
}
