# SPDX-License-Identifier: BSD-3-Clause
# shellcheck shell=bash disable=SC2154
#
# A place for tests of the drop-in libwrap that nobody else sees: namespaces
# with a loopback interface alone, a copy of /etc, and names of their own.
# Root can give options another user; others are root in a namespace, alone.

# enter_world SCRIPT [ARGUMENT]...: the script again, in a place of its own, if
# it is not there already.
enter_world()
{
	local namespaces=(unshare --net --mount)

	[ "${HA_WORLD_INSIDE-}" != yes ] || return 0
	[ "$(id -u)" -eq 0 ] || namespaces+=(--user --map-root-user)
	"${namespaces[@]}" true 2>/dev/null || {
		echo "NOT RUN: ${1##*/}: $("${namespaces[@]}" true 2>&1)"
		exit 77
	}
	HA_WORLD_USER=$(id -u) HA_WORLD_INSIDE=yes exec "${namespaces[@]}" "$@"
}

# make_world: inside, after $work is there.
make_world()
{
	local address file

	ip link set lo up
	for address in fd00::1 fd00::2 fd00::3; do
		ip address add "$address/128" dev lo
	done
	ip address add fe80::2/64 dev lo
	mkdir "$work/etc"
	chmod 755 "$work" "$work/etc"
	for file in alternatives passwd group protocols services ld.so.cache; do
		[ ! -e "/etc/$file" ] || cp -R "/etc/$file" "$work/etc"
	done
	cat >"$work/etc/hosts" <<-END
	127.0.0.1 localhost
	::1 localhost
	127.0.0.2 good.example.net other.example.net
	127.0.0.99 liar.example.net
	127.0.0.3 liar.example.net
	127.0.0.4 192.0.2.9
	127.0.0.5 short
	127.0.0.6 UPPER.Example.NET
	127.0.0.7 dotted.example.net.
	127.0.0.8 unknown
	127.0.0.9 paranoid
	fd00::2 six.example.net
	fd00::9 liar6.example.net
	fd00::3 liar6.example.net
	END
	echo "multi off" >"$work/etc/host.conf"
	printf '%s: files\n' passwd group hosts protocols services netgroup \
		>"$work/etc/nsswitch.conf"
	mount --bind "$work/etc" /etc
}
