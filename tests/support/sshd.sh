# SPDX-License-Identifier: BSD-3-Clause
# shellcheck shell=bash disable=SC2034,SC2120
#
# A private sshd on loopback: the real program with a PAM service, a port,
# keys and a log of its own.  It neither minds nor touches another sshd of
# this machine, nor the machine's own rule files.
#
# Gives these to the script, besides what service.sh gives:
#   $sshd_addresses  where it listens, 127.0.0.1 at first; can be set
#   $sshd_log  what sshd itself logged
#   $sshd_ident  the name under which PAM modules log in it
#   $libwrap_allow, $libwrap_deny  what sshd's libwrap reads, empty at first
#   $client_out, $client_err, $client_status  what the last login gave

# shellcheck source-path=SCRIPTDIR source-path=SCRIPTDIR/../tests/support
# shellcheck source=../support/service.sh
. "$(dirname "${BASH_SOURCE[0]}")/service.sh"

sshd_addresses=(127.0.0.1)
sshd_options=()
sshd_pid=

# sshd_prepare NAME: makes the service and all that sshd needs.
sshd_prepare()
{
	local program

	program=$(PATH=$PATH:/usr/sbin command -v sshd) ||
		{ echo "$0: there is no sshd" >&2; exit 1; }
	service_prepare "$1"
	trap sshd_remove EXIT
	sshd_log=$work/sshd.log
	libwrap_allow=$work/libwrap.allow
	libwrap_deny=$work/libwrap.deny
	client_out=$work/client.out
	client_err=$work/client.err

	touch "$libwrap_allow" "$libwrap_deny"
	preload+=:$(service_compile libwrap_tables)
	mkdir -p /run/sshd # left there: it belongs to every sshd
	ln -s "$program" "$work/$service"
	ssh-keygen -q -t ed25519 -N '' -C host -f "$work/host_key"
	ssh-keygen -q -t ed25519 -N '' -C client -f "$work/client_key"
	echo "private $(cat "$work/host_key.pub")" >"$work/known_hosts"
	sshd_ask
}

# sshd_knows OPTION=VALUE: whether this sshd has such an option.
sshd_knows()
{
	"$work/$service" -t -f /dev/null -h "$work/host_key" -o "$1" \
		2>/dev/null
}

# sshd_ask: finds out how this sshd comes to its PAM service: by its own name
# or, where another program serves the connections (from OpenSSH 9.8 on), by
# an option.  No client is to be dropped because it was refused before.
sshd_ask()
{
	sshd_ident=$service
	sshd_options=()
	if sshd_knows "PAMServiceName=$service"; then
		sshd_ident=sshd-session
		sshd_options+=(-o "PAMServiceName=$service")
	fi
	if sshd_knows PerSourcePenalties=no; then
		sshd_options+=(-o PerSourcePenalties=no)
	fi
}

sshd_remove()
{
	sshd_stop
	service_remove
}

# sshd_start [-o OPTION]...: starts it on a free port and waits until it
# listens.  Who logs in has an empty home, so that no start-up file of the user
# says anything.
sshd_start()
{
	local try

	for try in 1 2 3 4 5; do
		sshd_port=$((20000 + RANDOM % 12000))
		if sshd_try "$@"; then
			return
		fi
	done
	echo "$0: sshd does not start in $try tries:" >&2
	cat "$sshd_log" >&2
	exit 1
}

sshd_try()
{
	local polls=1200

	: >"$sshd_log"
	LD_PRELOAD=$preload \
	LIBWRAP_ALLOW=$libwrap_allow LIBWRAP_DENY=$libwrap_deny \
		"$work/$service" -D -f /dev/null -E "$sshd_log" \
		-p "$sshd_port" "${sshd_addresses[@]/#/-oListenAddress=}" \
		-o HostKey="$work/host_key" -o PidFile=none \
		-o AuthorizedKeysFile="$work/client_key.pub" \
		-o StrictModes=no -o PermitRootLogin=yes -o UsePAM=yes \
		-o PrintMotd=no -o PrintLastLog=no -o SetEnv="HOME=$work" \
		"${sshd_options[@]}" "$@" &
	sshd_pid=$!
	until [ "$(grep -c '^Server listening' "$sshd_log")" \
	    -eq ${#sshd_addresses[@]} ]; do
		if grep -q ' failed' "$sshd_log" ||
		    ! kill -0 "$sshd_pid" 2>/dev/null ||
		    [ $((polls -= 1)) -eq 0 ]; then
			sshd_stop
			return 1
		fi
		sleep 0.05
	done
}

# sshd_stop: ends it and the connections that it serves.
sshd_stop()
{
	local children=() list=/proc/$sshd_pid/task/$sshd_pid/children

	[ -n "$sshd_pid" ] || return 0
	{ read -ra children <"$list"; } 2>/dev/null || :
	kill "$sshd_pid" "${children[@]}" 2>/dev/null || :
	wait "$sshd_pid" 2>/dev/null || :
	sshd_pid=
}

# ssh_login SOURCE [-o OPTION]...: logs in from the loopback address SOURCE
# and says "welcome".  Never fails: see $client_status.
ssh_login()
{
	local source=$1 destination=127.0.0.1

	shift
	case $source in *:*) destination=::1 ;; esac
	client_status=0
	timeout 30 ssh -F none -n -T -b "$source" -p "$sshd_port" \
		-i "$work/client_key" -o IdentitiesOnly=yes \
		-o HostKeyAlias=private -o GlobalKnownHostsFile=/dev/null \
		-o UserKnownHostsFile="$work/known_hosts" \
		"$@" "root@$destination" 'echo welcome' \
		>"$client_out" 2>"$client_err" || client_status=$?
}
