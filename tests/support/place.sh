# SPDX-License-Identifier: BSD-3-Clause
# shellcheck shell=bash
#
# A private place for daemons whose PAM service, users and configuration have
# fixed names: this machine, with changes that nobody else sees and that end
# with the place.  Its own are
#   /etc, /usr and /var, as they are on the machine at first, and /run, empty
#   the processes, the host's name, and a network that is a loopback alone
# Packages can be installed there, in place of others: they start no daemon.
#
# Needs root and `set -euo pipefail`.

place_net=private

# place_run COMMAND...: runs it in a new place, and ends what it started.
place_run()
{
	[ "$(id -u)" -eq 0 ] || { echo "$0: must run as root" >&2; exit 1; }
	unshare --mount --uts --pid --fork --kill-child --mount-proc "$@"
}

# place_make HOST: inside, makes the place, whose host is named HOST.
place_make()
{
	local folder upper resolver hosts

	[ $$ -eq 1 ] || { echo "$0: not in a new place" >&2; exit 1; }
	resolver=$(cat /etc/resolv.conf)
	hosts=$(cat /etc/hosts)
	mount -t tmpfs -o mode=755 place /run
	for folder in etc usr var; do
		upper=/run/place/$folder
		mkdir -p "$upper" "$upper.work"
		mount -t overlay place -o "lowerdir=/$folder" \
			-o "upperdir=$upper,workdir=$upper.work" "/$folder"
	done
	rm -f /etc/resolv.conf
	echo "$resolver" >/etc/resolv.conf
	echo "$hosts" >/etc/hosts
	echo "$1" >/proc/sys/kernel/hostname

	printf '#!/bin/sh\nexit 101\n' >/usr/sbin/policy-rc.d
	chmod +x /usr/sbin/policy-rc.d
	unset HA_INSTALLED
	export TMPDIR=/run/tmp
	mkdir -m 1777 "$TMPDIR"
}

# place_network ADDRESS/LENGTH NAME ...: makes the network, which has these
# addresses and knows these names, and no others.
place_network()
{
	ip netns add "$place_net"
	mkdir -p "/etc/netns/$place_net"
	echo "hosts: files" >"/etc/netns/$place_net/nsswitch.conf"
	in_network ip link set lo up
	while [ $# -gt 0 ]; do
		in_network ip address add "$1" dev lo
		echo "${1%/*} $2"
		shift 2
	done >"/etc/netns/$place_net/hosts"
}

# in_network COMMAND...
in_network()
{
	ip netns exec "$place_net" "$@"
}
