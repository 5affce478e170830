# SPDX-License-Identifier: BSD-3-Clause
# shellcheck shell=bash
#
# A Debian of its own, made with debootstrap from where apt has this one, which
# ends with the script, and may be of another machine.  Needs root, `set -euo
# pipefail`, and from the script
#   $release      which Debian, by its code name
#   $here         that of this machine
#   $arch         of which machine, if not of this one
#   $source_tree  the top of the tree
# Gives $root, its folder.
#
# shellcheck disable=SC2154 # the caller's

root=
unshare_pid=

# root_enter NAME ARGUMENT...: runs this script with `inside`, a folder, HERE
# and the ARGUMENTs, in namespaces in which all mounts and processes end.  The
# folder is a new one, or, with HA_ROOTS, NAME there, which stays, and is for
# one at a time.
root_enter()
{
	local status=0 lock

	root=${HA_ROOTS:+$HA_ROOTS/$1}
	[ -n "$root" ] || root=$(mktemp -d)
	mkdir -p "$root"
	exec {lock}<"$root"
	flock --nonblock "$lock" || {
		echo "$root: in use by another" >&2
		exec {lock}<&-
		return 1
	}
	unshare --mount --pid --fork --kill-child "$0" inside "$root" \
		"$here" "${@:2}" &
	unshare_pid=$!
	wait "$unshare_pid" || status=$?
	unshare_pid= # another process may have that number from now on
	exec {lock}<&-
	root_leave
	return "$status"
}

# root_leave: ends what runs there; the folder goes, unless it stays.
root_leave()
{
	[ -z "$unshare_pid" ] || kill -KILL "$unshare_pid" 2>/dev/null || :
	wait
	unshare_pid=
	[ -z "$root" ] || [ -n "${HA_ROOTS-}" ] ||
		rm -rf --one-file-system "$root"
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

# root_is_made: whether it is there, with all that it is to have; then it is
# mounted.  The script makes the mark, ROOT/made, when it has put that in.
root_is_made()
{
	[ -e "$root/made" ] || return 1
	mount --bind "$root" "$root"
	mount_devices
}

# root_run COMMAND...: runs it there, with nothing of this environment.
root_run()
{
	chroot "$root" env -i HOME=/root TERM=dumb \
		PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin \
		"$@" </dev/null
}

# root_install PACKAGE...: in the Debian.
root_install()
{
	root_run env DEBIAN_FRONTEND=noninteractive sh -c "apt-get update &&
		apt-get -y --no-install-recommends install $*"
}

# The files of the tree SOURCE_TREE as a clone has them, changes included.
root_copy_tree()
{
	rm -rf "$root/tree"
	mkdir "$root/tree"
	git -C "$source_tree" ls-files -z --cached --others \
		--exclude-standard | tar -C "$source_tree" -c --null -T - |
		tar -C "$root/tree" -x --no-same-owner
}
