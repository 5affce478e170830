# SPDX-License-Identifier: BSD-3-Clause
# shellcheck shell=bash
#
# What the tests of packages share: checks, the archive that packages are made
# of, and a root to install them into.  Needs `set -euo pipefail`.

# shellcheck source-path=SCRIPTDIR source=../support/debian.sh
. "$(dirname "${BASH_SOURCE[0]}")/../support/debian.sh"
# shellcheck source-path=SCRIPTDIR source=../support/check.sh
. "$(dirname "${BASH_SOURCE[0]}")/../support/check.sh"

export LC_ALL=C

# needs PROGRAM...: ends the script, as a test that cannot be run here, where
# one of them is missing.
needs()
{
	local program missing=()

	for program in "$@"; do
		[ -n "$(command -v "$program")" ] || missing+=("$program")
	done
	[ ${#missing[@]} -gt 0 ] || return 0
	echo "NOT RUN: ${0##*/}: not installed: ${missing[*]}"
	exit 77
}

# in_namespace ARGUMENT...: the script again, in namespaces in which its mounts
# and processes end, if the first ARGUMENT is not "inside".  There $work is a
# new folder, in memory: layers of an overlay must not lie in each other.
in_namespace()
{
	[ "$(id -u)" -eq 0 ] || { echo "$0: must run as root" >&2; exit 1; }
	[ "${1-}" = inside ] || exec unshare --mount --pid --net --fork \
		--kill-child --mount-proc "$0" inside "$@"
	mount -t tmpfs -o mode=755 tmpfs /mnt
	work=/mnt
}

# make_archive: the archive of `make dist', in $work; HA_ARCHIVE is one that is
# there already.  Sets `archive' and `version'.
make_archive()
{
	if [ -n "${HA_ARCHIVE-}" ]; then
		cp "$HA_ARCHIVE" "$work"
	else
		copy_tree "$work/copy"
		(
			cd "$work/copy"
			quietly autoreconf -i
			quietly ./configure --without-libcidr --disable-libwrap
			quietly make dist
		)
		mv "$work"/copy/pam_hostsaccess-*.tar.xz "$work"
		rm -rf "$work/copy"
	fi
	archive=$(find "$work" -maxdepth 1 -name 'pam_hostsaccess-*.tar.xz')
	version=${archive##*/pam_hostsaccess-}
	version=${version%.tar.xz}
}

# make_root: this machine, as a layer that is only read, below $root, to which
# packages may be installed.
make_root()
{
	root=$work/root
	mkdir -p "$root" "$work/upper" "$work/layer"
	mount -t overlay overlay "$root" \
		-o "lowerdir=/,upperdir=$work/upper,workdir=$work/layer"
	mount -t proc proc "$root/proc"
	mount --rbind /dev "$root/dev"
}

# in_root COMMAND...: what it prints, and its status where it fails.
in_root()
{
	local status=0

	chroot "$root" "$@" 2>&1 || status=$?
	[ "$status" -eq 0 ] || echo "status $status"
}

# write_file PATH LINE...: in the root.
write_file()
{
	mkdir -p "$root$(dirname "$1")"
	printf '%s\n' "${@:2}" >"$root$1"
}

# rules: what a package must leave as it is.
rules()
{
	(cd "$root/etc" && sha256sum hosts.allow hosts.deny &&
		stat -c '%n %i %z' hosts.allow hosts.deny)
}

# allowed ADDRESS [TYPE]: whether PAM lets a client at ADDRESS in.
allowed()
{
	local said

	said=$(in_root pamtester -I "rhost=$1" hostsaccess-test root \
		"${2-acct_mgmt}")
	case $said in
	*successfully* | *done.*) echo yes ;;
	*) echo no ;;
	esac
}
