# SPDX-License-Identifier: BSD-3-Clause
# shellcheck shell=bash disable=SC2154
#
# What the parts of tests/packaging/debian share: checks, commands in the bare
# Debian $root, its packages, and programs that ask all the time.

# shellcheck source-path=SCRIPTDIR source=../../support/check.sh
. "$(dirname "${BASH_SOURCE[0]}")/../../support/check.sh"

answers=0
asker_pids=()
wanted=192.0.2.10  # who may come in
unwanted=192.0.2.66 # who may not
answered=$root/answered
packages=(libpam-hostsaccess hostsaccess libwrap-hostsaccess)

# in_root COMMAND...
in_root()
{
	(become_in_root "$@")
}

# become_in_root COMMAND...: this process is it then, for one in the background.
become_in_root()
{
	exec chroot "$root" env -i HOME=/root LC_ALL=C.UTF-8 TERM=dumb \
		DEBIAN_FRONTEND=noninteractive \
		PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin \
		"$@" </dev/null
}

# status_of COMMAND...: in the root: "done" or "failed"; $root/said has what it
# says, without the returns of the terminal that apt gives to dpkg.
status_of()
{
	if in_root "$@" 2>&1 | tr -d '\r' >"$root/said"; then
		echo "done"
	else
		echo "failed"
	fi
}

# must COMMAND...: in the root, and ends the script if that fails.
must()
{
	[ "$(status_of "$@")" = "done" ] || {
		cat "$root/said" >&2
		echo "$0: failed: $*" >&2
		exit 1
	}
}

apt()
{
	must apt-get -y --no-install-recommends "$@"
}

# deb PACKAGE [VERSION]: its file in the root; VERSION is first or second.
deb()
{
	echo "/debs/${2-first}/$1.deb"
}

# all_debs VERSION
all_debs()
{
	local package

	for package in "${packages[@]}"; do
		deb "$package" "$1"
	done
}

# installed PACKAGE: what dpkg says of it, such as "ii", or nothing.
installed()
{
	in_root dpkg-query -W -f '${db:Status-Abbrev}' "$1" 2>/dev/null |
		tr -d ' ' || :
}

# make_debs FOLDER: the packages there, and the same as if they were the next.
make_debs()
{
	local package version next work=$root/debs/work

	mkdir -p "$root/debs/first" "$root/debs/second"
	for package in "${packages[@]}"; do
		cp "$1/${package}_"*.deb "$root$(deb "$package")"
		rm -rf "$work"
		dpkg-deb -R "$root$(deb "$package")" "$work"
		version=$(dpkg-deb -f "$root$(deb "$package")" Version)
		next=${version%-*}-2
		sed -i "s/^\(Version:\|.*(=\) *$version/\1 $next/" \
			"$work/DEBIAN/control"
		quietly dpkg-deb --root-owner-group -b "$work" \
			"$root$(deb "$package" second)"
	done
	rm -rf "$work"
}

# ask KIND ADDRESS: starts an asker, asker.c.
ask()
{
	mkdir -p "$answered"
	become_in_root /asker "$1" "$2" >"$answered/$1-$2" 2>/dev/null &
	asker_pids+=($!)
}

# answer KIND ADDRESS: what an asker is told in a second.  It is ended alone: a
# module whose helper is ended with it says something else.
answer()
{
	in_root timeout --foreground --preserve-status 1 /asker "$@" |
		sed 's/\*.*//' | paste -sd ' '
}

# ask_all KIND...: both addresses.
ask_all()
{
	local kind

	for kind in "$@"; do
		ask "$kind" "$wanted"
		ask "$kind" "$unwanted"
	done
	sleep 0.3
}

# told NAME KIND WANTED UNWANTED: ends the askers of KIND, which have had these
# answers, in this order.
told()
{
	local address expected=$3 file

	for address in "$wanted" "$unwanted"; do
		file=$answered/$2-$address
		check "$1: $2, $address" "$expected" \
			"$(sed 's/\*.*//' "$file" | paste -sd ' ')"
		answers=$((answers + $(sed 's/.*\*//' "$file" |
			paste -sd + | sed 's/^$/0/')))
		expected=$4
	done
}

# stop_asking: they have had time to see the end.
stop_asking()
{
	sleep 0.3
	kill -TERM "${asker_pids[@]}"
	wait "${asker_pids[@]}" || :
	asker_pids=()
}

# rules FILE LINE...: writes a rule file of the root, or none.
rules()
{
	local file=$root/etc/hosts.$1

	shift
	printf '%s\n' "$@" >"$file.new"
	mv "$file.new" "$file"
}

# pam_lines: those that a root has by hand, in the file of sshd.
pam_lines()
{
	local file=$root/etc/pam.d/sshd

	cp "$file" "$root/sshd.pam"
	{
		echo "auth requisite pam_hostsaccess.so"
		echo "account required pam_hostsaccess.so"
		cat "$root/sshd.pam"
	} >"$file.new"
	mv "$file.new" "$file"
}

pam_lines_away()
{
	mv "$root/sshd.pam" "$root/etc/pam.d/sshd"
}

# state: what a removal that stops must leave as it is.
state()
{
	find "$root/etc/pam.d" "$root/var/lib/pam" "$root/etc/ld.so.conf.d" \
		"$root/usr/share/pam-configs" "$root/etc/security" \
		-type f -exec sha256sum {} + | sort -k 2
	find "$root"/etc/hosts.* "$root"/usr/lib/*/security/pam_hostsaccess.so \
		"$root"/usr/lib/*/hostsaccess "$root/var/lib/hostsaccess" \
		-printf '%p %y %s %m %U %G\n' 2>/dev/null | sort
	in_root dpkg-query -W -f '${db:Status-Status} ${Package} ${Version}\n' \
		"*hostsaccess*" 2>/dev/null | grep -v '^not-installed' || :
}

# finish_release: as finish does.
finish_release()
{
	echo "# packages of $release: $answers answers while packages changed"
	finish
}
