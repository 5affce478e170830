# SPDX-License-Identifier: BSD-3-Clause
# shellcheck shell=bash disable=SC2154
#
# A directory: slapd and nslcd.  Needs a place of its own, see
# ../../support/place.sh.  A script can set, before directory_prepare():
#   $directory_files  a folder with slapd.conf and base.ldif
#   $directory_probe  what getent(1) finds in it, once nslcd listens
#   $directory_maps   what it is asked for (nsswitch.conf(5)), behind the files
#   $nslcd_settings   lines of nslcd.conf

# shellcheck source-path=SCRIPTDIR source=../../support/debian.sh
. "$(dirname "${BASH_SOURCE[0]}")/../../support/debian.sh"

directory_files=$(realpath "$(dirname "${BASH_SOURCE[0]}")")
directory_probe=(netgroup trusted)
directory_maps=netgroup
nslcd_settings=()
ldap_base=dc=example,dc=net
slapd_pid=
nslcd_pid=

directory_install()
{
	debconf-set-selections <<<"slapd slapd/no_configuration boolean true"
	install_packages slapd ldap-utils nslcd libnss-ldapd
}

# directory_prepare: after service_prepare().  Starts both daemons.
directory_prepare()
{
	trap directory_remove EXIT
	mkdir -p /run/slapd /run/nslcd
	printf '%s: files\n' netgroup hosts passwd group shadow |
		sed -E "s/^($directory_maps): .*/& ldap/" >/etc/nsswitch.conf
	(umask 077 && printf '%s\n' "uri ldapi:///" "base $ldap_base" \
		"${nslcd_settings[@]}" >/etc/nslcd.conf)

	mkdir "$work/ldap"
	cp "$directory_files/slapd.conf" "$work/ldap"
	(cd "$work/ldap" && slapadd -q -f slapd.conf \
		-l "$directory_files/base.ldif")
	slapd_start
	nslcd_start
}

directory_remove()
{
	directory_kill "$slapd_pid"
	directory_kill "$nslcd_pid"
	service_remove
}

# directory_kill PID: ends that daemon, even one that is stopped.
directory_kill()
{
	[ -n "$1" ] || return 0
	kill -KILL "$1" 2>/dev/null || :
	wait "$1" 2>/dev/null || :
}

slapd_start()
{
	env -C "$work/ldap" slapd -d 0 -f slapd.conf -h ldapi:/// &
	slapd_pid=$!
	wait_until ldapsearch -x -H ldapi:/// -b "$ldap_base" -s base
}

nslcd_start()
{
	rm -f /run/nslcd/socket
	nslcd --nofork &
	nslcd_pid=$!
	# it listens later than it is there
	wait_until getent "${directory_probe[@]}"
}

# group NAME [MEMBER]...: gives a netgroup of the directory these members and
# no other; a triple begins with "(", and everything else is a netgroup.
group()
{
	local name=$1 member triples=() groups=()

	shift
	for member; do
		case $member in
		\(*) triples+=("nisNetgroupTriple: $member") ;;
		*) groups+=("memberNisNetgroup: $member") ;;
		esac
	done
	printf '%s\n' "dn: cn=$name,$ldap_base" "changetype: modify" \
		"replace: nisNetgroupTriple" "${triples[@]}" - \
		"replace: memberNisNetgroup" "${groups[@]}" - |
		ldapmodify -x -H ldapi:/// -D "cn=admin,$ldap_base" -w secret \
			>/dev/null
}
