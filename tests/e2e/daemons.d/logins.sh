# SPDX-License-Identifier: BSD-3-Clause
# shellcheck shell=bash disable=SC2034
#
# Logins to daemons in a private place, and what comes of them.
#
# Gives these to the script, besides what lib.sh and place.sh give:
#   $server, $friend, $stranger, $lone  addresses; $server6 and so on: of IPv6
#   $liar, $number, $forger  addresses whose name server says that they are the
#                   friend, that their name is the friend's address, and that
#                   their own name has the friend's address
#   $owner  one with a name of its own domain, which is true
#   $sentence  the end of what a refused client is told
#   $every_type  the types of PAM, as told() names them
#   $tells  set by the script: how a daemon names the client in PAM_RHOST,
#           "name", "address", or "mapped" (an IPv4 address as one of IPv6)
#   $arguments  set by the script: of the module, in network_rows()

tools=$(realpath "$(dirname "${BASH_SOURCE[0]}")")
# shellcheck source-path=SCRIPTDIR source=../lib.sh
. "$tools/../lib.sh"
# shellcheck source-path=SCRIPTDIR source=../../support/place.sh
. "$tools/../../support/place.sh"

sentence="is refused by this system's host access rules."
server=192.0.2.1
server6=2001:db8::1
friend=192.0.2.10
friend6=2001:db8::10
stranger=192.0.2.20
stranger6=2001:db8::20
lone=192.0.2.30
liar=192.0.2.40
number=192.0.2.41
forger=192.0.2.42
owner=192.0.2.43
every_type="authenticate acct_mgmt open_session"
tells=address
arguments=
daemon_pid=

# stack SERVICE AUTH [ARGUMENT]...: the PAM file of SERVICE, with an auth line
# of the control AUTH for the module (none if it is empty).  pam_warn(8) logs
# what the daemon tells; vsftpd minds modules that start processes.
stack()
{
	local auth=$2

	service=$1
	shift 2
	set -- "$module" "allowfile=$rules_allow" "denyfile=$rules_deny" "$@"
	service_pam <<-EOF
		auth optional pam_warn.so
		${auth:+auth $auth $*}
		auth required pam_unix.so nodelay
		account optional pam_warn.so
		account required $*
		account required pam_unix.so
		session optional pam_warn.so
		session required pam_permit.so
	EOF
}

# rules ALLOW DENY
rules()
{
	echo "$1" >"$rules_allow"
	echo "$2" >"$rules_deny"
}

# daemon_start PROGRAM [ARGUMENT]...
daemon_start()
{
	LD_PRELOAD=$preload ip netns exec "$place_net" "$@" \
		>"$work/daemon.log" 2>&1 &
	daemon_pid=$!
}

daemon_stop()
{
	kill "$daemon_pid" || :
	wait "$daemon_pid" || :
}

# talk PORT SOURCE LINE...: says the lines to the daemon, and keeps the last
# reply.
talk()
{
	local port=$1 source=$2 destination=$server

	shift 2
	case $source in *:*) destination=$server6 ;; esac
	: >"$syslog"
	in_network "$tools/tcp_client" "$source" "$destination" "$port" "$@" \
		>"$work/talk" 2>&1 || sed 's/^/# /' "$work/daemon.log"
	tail -n 1 "$work/talk" >"$work/reply"
}

# ftp SOURCE [PASSWORD]
ftp()
{
	talk 21 "$1" "USER alice" "PASS ${2-right}"
}

# imap SOURCE [PASSWORD]
imap()
{
	talk 143 "$1" "a LOGIN alice ${2-right}"
	sed -i 's/\[CAPABILITY [^]]*\] //' "$work/reply"
}

# remote_login SOURCE telnet|rlogin
remote_login()
{
	: >"$syslog"
	in_network "$tools/remote_client" "$1" "$server" "$2" \
		>"$work/talk" 2>&1 || sed 's/^/# /' "$work/daemon.log"
	grep -x welcome "$work/talk" >"$work/reply" ||
		tail -n 1 "$work/talk" >"$work/reply"
}

# local_run PASSWORD COMMAND...: runs a program, and keeps what it shows.
local_run()
{
	: >"$syslog"
	LD_PRELOAD=$preload in_network "$tools/tty_client" "$@" \
		>"$work/shown" 2>&1 || :
	sed '/^\(Password: \)\?$/d' "$work/shown" >"$work/reply"
}

