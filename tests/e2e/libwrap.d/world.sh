# SPDX-License-Identifier: BSD-3-Clause
# shellcheck shell=bash disable=SC2034,SC2154
#
# A world in which programs run with one of two libraries: in a place of its
# own, see ../../support/place.sh, with a network, a log and rules of its own.
#
# Gives these to the script:
#   $log       what programs said to syslog, as log_keeper writes it
#   $program, $service, $ident  set by a test: its name in the table, the
#              daemon that rules name, and the name under which it logs
#   $facility  set by a test: the facility of the line about a refusal
#   $denied    set by a test: what the log says of the rule that refuses
#   $stranger  set by a test: which of the strangers comes
#   $answers   set by a test: "no" if a refused client gets no answer, and waits
#              as long as it likes

tools=$(realpath "$(dirname "${BASH_SOURCE[0]}")")
# Who comes, by the last part of its address, and where it goes to, likewise:
# a route says from which address a program talks to that one, so that those
# that cannot choose their address can be used as clients, too.
declare -A number=([friend]=10 [stranger]=66 [other]=67 [flooder]=68)
declare -A door=([friend]=1 [stranger]=2 [other]=3 [flooder]=4)
deny_rule="ALL: 192.0.2.64/255.255.255.192 [2001:db8::60]/123"
twist_rule="in.twisted: ALL: twist /bin/echo not %a"
place_folder=/usr/lib/hostsaccess

# address FAMILY NUMBER
address()
{
	if [ "$1" = 4 ]; then echo "192.0.2.$2"; else echo "2001:db8::$2"; fi
}

# world_make LIBRARY: inside a place, makes the rest.
world_make()
{
	place_make server.example.org
	work=$(mktemp -d)
	chmod 755 "$work"
	log=$work/log
	world_network
	world_names
	world_rules
	world_log
	world_library "$1"
	world_servers
}

# Two networks and a wire between them: some daemons always let in who has one
# of the addresses of their own host.
world_network()
{
	local who family

	ip netns add clients
	ip link add server type veth peer name client netns clients
	ip link set lo up
	ip link set server up
	as_client ip link set client up
	for who in "${!number[@]}"; do
		for family in 4 6; do
			world_wire $family "${door[$who]}" "${number[$who]}"
		done
	done
}

# world_wire FAMILY DOOR NUMBER
world_wire()
{
	local mine yours nodad=()

	[ "$1" = 4 ] || nodad=(nodad)
	mine=$(address "$1" "$2")
	yours=$(address "$1" "$3")
	ip address add "$mine" dev server "${nodad[@]}"
	as_client ip address add "$yours" dev client "${nodad[@]}"
	ip -"$1" route add "$yours" dev server src "$mine"
	as_client ip -"$1" route add "$mine" dev client src "$yours"
}

# as_client COMMAND...: in the network of the clients.
as_client()
{
	nsenter --net=/run/netns/clients "$@"
}

world_names()
{
	echo "hosts: files" >/etc/nsswitch.conf
	printf '%s\n' "passwd: files" "group: files" "services: files" \
		"rpc: files" "protocols: files" >>/etc/nsswitch.conf
	: >/etc/resolv.conf
	printf '%s\n' "127.0.0.1 localhost" "::1 localhost" \
		"192.0.2.1 server.example.org server" >/etc/hosts
}

world_rules()
{
	printf '%s\n' "ALL: 127.0.0.1 [::1] 192.0.2.10 [2001:db8::10]" \
		>/etc/hosts.allow
	printf '# Who may not come\n%s\n%s\nALL: ALL\n' "$twist_rule" \
		"$deny_rule" >/etc/hosts.deny
}

# A /dev of its own, because nothing else can have another /dev/log.
world_log()
{
	local dev=$work/dev

	mkdir "$dev"
	mount -t tmpfs -o mode=755 place "$dev"
	cp -a /dev/{null,zero,full,random,urandom,tty} "$dev"
	mkdir "$dev/pts" "$dev/shm"
	mount -t devpts -o newinstance,ptmxmode=666 place "$dev/pts"
	ln -s pts/ptmx "$dev/ptmx"
	ln -s /proc/self/fd "$dev/fd"
	mount --move "$dev" /dev
	"$tools/log_keeper" /dev/log "$log" &
	wait_until test -S /dev/log
}

# world_library stock|ours: as if ours were installed: whoever starts a
# program, and whatever becomes of its environment.
world_library()
{
	expected_library=$(ldconfig -p | awk '/libwrap\.so\.0 / { print $NF }')
	if [ "$1" = ours ]; then
		mkdir "$place_folder"
		cp -L "$drop_in" "$place_folder"
		echo "$place_folder" >/etc/ld.so.conf.d/00-hostsaccess.conf
		ldconfig
		expected_library=$place_folder/libwrap.so.0
	fi
	expected_library=$(realpath "$expected_library")
}

