# SPDX-License-Identifier: BSD-3-Clause
# shellcheck shell=bash disable=SC2154
#
# The package of the command, and what all of them leave to others.

# Rules that wait to be confirmed hold a removal up, and an upgrade not.
test_pending()
{
	local before

	apt install "$(deb hostsaccess)"
	rules allow "ALL: $wanted"
	rules deny "ALL: ALL"
	printf '%s\n' "ALL: $wanted 192.0.2.11" >"$root/new.allow"
	must hostsaccess apply --force --confirm 300 --allow-file /new.allow
	before=$(state)
	check "pending: removal fails" failed \
		"$(status_of dpkg -r hostsaccess)"
	check "pending: what to do is said" 1 \
		"$(grep -c 'hostsaccess apply --keep$' "$root/said")"
	check "pending: nothing is changed" "$before" "$(state)"
	apt install "$(deb hostsaccess second)"
	check "pending: an upgrade keeps the new rules" \
		"ALL: $wanted 192.0.2.11" "$(cat "$root/etc/hosts.allow")"
	must hostsaccess apply --revert
	check "pending: and can go back" "ALL: $wanted" \
		"$(cat "$root/etc/hosts.allow")"
	must hostsaccess apply --force --confirm 2 --allow-file /new.allow
	apt install --allow-downgrades "$(deb hostsaccess)"
	sleep 3
	check "pending: goes back in time, whatever the package does" \
		"ALL: $wanted" "$(cat "$root/etc/hosts.allow")"
}

# The unit is enabled, and no package starts or stops it.
test_unit()
{
	local unit=hostsaccess-revert.service

	check "unit: enabled" yes "$([ -L "$root/etc/systemd/system/\
multi-user.target.wants/$unit" ] && echo yes)"
	check "unit: neither started nor stopped" 0 "$(
		cat "$root"/var/lib/dpkg/info/hostsaccess.p* |
			grep -cE 'deb-systemd-invoke|systemctl.* st(art|op)' ||
			:
	)"
}

# What is others' is left as it is, and what is ours goes.
test_purge()
{
	local before file

	for file in hosts.allow.index hosts.deny.index \
	    security/hostsaccess.conf; do
		[ -e "$root/etc/$file" ] || echo "# mine" >"$root/etc/$file"
	done
	before=$(others)
	must dpkg -P "${packages[@]}"
	check "purged: what is others' stays" "$before" "$(others)"
	check "purged: nothing else does" "" "$(find "$root/etc" "$root/usr" \
		"$root/var/lib" -name '*hostsaccess*' \
		! -path '*/etc/security/hostsaccess.conf' || :)"
	rm "$root"/etc/hosts.*.index "$root/etc/security/hostsaccess.conf"
	apt install "$(deb hostsaccess)"
	must dpkg -r hostsaccess
	mkdir -p "$root/var/lib/hostsaccess/pending"
	must dpkg -P hostsaccess
	check "purged: a record that waits stays" yes \
		"$([ -d "$root/var/lib/hostsaccess/pending" ] && echo yes)"
	rm -r "$root/var/lib/hostsaccess"
}

# others: files of which none is ours.
others()
{
	find "$root"/etc/hosts* "$root/etc/security" -type f \
		-exec sha256sum {} +
}

# The abstraction for AppArmor is where profiles include it from, and compiles.
test_apparmor()
{
	apt install apparmor
	printf '%s\n' 'include <tunables/global>' \
		'profile try /usr/sbin/try {' 'include <abstractions/base>' \
		'include <abstractions/hostsaccess>' '}' >"$root/profile"
	check "AppArmor: the abstraction compiles" "done" \
		"$(status_of apparmor_parser -Q -K /profile)"
	check "AppArmor: no warning" "" \
		"$(grep -v 'Cache.*disabled' "$root/said" || :)"
}

# With the profile, lines of the service "other" are for every program, and only
# what is a service by itself is shown.
test_status()
{
	local name

	status_of hostsaccess status >/dev/null
	check "status: sshd" 1 "$(grep -c '^sshd: ' "$root/said")"
	check "status: no programs that are no services" "" "$(
		sed -n 's/^\([^ :]*\): .*/\1/p' "$root/said" |
			while IFS= read -r name; do
				[ -e "$root/etc/pam.d/$name" ] ||
					[ -e "$root/usr/lib/pam.d/$name" ] ||
					echo "$name"
			done)"
}
