# SPDX-License-Identifier: BSD-3-Clause
# shellcheck shell=bash disable=SC2154
#
# The world of the test of system calls: a private /etc, a name server.
# Needs mount, network and UTS namespaces of its own, and $faults, the folder
# of this file.

# world_prepare FOLDER: makes the world; FOLDER is for its files.
world_prepare()
{
	cp -a /etc "$1/etc"
	mount --bind "$1/etc" /etc
	[ ! -d /run/nscd ] || mount -t tmpfs none /run/nscd
	rm -f /etc/resolv.conf
	echo "nameserver 127.0.0.1" >/etc/resolv.conf
	printf '%s\n' "hosts: files dns" "netgroup: files" >/etc/nsswitch.conf
	printf '%s\n' "127.0.0.1 localhost" \
		"192.0.2.18 filed.example.net" >/etc/hosts
	printf '%s\n' "bad (192.0.2.10,,)" "good (198.51.100.1,,)" \
		"other (192.0.2.10,,elsewhere.example)" >/etc/netgroup
	hostname own.example.net
	domainname example.net
	ip link set lo up
	"$faults/dns" &
	world_server=$!
	wait_for_server
}

wait_for_server()
{
	local polls=200

	until [ -n "$(ss -Hlun 'src 127.0.0.1:53')" ]; do
		if [ $((polls -= 1)) -eq 0 ]; then
			echo "$0: the name server does not start" >&2
			exit 1
		fi
		sleep 0.05
	done
}

world_remove()
{
	kill "$world_server"
	wait "$world_server" 2>/dev/null || :
}
