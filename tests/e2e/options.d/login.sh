# SPDX-License-Identifier: BSD-3-Clause
# shellcheck shell=bash disable=SC2034,SC2154
#
# Logins to a private sshd with rules of a test, and what they should come to.

sentence="Access from 127.0.0.5 is refused by this system's host access rules."

# Any password will do, so ssh's question serves as the answer.
export SSH_ASKPASS=/bin/echo SSH_ASKPASS_REQUIRE=force

# stack [ARGUMENT]...: the PAM file, with both lines for the module.
stack()
{
	set -- "$module" "allowfile=$rules_allow" "denyfile=$rules_deny" \
		daemon=sshd "$@"
	service_pam <<-EOF
		auth requisite $*
		auth required pam_permit.so
		account required $*
		session required pam_permit.so
	EOF
}

# rules ALLOW DENY: the rules of each file.
rules()
{
	echo "$1" >"$rules_allow"
	echo "$2" >"$rules_deny"
}

# script NAME < BODY: makes a command.
script()
{
	{ echo '#!/bin/sh'; cat; } >"$work/$1"
	chmod 755 "$work/$1"
}

# login SOURCE METHOD [-o OPTION]...
login()
{
	local source=$1 method=$2

	shift 2
	: >"$syslog"
	rm -f "$work/ran"
	ssh_login "$source" -o PreferredAuthentications="$method" \
		-o NumberOfPasswordPrompts=1 "$@"
}

# said: what the server tells the client, without what ssh adds.
said()
{
	tr -d '\r' <"$client_err" |
		grep -vE '^$|^Connection (closed|reset) by |: Permission denied \(' || :
}

# outcome: what came of the last login, as text.
outcome()
{
	echo "status $client_status"
	cat "$client_out"
	said
	module_log "$sshd_ident"
}

# ran: what commands wrote.
ran()
{
	cat "$work/ran" 2>/dev/null || :
}

# allowed [LINE]...: the outcome of a login that is let in.
allowed()
{
	printf '%s\n' "status 0" "welcome, COUNTRY=" "$@"
}

# refused METHOD WORDS RULE [REASON]: the outcome of a login from 127.0.0.5
# that RULE (FILE "TEXT") refuses.  With METHOD password the client is not
# told why: sshd passes on what PAM says of a password only if the login goes
# on.
refused()
{
	echo "status 255"
	[ "$1" = password ] || echo "$2"
	refusal "${@:3}"
}

# refusal FILE TEXT [REASON]: the line of the log.
refusal()
{
	echo "authpriv.warning refused connect from 127.0.0.5 (127.0.0.5):" \
		"service=$service user=root rule=$1:1 \"$2\"${3:+ reason=$3}"
}

# decided_by: the rule of the log line, and the reason.
decided_by()
{
	module_log "$sshd_ident" | sed -nE 's/.* refused connect .* rule=//p'
}

# gone PID: whether the process has ended; waits for that a while.
gone()
{
	wait_until eval "! kill -0 $1 2>/dev/null"
}
