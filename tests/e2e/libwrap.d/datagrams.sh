# SPDX-License-Identifier: BSD-3-Clause
# shellcheck shell=bash disable=SC2034,SC2154
#
# The programs that are asked by datagrams, some of them by TCP as well.  Needs
# programs.sh.

# flood PORT DATAGRAM: 150 of them from a refused client, and another one when
# all that is forgotten.
flood()
{
	local family

	for family in 4 6; do
		printf 'flood\t%s\tIPv%s\t%s\t%s\t%s\t151\n' "$program" \
			$family "$(address $family "${number[flooder]}")" \
			"$facility.warning" "service=$service $denied" \
			>>"$work/floods"
		flood_one $family --flood=150 "$@"
	done
	sleep 12
	flood_one 4 --flood=1 "$@"
	flood_one 6 --flood=1 "$@"
}

# flood_one FAMILY --flood=COUNT PORT DATAGRAM
flood_one()
{
	as_client "$talk" "$2" "$(address "$1" "${door[flooder]}")" "$3" "" \
		"$4" "" >/dev/null
}

# rpc_words PROGRAM VERSION PROCEDURE: the call as talk wants it, for UDP; who
# only asks whether there is anybody is always answered.
rpc_words()
{
	printf 'call\\0\\0\\0\\0\\0\\0\\0\\x02'
	printf '%08x%08x%08x' "$@" | sed 's/../\\x&/g'
	printf '\\0%.0s' {1..16}
}

# rpc_visit NAME SERVICE IDENT PORT PROGRAM VERSION PROCEDURE [FACILITY]: by
# UDP.
rpc_visit()
{
	names "$1, UDP" "$2" "$3" "${8-authpriv}"
	stranger=other
	visit '^call(\\x00){3}\\x01(\\x00){4}' "$talk" --udp=WAIT ADDRESS \
		"$4" "" "$(rpc_words "$5" "$6" "$7")" ^call
}

# The RPC programs register with rpcbind.
test_rpc()
{
	local others=()

	names "rpcbind, TCP" rpcbind rpcbind auth
	needs rpcbind rpcinfo
	mkdir -p /run/rpcbind
	start rpcbind -f
	listens 111
	visit superuser rpcinfo ADDRESS
	rpc_visit rpcbind rpcbind rpcbind 111 100000 4 4 auth
	flood 111 "$(rpc_words 100000 4 4)" &
	others=($!)
	(test_mountd) &
	others+=($!)
	(test_statd) &
	others+=($!)
	wait "${others[@]}"
}

test_mountd()
{
	names "rpc.mountd, TCP" mountd rpc.mountd
	needs rpc.mountd
	start rpc.mountd -F -p 20048
	listens 20048
	visit "ready and waiting" rpcinfo -a ADDRESS.78.80 -T tcpSIX 100005 3
	rpc_visit rpc.mountd mountd rpc.mountd 20048 100005 3 5
}

test_statd()
{
	names "rpc.statd, TCP" statd rpc.statd
	needs rpc.statd rpcinfo
	start rpc.statd -F -p 20049
	listens 20049
	visit "ready and waiting" rpcinfo -a ADDRESS.78.81 -T tcpSIX 100024 1
	rpc_visit rpc.statd statd rpc.statd 20049 100024 1 0
}

test_snmpd()
{
	local name=1.3.6.1.2.1.1.5.0 others

	names "snmpd, UDP" snmpd snmpd
	needs snmpd snmpget
	echo "rocommunity public" >"$work/snmpd.conf"
	echo "rocommunity6 public" >>"$work/snmpd.conf"
	MIBS="" start snmpd -f -Lsd -C -c "$work/snmpd.conf" \
		udp:161 udp6:161 tcp:161 tcp6:161
	listens 161
	answers=no
	visit server snmpget -v 2c -c public -t WAIT -r 0 -m '' \
		udpSIX:HOST:161 $name
	flood 161 '0&\x02\x01\x01\x04\x06public\xa0\x19\x02\x01\x01\x02\x01\0\
\x02\x01\x000\x0e0\x0c\x06\x08+\x06\x01\x02\x01\x01\x05\0\x05\0' &
	others=$!
	names "snmpd, TCP" snmpd snmpd
	stranger=other answers=no
	visit server snmpget -v 2c -c public -t WAIT -r 0 -m '' \
		tcpSIX:HOST:161 $name
	wait "$others"
}

test_tftpd()
{
	local request='\0\x01file\0octet\0'

	names in.tftpd in.tftpd in.tftpd
	needs in.tftpd
	mkdir -m 755 "$work/tftp"
	echo welcome >"$work/tftp/file"
	chmod 644 "$work/tftp/file"
	start in.tftpd --listen --foreground --address :69 \
		--secure "$work/tftp"
	listens 69
	answers=no
	visit welcome "$talk" --udp=WAIT ADDRESS 69 "" "$request" welcome
	flood 69 "$request"
}

test_socat_udp()
{
	names "socat, UDP" datagram socat user
	needs socat
	start socat -ly UDP6-RECVFROM:7034,ipv6only=0,fork,tcpwrap=datagram \
		EXEC:/usr/local/sbin/in.answer
	listens 7034
	answers=no
	visit welcome "$talk" --udp=WAIT ADDRESS 7034 "" '\n' welcome
}