# told: what the daemon told PAM, and for which types it then asked; numbers
# of processes and terminals are N.
told()
{
	awk -F '[][]' '
		/: pam_warn\(/ && /authenticate|acct_mgmt|open_session/ {
			sub(/pam_sm_/, "", $4)
			sub(/[0-9]+$/, "N", $8)
			items = $6 " tty=" $8 " ruser=" $12 " rhost=" $14
			types[items] = types[items] " " $4
		}
		END {
			for (items in types)
				print items ":" types[items]
		}' "$syslog"
}

# outcome IDENT: the reply, what the daemon told, and what the module logged
# under the name IDENT.
outcome()
{
	cat "$work/reply"
	told
	module_log "$1" | grep ' connect from ' || :
}

# allowed REPLY ITEMS TYPES: the outcome of a login that is let in.
allowed()
{
	printf '%s\n' "$1" "$service $2: $3"
}

# refused REPLY ITEMS TYPES CLIENT [WHY]: the outcome of one that is refused.
refused()
{
	allowed "$1" "$2" "$3"
	echo "authpriv.warning refused connect from $4: service=$service" \
		"user=alice ${5-rule=hosts.deny:1 \"ALL: ALL\"}"
}

# liars_start: the name server of the liars.
liars_start()
{
	local address

	for address in "$liar" "$number" "$forger" "$owner"; do
		in_network ip address add "$address/24" dev lo
	done
	in_network "$tools/lying_dns" 127.0.0.1 "$liar=friend.example.com" \
		"$number=$friend" "$forger=forger.example.net" \
		"forger.example.net=$friend" "$owner=owner.example.net" \
		"owner.example.net=$owner" >"$work/dns.log" 2>&1 &
	until in_network getent hosts "$liar" >"$work/liar"; do
		sleep 0.1
	done
	echo "# $(xargs <"$work/liar")"
}

# rhost ADDRESS: the PAM_RHOST of a client.
rhost()
{
	case $tells:$1 in
	name:"$friend" | name:"$friend6") echo friend.example.org ;;
	name:"$liar" | name:"$number" | name:"$forger") echo "$1" ;;
	name:*) echo stranger.example.org ;;
	mapped:*.*) echo "::ffff:$1" ;;
	*) echo "$1" ;;
	esac
}

# logged ADDRESS: how the log names a stranger.
logged()
{
	if [ "$tells" = name ]; then
		echo "stranger.example.org (unknown)"
	else
		echo "stranger.example.org ($1)"
	fi
}

# network_rows NAME TALK IDENT ITEMS WELCOME SORRY: a daemon that tells PAM
# ITEMS and the client, says WELCOME to whom it lets in and SORRY
# to others, and logs as IDENT.
network_rows()
{
	local name=$1 talk=$2 ident=$3 items=$4 welcome=$5 sorry=$6
	local password client lookup

	rules "$service: friend.example.org" "ALL: ALL"
	stack "$service" requisite "$arguments"
	for client in "$friend" "$friend6"; do
		"$talk" "$client"
		check "$name: $client is allowed" "$(allowed "$welcome" \
			"$items rhost=$(rhost "$client")" "$every_type")" \
			"$(outcome "$ident")"
	done
	for password in right wrong; do
		"$talk" "$stranger" "$password"
		check "$name: the auth line refuses, password $password" \
			"$(refused "$sorry" \
			"$items rhost=$(rhost "$stranger")" authenticate \
			"$(logged "$stranger")")" \
			"$(outcome "$ident")"
	done
	stack "$service" "" "$arguments"
	for client in "$stranger" "$stranger6"; do
		"$talk" "$client"
		check "$name: the account line refuses $client" \
			"$(refused "$sorry" \
			"$items rhost=$(rhost "$client")" \
			"authenticate acct_mgmt" \
			"$(logged "$client")")" \
			"$(outcome "$ident")"
	done
	rules "$service: friend.example.org friend.example.com $friend" \
		"ALL: ALL"
	while read -r client lookup; do
		"$talk" "$client"
		check "$name: $client, whose name server lies, is refused" \
			"$(refused "$sorry" \
			"$items rhost=$(rhost "$client")" \
			"authenticate acct_mgmt" "$client ($client)" \
			"rule=hosts.deny:1 \"ALL: ALL\" lookup=$lookup")" \
			"$(outcome "$ident")"
	done <<-EOF
		$liar address-mismatch:friend.example.com
		$number bad-name:$friend
		$forger address-mismatch:forger.example.net
	EOF
}
