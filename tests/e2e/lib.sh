# SPDX-License-Identifier: BSD-3-Clause
# shellcheck shell=bash
#
# What the end-to-end tests share: checks, the module that they test, and
# names for its look-ups.

# shellcheck source-path=SCRIPTDIR source=../support/sshd.sh
. "$(dirname "${BASH_SOURCE[0]}")/../support/sshd.sh"

module=$(realpath "${HA_BUILDDIR:-.}")/pam_hostsaccess/.libs/pam_hostsaccess.so
checks=0
failures=0

[ -e "$module" ] || { echo "$0: no $module: run make first" >&2; exit 1; }

# check NAME EXPECTED ACTUAL: passes if both texts are the same.
check()
{
	checks=$((checks + 1))
	if [ "$2" = "$3" ]; then
		echo "ok - $1"
		return
	fi
	failures=$((failures + 1))
	echo "not ok - $1"
	diff -u --label expected --label actual <(echo "$2") <(echo "$3") |
		sed 's/^/#   /' || :
}

# in_namespace ARGUMENT...: the script again, in a mount namespace of its own,
# if ARGUMENT is not "inside".
in_namespace()
{
	[ "${1-}" != inside ] || return 0
	[ "$(id -u)" -eq 0 ] || { echo "$0: must run as root" >&2; exit 1; }
	exec unshare --mount "$0" inside
}

# own_names LINE...: the names that the machine knows, as lines of /etc/hosts,
# in a copy of /etc.  In a mount namespace, after service_prepare().
own_names()
{
	cp -a /etc "$work/etc"
	mount --bind "$work/etc" /etc
	rm -f /etc/hosts /etc/nsswitch.conf
	echo "hosts: files" >/etc/nsswitch.conf
	printf '%s\n' "$@" >/etc/hosts
}

# Ends the script: prints the counts and tells success by the status.
finish()
{
	echo "${0##*/}: $checks checks, $failures failed"
	[ "$failures" -eq 0 ] || exit 1
	exit 0
}

# module_log IDENT: what the module logged in the program IDENT, one
# "FACILITY.LEVEL MESSAGE" a line, without the folder of the rule files.
module_log()
{
	sed "/: pam_hostsaccess: /!{/: pam_/d}
		s| $1\[[0-9]*\]: | |; s|$work/||g" "$syslog"
}
