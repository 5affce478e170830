# SPDX-License-Identifier: BSD-3-Clause
# shellcheck shell=bash disable=SC2034
#
# Users, groups and hosts that nobody else has, in a mount namespace of the
# caller's own.

# world_make FOLDER: makes them in FOLDER, and puts them in the place of the
# files in /etc.  Sets $world_users, $world_groups and $world_names.
world_make()
{
	local number=2000 file user

	mkdir -p "$1"
	cp /etc/passwd /etc/group "$1"
	for user in anna bob carol Dave wheel; do
		echo "$user:x:$number:$number::/:/bin/sh" >>"$1/passwd"
		[ "$user" = wheel ] || echo "$user:x:$number:" >>"$1/group"
		number=$((number + 1))
	done
	printf '%s\n' "staff2:x:3000:anna,Dave" "wheel:x:3001:bob" \
		"guests:x:2002:anna" >>"$1/group"
	sed -i '/^carol:x:2002/d' "$1/group"
	printf '%s\n' "127.0.0.1 localhost" "10.0.0.1 a.example.org" \
		"10.1.2.3 b.example.net" "10.2.0.5 c.example.org" \
		"2001:db8:1::2 d.example.net" >"$1/hosts"
	printf '%s files\n' passwd: group: hosts: netgroup: shadow: \
		>"$1/nsswitch.conf"
	for file in passwd group hosts nsswitch.conf; do
		mount --bind "$1/$file" "/etc/$file"
	done
	world_users="anna bob carol Dave wheel root"
	world_groups="staff2 wheel guests anna nogroup"
	world_names="a.example.org b.example.net c.example.org d.example.net"
}
