# SPDX-License-Identifier: BSD-3-Clause
# shellcheck shell=bash
#
# A bare Debian, made with debootstrap from where apt has this one, which ends
# with the script.  Needs root, `set -euo pipefail`, and from the script
#   $release  which Debian, by its code name
#   $here     that of this machine
#   $arch     of which machine, if not of this one
# Gives $root, its folder.

root=
unshare_pid=

# outside RELEASE: a folder, and a namespace in which all mounts and
# processes end.
outside()
{
	local status=0

	root=$(mktemp -d)
	unshare --mount --pid --fork --kill-child "$0" inside "$root" "$1" \
		"$here" &
	unshare_pid=$!
	wait "$unshare_pid" || status=$?
	outside_end
	return "$status"
}

outside_end()
{
	[ -z "$unshare_pid" ] || kill -KILL "$unshare_pid" 2>/dev/null || :
	wait
	unshare_pid=
	[ -z "$root" ] || rm -rf --one-file-system "$root"
	root=
}

# targets FORMAT: the package indexes of this Debian that apt knows.
targets()
{
	apt-get indextargets --format "$1" 'Origin: Debian' \
		'Created-By: Packages' | grep -w "$here" | sort -u
}

# sources: where apt has the RELEASE from, if it is where it has this one
# from; sid has neither updates nor what is of security.
sources()
{
	local those=.

	[ "$release" != sid ] || those=' sid '
	# shellcheck disable=SC2016 # $(...) is apt's
	targets 'deb $(REPO_URI) $(RELEASE) $(COMPONENT)' |
		sed "s/\\<$here\\>/$release/" | grep "$those"
}

# What programs there need of this machine.
mount_devices()
{
	mount -t proc proc "$root/proc"
	mount --rbind /dev "$root/dev"
}

# shellcheck disable=SC2016 # $(...) is apt's
make_debian()
{
	local http_proxy='' mirror

	eval "$(apt-config shell http_proxy Acquire::http::Proxy)"
	[ -z "$http_proxy" ] || export http_proxy
	mirror=$(targets '$(REPO_URI) $(CODENAME)' |
		sed -n "s/ $here\$//p" | sed -n 1p)
	chmod 755 "$root"
	mount --bind "$root" "$root"
	debootstrap ${arch:+--arch="$arch"} --variant=minbase "$release" \
		"$root" "$mirror" >"$root/debootstrap.out" 2>&1 ||
		{ tail "$root/debootstrap.out" >&2; exit 1; }
	mount_devices

	sources >"$root/etc/apt/sources.list"
	apt-config dump Acquire >"$root/etc/apt/apt.conf.d/90machine"
	cp -L /etc/resolv.conf /etc/hosts "$root/etc"
	printf '#!/bin/sh\nexit 101\n' >"$root/usr/sbin/policy-rc.d"
	chmod +x "$root/usr/sbin/policy-rc.d"
}
