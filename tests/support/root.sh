# SPDX-License-Identifier: BSD-3-Clause
# shellcheck shell=bash
#
# A Debian of its own, as bare.sh makes it, that may be of another machine, and
# may stay for the next time.  Needs what that needs, and SOURCE_TREE.
#
# shellcheck disable=SC2154 # here and source_tree are the caller's

# shellcheck source-path=SCRIPTDIR source=bare.sh
. "$(dirname "${BASH_SOURCE[0]}")/bare.sh"

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
	exec {lock}<&-
	root_leave
	return "$status"
}

# root_leave: ends what runs there; the folder goes, unless it stays.
root_leave()
{
	[ -z "${HA_ROOTS-}" ] || root=
	outside_end
}
