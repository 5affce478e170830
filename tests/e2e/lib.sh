# SPDX-License-Identifier: BSD-3-Clause
# shellcheck shell=bash
#
# What the end-to-end tests share: checks, the module that they test, and
# names for its look-ups.

# shellcheck source-path=SCRIPTDIR source=../support/sshd.sh
. "$(dirname "${BASH_SOURCE[0]}")/../support/sshd.sh"
# shellcheck source-path=SCRIPTDIR source=../support/check.sh
. "$(dirname "${BASH_SOURCE[0]}")/../support/check.sh"

module=$(realpath "${HA_BUILDDIR:-.}")/pam_hostsaccess/.libs/pam_hostsaccess.so

[ -e "$module" ] || { echo "$0: no $module: run make first" >&2; exit 1; }

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

# module_log IDENT: what the module logged in the program IDENT, one
# "FACILITY.LEVEL MESSAGE" a line, without the folder of the rule files.
module_log()
{
	sed "/: pam_hostsaccess: /!{/: pam_/d}
		s| $1\[[0-9]*\]: | |; s|$work/||g" "$syslog"
}