# What stands behind tcpd, an inetd, stunnel or socat, under several names.
world_servers()
{
	local name

	for name in in.hello in.wrapped in.both in.twisted; do
		printf '#!/bin/sh\necho welcome\n' >"/usr/local/sbin/$name"
	done
	printf '#!/bin/sh\nread -r _\necho welcome\n' >/usr/local/sbin/in.answer
	chmod 755 /usr/local/sbin/in.*
}

# not_run WHY: says that $program does not run here, and ends its test.
not_run()
{
	echo "$program: $1" >>"$work/not_run"
	exit 0
}

# fact NAME TEXT: what should be the same with both libraries.
fact()
{
	printf 'fact\t%s\t%s\n' "$1" "$(tr -s ' \n\t' ' ' <<<"$2")" \
		>>"$work/facts"
}

# needs COMMAND...: whether what $program needs is there, and the first of it
# is linked with libwrap.
needs()
{
	local command

	for command; do
		[ -n "$(type -P "$command")" ] || not_run "there is no $command"
	done
	ldd "$(type -P "$1")" | grep libwrap >/dev/null ||
		not_run "$1 is not linked with libwrap"
}

# start COMMAND...: starts a daemon, which must stay in the foreground.
start()
{
	output=$work/${program// /-}.out
	"$@" >>"$output" 2>&1 </dev/null &
	daemon=$!
}

# listens PORT [FAMILIES]: waits until someone does, or the daemon has ended.
listens()
{
	wait_until listens_or_ended "$1"
	kill -0 "$daemon" 2>/dev/null || {
		sed 's/^/# /' "$output" >&2
		not_run "it does not start: $(tail -n 1 "$output")"
	}
}

listens_or_ended()
{
	[ -n "$(ss -Hlntu "sport = :$1")" ] || ! kill -0 "$daemon"
}

# visit PATTERN COMMAND [ARGUMENT]...: clients come, allowed and refused, of
# both families.  Who sees something like PATTERN was allowed.  In arguments
# ADDRESS is where to go to, HOST the same as in a URL, SIX a 6 or nothing, and
# WAIT how many seconds to wait for an answer that may never come.
visit()
{
	local family visitors=()

	for family in ${families-4 6}; do
		visit_one "$family" friend "$@" &
		visitors+=($!)
		visit_one "$family" "$stranger" "$@" &
		visitors+=($!)
	done
	wait "${visitors[@]}"
}

# visit_one FAMILY WHO PATTERN COMMAND [ARGUMENT]...: writes a row.
visit_one()
{
	local family=$1 who=$2 pattern=$3 said took verdict=refused start wait

	shift 3
	wait=2
	[ "$who" != friend ] || wait=20
	towards "$family" "$(address "$family" "${door[$who]}")" "$@"
	start=${EPOCHREALTIME/./}
	said=$(as_client timeout 60 "${command[@]}" 2>&1 </dev/null) || :
	took=$(((${EPOCHREALTIME/./} - start) / 1000))
	# What talk prints has its own, without the start of a program.
	case $said in *$'\t'*) took=${said##*$'\t'} said=${said%$'\t'*} ;; esac
	! grep -qE -e "$pattern" <<<"$said" || verdict=allowed
	said=$(grep . <<<"$said" | tail -n 1 | tr '\t' ' ') || said=nothing
	printf '%s\t%s\t%s\t%s\t%s\t%s\t%s\t%s\t%s\t%s\t%s\n' "$program" \
		"IPv$family" "${who/other/stranger}" "$verdict" "$took" \
		"$(address "$family" "${number[$who]}")" "$ident" \
		"$facility.warning" "service=$service $denied" \
		"$answers" "$said" >>"$work/rows"
}

# towards FAMILY ADDRESS COMMAND [ARGUMENT]...: sets $command.
towards()
{
	local family=$1 address=$2 host=$2 six='' word

	if [ "$family" = 6 ]; then
		host="[$address]"
		six=6
	fi
	command=()
	for word in "${@:3}"; do
		word=${word//ADDRESS/$address}
		word=${word//HOST/$host}
		word=${word//WAIT/$wait}
		command+=("${word//SIX/$six}")
	done
}

# world_report: what happened in this world, one thing a line.
world_report()
{
	wait_until log_is_quiet
	mapped_libraries | sed "s|^${expected_library#/usr}$|its own|
		s/^/library\t/"
	[ ! -e "$work/rows" ] || sed 's/^/row\t/' "$work/rows"
	[ ! -e "$work/facts" ] || cat "$work/facts"
	[ ! -e "$work/floods" ] || cat "$work/floods"
	sed 's/^/log\t/' "$log"
	[ ! -e "$work/not_run" ] || sed 's/^/not run\t/' "$work/not_run"
	grep -H . "$work"/*.said | sed "s|^$work/|said\t|" || :
}

log_is_quiet()
{
	local size

	size=$(stat -c %s "$log")
	sleep 1
	[ "$size" = "$(stat -c %s "$log")" ]
}

# mapped_libraries: which libwrap the processes of this world have.
mapped_libraries()
{
	cat /proc/[0-9]*/maps 2>/dev/null | awk '/libwrap/ { print $6 }' |
		sed 's|^/usr/|/|' | sort -u
}
